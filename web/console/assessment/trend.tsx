import { Segmented, Table } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { accountTrend } from '../../../src/assessment/assessment.contract.ts'
import type { Answer } from '../../ui/api.ts'
import { Num } from '../../ui/num.tsx'
import { useAsk } from '../../ui/queries.ts'
import { To } from './to.tsx'
import { Rank, Verdict } from './words.tsx'

const Chart = lazy(() => import('./trend-chart.tsx').then(({ TrendChart }) => ({ default: TrendChart })))
export type TrendRow = Answer<typeof accountTrend>['rows'][number]

type Given = { accountId: string; kind: 'month' | 'quarter' | 'year'; region: string }

/** An account's totals over its assessments of the same kind and region; the table is one click away. */
export function Trend({ accountId, kind, region }: Given) {
  const [shown, setShown] = useState<'图' | '表'>('图')
  const { data } = useAsk(accountTrend, { params: { id: accountId }, query: { kind, region } })
  const rows = data?.rows ?? []
  if (rows.length < 2) return null
  return (
    <section className="panel score-index" aria-label="历次考核">
      <div className="score-index-head">
        <h2>历次考核</h2>
        <Segmented<'图' | '表'> value={shown} onChange={setShown} options={['图', '表']} />
      </div>
      {shown === '图' ? (
        <Suspense fallback={<div className="trend-chart" />}>
          <Chart rows={rows} />
        </Suspense>
      ) : (
        <Table<TrendRow>
          size="small"
          rowKey="runId"
          dataSource={rows.toReversed()}
          pagination={false}
          scroll={{ x: 'max-content' }}
          columns={[
            {
              title: '周期',
              render: (_, row) => <To path={`/assessments/${row.runId}/accounts/${accountId}`}>{row.periodZh}</To>,
            },
            { title: '同平台名次', render: (_, row) => <Rank rank={row.rank} of={row.groupSize} /> },
            ...(
              [
                ['total', '总分'],
                ['operation', '运营'],
                ['diligence', '勤勉'],
                ['health', '健康'],
                ['cluster', '集群'],
                ['growth', '成长'],
              ] as const
            ).map(([key, title]) => ({
              title,
              align: 'right' as const,
              render: (_: unknown, row: TrendRow) => <Num value={row[key]} digits={2} />,
            })),
            { title: '结论', render: (_, row) => <Verdict of={row.verdict} /> },
          ]}
        />
      )}
    </section>
  )
}
