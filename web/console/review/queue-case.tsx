import { Link } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { viewReview } from '../../../src/review/review.contract.ts'
import type { ReviewAction } from '../../../src/review/review.rules.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { When } from '../../ui/when.tsx'
import { ApplicationSummary } from '../accounts/application-summary.tsx'
import { DecisionBar } from './decision-bar.tsx'
import { ReviewPanel } from './review-panel.tsx'
import { Deadline, ReviewStateTag } from './review-words.tsx'

/** What stands to be decided, by the kind of record. */
const summaries: Readonly<Record<string, ComponentType<{ id: string }>>> = { application: ApplicationSummary }

type Given = {
  reviewId: string
  onDecided: (action: ReviewAction) => void
  /** On a phone who has said what comes before the long form. */
  first: 'content' | 'review'
}

/** One case of the queue: what is asked, how far it has come, and the decision below. */
export function QueueCase({ reviewId, onDecided, first }: Given) {
  const { data, error } = useAsk(viewReview, { params: { id: reviewId } }, { staleTime: 0 })
  if (error && !data) {
    return (
      <section className="panel queue-case" role="alert">
        <p>{error.message}</p>
      </section>
    )
  }
  if (!data) return <PageSkeleton />
  const Summary = summaries[data.subjectType]
  return (
    <div className="queue-case">
      <article className="panel" aria-label={data.title}>
        <header className="queue-case-head">
          <h2>{data.title}</h2>
          <span className="queue-row-line">
            <ReviewStateTag state={data.state} />
            <Deadline row={data} />
            <Link to={data.link as '/'}>打开申请</Link>
          </span>
        </header>
        <p className="quiet">
          {data.submitterUnit} {data.submitterName} 于 <When at={data.submittedAt} /> 提交
        </p>
        {first === 'review' ? <ReviewPanel reviewId={reviewId} /> : null}
        {Summary ? <Summary id={data.subjectId} /> : null}
        {first === 'content' ? <ReviewPanel reviewId={reviewId} /> : null}
      </article>
      <DecisionBar reviewId={reviewId} onDecided={onDecided} />
    </div>
  )
}
