import { CopyOutlined, UndoOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ApplicationState, EvidenceRole } from '../../../src/accounts/lifecycle.rules.ts'
import { closureCauses } from '../../../src/accounts/lifecycle.rules.ts'
import { isStopNoticeTemplate, stopNoticeText } from '../../../src/accounts/stop-notice.rules.ts'
import { beijingDay } from '../../../src/core/clock.rules.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { useToast } from '../../ui/toast.tsx'
import { DueDay } from './application-words.tsx'
import { Evidence, useMayAttach } from './evidence.tsx'
import { Field } from './field.tsx'
import { StepButton } from './step-button.tsx'
import type { Editor } from './use-editor.ts'

type ClosureStep = {
  title: string
  clause: string
  words: string
  /** The states in which it is this step's turn. */
  at: readonly ApplicationState[]
  role?: EvidenceRole
  /** The day that it is registered with. */
  day?: string
}

const steps: readonly ClosureStep[] = [
  {
    title: '在平台发布停更公告',
    clause: '6.4(1)',
    words: '在账号所在平台发布停更公告，登记发布日期并上传截图。登记后账号转为“停更公告中”。',
    at: ['draft'],
    role: 'stopNotice',
  },
  {
    title: '向平台申请注销',
    clause: '6.4(2)',
    words: '公告后 5 个工作日内向平台提交注销申请，登记日期并上传申请截图。',
    at: ['noticePosted'],
    role: 'platformApplication',
    day: 'platformAppliedOn',
  },
  {
    title: '提交拟注销申请',
    clause: '6.4(3)',
    words: '平台申请后 3 个工作日内在本平台提交拟注销申请，上传停更公告或注销流程截图，主管单位随即可以看到进度。',
    at: ['platformApplied'],
    role: 'closureProof',
  },
  {
    title: '平台注销通过，主管单位完成注销',
    clause: '6.4(4)',
    words: '平台注销通过后登记日期并上传截图，由主管单位完成注销流程；账号转入存档，仍可查看。',
    at: ['submitted', 'inReview'],
    role: 'platformConfirmation',
    day: 'platformClosedOn',
  },
  {
    title: '在全国系统发起关停',
    clause: '6.4(4)',
    words: '主管单位完成注销后 5 个工作日内，由主办单位在全国政务新媒体信息报送系统发起关停申请，并在此登记日期。',
    at: ['completed'],
    day: 'shutdownOn',
  },
]

/** §6.4 step by step: what is done, what is to be done now and by when, what follows. */
export function ClosureForm({ editor }: { editor: Editor }) {
  const { view } = editor
  const found = steps.findIndex(({ at }) => at.includes(view.state))
  const reached = found === -1 ? reachedBefore(view) : found
  return (
    <>
      {view.cause && view.cause !== 'voluntary' ? (
        <p>
          <StateTag tone="soon">主管单位要求注销</StateTag> 原因：{closureCauses[view.cause].zh}（指南§
          {closureCauses[view.cause].clause}）。注销完成后，主办单位原则上 1 年内不可再申请新开账号。
        </p>
      ) : null}
      <ol className="closure-steps">
        {steps.map((step, n) => {
          const standing = n < reached ? 'done' : n === found ? 'now' : 'later'
          return (
            <li
              key={step.title}
              className={`closure-step closure-${standing}`}
              {...(standing === 'now' ? { 'aria-current': 'step' as const } : {})}
            >
              <h2>
                <span className="closure-number" aria-hidden="true">
                  {n + 1}
                </span>
                {step.title} <span className="quiet closure-clause">指南§{step.clause}</span>{' '}
                {standing === 'done' ? <StateTag tone="done">已办</StateTag> : null}
                {standing === 'now' ? <StateTag tone="busy">当前步骤</StateTag> : null}{' '}
                {standing === 'now' && view.dueOn ? (
                  <span className="closure-due">
                    应于 <DueDay of={view} /> 前办理
                  </span>
                ) : null}
              </h2>
              <p className="quiet">{step.words}</p>
              {standing === 'later' ? null : <StepBody editor={editor} n={n} step={step} now={standing === 'now'} />}
            </li>
          )
        })}
      </ol>
      <OtherFiles editor={editor} />
    </>
  )
}

