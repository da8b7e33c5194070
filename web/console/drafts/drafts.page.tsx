import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { draftStateNames, draftStates } from '../../../src/publishing/draft.rules.ts'
import { countDrafts, type DraftRow, listDrafts } from '../../../src/publishing/drafts.contract.ts'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { useMay, useMe } from '../../ui/me.ts'
import { numberText } from '../../ui/number-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useAsk } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { When } from '../../ui/when.tsx'
import { DiscardChosen } from './discard-chosen.tsx'
import { ClassWord, DraftStateTag, titleOf } from './draft-words.tsx'
import { DraftsFilters, type DraftsState, DraftsUrl } from './drafts-filters.tsx'
import { NewDraft } from './new-draft.tsx'
import { ReturnedOnes } from './returned-ones.tsx'
import './drafts.css'

const columns: readonly LedgerColumn<DraftRow>[] = [
  { key: 'number', title: '编号', render: (row) => <span className="num">{row.number}</span> },
  { key: 'title', title: '标题', always: true, render: (row) => <Title row={row} /> },
  { key: 'state', title: '状态', render: (row) => <DraftStateTag state={row.state} /> },
  { key: 'class', title: '内容类别', render: (row) => <ClassWord of={row.class} /> },
  { key: 'accounts', title: '发布账号', render: (row) => <Accounts names={row.accountNames} /> },
  { key: 'scheduled', title: '计划发布', render: (row) => <When at={row.scheduledAt} none="审核通过后" /> },
  { key: 'author', title: '撰稿人', render: (row) => row.authorName },
  { key: 'updated', title: '最近更新', render: (row) => <When at={row.updatedAt} /> },
  { key: 'updatedBy', title: '更新人', hiddenAtFirst: true, render: (row) => row.updatedByName },
  { key: 'column', title: '栏目', hiddenAtFirst: true, render: (row) => row.columnName ?? '—' },
  { key: 'campaign', title: '主题策划', hiddenAtFirst: true, render: (row) => row.campaignName ?? '—' },
  { key: 'host', title: '主办单位', hiddenAtFirst: true, render: (row) => row.hostUnitName },
]

/** 稿件: what is being written, reviewed and published; an editor finds first what came back to her (§8.1). */
export function Page() {
  const me = useMe()
  const mayWrite = useMay('draft.write')
  const mayDiscard = useMay('draft.submit')
  const [{ start, ...filters }, change] = useUrlState(DraftsUrl)
  const query = queryOf(filters)
  const ledger = useLedger(listDrafts, query)
  const counted = useAsk(countDrafts, { query }, { keep: true, staleTime: 0 })
  const filtered = Object.values(filters).some((value) => value !== undefined)
  const begin = mayWrite ? (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ start: '1' })}>
      新建稿件
    </Button>
  ) : null
  return (
    <>
      <PageHead
        title="稿件"
        description={
          me.unit.kind === 'hostUnit' ? '本单位的稿件：撰写、送审、发布（指南§8）' : '撰写、三审、发布的稿件（指南§8）'
        }
        actions={begin}
      />
      {mayWrite && !filtered ? <ReturnedOnes /> : null}
      <DraftsFilters key={JSON.stringify(filters.q)} filters={filters} onChange={change} />
      <StateCounts byState={counted.data?.byState} filters={filters} onChange={change} />
      <LedgerTable<DraftRow>
        name="drafts"
        caption="稿件列表"
        columns={columns}
        ledger={ledger}
        total={counted.data?.listed}
        empty={
          filtered
            ? { reason: '没有符合条件的稿件，可以放宽或重置筛选条件。' }
            : { reason: mayWrite ? '还没有稿件，从“新建稿件”开始。' : '还没有稿件，由编辑撰写。' }
        }
        mobile={(row) => <Card row={row} />}
        {...(mayDiscard
          ? {
              bulk: (selection, clear) => (
                <DiscardChosen selection={selection} rows={ledger.rows} query={query} onDone={clear} />
              ),
            }
          : {})}
      />
      {start ? <NewDraft onClose={() => change({ start: undefined })} /> : null}
    </>
  )
}

/** The filters as the list's query takes them. */
export function queryOf(filters: DraftsState) {
  return { ...filters, state: filters.state?.join(','), class: filters.class?.join(',') }
}

function Title({ row }: { row: DraftRow }) {
  return (
    <>
      <Link to={`/drafts/${row.id}` as '/'}>{titleOf(row.title)}</Link>
      {row.returnedWith ? <div className="draft-returned-words">退回意见：{row.returnedWith}</div> : null}
    </>
  )
}

function Accounts({ names }: { names: readonly string[] }) {
  if (names.length === 0) return <span className="quiet">未选</span>
  return (
    <span title={names.join('、')}>{names.length > 2 ? `${names[0]}等 ${names.length} 个` : names.join('、')}</span>
  )
}

function Card({ row }: { row: DraftRow }) {
  return (
    <>
      <Title row={row} />
      <div className="draft-line">
        <DraftStateTag state={row.state} />
        <ClassWord of={row.class} />
        <span className="quiet">{row.number}</span>
      </div>
      <div className="quiet">
        {row.updatedByName} 更新于 <When at={row.updatedAt} />
      </div>
    </>
  )
}

type CountsGiven = {
  byState: Partial<Record<keyof typeof draftStates, number>> | undefined
  filters: DraftsState
  onChange: (patch: Record<string, unknown>) => void
}

/** How many stand where; each number narrows the list to its state. */
function StateCounts({ byState, filters, onChange }: CountsGiven) {
  return (
    <nav className="draft-counts no-print" aria-label="按状态">
      {draftStateNames.map((state) => {
        const chosen = filters.state?.length === 1 && filters.state[0] === state
        return (
          <button
            key={state}
            type="button"
            className={chosen ? 'draft-count draft-count-chosen' : 'draft-count'}
            aria-pressed={chosen}
            onClick={() => onChange({ state: chosen ? undefined : [state] })}
          >
            {draftStates[state].zh} <strong>{byState ? numberText(byState[state] ?? 0) : '…'}</strong>
          </button>
        )
      })}
    </nav>
  )
}
