import { Link } from '@tanstack/react-router'
import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import {
  dismissEntry,
  type EntryView,
  listEntries,
  matchEntry,
  type NationalTotals,
  restoreEntry,
} from '../../../src/accounts/national.contract.ts'
import { platforms, variantNames, variants } from '../../../src/accounts/platforms.rules.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { useMay } from '../../ui/me.ts'
import { queryClient, useDo } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { useLedger } from '../../ui/use-ledger.ts'
import { type NationalChange, type NationalUrl, nationalPaths } from './national-state.ts'

type Given = { state: NationalUrl; change: NationalChange; totals: NationalTotals | undefined }

/** What only the national system has: to be entered, to be matched by a person, or not of this region. */
export function NationalEntries({ state, change, totals }: Given) {
  const [words, setWords] = useState(state.q ?? '')
  const kind = state.kind ?? 'onlyThere'
  const ledger = useLedger(listEntries, {
    kind,
    ...(state.q ? { q: state.q } : {}),
    ...(state.region ? { region: state.region } : {}),
  })
  // The totals count without the words that are looked for.
  const total = state.q ? null : totals?.[kind]
  return (
    <>
      <div className="national-line no-print">
        <Segmented
          value={kind}
          options={[
            { value: 'onlyThere', label: '全部' },
            { value: 'ambiguous', label: '待确认' },
            { value: 'dismissed', label: '不属本地区' },
          ]}
          onChange={(value) => change({ kind: value === 'onlyThere' ? undefined : (value as NationalUrl['kind']) })}
        />
        <Input.Search
          allowClear
          aria-label="查找"
          value={words}
          placeholder="名称、单位、账号ID"
          style={{ maxWidth: 280 }}
          onChange={({ target }) => setWords(target.value)}
          onSearch={(q) => change({ q })}
        />
      </div>
      <LedgerTable<EntryView>
        name="national-entries"
        caption="仅全国系统有的账号"
        columns={columns}
        ledger={ledger}
        total={total}
        empty={{ reason: emptyWords[kind] }}
        mobile={(row) => (
          <>
            <div className="account-card-name">{row.name}</div>
            <div className="quiet">
              {platforms[row.platform].zh} · {row.platformAccountId ?? '未列账号ID'}
            </div>
            <div>{row.hostName}</div>
            <Acts row={row} />
          </>
        )}
      />
    </>
  )
}

const emptyWords = {
  onlyThere: '没有“仅对方有”的账号。导入全国系统名单后，台账中找不到的账号会列在这里。',
  ambiguous: '没有待确认的账号。',
  dismissed: '没有标记为不属本地区的账号。',
} as const

const columns: readonly LedgerColumn<EntryView>[] = [
  { key: 'name', title: '账号名称', always: true, render: (row) => <span className="account-name">{row.name}</span> },
  { key: 'platform', title: '平台', render: (row) => platforms[row.platform].zh },
  { key: 'id', title: '账号ID', render: (row) => row.platformAccountId ?? '—' },
  { key: 'host', title: '主办单位', render: (row) => <span className="account-unit">{row.hostName}</span> },
  { key: 'body', title: '认证主体', render: (row) => row.certifiedBody ?? '—', hiddenAtFirst: true },
  { key: 'contact', title: '账号联系人', render: (row) => row.accountContactName ?? '—', hiddenAtFirst: true },
  { key: 'phone', title: '账号联系电话', render: (row) => row.accountContactPhoneMask ?? '—', hiddenAtFirst: true },
  { key: 'status', title: '对方状态', render: (row) => row.status ?? '—' },
  { key: 'list', title: '名单', render: (row) => `${row.listName}（${row.listedOn}）`, hiddenAtFirst: true },
  { key: 'acts', title: '办理', always: true, render: (row) => <Acts row={row} /> },
]

function Acts({ row }: { row: EntryView }) {
  const manages = useMay('national.manage')
  const restore = useDo(restoreEntry, { success: '已取消标记', invalidates: nationalPaths })
  if (row.dismissedReason !== null) {
    return (
      <div>
        <StateTag tone="ended">不属本地区</StateTag> {row.dismissedReason}（{row.dismissedBy}）
        {manages ? (
          <Button
            type="link"
            size="small"
            loading={restore.busy}
            onClick={() => restore.run({ params: { id: row.id } })}
          >
            取消标记
          </Button>
        ) : null}
      </div>
    )
  }
  if (!manages) return row.candidates.length > 0 ? <StateTag tone="soon">待确认</StateTag> : null
  return (
    <div className="national-acts">
      <Candidates row={row} />
      <Link to={'/accounts/new' as string} search={prefillOf(row) as never}>
        登记到台账
      </Link>
      <ConfirmDo
        type="link"
        size="small"
        label="不属本地区"
        consequence={`“${row.name}”将不再列为台账缺少的账号，可随时取消标记。`}
        reason={{ label: '原因' }}
        onConfirm={async (reason) => {
          await call(dismissEntry, { params: { id: row.id }, body: { reason } })
          await queryClient.invalidateQueries({
            predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/national'),
          })
        }}
      />
    </div>
  )
}

/** Accounts that it may mean; only a person says which. */
function Candidates({ row }: { row: EntryView }) {
  const match = useDo(matchEntry, { success: '已对应', invalidates: nationalPaths })
  if (row.candidates.length === 0) return null
  return (
    <ul className="national-candidates" aria-label="可能对应的台账账号">
      {row.candidates.map((account) => (
        <li key={account.id}>
          可能是 {account.ledgerNo} {account.name}（{account.hostUnitName}
          {account.platformAccountId ? `，${account.platformAccountId}` : ''}）
          <Button
            size="small"
            type="link"
            loading={match.busy}
            onClick={() => match.run({ params: { id: row.id }, body: { accountId: account.id } })}
          >
            就是它
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** What the form of a new account begins with. Telephone numbers are asked for again. */
function prefillOf(row: EntryView): Record<string, string> {
  const known = {
    name: row.name,
    platform: row.platform,
    variant: variantNames.find((name) => variants[name] === row.variant) ?? null,
    platformAccountId: row.platformAccountId,
    hostUnitId: row.hostUnitId,
    hostUnitName: row.hostUnitId ? row.hostName : null,
    certifiedBody: row.certifiedBody,
    openedOn: row.openedOn,
    url: row.url,
    accountContactName: row.accountContactName,
    unitContactName: row.unitContactName,
  }
  return Object.fromEntries(Object.entries(known).filter((entry): entry is [string, string] => entry[1] !== null))
}
