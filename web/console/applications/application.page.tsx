import { Link, useParams } from '@tanstack/react-router'
import { Button, Form } from 'antd'
import { type ApplicationView, viewApplication } from '../../../src/accounts/applications.contract.ts'
import { type ApplicationKind, applicationKinds } from '../../../src/accounts/lifecycle.rules.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { DecisionBar } from '../review/decision-bar.tsx'
import { ReviewPanel } from '../review/review-panel.tsx'
import { ApplicationStanding } from './application-words.tsx'
import { ChangeForm } from './change-form.tsx'
import { ClosureForm } from './closure-form.tsx'
import { Documents } from './documents.tsx'
import { Faults } from './faults.tsx'
import { FilingForm } from './filing-form.tsx'
import { OpeningForm } from './opening-form.tsx'
import { SaveConflict, SaveStatus } from './save-status.tsx'
import { besides, OtherSteps, StepButton } from './step-button.tsx'
import { StepsTaken } from './steps-taken.tsx'
import { type Editor, useEditor } from './use-editor.ts'
import { WhatNext } from './what-next.tsx'
import './applications.css'

const forms: Record<ApplicationKind, (given: { editor: Editor }) => React.ReactNode> = {
  opening: OpeningForm,
  filing: FilingForm,
  change: ChangeForm,
  closure: ClosureForm,
}

/** One application: its form, its evidence, what has been done and what comes next. */
export function Page() {
  const { id }: { id?: string } = useParams({ strict: false })
  const { data: view, error, refetch } = useAsk(viewApplication, { params: { id: id ?? '' } }, { staleTime: 0 })
  if (error && !view) {
    return (
      <>
        <PageHead title="账号申请" />
        <div className="panel" role="alert">
          <p>{error.code === 'NOT_FOUND' ? '没有找到该申请，或不在您的管理范围内。' : error.message}</p>
          <Button onClick={() => void refetch()}>重试</Button> <Link to={'/applications' as '/'}>返回账号申请</Link>
        </div>
      </>
    )
  }
  if (!view) return <PageSkeleton />
  return (
    <>
      <PageHead
        title={view.title}
        tags={<ApplicationStanding of={view} />}
        description={
          <span className="application-line">
            <span>{view.number}</span>
            <span>
              {applicationKinds[view.kind].zh}（指南§{applicationKinds[view.kind].clause}）
            </span>
            <span>{view.hostUnitName}</span>
            <span>{view.regionName}</span>
            {view.account ? (
              <span>
                账号 <Link to={`/accounts/${view.account.id}` as '/'}>{view.account.name}</Link>（
                {view.account.ledgerNo}）
              </span>
            ) : null}
          </span>
        }
        actions={<Documents view={view} />}
      />
      <WhatNext view={view} />
      {/* Each standing has its own editor: what could be filled in before a step may be fixed after it. */}
      <Case key={`${view.id} ${view.steps.length}`} view={view} />
      {view.reviewId ? (
        <section className="panel application-block" aria-label="审核过程">
          <ReviewPanel reviewId={view.reviewId} />
        </section>
      ) : null}
      <StepsTaken view={view} />
      {view.reviewId ? <DecisionBar reviewId={view.reviewId} /> : null}
    </>
  )
}

function Case({ view }: { view: ApplicationView }) {
  const editor = useEditor(view)
  const FormOf = forms[view.kind]
  const filled = view.kind !== 'closure'
  return (
    <section className="panel application-block" aria-label={applicationKinds[view.kind].zh}>
      <SaveConflict editor={editor} />
      {view.editable || editor.attempted ? <Faults editor={editor} /> : null}
      <Form component={false} layout="vertical">
        <FormOf editor={editor} />
      </Form>
      {view.editable || besides(view).length > 0 ? (
        <div
          className={
            filled && view.editable ? 'application-foot application-stays no-print' : 'application-foot no-print'
          }
        >
          {filled && view.editable ? <StepButton editor={editor} /> : null}
          <OtherSteps view={view} before={editor.saver.flush} />
          {view.editable ? <SaveStatus editor={editor} /> : null}
        </div>
      ) : null}
    </section>
  )
}
