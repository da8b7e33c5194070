import { Skeleton, Table } from 'antd'
import { listRegionScores, listVetoes, type RegionRow } from '../../../src/assessment/assessment.contract.ts'
import { Explain } from '../../ui/explain.tsx'
import { Num } from '../../ui/num.tsx'
import { useAsk } from '../../ui/queries.ts'
import { usePhone } from '../../ui/use-media.ts'
import { To } from './to.tsx'
import '../../ui/ledger.css'

/** Regions: what they earned, and what a veto left of it. */
export function RegionsTab({ id }: { id: string }) {
  const regions = useAsk(listRegionScores, { params: { id } })
  const vetoes = useAsk(listVetoes, { params: { id } })
  const phone = usePhone()
  if (regions.isPending) return <Skeleton active />
  const rows = regions.data?.rows ?? []
  return (
    <>
      <p className="quiet assessment-note">
        “本级账号”指主办单位属于该层级的账号（县级含乡镇、街道），一票否决扣除的是这一层级的当期健康指数；“辖区全部”按区域内所有账号平均，仅供了解。
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must take the focus */}
      <section className="panel assessment-scroll" aria-label="区域得分" tabIndex={0}>
        {rows.length === 0 ? <p>没有您可以查看的区域得分。</p> : null}
        {rows.length > 0 && phone ? <RegionCards rows={rows} /> : null}
        {rows.length > 0 && !phone ? <RegionTable rows={rows} /> : null}
      </section>
      <h2 className="assessment-heading">一票否决清单</h2>
      <section className="panel">
        {vetoes.data?.rows.length === 0 ? <p>本期没有一票否决情形。</p> : null}
        <ul className="assessment-list">
          {vetoes.data?.rows.map((row) => (
            <li key={row.accountId}>
              <To path={`/assessments/${id}/accounts/${row.accountId}`}>{row.name}</To>（{row.platformZh}，
              {row.unitName}）：{row.vetoes.join('、')}，扣除{row.paidBy}当期健康指数
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

const scopeZh = { own: '本级账号', area: '辖区全部' } as const
const indices = [
  ['total', '平均总分'],
  ['operation', '运营'],
  ['diligence', '勤勉'],
  ['health', '健康'],
  ['cluster', '集群'],
  ['growth', '成长'],
] as const

function RegionTable({ rows }: { rows: readonly RegionRow[] }) {
  return (
    <Table<RegionRow>
      size="small"
      rowKey={(row) => `${row.regionCode} ${row.scope}`}
      dataSource={[...rows]}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: '区域', render: (_, row) => row.regionName },
        { title: '口径', render: (_, row) => scopeZh[row.scope] },
        { title: '账号', align: 'right', render: (_, row) => <Num value={row.accounts} /> },
        { title: '有总分', align: 'right', render: (_, row) => <Num value={row.ranked} /> },
        ...indices.map(([key, title]) => ({
          title,
          align: 'right' as const,
          render: (_: unknown, row: RegionRow) =>
            key === 'health' ? <Health row={row} /> : <Num value={row[key]} digits={2} />,
        })),
        {
          title: '一票否决',
          render: (_, row) => (row.vetoes.length > 0 ? `${row.vetoes.length} 项` : <span className="quiet">无</span>),
        },
      ]}
    />
  )
}

function RegionCards({ rows }: { rows: readonly RegionRow[] }) {
  return (
    <ul className="ledger-cards">
      {rows.map((row) => (
        <li key={`${row.regionCode} ${row.scope}`} className="panel">
          <strong>
            {row.regionName} · {scopeZh[row.scope]}
          </strong>
          <div className="assessment-line">
            <span>
              平均总分 <Num value={row.total} digits={2} />
            </span>
            <span>
              健康 <Health row={row} />
            </span>
            <span>账号 {row.accounts} 个</span>
          </div>
          {row.vetoes.length > 0 ? <div>一票否决 {row.vetoes.length} 项</div> : null}
        </li>
      ))}
    </ul>
  )
}

/** What was earned → what is left, with the reason. */
function Health({ row }: { row: RegionRow }) {
  const lost = row.healthEarned !== null && row.health !== null && row.health !== row.healthEarned
  if (!lost) return <Num value={row.health} digits={2} />
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      <Num value={row.healthEarned} digits={2} /> → <Num value={row.health} digits={2} />
      <Explain title={`${row.regionName}的健康指数`}>
        <p>
          否决前健康指数 <Num value={row.healthEarned} digits={2} />
          ，平均总分 <Num value={row.totalEarned} digits={2} />。
        </p>
        <p>
          {row.scope === 'own'
            ? '指南9.2 表2：出现一票否决情形的，扣除账号主办单位所属层级的当期健康指数，记 0 分。'
            : '区域内有账号因一票否决健康指数记 0 分，平均数随之下降。'}
        </p>
        <ul className="assessment-list">
          {row.vetoes.map((veto, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: several may be of accounts that are not named
            <li key={at}>
              {veto.accountName}：{veto.zh}
            </li>
          ))}
        </ul>
      </Explain>
    </span>
  )
}
