import { Button, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { listRuns, periodKinds, type RunView } from '../../../src/assessment/assessment.contract.ts'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { useMay } from '../../ui/me.ts'
import { Num } from '../../ui/num.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { When } from '../../ui/when.tsx'
import { RegionSelect } from '../units/region-select.tsx'
import { useListed } from '../units/use-listed.ts'
import { StartRun } from './start-run.tsx'
import { To } from './to.tsx'
import { kindWords, RunState } from './words.tsx'
import './assessment.css'

const Filters = z.object({
  kind: z.enum(periodKinds).optional(),
  region: z
    .string()
    .regex(/^\d{6,12}$/)
    .optional(),
})

const columns: LedgerColumn<RunView>[] = [
  {
    key: 'period',
    title: '考核周期',
    always: true,
    render: (row) => <To path={`/assessments/${row.id}`}>{row.periodZh}</To>,
  },
  { key: 'region', title: '考核区域', always: true, render: (row) => row.regionName },
  { key: 'kind', title: '类别', render: (row) => kindWords[row.kind] },
  { key: 'state', title: '状态', always: true, render: (row) => <RunState of={row.state} /> },
  { key: 'accounts', title: '考核账号', number: true, render: (row) => <Counted row={row} of="accounts" /> },
  { key: 'ranked', title: '参加排名', number: true, render: (row) => <Counted row={row} of="ranked" /> },
  { key: 'missing', title: '缺数未排名', number: true, render: (row) => <Counted row={row} of="missing" /> },
  { key: 'unfit', title: '不合格', number: true, render: (row) => <Counted row={row} of="unfit" /> },
  { key: 'scheme', title: '考核方案', render: (row) => row.schemeName },
  { key: 'cutoff', title: '数据截止', hiddenAtFirst: true, render: (row) => <When at={row.cutoff} /> },
  { key: 'finished', title: '完成时间', render: (row) => <When at={row.finishedAt} /> },
  { key: 'by', title: '开展人', hiddenAtFirst: true, render: (row) => row.createdBy },
]

/** 考核 › 周期与排名 (9.2): every assessment there has been, the latest period first. */
export function Page() {
  const starts = useMay('assessment.run')
  const [filters, setFilters] = useUrlState(Filters)
  const [starting, setStarting] = useState(false)
  const ledger = useLedger(listRuns, filters)
  const total = useListed(listRuns, filters)?.total
  const start = starts ? (
    <Button type="primary" onClick={() => setStarting(true)}>
      开展考核
    </Button>
  ) : null
  return (
    <>
      <PageHead
        title="周期与排名"
        description="按月度、季度、年度考核（指南9.2）。每次考核冻结当时的数据，以后补录不改变已有结果，可重新开展。"
        actions={start}
      />
      <FilterBar
        fields={[
          {
            key: 'kind',
            label: '类别',
            control: (
              <Select
                allowClear
                placeholder="全部"
                value={filters.kind}
                onChange={(kind) => setFilters({ kind })}
                options={periodKinds.map((kind) => ({ value: kind, label: kindWords[kind] }))}
              />
            ),
          },
          {
            key: 'region',
            label: '考核区域',
            control: (
              <RegionSelect
                allowClear
                placeholder="全部"
                {...(filters.region ? { value: filters.region } : {})}
                onChange={(region) => setFilters({ region })}
              />
            ),
          },
        ]}
        onReset={() => setFilters({ kind: undefined, region: undefined })}
      />
      <LedgerTable
        name="assessments"
        caption="考核周期"
        columns={columns}
        ledger={ledger}
        total={total}
        empty={{
          reason: '还没有考核。',
          next: starts ? start : <p>考核由主管单位开展，完成后在此查看本单位账号的得分和名次。</p>,
        }}
        mobile={(row) => <RunCard row={row} />}
      />
      {starting ? <StartRun onClose={() => setStarting(false)} /> : null}
    </>
  )
}

function Counted({ row, of }: { row: RunView; of: 'accounts' | 'ranked' | 'missing' | 'unfit' }) {
  if (row.state !== 'done') return <span className="quiet">—</span>
  // Whoever sees a part of the run only is not told of the others' faults.
  if (row[of] === null) return <span className="quiet">仅主管单位可见</span>
  return <Num value={row[of]} />
}

function RunCard({ row }: { row: RunView }) {
  return (
    <>
      <strong>
        <To path={`/assessments/${row.id}`}>
          {row.periodZh} · {row.regionName}
        </To>
      </strong>
      <div className="assessment-line">
        <RunState of={row.state} />
        {row.state === 'done' ? `考核 ${row.accounts} 个，排名 ${row.ranked} 个` : null}
      </div>
      <div className="quiet">{row.schemeName}</div>
    </>
  )
}
