import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import { accountFields } from '../../../src/accounts/account-fields.rules.ts'
import type { AccountRow } from '../../../src/accounts/accounts.contract.ts'
import {
  type LedgerColumn as Key,
  ledgerColumnNames,
  ledgerColumns,
} from '../../../src/accounts/ledger-columns.rules.ts'
import { platformZh } from '../../../src/accounts/platforms.rules.ts'
import type { LedgerColumn } from '../../ui/ledger-table.tsx'
import { Num } from '../../ui/num.tsx'
import { When } from '../../ui/when.tsx'
import { AccountStateTag, Silence } from './account-words.tsx'

/** Names the ledger in the memory of columns. */
export const ledgerName = 'accounts'

const atFirst: readonly Key[] = [
  'ledgerNo', 'name', 'platform', 'hostUnitName', 'regionName', 'state', 'followers', 'lastPostAt', 'silentDays', 'missing',
] // biome-ignore format: one list

type Change = Partial<LedgerColumn<AccountRow>>
const special: Partial<Record<Key, Change>> = {
  ledgerNo: { sort: 'ledgerNo' },
  name: {
    always: true,
    fixed: true,
    sort: 'name',
    render: (row) => (
      <Link to={`/accounts/${row.id}` as string} className="account-name">
        {row.name}
      </Link>
    ),
  },
  platform: { render: (row) => platformZh(row.platform, row.variant) },
  hostUnitName: { render: (row) => <span className="account-unit">{row.hostUnitName}</span> },
  state: { render: (row) => <AccountStateTag state={row.state} /> },
  followers: { number: true, sort: 'followers', render: (row) => <Num value={row.followers} /> },
  lastPostAt: { sort: 'lastPostAt', render: (row) => <When at={row.lastPostAt} none="未知" /> },
  silentDays: { render: (row) => <Silence account={row} /> },
  openedOn: { sort: 'openedOn' },
  tags: { render: (row) => row.tags.map((tag) => <Tag key={tag}>{tag}</Tag>) },
  missing: {
    render: (row) =>
      row.missing.length === 0 ? (
        <span className="quiet">齐全</span>
      ) : (
        <span title={row.missing.map((field) => accountFields[field].zh).join('、')}>缺 {row.missing.length} 项</span>
      ),
  },
}

/** The columns of the page: those of the export, in the same order and under the same names. */
export const columns: readonly LedgerColumn<AccountRow>[] = ledgerColumnNames.map((key) => ({
  key,
  title: ledgerColumns[key].zh,
  hiddenAtFirst: !atFirst.includes(key),
  render: (row) => ledgerColumns[key].of(row) ?? <span className="quiet">—</span>,
  ...special[key],
}))
