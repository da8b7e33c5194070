import { useParams } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { type IndexView, viewAccountScore } from '../../../src/assessment/assessment.contract.ts'
import type { Answer } from '../../ui/api.ts'
import { Explain } from '../../ui/explain.tsx'
import { Num } from '../../ui/num.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useAsk } from '../../ui/queries.ts'
import { When } from '../../ui/when.tsx'
import { ScoreFacts } from './score-facts.tsx'
import { To } from './to.tsx'
import { Trend } from './trend.tsx'
import { Rank, Verdict } from './words.tsx'
import './assessment.css'

export type ScoreDetail = Answer<typeof viewAccountScore>

/** One account's score: total → five indices → parts → figures, posts and findings, each with its 为什么. */
export function Page() {
  const { id, accountId } = useParams({ strict: false }) as { id: string; accountId: string }
  const { data, error, isPending } = useAsk(viewAccountScore, { params: { id, accountId } })
  if (error) return <p role="alert">{error.message}</p>
  if (isPending) return <Skeleton active />
  const { account, run } = data
  return (
    <>
      <PageHead
        title={`${account.name}：${run.periodZh}得分`}
        tags={<Verdict of={data.verdict.zh} />}
        description={
          <>
            {account.platformZh} · {account.levelZh} · {account.unitName} ·{' '}
            <To path={`/assessments/${run.id}`}>
              {run.regionName}
              {run.periodZh}考核
            </To>
          </>
        }
      />
      <div className="score-top">
        <Total detail={data} />
        <Judgement detail={data} />
      </div>
      {data.indices.map((index) => (
        <Index key={index.index} index={index} detail={data} />
      ))}
      <ScoreFacts detail={data} />
      <Trend accountId={account.id} kind={run.kind} region={run.regionCode} />
    </>
  )
}

function Total({ detail }: { detail: ScoreDetail }) {
  const counted = detail.indices.filter(({ score }) => score !== null)
  return (
    <section className="panel" aria-label="总分与名次">
      <div className="quiet">总分</div>
      <div className="score-total">
        <Num value={detail.total} digits={2} why="有关键数据缺失，不计总分" />
        <Explain title="总分怎么来的">
          <p>五项指数按指南9.2 表2的权重加权平均；没有可计分子指标的指数，权重由其他指数分担。</p>
          <ul className="assessment-list">
            {counted.map((index) => (
              <li key={index.index}>
                {index.zh} <Num value={index.score} digits={2} /> × <Num value={index.share} digits={2} unit="%" />
              </li>
            ))}
          </ul>
          {detail.total === null ? <p>有影响排名的缺数，不计总分、不参加排名，也不按零分处理。</p> : null}
        </Explain>
      </div>
      <dl className="assessment-facts">
        {detail.places.map(({ zh, rank, size }) => (
          <div key={zh}>
            <dt>{zh}</dt>
            <dd>
              <Rank rank={rank} of={size} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Judgement({ detail }: { detail: ScoreDetail }) {
  const { verdict, vetoes, missing, gaps } = detail
  return (
    <section className="panel" aria-label="结论、否决与缺数">
      <p style={{ marginTop: 0 }}>
        结论与得分分列：
        <Verdict of={verdict.zh} />{' '}
        {verdict.reasons.length > 0
          ? `（${verdict.reasons.join('、')}；出现一起严重表述错误或一票否决情形即判不合格）`
          : '（未发现严重表述错误和一票否决情形）'}
      </p>
      {vetoes.length > 0 ? (
        <p>
          一票否决：{vetoes.map(({ zh }) => zh).join('、')}，扣除{vetoes[0]?.paidBy}当期健康指数（指南9.2 表2）。
        </p>
      ) : null}
      {missing.length > 0 ? (
        <details open={missing.some(({ unranks }) => unranks)}>
          <summary>缺数 {missing.length} 项</summary>
          <ul className="assessment-list">
            {missing.map(({ zh, why, unranks }) => (
              <li key={`${zh}${why}`}>
                {zh}：{why.replace(/^缺数：/, '缺')}
                {unranks ? '，因此不计总分' : '，不扣分，权重由其他项分担'}
              </li>
            ))}
            {gaps.map((gap) => (
              <li key={gap}>{gap}</li>
            ))}
          </ul>
        </details>
      ) : (
        <p>没有缺数。</p>
      )}
    </section>
  )
}

function Index({ index, detail }: { index: IndexView; detail: ScoreDetail }) {
  return (
    <section className="panel score-index" aria-label={index.zh}>
      <div className="score-index-head">
        <h2>
          {index.zh} <Num value={index.score} digits={2} why="没有可计分的子指标" />
        </h2>
        <span className="quiet">
          权重 <Num value={index.weight} unit="%" />
          {Math.abs(index.share - index.weight) > 1e-9 ? (
            <>
              ，实际计 <Num value={index.share} digits={2} unit="%" />
            </>
          ) : null}
        </span>
      </div>
      {index.note ? <p>{index.note}</p> : null}
      <table className="score-parts">
        <thead>
          <tr>
            <th scope="col">子指标</th>
            <th scope="col" className="num">
              权重
            </th>
            <th scope="col" className="num">
              得分
            </th>
            <th scope="col">理由</th>
          </tr>
        </thead>
        <tbody>
          {index.parts.map((part) => (
            <tr key={part.part}>
              <td style={{ whiteSpace: 'nowrap' }}>{part.zh}</td>
              <td className="num">
                <Num value={part.weight} unit="%" />
              </td>
              <td className="num">
                {part.outcome.status === 'notApplicable' ? (
                  '不适用'
                ) : (
                  <Num value={part.score} digits={2} why={part.outcome.why} />
                )}
              </td>
              <td className="why">
                {part.outcome.why} <Why part={part} index={index} detail={detail} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Why({ part, index, detail }: { part: IndexView['parts'][number]; index: IndexView; detail: ScoreDetail }) {
  const { formula, provenance } = detail
  const source = {
    operation: provenance.figures,
    diligence: provenance.figures,
    health: provenance.findings,
    cluster: part.part === 'collaboration' ? provenance.collaboration : provenance.findings,
    growth: provenance.yearBefore,
  }[index.index]
  return (
    <Explain title={part.zh}>
      <p>{part.outcome.why}</p>
      <p>
        在{index.zh}中占 <Num value={part.weight} unit="%" />
        {part.score !== null ? (
          <>
            ，实际计 <Num value={part.share} digits={2} unit="%" />
          </>
        ) : null}
        （指南9.2 表2）。
      </p>
      {part.formula && formula ? (
        <p>
          公式：{formula.zh}（{formula.grade}）。出处：{formula.source}。{formula.note}
        </p>
      ) : null}
      <p className="quiet">
        {source ? (
          <>
            数据来源：{source.source}，截至 <When at={source.asOf} />
          </>
        ) : (
          '没有取得数据'
        )}
      </p>
      <p className="quiet">
        折算办法见<To path={`/schemes/${detail.run.schemeId}`}>考核方案</To>
        ，由主管单位调整；数据有误请由主办单位补充导入。
      </p>
    </Explain>
  )
}
