import { CheckOutlined } from '@ant-design/icons'
import type { ReviewView } from '../../../src/review/review.contract.ts'
import { When } from '../../ui/when.tsx'
import { Deadline, ReviewStateTag, StepStateTag } from './review-words.tsx'

type Step = ReviewView['steps'][number]

/** The route as a picture: from whoever submitted, step by step, to the result. */
export function RoutePicture({ review }: { review: ReviewView }) {
  return (
    <ol className="route" aria-label="审核流程">
      <li className="route-step route-passed">
        <strong>发起</strong>
        <span>{review.submitterName}</span>
        <span className="quiet">{review.submitterUnit}</span>
        <span className="quiet">
          <When at={review.submittedAt} />
        </span>
      </li>
      {review.steps.map((step, n) => (
        <li
          key={`${step.name} ${step.unitName}`}
          className={`route-step route-${step.state}`}
          aria-current={step.state === 'current' ? 'step' : undefined}
        >
          <strong>{step.name}</strong>
          <StepStateTag state={step.state} />
          <span className="quiet">{step.unitName}</span>
          <Reviewers step={step} />
          {step.state === 'current' && review.step === n && review.dueOn ? (
            <span className="route-due">
              <span>{review.dueOn} 前</span> <Deadline row={review} />
            </span>
          ) : null}
          {step.decidedAt ? (
            <span className="quiet">
              <When at={step.decidedAt} />
            </span>
          ) : null}
        </li>
      ))}
      <li className={`route-step ${review.state === 'approved' ? 'route-passed' : 'route-waiting'}`}>
        <strong>结果</strong>
        {review.state === 'open' ? <span className="quiet">待定</span> : <ReviewStateTag state={review.state} />}
      </li>
    </ol>
  )
}

function Reviewers({ step }: { step: Step }) {
  const { reviewers, approvedBy, mode, dutyZh } = step
  if (reviewers.length === 0) return <span>{dutyZh}（任一人）</span>
  return (
    <span>
      {reviewers.map(({ id, name }, n) => (
        <span key={id}>
          {n > 0 ? '、' : ''}
          {name}
          {approvedBy.includes(id) ? (
            <span className="route-agreed">
              <CheckOutlined aria-hidden />
              <span className="visually-hidden">已同意</span>
            </span>
          ) : null}
        </span>
      ))}
      {reviewers.length > 1 ? (mode === 'all' ? '（须全部同意）' : '（一人同意即可）') : ''}
    </span>
  )
}
