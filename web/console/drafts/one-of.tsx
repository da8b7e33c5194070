import { Select } from 'antd'

type Given = {
  id?: string
  value: string | null | undefined
  /** Absent while they are on their way. */
  rows: readonly { id: string; name: string; state?: string }[] | undefined
  placeholder: string
  disabled?: boolean
  onChange: (id: string | undefined) => void
}

/** One of a short list by its name, or none; what is no longer in use is offered only where it was chosen before. */
export function OneOf({ id, value, rows, placeholder, disabled = false, onChange }: Given) {
  const offered = rows?.filter((row) => row.state !== 'stopped' || row.id === value) ?? []
  return (
    <Select<string>
      {...(id ? { id } : {})}
      value={(value ?? null) as never}
      disabled={disabled}
      allowClear
      loading={!rows}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={placeholder}
      notFoundContent="没有可选的"
      onChange={(chosen: string | undefined) => onChange(chosen ?? undefined)}
      options={offered.map((row) => ({
        value: row.id,
        label: row.state === 'stopped' ? `${row.name}（已停用）` : row.name,
      }))}
      style={{ width: '100%', minWidth: 160 }}
    />
  )
}
