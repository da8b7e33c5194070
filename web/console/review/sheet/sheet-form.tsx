import { CheckOutlined } from '@ant-design/icons'
import { Button, Input, Segmented } from 'antd'
import type { ReviewSheetView } from '../../../../src/publishing/drafts.contract.ts'
import {
  elementNames,
  type Judged,
  type ReviewElement,
  reviewElements,
  verdicts,
} from '../../../../src/review/elements.rules.ts'
import type { ReviewAction } from '../../../../src/review/review.rules.ts'
import { StateTag } from '../../../ui/state-tag.tsx'
import { FindingItem } from './findings.tsx'
import {
  areAllPassed,
  elementsNow,
  type findingsOf,
  type Marks,
  openGraves,
  passAll,
  quickOnes,
  reasonLength,
  type SheetFault,
  zhOf,
} from './sheet-state.ts'
import './sheet.css'

type Given = {
  view: ReviewSheetView
  marks: Marks
  onMarks: (marks: Marks) => void
  action: ReviewAction
  fault: SheetFault | null
}

/** The seven elements of §8.2.2, as far as the checker could fill them in, and at 三审 the releases. */
export function SheetForm({ view, marks, onMarks, action, fault }: Given) {
  const graves = openGraves(view)
  return (
    <div className="sheet-form">
      <ElementsForm view={view} marks={marks} onMarks={onMarks} approving={action === 'approve'} />
      {fault?.at === 'elements' ? (
        <p className="decision-fault" role="alert">
          {fault.message}
        </p>
      ) : null}
      {action === 'approve' && graves.length > 0 ? (
        view.level === 'final' ? (
          <ReleaseForm graves={graves} marks={marks} onMarks={onMarks} fault={fault} />
        ) : (
          <p className="sheet-grave" role="note">
            有 {graves.length}{' '}
            处严重问题未处理，应退回修改。确需保留的，在相应要素写明依据，并在意见中提请三审放行（至少 {reasonLength}{' '}
            个字）。
          </p>
        )
      ) : null}
    </div>
  )
}

function ElementsForm({ view, marks, onMarks, approving }: Omit<Given, 'action' | 'fault'> & { approving: boolean }) {
  const now = elementsNow(view, marks)
  const quick = quickOnes(view)
  const passed = areAllPassed(view, marks, quick)
  const set = (name: ReviewElement, judged: Judged) =>
    onMarks({ ...marks, elements: { ...marks.elements, [name]: judged } })
  return (
    <fieldset className="sheet-elements">
      <legend>{approving ? '审核要素' : '请选出不合格的审核要素'}</legend>
      {approving && quick.length > 0 ? (
        <Button
          icon={passed ? <CheckOutlined /> : null}
          disabled={passed}
          onClick={() => onMarks(passAll(marks, quick))}
        >
          {passed ? `${zhOf(quick)}：已核查，合格` : `${zhOf(quick)}${quick.length} 项均已核查，合格`}
        </Button>
      ) : null}
      <ul>
        {elementNames.map((name) => {
          const judged = now[name]
          const { state, count } = view.elements[name]
          const { zh, asks } = reviewElements[name]
          return (
            <li key={name} className="sheet-element">
              <div className="sheet-element-words">
                <strong>{zh}</strong> <span className="quiet">{asks}</span>
                <div>
                  <Evidence state={state} count={count} />
                </div>
              </div>
              <Segmented
                aria-label={`${zh}要素`}
                value={judged?.verdict ?? ''}
                options={[
                  { value: 'pass', label: verdicts.pass },
                  { value: 'failed', label: verdicts.failed },
                ]}
                onChange={(verdict) =>
                  set(name, { verdict: verdict === 'failed' ? 'failed' : 'pass', note: judged?.note ?? '' })
                }
              />
              {judged?.verdict === 'failed' || (judged && state === 'failed') ? (
                <Input
                  className="sheet-element-note"
                  aria-label={`${zh}要素的说明`}
                  placeholder={judged.verdict === 'failed' ? '哪里不合格（可不填，意见中须写明）' : '认定合格的依据'}
                  maxLength={500}
                  value={judged.note}
                  onChange={({ target }) => set(name, { ...judged, note: target.value })}
                />
              ) : null}
            </li>
          )
        })}
      </ul>
    </fieldset>
  )
}

const evidence = {
  failed: { tone: 'grave', says: (n: number) => `检查发现 ${n} 处，其中有严重问题` },
  look: { tone: 'soon', says: (n: number) => `检查发现 ${n} 处，请看后判断` },
  clear: { tone: 'done', says: () => '检查未发现问题' },
  person: { tone: 'plain', says: () => '须由您判断' },
} as const

export function Evidence({ state, count }: { state: keyof typeof evidence; count: number }) {
  const { tone, says } = evidence[state]
  return <StateTag tone={tone}>{says(count)}</StateTag>
}

type ReleaseGiven = {
  graves: ReturnType<typeof findingsOf>
  marks: Marks
  onMarks: (marks: Marks) => void
  fault: SheetFault | null
}

function ReleaseForm({ graves, marks, onMarks, fault }: ReleaseGiven) {
  return (
    <fieldset className="sheet-releases">
      <legend>放行严重问题</legend>
      <p className="quiet">确需保留的，逐处写明理由（至少 {reasonLength} 个字）。理由连同您的姓名报主管单位备查。</p>
      <ul>
        {graves.map((one) => (
          <li key={one.key}>
            <FindingItem found={one} />
            <Input.TextArea
              aria-label={`放行“${one.text}”的理由`}
              placeholder="为什么可以保留"
              rows={2}
              maxLength={500}
              value={marks.reasons[one.key] ?? ''}
              onChange={({ target }) => onMarks({ ...marks, reasons: { ...marks.reasons, [one.key]: target.value } })}
            />
          </li>
        ))}
      </ul>
      {fault?.at === 'releases' ? (
        <p className="decision-fault" role="alert">
          {fault.message}
        </p>
      ) : null}
    </fieldset>
  )
}
