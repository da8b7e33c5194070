import { Button } from 'antd'
import { useState } from 'react'
import { viewReview } from '../../../src/review/review.contract.ts'
import { type ReviewAction, reviewActions } from '../../../src/review/review.rules.ts'
import { useAsk } from '../../ui/queries.ts'
import { DecisionDialog } from './decision-dialog.tsx'
import { noMarks } from './sheet/sheet-state.ts'
import './review.css'

type Given = { reviewId: string; onDecided?: (action: ReviewAction) => void }

/** The buttons that the server gives for a review, and nothing when it gives none. */
export function DecisionBar(given: Given) {
  // Another review begins with an empty opinion.
  return <Bar key={given.reviewId} {...given} />
}

function Bar({ reviewId, onDecided }: Given) {
  const { data: review } = useAsk(viewReview, { params: { id: reviewId } }, { staleTime: 0 })
  const [action, setAction] = useState<ReviewAction | null>(null)
  const [opinion, setOpinion] = useState('')
  const [marks, setMarks] = useState(noMarks)
  if (!review || (review.openActions.length === 0 && action === null)) return null
  return (
    <section className="decision-bar no-print" aria-label="办理">
      {review.onBehalfOf ? <p className="on-behalf">您以{review.onBehalfOf}的代理人身份办理</p> : null}
      <div className="decision-buttons">
        {review.openActions.map((one) => (
          <Button key={one} type={one === 'approve' ? 'primary' : 'default'} onClick={() => setAction(one)}>
            {reviewActions[one].zh}
          </Button>
        ))}
      </div>
      {action ? (
        <DecisionDialog
          key={action}
          review={review}
          action={action}
          opinion={opinion}
          onOpinion={setOpinion}
          marks={marks}
          onMarks={setMarks}
          onClose={() => setAction(null)}
          onDone={(done) => {
            setAction(null)
            setOpinion('')
            setMarks(noMarks)
            onDecided?.(done)
          }}
        />
      ) : null}
    </section>
  )
}
