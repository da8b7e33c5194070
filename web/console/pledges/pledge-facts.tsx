import { Segmented, Table } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { PledgeView } from '../../../src/accounts/pledge.contract.ts'
import type { MeasureFacts } from '../../../src/accounts/pledge.rules.ts'
import { Num } from '../../ui/num.tsx'
import { measureTitle, OutcomeTag, percentText, Real } from './pledge-words.tsx'

const Measures = lazy(() => import('./pledge-chart.tsx').then((m) => ({ default: m.MeasuresChart })))
const Followers = lazy(() => import('./pledge-chart.tsx').then((m) => ({ default: m.FollowersChart })))

/** What was promised and what came of it, as a picture; the table is one click away. */
export function PledgeFactsView({ pledge }: { pledge: PledgeView }) {
  const [shown, setShown] = useState<'图' | '表'>('图')
  const { facts } = pledge
  if (!facts) return null
  const known = pledge.followersByMonth.some(({ followers }) => followers !== null)
  return (
    <section className="pledge-section" aria-label="承诺与实际">
      <div className="pledge-head">
        <h3>承诺与实际</h3>
        <Segmented<'图' | '表'> value={shown} onChange={setShown} options={['图', '表']} />
      </div>
      {shown === '图' ? (
        <Suspense fallback={<div className="pledge-bars" />}>
          <Measures measures={facts.measures} />
          <h3>各月粉丝数</h3>
          {known ? (
            <Followers months={pledge.followersByMonth} promised={pledge.promised.followers} />
          ) : (
            <p className="quiet">缺数：考核年度内没有导入过粉丝数。</p>
          )}
        </Suspense>
      ) : (
        <>
          <MeasuresTable measures={facts.measures} />
          <Table
            size="small"
            rowKey="month"
            dataSource={pledge.followersByMonth}
            pagination={false}
            columns={[
              { title: '月份', dataIndex: 'month' },
              {
                title: '粉丝数',
                align: 'right',
                render: (_, row) => <Num value={row.followers} why="该月没有导入粉丝数" />,
              },
            ]}
          />
        </>
      )}
      <ul className="pledge-whys">
        {facts.measures.map((one) => (
          <li key={one.measure}>
            {measureTitle(one)}：{one.why}
          </li>
        ))}
      </ul>
    </section>
  )
}

export function MeasuresTable({ measures }: { measures: readonly MeasureFacts[] }) {
  return (
    <Table<MeasureFacts>
      size="small"
      rowKey="measure"
      dataSource={[...measures]}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: '承诺事项', render: (_, one) => measureTitle(one) },
        { title: '承诺', align: 'right', render: (_, one) => <Num value={one.promised} /> },
        { title: '实际', align: 'right', render: (_, one) => <Real of={one} /> },
        { title: '完成率', align: 'right', render: (_, one) => <span className="num">{percentText(one.ratio)}</span> },
        { title: '核算', render: (_, one) => <OutcomeTag outcome={one.outcome} /> },
      ]}
    />
  )
}
