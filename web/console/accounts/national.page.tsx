import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { type NationalTotals, totalNational } from '../../../src/accounts/national.contract.ts'
import { useMay } from '../../ui/me.ts'
import { numberText } from '../../ui/number-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useAsk } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { NationalDrawer } from './national-drawer.tsx'
import { NationalEntries } from './national-entries.tsx'
import { PackageButton, SheetButton } from './national-exports.tsx'
import { NationalLedger } from './national-ledger.tsx'
import { filterOf, NationalUrl } from './national-state.ts'
import './accounts.css'
import './national.css'

/** 报送对账: what the national system has and what the ledger has, side by side (指南§6.2). */
export function Page() {
  const [state, change] = useUrlState(NationalUrl)
  const manages = useMay('national.manage')
  const { data: totals } = useAsk(totalNational, { query: filterOf(state) }, { keep: true })
  const target = { filter: filterOf(state) }
  return (
    <>
      <PageHead
        title="报送对账"
        description="台账与全国政务新媒体信息报送系统同步备案，逐账号核对两边是否一致（指南§6.2）"
        actions={
          <>
            {manages ? <PackageButton target={target} count={totals?.count} /> : null}
            {manages ? (
              <Link to={'/imports/new' as string} search={{ kind: 'national' } as never}>
                <Button>导入全国系统名单</Button>
              </Link>
            ) : null}
            <SheetButton target={target} />
          </>
        }
      />
      {totals ? <Parts totals={totals} state={state} change={change} /> : null}
      {state.view === 'there' ? (
        <NationalEntries state={state} change={change} totals={totals} />
      ) : (
        <NationalLedger state={state} change={change} totals={totals} />
      )}
      {state.account ? <NationalDrawer id={state.account} onClose={() => change({ account: undefined })} /> : null}
    </>
  )
}

type PartsGiven = { totals: NationalTotals; state: NationalUrl; change: (patch: Partial<NationalUrl>) => void }

/** The four parts of the reconciliation; each is a filter. */
function Parts({ totals, state, change }: PartsGiven) {
  const { standings, onlyThere, ambiguous, list } = totals
  const parts = [
    { key: 'onlyOurs', zh: '仅我方有', hint: '台账有、全国系统未收录', count: standings.onlyOurs },
    {
      key: 'there',
      zh: '仅对方有',
      hint: ambiguous > 0 ? `其中 ${numberText(ambiguous)} 个待确认` : '全国系统有、台账没有',
      count: onlyThere,
    },
    { key: 'differs', zh: '有差异', hint: '两边都有，内容不一致', count: standings.differs },
    { key: 'agrees', zh: '一致', hint: '两边都有，内容一致', count: standings.agrees },
  ] as const
  const current = state.view ?? state.standing
  const choose = (key: (typeof parts)[number]['key']) => {
    const off = { view: undefined, standing: undefined, kind: undefined, field: undefined }
    if (current === key) return change(off)
    change(key === 'there' ? { ...off, view: 'there' } : { ...off, standing: key })
  }
  return (
    <>
      <section className="national-parts" aria-label="对账结果">
        {parts.map(({ key, zh, hint, count }) => (
          <button
            key={key}
            type="button"
            className="panel national-part"
            aria-pressed={current === key}
            onClick={() => choose(key)}
          >
            <span>{zh}</span>
            <strong className="num">{numberText(count)}</strong>
            <span className="quiet">{hint}</span>
          </button>
        ))}
      </section>
      <p className="quiet">
        {list
          ? `最近名单：“${list.fileName}”，${list.listedOn} 导出，${numberText(list.entries)} 个账号${list.complete ? '（完整名单）' : ''}，${list.importedUnit}${list.importedBy}导入。`
          : '尚未导入全国系统名单，“未收录”“有差异”以导入名单后的核对结果为准。'}
      </p>
    </>
  )
}
