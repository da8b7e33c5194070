import { Button } from 'antd'
import { viewReview } from '../../../src/review/review.contract.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { OpinionList } from './opinion-list.tsx'
import { ReviewStateTag } from './review-words.tsx'
import { RoutePicture } from './route-picture.tsx'
import './review.css'

export type ReviewPart = { reviewId: string; onDecided?: () => void }

/** How a record came and comes through its review: the route as a picture, the opinions as a list. */
export function ReviewPanel({ reviewId }: ReviewPart) {
  const { data, error, refetch } = useAsk(viewReview, { params: { id: reviewId } }, { staleTime: 0 })
  if (error && !data) {
    return (
      <p role="alert">
        {error.message}{' '}
        <Button size="small" onClick={() => void refetch()}>
          重试
        </Button>
      </p>
    )
  }
  if (!data) return <PageSkeleton />
  return (
    <div className="review-panel">
      <h3 className="review-heading">
        审核流程 <ReviewStateTag state={data.state} />
        {data.round > 1 ? <span className="quiet">第 {data.round} 轮</span> : null}
      </h3>
      <RoutePicture review={data} />
      <OpinionList review={data} />
    </div>
  )
}
