import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Button, Checkbox, Result } from 'antd'
import { useState } from 'react'
import { viewReviewSheet } from '../../../../src/publishing/drafts.contract.ts'
import {
  actOnReview,
  countReviews,
  listReviews,
  type ReviewView,
  viewReview,
} from '../../../../src/review/review.contract.ts'
import type { ReviewAction } from '../../../../src/review/review.rules.ts'
import type { ApiError } from '../../../ui/api-error.ts'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageSkeleton } from '../../../ui/page-skeleton.tsx'
import { queryClient, useAsk, useDo } from '../../../ui/queries.ts'
import { ReviewStateTag } from '../review-words.tsx'
import { areAllPassed, faultOf, type Marks, noMarks, passAll, quickOnes, sheetOf, zhOf } from './sheet-state.ts'
import { SignCard } from './sign-card.tsx'
import { SignForm } from './sign-form.tsx'
import '../review.css'
import './sheet.css'

const changed = ['/api/reviews', '/api/drafts', '/api/messages', '/api/dashboard', '/api/finding-releases']
type View = NonNullable<ReturnType<typeof useSheet>['data']>
const useSheet = (id: string | undefined) =>
  useAsk(viewReviewSheet, { params: { id: id ?? '' } }, { enabled: id !== undefined, staleTime: 0 })

/** 签批: one manuscript on one card, to be understood in seconds and signed with two touches; then the next one. */
export function Page() {
  const { id } = useParams({ strict: false }) as { id: string }
  return <Signing key={id} id={id} />
}

function Signing({ id }: { id: string }) {
  const review = useAsk(viewReview, { params: { id } }, { staleTime: 0 })
  const isDraft = review.data?.subjectType === 'draft'
  const sheet = useSheet(isDraft ? review.data?.subjectId : undefined)
  const error = review.error ?? sheet.error
  if (error && !(review.data && sheet.data)) {
    return (
      <section className="sign">
        <PageHead title="签批稿件" />
        <p role="alert">{error.message}</p>
        <Link to="/reviews">返回待我审核</Link>
      </section>
    )
  }
  if (review.data && !isDraft) return <NotHere review={review.data} />
  if (!review.data || !sheet.data) return <PageSkeleton />
  return <Open review={review.data} view={sheet.data} />
}

/** Another kind of case has its own page. */
function NotHere({ review }: { review: ReviewView }) {
  return (
    <section className="sign">
      <PageHead title={review.title} />
      <p>该事项不是稿件，请在“待我审核”中办理。</p>
      <Link to={'/reviews' as '/'} search={{ review: review.id } as never}>
        打开该事项
      </Link>
    </section>
  )
}

