import { useSearch } from '@tanstack/react-router'
import { Checkbox } from 'antd'
import { z } from 'zod'
import { listExcluded, listMissing } from '../../../src/assessment/assessment.contract.ts'
import type { Answer } from '../../ui/api.ts'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { useAsk } from '../../ui/queries.ts'
import { type Search, useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { To } from './to.tsx'

type Row = Answer<typeof listMissing>['rows'][number]
const Filters = z.object({ unranked: z.literal('1').optional() })

/** What is missing, for whom, what it costs, and how to bring it in. */
export function MissingTab({ id }: { id: string }) {
  const [filters, setFilters] = useUrlState(Filters)
  const { cursor }: Search = useSearch({ strict: false })
  const ledger = useLedger(listMissing, filters, { id })
  const query = { ...filters, ...(cursor ? { cursor } : {}) }
  const total = useAsk(listMissing, { params: { id }, query }, { keep: true }).data?.total
  const columns: LedgerColumn<Row>[] = [
    {
      key: 'name',
      title: '账号',
      always: true,
      render: (row) => (
        <div className="assessment-wrap">
          <To path={`/assessments/${id}/accounts/${row.id}`}>{row.name}</To>
        </div>
      ),
    },
    { key: 'platform', title: '平台', render: (row) => row.platformZh },
    { key: 'unit', title: '主办单位', render: (row) => row.unitName },
    { key: 'ranked', title: '参加排名', render: (row) => (row.ranked ? '是' : '否') },
    { key: 'items', title: '缺什么', always: true, render: (row) => <Items row={row} /> },
    { key: 'todo', title: '怎么补', render: (row) => <Lines of={row.todo} /> },
  ]
  return (
    <>
      <p className="quiet assessment-note">
        没有取得的数据记“缺数”，不按零计算。补齐数据后请重新开展本周期的考核，本次结果保持不变。
      </p>
      <FilterBar
        fields={[
          {
            key: 'unranked',
            label: '范围',
            control: (
              <Checkbox
                checked={filters.unranked === '1'}
                onChange={({ target }) => setFilters({ unranked: target.checked ? '1' : undefined })}
              >
                仅看因缺数未排名的
              </Checkbox>
            ),
          },
        ]}
        onReset={() => setFilters({ unranked: undefined })}
      />
      <LedgerTable
        name="assessment-missing"
        caption="缺数清单"
        columns={columns}
        ledger={ledger}
        total={total}
        empty={{ reason: '本期没有缺数。' }}
        mobile={(row) => (
          <>
            <strong>
              <To path={`/assessments/${id}/accounts/${row.id}`}>{row.name}</To>
            </strong>
            <div className="quiet">
              {row.platformZh} · {row.unitName} · {row.ranked ? '参加排名' : '未排名'}
            </div>
            <Items row={row} />
            <Lines of={row.todo} />
          </>
        )}
      />
      <Excluded id={id} />
    </>
  )
}

function Items({ row }: { row: Row }) {
  const words = row.items.map(({ zh, unranks }) => (unranks ? `${zh}（影响排名）` : zh))
  return <Lines of={[words.join('、'), ...row.gaps]} />
}

function Lines({ of }: { of: readonly string[] }) {
  return (
    <ul className="assessment-list assessment-wrap">
      {of.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function Excluded({ id }: { id: string }) {
  const { data } = useAsk(listExcluded, { params: { id }, query: { limit: 200 } })
  if (!data || data.rows.length === 0) return null
  return (
    <>
      <h2 className="assessment-heading">不考核的账号</h2>
      <section className="panel">
        <ul className="assessment-list">
          {data.rows.map((row) => (
            <li key={row.id}>
              {row.name}（{row.platformZh}，{row.unitName}）：{row.reason}
            </li>
          ))}
        </ul>
        {data.next ? <p className="quiet">仅列出前 200 个。</p> : null}
      </section>
    </>
  )
}
