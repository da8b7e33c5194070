import type { ReviewView } from '../../../src/review/review.contract.ts'
import { opinionWords } from '../../../src/review/review.rules.ts'
import { When } from '../../ui/when.tsx'
import { spanText } from './review-words.tsx'

type Opinion = ReviewView['opinions'][number]

/** Who said what, round by round, the newest round first; a round that was withdrawn or returned stays to be read. */
export function OpinionList({ review }: { review: ReviewView }) {
  const rounds = [...Map.groupBy(review.opinions, ({ round }) => round)].sort(([a], [b]) => b - a)
  return (
    <section aria-label="审核意见">
      <h3 className="review-heading">审核意见</h3>
      {rounds.map(([round, opinions]) => (
        <section key={round} className="opinion-round" aria-label={`第 ${round} 轮`}>
          {rounds.length > 1 ? (
            <h4>
              第 {round} 轮{round === review.round ? '' : `（${endOf(opinions)}）`}
            </h4>
          ) : null}
          <ol className="opinions">
            {opinions.map((one) => (
              <OneOpinion key={one.id} one={one} />
            ))}
          </ol>
        </section>
      ))}
      {review.copies.length > 0 ? (
        <p className="quiet">
          已抄送：
          {review.copies.map(({ name, at }, n) => (
            <span key={`${name} ${at}`}>
              {n > 0 ? '、' : ''}
              {name}（<When at={at} />）
            </span>
          ))}
        </p>
      ) : null}
    </section>
  )
}

function OneOpinion({ one }: { one: Opinion }) {
  return (
    <li>
      <div className="opinion-head">
        <strong>
          {one.userName}
          {one.onBehalfName ? `（代${one.onBehalfName}）` : ''}
        </strong>
        <span className="quiet">{one.unitName === one.userName ? '' : one.unitName}</span>
        <span className={`opinion-act opinion-${one.action}`}>
          {opinionWords[one.action] ?? one.action}
          {one.toName ? ` → ${one.toName}` : ''}
        </span>
        <span className="opinion-time quiet">
          <When at={one.at} />
          {one.waitedHours === null ? '' : `，用时${spanText(one.waitedHours)}`}
        </span>
      </div>
      {one.stepName === '发起' ? null : <div className="quiet">{one.stepName}</div>}
      {one.opinion ? <div className="opinion-text">{one.opinion}</div> : null}
    </li>
  )
}

/** How an earlier round ended: by whatever was done last in it. */
function endOf(opinions: readonly Opinion[]): string {
  const ends = ['withdraw', 'sendBack', 'refuse', 'approve']
  const last = opinions.findLast(({ action }) => ends.includes(action))
  return last ? (opinionWords[last.action] ?? last.action) : '已结束'
}