function Open({ review, view }: { review: ReviewView; view: View }) {
  const [marks, setMarks] = useState<Marks>(noMarks)
  const [asking, setAsking] = useState<ReviewAction | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [done, setDone] = useState<ReviewAction | null>(null)
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID())
  const act = useDo(actOnReview, {
    invalidates: changed,
    onDone: (_answer, { body }) => {
      setAsking(null)
      setDone(body.action)
    },
    onFail: (error: ApiError) => {
      setRefusal(error.message)
      if (error.code === 'OFFLINE') return
      setKey(crypto.randomUUID())
      void queryClient.invalidateQueries({
        predicate: ({ queryKey }) => changed.some((path) => String(queryKey[0]).startsWith(path)),
      })
    },
  })
  const run = (action: ReviewAction, opinion: string) => {
    setRefusal(null)
    act.run({
      params: { id: review.id },
      body: { action, opinion, to: null, version: review.version, sheet: sheetOf(view, marks, action) },
      idempotencyKey,
    })
  }
  if (done) return <Signed review={review} action={done} />
  const may = review.openActions.includes('approve')
  const last = review.step === review.steps.length - 1
  const quick = quickOnes(view)
  const checked = areAllPassed(view, marks, quick)
  /** Two touches where nothing 严重 stands open; otherwise the form opens, where words are needed. */
  const approve = () => {
    const fault = faultOf(view, marks, { action: 'approve', opinion: '' })
    if (!fault) return run('approve', '')
    if (quick.length > 0 && !checked) return setRefusal(`请先核查${zhOf(quick)}要素，合格的勾选后签署`)
    setRefusal(null)
    setAsking('approve')
  }
  return (
    <section className="sign">
      <PageHead
        title="签批稿件"
        description={review.onBehalfOf ? `您以${review.onBehalfOf}的代理人身份签署` : null}
        actions={<Link to="/reviews">待我审核</Link>}
      />
      <SignCard review={review} view={view} />
      {may ? (
        <section className="sign-bar no-print" aria-label="办理">
          <div role="alert">{refusal ? <p className="decision-refusal">{refusal}</p> : null}</div>
          {quick.length > 0 ? (
            <Checkbox
              checked={checked}
              onChange={({ target }) => {
                setRefusal(null)
                setMarks(target.checked ? passAll(marks, quick) : noMarks)
              }}
            >
              {zhOf(quick)}
              {quick.length} 项均已核查，合格
            </Checkbox>
          ) : null}
          <div className="sign-buttons">
            <Button disabled={act.busy} onClick={() => setAsking('sendBack')}>
              退回
            </Button>
            <Button type="primary" loading={act.busy && asking === null} onClick={approve}>
              {last ? '同意并签发' : '同意'}
            </Button>
          </div>
        </section>
      ) : (
        <p className="sign-card" role="status">
          <ReviewStateTag state={review.state} />{' '}
          {review.state === 'open' ? `现在由“${review.stepName}”办理，您不需要签署。` : '该稿件已办结。'}
        </p>
      )}
      {asking ? (
        <SignForm
          review={review}
          view={view}
          first={asking}
          marks={marks}
          onMarks={setMarks}
          busy={act.busy}
          refusal={refusal}
          onClose={() => setAsking(null)}
          onSubmit={run}
        />
      ) : null}
    </section>
  )
}

const doneWords: Partial<Record<ReviewAction, string>> = {
  approve: '已签署',
  sendBack: '已退回作者',
  stepBack: '已退回上一级',
  refuse: '已作出不同意的结论',
}

/** What was done, and the next manuscript that waits. */
function Signed({ review, action }: { review: ReviewView; action: ReviewAction }) {
  const navigate = useNavigate()
  const next = useAsk(listReviews, { query: { box: 'todo', kind: 'draft', limit: 2 } }, { staleTime: 0 })
  const counts = useAsk(countReviews, { query: { box: 'todo', kind: 'draft' } }, { staleTime: 0 })
  const row = next.data?.rows.find(({ id }) => id !== review.id)
  const last = review.step === review.steps.length - 1
  return (
    <section className="sign">
      <PageHead title="签批稿件" />
      <div className="sign-card">
        <Result
          status={action === 'approve' ? 'success' : 'info'}
          title={doneWords[action] ?? '已办理'}
          subTitle={
            <>
              {review.title}
              {action === 'approve'
                ? last
                  ? '。三审已完成，可以发布。'
                  : '。已转到下一步。'
                : '。作者会收到您的意见。'}
            </>
          }
          extra={
            row ? (
              <Button
                type="primary"
                size="large"
                className="sign-more"
                autoFocus
                onClick={() => void navigate({ href: `/sign/${row.id}` })}
              >
                下一篇：{row.title}
                {counts.data && counts.data.listed > 1 ? `（还有 ${counts.data.listed} 篇）` : ''}
              </Button>
            ) : (
              <p role="status">{next.data ? '没有其他稿件等您签署。' : null}</p>
            )
          }
        />
        <p className="sign-tags">
          <Link to="/reviews">返回待我审核</Link>
        </p>
      </div>
    </section>
  )
}
