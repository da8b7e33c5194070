import { Button, Input, Modal, Select } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import { viewReviewSheet } from '../../../src/publishing/drafts.contract.ts'
import { actOnReview, listReviewCandidates, type ReviewView } from '../../../src/review/review.contract.ts'
import { judgingActions, type ReviewAction, reviewActions } from '../../../src/review/review.rules.ts'
import type { ApiError } from '../../ui/api-error.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { queryClient, useAsk, useDo } from '../../ui/queries.ts'
import { consequenceOf } from './consequences.ts'
import { Phrases } from './phrases.tsx'
import { SheetForm } from './sheet/sheet-form.tsx'
import { faultOf, type Marks, type SheetFault, sheetOf } from './sheet/sheet-state.ts'

type Given = {
  review: ReviewView
  action: ReviewAction
  /** Kept by the bar: what was typed outlives the dialog and a refusal. */
  opinion: string
  onOpinion: (text: string) => void
  /** Of a manuscript: how its seven elements were marked, kept by the bar too. */
  marks: Marks
  onMarks: (marks: Marks) => void
  onClose: () => void
  onDone: (action: ReviewAction) => void
}

const changed = [
  '/api/reviews',
  '/api/drafts',
  '/api/review-rules',
  '/api/finding-releases',
  '/api/publications',
  '/api/applications',
  '/api/accounts',
  '/api/dashboard',
  '/api/messages',
]
/** The refusals after which the newest state is fetched. */
const overtaken = ['VERSION_CONFLICT', 'STATE_CONFLICT', 'FORBIDDEN', 'NOT_FOUND']

/** One action on a review: what it will do, the opinion, and whom it names. */
export function DecisionDialog({ review, action, opinion, onOpinion, marks, onMarks, onClose, onDone }: Given) {
  const { zh, opinion: wanted, names } = reviewActions[action]
  const [to, setTo] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [faults, setFaults] = useState<{ opinion?: string; to?: string }>({})
  const [sheetFault, setSheetFault] = useState<SheetFault | null>(null)
  const sheeted = review.subjectType === 'draft' && judgingActions.includes(action)
  const sheet = useAsk(viewReviewSheet, { params: { id: review.subjectId } }, { enabled: sheeted, staleTime: 0 })
  const fieldId = useId()
  const opinionField = useRef<HTMLTextAreaElement>(null)
  // One key for one attempt: a second press, or a lost answer, is answered like the first.
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID())
  const refuse = (error: ApiError) => {
    if (error.code === 'OFFLINE') return setRefusal(error.message)
    setKey(crypto.randomUUID())
    setFaults(Object.fromEntries(error.errors.map(({ path, message }) => [path, message])))
    setRefusal(error.message)
    if (overtaken.includes(error.code)) {
      void queryClient.invalidateQueries({
        predicate: ({ queryKey }) => changed.some((path) => String(queryKey[0]).startsWith(path)),
      })
    }
  }
  const decide = useDo(actOnReview, {
    invalidates: changed,
    success: `已${zh}`,
    onDone: () => onDone(action),
    onFail: refuse,
  })
  const open = decide.busy || (review.openActions.includes(action) && (!sheeted || sheet.data !== undefined))
  const submit = () => {
    const missing = {
      ...(wanted === 'required' && opinion.trim() === '' ? { opinion: `“${zh}”须填写意见` } : {}),
      ...(names === 'somebody' && !to ? { to: `请选择${zh}的人员` } : {}),
    }
    setFaults(missing)
    const fault = sheet.data && sheeted ? faultOf(sheet.data, marks, { action, opinion }) : null
    setSheetFault(fault)
    if (fault?.at === 'opinion') setFaults({ ...missing, opinion: fault.message })
    if (fault) return
    if (missing.opinion) opinionField.current?.focus()
    if (Object.keys(missing).length > 0) return
    setRefusal(null)
    decide.run({
      params: { id: review.id },
      body: {
        action,
        opinion,
        to: names === 'somebody' ? to : null,
        version: review.version,
        sheet: sheet.data && sheeted ? sheetOf(sheet.data, marks, action) : null,
      },
      idempotencyKey,
    })
  }
  return (
    <Modal
      open
      title={`${zh}：${review.title}`}
      okText={zh}
      cancelText="取消"
      okButtonProps={{ loading: decide.busy, disabled: !open, danger: action === 'refuse' }}
      onOk={submit}
      onCancel={onClose}
      width={sheeted ? 680 : 520}
      afterOpenChange={(shown) => (shown ? opinionField.current?.focus() : undefined)}
    >
      {review.onBehalfOf && reviewActions[action].by !== 'submitter' ? (
        <p className="on-behalf">您以{review.onBehalfOf}的代理人身份办理，意见中将同时记载两人姓名。</p>
      ) : null}
      {sheeted && sheet.error ? <p role="alert">{sheet.error.message}</p> : null}
      {sheeted && sheet.isPending ? <PageSkeleton /> : null}
      <p>
        {open || (sheeted && !sheet.data)
          ? consequenceOf(action, review)
          : '该事项已有变化，您现在不能再办理此操作。已写的意见仍保留。'}
      </p>
      {names === 'somebody' ? (
        <Candidates review={review} action={action} to={to} onTo={setTo} fault={faults.to} />
      ) : null}
      {sheeted && sheet.data ? (
        <SheetForm view={sheet.data} marks={marks} onMarks={onMarks} action={action} fault={sheetFault} />
      ) : null}
      <label className="decision-field" htmlFor={fieldId}>
        <span>意见{wanted === 'required' ? <span className="decision-needed">（必填）</span> : '（可不填）'}</span>
        <Input.TextArea
          id={fieldId}
          ref={(held) => {
            opinionField.current = held?.resizableTextArea?.textArea ?? null
          }}
          value={opinion}
          rows={4}
          maxLength={1000}
          showCount
          status={faults.opinion ? 'error' : ''}
          aria-invalid={faults.opinion !== undefined}
          onChange={({ target }) => {
            onOpinion(target.value)
            setFaults(({ opinion: _, ...rest }) => rest)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && open) submit()
          }}
        />
      </label>
      <Fault of={faults.opinion} />
      <Phrases text={opinion} onPick={onOpinion} />
      <div role="alert">{refusal ? <p className="decision-refusal">{refusal}</p> : null}</div>
    </Modal>
  )
}

