import { Select } from 'antd'
import { useState } from 'react'
import type { UnitKind } from '../../../src/units/duties.rules.ts'
import { listUnits, type UnitView } from '../../../src/units/unit.contract.ts'
import { useAsk } from '../../ui/queries.ts'

type Given = {
  id?: string
  value?: string
  onChange?: (id: string | undefined, unit: UnitView | undefined) => void
  kinds?: readonly UnitKind[]
  /** The unit that is chosen from the start. */
  known?: { id: string; name: string }
  placeholder?: string
  allowClear?: boolean
}

/** A unit in use, found by words of its name. */
export function UnitSelect({ id, value, onChange, kinds, known, placeholder = '输入名称查找', allowClear }: Given) {
  const [text, setText] = useState('')
  const query = {
    active: 'yes' as const,
    limit: 20,
    ...(kinds ? { kind: kinds.join(',') } : {}),
    ...(text ? { text } : {}),
  }
  const { data, isFetching } = useAsk(listUnits, { query }, { keep: true })
  const found = data?.rows ?? []
  const options = found.map((unit) => ({ value: unit.id, label: `${unit.name}（${unit.regionName}）` }))
  if (known && !text && !found.some((unit) => unit.id === known.id))
    options.unshift({ value: known.id, label: known.name })
  return (
    <Select
      {...(id ? { id } : {})}
      {...(value === undefined ? {} : { value })}
      onChange={(chosen: string | undefined) =>
        onChange?.(
          chosen,
          found.find((unit) => unit.id === chosen),
        )
      }
      showSearch={{ filterOption: false, onSearch: setText }}
      options={options}
      loading={isFetching}
      placeholder={placeholder}
      allowClear={allowClear ?? false}
      notFoundContent={isFetching ? '正在查找…' : '没有符合的单位'}
      style={{ width: '100%', minWidth: 200 }}
    />
  )
}