/** Of a closing that was called off: how far it had got. */
function reachedBefore({ state, steps: taken }: Editor['view']): number {
  if (state === 'done') return steps.length
  const actions = ['postNotice', 'applyAtPlatform', 'submit', 'approve', 'markShutdown']
  return actions.filter((action) => taken.some((step) => step.action === action)).length
}

function StepBody({ editor, n, step, now }: { editor: Editor; n: number; step: ClosureStep; now: boolean }) {
  const { view } = editor
  const mayAttach = useMayAttach(view) && now && view.state !== 'inReview'
  return (
    <div className="closure-body">
      {n === 0 ? <Notice editor={editor} /> : null}
      {step.day ? <Field editor={editor} path={step.day} kind="day" needed /> : null}
      {n > 0 && n < 4 ? <Progress editor={editor} now={now} /> : null}
      {step.role ? <Evidence view={view} of={step.role} open={mayAttach} needed={now} /> : null}
      {now && view.state === 'inReview' ? <p>已提请主管单位完成注销，审核过程见下方。</p> : null}
      {now ? <StepButton editor={editor} /> : null}
    </div>
  )
}

/** §6.4(3): how it goes, for the supervisor to read. */
function Progress({ editor, now }: { editor: Editor; now: boolean }) {
  if (!now || !editor.canEdit('progress')) return null
  return (
    <Field editor={editor} path="progress" kind="text" rows={2} max={1000} label="办理进度（选填，主管单位可见）" />
  )
}

function Notice({ editor }: { editor: Editor }) {
  const message = useToast()
  const { view, values } = editor
  const text = String(values.noticeText ?? '')
  const editable = editor.canEdit('noticeText')
  const posted = typeof values.noticePostedOn === 'string' ? values.noticePostedOn : beijingDay(new Date())
  const about = { platform: view.platform, accountName: view.account?.name ?? '', unitName: view.hostUnitName }
  const templateFor = (day: string) => stopNoticeText({ ...about, day })
  const setDay: Editor['set'] = (path, value) => {
    const day = typeof value === 'string' ? value : beijingDay(new Date())
    // Words that nobody has changed follow the day, whichever day they were drafted on.
    const follows = isStopNoticeTemplate(text, about)
    editor.saver.change({
      ...editor.saver.form,
      [path]: value,
      ...(follows ? { noticeText: templateFor(day) } : {}),
    })
  }
  return (
    <>
      <Field editor={editor} path="reason" kind="text" needed rows={2} max={1000} />
      <div className="application-fields">
        <Field editor={{ ...editor, set: setDay }} path="noticePostedOn" kind="day" needed />
        <Field editor={editor} path="noticeUrl" max={2000} placeholder="https://" label="公告网址（选填）" />
      </div>
      <Field editor={editor} path="noticeText" kind="text" needed rows={9} max={2000} />
      <div className="application-buttons">
        <Button
          size="small"
          icon={<CopyOutlined />}
          onClick={() =>
            void copy(text).then(
              () => message.success('公告已复制'),
              () => message.error('浏览器不允许复制，请选中文字后手动复制'),
            )
          }
        >
          复制公告
        </Button>
        {editable && text !== templateFor(posted) ? (
          <Button size="small" icon={<UndoOutlined />} onClick={() => editor.set('noticeText', templateFor(posted))}>
            恢复为指南模板
          </Button>
        ) : null}
      </div>
    </>
  )
}

/** Browsers give the clipboard to pages of https and of the own machine only. */
async function copy(text: string): Promise<void> {
  if (!navigator.clipboard) throw new TypeError('no clipboard here')
  await navigator.clipboard.writeText(text)
}

function OtherFiles({ editor: { view } }: { editor: Editor }) {
  const mayAttach = useMayAttach(view)
  if (!mayAttach && !view.files.some(({ role }) => role === 'attachment')) return null
  return (
    <section className="application-part">
      <Evidence view={view} of="attachment" open={mayAttach} />
    </section>
  )
}
