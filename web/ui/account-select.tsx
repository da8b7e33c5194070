import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { listAccounts, viewAccount } from '../../src/accounts/accounts.contract.ts'
import { platformZh } from '../../src/accounts/platforms.rules.ts'
import { useAsk } from './queries.ts'

type Given = {
  id?: string
  value?: string | null | undefined
  onChange?: (id: string | null) => void
  placeholder?: string
}

/** Chooses one account of those that the person may see, by words of its name, number or host unit. */
export function AccountSelect({ id, value, onChange, placeholder = '输入账号名称、编号或单位查找' }: Given) {
  const [words, setWords] = useState('')
  const q = useDeferredValue(words.trim())
  const found = useAsk(listAccounts, { query: { limit: 20, ...(q === '' ? {} : { q }) } }, { keep: true })
  const rows = found.data?.rows ?? []
  const chosen = useAsk(
    viewAccount,
    { params: { id: value ?? '' } },
    { enabled: Boolean(value) && !rows.some((row) => row.id === value) },
  )
  const known = chosen.data && chosen.data.id === value ? [chosen.data, ...rows] : rows
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      value={value ?? null}
      onChange={(next) => onChange?.(next ?? null)}
      placeholder={placeholder}
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      loading={found.isFetching}
      notFoundContent={found.isPending ? '正在查找…' : '没有找到账号'}
      style={{ width: '100%', minWidth: 220 }}
      options={known.map((row) => ({
        value: row.id,
        label: `${row.name}（${platformZh(row.platform, row.variant)} · ${row.ledgerNo}）`,
      }))}
    />
  )
}
