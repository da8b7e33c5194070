import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import {
  type AccountRow,
  type AccountTotals,
  listAccounts,
  totalAccounts,
} from '../../../src/accounts/accounts.contract.ts'
import { accountStates, platforms, platformZh } from '../../../src/accounts/platforms.rules.ts'
import { LedgerTable } from '../../ui/ledger-table.tsx'
import { useMay } from '../../ui/me.ts'
import { Num } from '../../ui/num.tsx'
import { numberText } from '../../ui/number-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useAsk } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { AccountStateTag, Silence } from './account-words.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { ExportButton } from './export-button.tsx'
import { columns, ledgerName } from './ledger-columns.tsx'
import { LedgerFilters } from './ledger-filters.tsx'
import { filterOf, LedgerUrl } from './ledger-state.ts'
import './accounts.css'

/** 账号台账: the matrix as a list. Everything that narrows it stands in the URL. */
export function Page() {
  const [state, change] = useUrlState(LedgerUrl)
  const navigate = useNavigate()
  const manages = useMay('account.manage')
  const edits = useMay('account.edit')
  const exports = useMay('account.export')
  const filter = filterOf(state)
  const ledger = useLedger(listAccounts, { ...filter, sort: state.sort, order: state.order })
  const { data: totals } = useAsk(totalAccounts, { query: filter }, { keep: true })
  const filtered = Object.keys(filter).length > 0
  const reset = () => void navigate({ to: '.', search: {} as never })
  return (
    <>
      <PageHead
        title="账号台账"
        description="本人管理范围内的全部政务新媒体账号（指南§6.2）"
        actions={
          manages ? (
            <>
              <Link to={'/accounts/new' as string}>
                <Button type="primary">登记账号</Button>
              </Link>
              <Link to={'/imports/new' as string} search={{ kind: 'account' } as never}>
                <Button>导入</Button>
              </Link>
            </>
          ) : null
        }
      />
      <LedgerFilters state={state} change={change} reset={reset} />
      {totals ? <TotalsLine totals={totals} onPlatform={(platform) => change({ platform })} /> : null}
      <LedgerTable<AccountRow>
        name={ledgerName}
        caption="账号台账"
        columns={columns}
        ledger={ledger}
        total={totals?.count}
        sort={{
          by: state.sort ?? 'ledgerNo',
          order: state.order ?? 'asc',
          onSort: ({ by, order }) => change({ sort: by as LedgerUrl['sort'], order }),
        }}
        {...(edits
          ? { bulk: (selection, clear) => <BulkBar selection={selection} state={state} onDone={clear} /> }
          : {})}
        tools={exports ? <ExportButton state={state} /> : null}
        empty={
          filtered
            ? { reason: '没有符合筛选条件的账号。', next: <Button onClick={reset}>清除筛选条件</Button> }
            : { reason: manages ? '台账中还没有账号，可以逐个登记，或用表格批量导入。' : '管理范围内还没有账号。' }
        }
        mobile={(row) => <Card row={row} />}
      />
    </>
  )
}

function TotalsLine({ totals, onPlatform }: { totals: AccountTotals; onPlatform: (platform: string) => void }) {
  const { followers, followersUnknown } = totals
  return (
    <section className="accounts-totals" aria-label="合计">
      {totals.platforms.map(({ platform, count }) => (
        <Button key={platform} type="text" size="small" onClick={() => onPlatform(platform)}>
          {platforms[platform].zh} {numberText(count)}
        </Button>
      ))}
      <span className="quiet">
        {totals.states.map(({ state, count }) => `${accountStates[state]} ${numberText(count)}`).join('，')}
      </span>
      <span>
        粉丝合计 <Num value={followers} />
        {followersUnknown > 0 && followers !== null
          ? `（另有 ${numberText(followersUnknown)} 个账号缺数，未计入）`
          : ''}
      </span>
    </section>
  )
}

function Card({ row }: { row: AccountRow }) {
  return (
    <>
      <Link to={`/accounts/${row.id}` as string} className="account-card-name">
        {row.name}
      </Link>
      <div className="quiet">
        {platformZh(row.platform, row.variant)} · {row.ledgerNo}
      </div>
      <div>{row.hostUnitName}</div>
      <div className="account-card-line">
        <AccountStateTag state={row.state} />
        <span>
          未更新：
          <Silence account={row} />
        </span>
        <span>
          粉丝 <Num value={row.followers} />
        </span>
      </div>
    </>
  )
}
