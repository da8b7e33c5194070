import { Link } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { viewReview } from '../../../src/review/review.contract.ts'
import type { ReviewAction } from '../../../src/review/review.rules.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { When } from '../../ui/when.tsx'
import { ApplicationSummary } from '../accounts/application-summary.tsx'
import { DecisionBar } from './decision-bar.tsx'
import { ReviewPanel } from './review-panel.tsx'
import { Deadline, ReviewStateTag } from './review-words.tsx'
import { RuleSummary } from './rules/rule-summary.tsx'
import { DraftSummary } from './sheet/draft-summary.tsx'

/** What stands to be decided, by the kind of record. */
const summaries: Readonly<Record<string, ComponentType<{ id: string }>>> = {
  application: ApplicationSummary,
  draft: DraftSummary,
  reviewRule: RuleSummary,
}
const linkWords: Readonly<Record<string, string>> = { draft: '打开稿件', reviewRule: '打开审核路线' }

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
            {data.urgent ? <StateTag tone="grave">突发</StateTag> : null}
            {data.subjectType === 'draft' && data.openActions.includes('approve') ? (
              <Link to={`/sign/${reviewId}` as '/'}>打开签批页</Link>
            ) : null}
            <Link to={data.link as '/'}>{linkWords[data.subjectType] ?? '打开申请'}</Link>
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