type CandidatesGiven = {
  review: ReviewView
  action: ReviewAction
  to: string | null
  onTo: (id: string | null) => void
  fault: string | undefined
}

function Candidates({ review, action, to, onTo, fault }: CandidatesGiven) {
  const named = action === 'transfer' || action === 'addReviewer' ? action : 'copy'
  const { data, error, refetch } = useAsk(
    listReviewCandidates,
    { params: { id: review.id }, query: { action: named } },
    { staleTime: 0 },
  )
  useEffect(() => {
    if (data && to && !data.rows.some(({ id }) => id === to)) onTo(null)
  }, [data, to, onTo])
  const { zh } = reviewActions[action]
  if (error) {
    return (
      <p role="alert">
        {error.message} <Button onClick={() => void refetch()}>重试</Button>
      </p>
    )
  }
  if (data?.rows.length === 0) {
    return (
      <p role="status">
        {named === 'transfer'
          ? '本单位没有其他人担任这一职责，不能转办。可以“加签”，或请安全管理员为同事增加职责。'
          : `没有可以${zh}的人员。`}
      </p>
    )
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the select is inside */}
      <label className="decision-field">
        <span>{zh}给</span>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          value={to}
          loading={!data}
          placeholder="输入姓名或单位查找"
          status={fault ? 'error' : ''}
          onChange={onTo}
          options={(data?.rows ?? []).map(({ id, name, unitName }) => ({ value: id, label: `${name}（${unitName}）` }))}
          style={{ width: '100%' }}
        />
      </label>
      <Fault of={fault} />
    </>
  )
}

function Fault({ of }: { of: string | undefined }) {
  return of ? (
    <p className="decision-fault" role="alert">
      {of}
    </p>
  ) : null
}
