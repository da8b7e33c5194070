import { Button, Drawer, Input, Segmented } from 'antd'
import { useId, useState } from 'react'
import type { ReviewSheetView } from '../../../../src/publishing/drafts.contract.ts'
import type { ReviewView } from '../../../../src/review/review.contract.ts'
import { type ReviewAction, reviewActions } from '../../../../src/review/review.rules.ts'
import { consequenceOf } from '../consequences.ts'
import { Phrases } from '../phrases.tsx'
import { SheetForm } from './sheet-form.tsx'
import { faultOf, type Marks, type SheetFault } from './sheet-state.ts'

type Given = {
  review: ReviewView
  view: ReviewSheetView
  first: ReviewAction
  marks: Marks
  onMarks: (marks: Marks) => void
  busy: boolean
  refusal: string | null
  onClose: () => void
  onSubmit: (action: ReviewAction, opinion: string) => void
}

const backWays = ['sendBack', 'stepBack', 'refuse'] as const
const backWords = { sendBack: '退回作者', stepBack: '退回上一级', refuse: '不同意' } as const

/** Where words are needed: what is wrong with it and to whom it goes back, or why it may pass all the same. */
export function SignForm({ review, view, first, marks, onMarks, busy, refusal, onClose, onSubmit }: Given) {
  const [action, setAction] = useState<ReviewAction>(first)
  const [opinion, setOpinion] = useState('')
  const [fault, setFault] = useState<SheetFault | null>(null)
  const fieldId = useId()
  const back = first !== 'approve'
  const ways = backWays.filter((one) => review.openActions.includes(one))
  const submit = () => {
    const wanted = reviewActions[action].opinion === 'required' && opinion.trim() === ''
    const found =
      faultOf(view, marks, { action, opinion }) ??
      (wanted ? { at: 'opinion' as const, message: `“${reviewActions[action].zh}”须填写意见` } : null)
    setFault(found)
    if (!found) onSubmit(action, opinion)
  }
  return (
    <Drawer
      open
      placement="bottom"
      size="92vh"
      title={`${back ? '退回' : '同意'}：${review.title}`}
      onClose={onClose}
      className="sign-form"
    >
      {back && ways.length > 1 ? (
        <Segmented
          block
          aria-label="退回到"
          value={action}
          options={ways.map((one) => ({ value: one, label: backWords[one] }))}
          onChange={(one) => setAction(one as ReviewAction)}
        />
      ) : null}
      <p>{consequenceOf(action, review)}</p>
      <SheetForm view={view} marks={marks} onMarks={onMarks} action={action} fault={fault} />
      <label className="decision-field" htmlFor={fieldId}>
        <span>意见{back ? <span className="decision-needed">（必填）</span> : '（可不填）'}</span>
        <Input.TextArea
          id={fieldId}
          value={opinion}
          rows={3}
          maxLength={1000}
          showCount
          status={fault?.at === 'opinion' ? 'error' : ''}
          onChange={({ target }) => setOpinion(target.value)}
        />
      </label>
      {fault?.at === 'opinion' ? (
        <p className="decision-fault" role="alert">
          {fault.message}
        </p>
      ) : null}
      <Phrases text={opinion} onPick={setOpinion} />
      <div role="alert">{refusal ? <p className="decision-refusal">{refusal}</p> : null}</div>
      <Button className="sign-submit" type="primary" danger={action === 'refuse'} loading={busy} onClick={submit}>
        {back ? backWords[action as keyof typeof backWords] : '同意并签署'}
      </Button>
    </Drawer>
  )
}
