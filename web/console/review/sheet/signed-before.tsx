import type { ReviewSheetView } from '../../../../src/publishing/drafts.contract.ts'
import { elementNames, reviewElements } from '../../../../src/review/elements.rules.ts'
import { opinionWords } from '../../../../src/review/review.rules.ts'
import { StateTag } from '../../../ui/state-tag.tsx'
import { When } from '../../../ui/when.tsx'

/** Who judged it before: of which content, with which words, and what each thought of an element beyond 合格. */
export function SignedBefore({ view }: { view: ReviewSheetView }) {
  if (view.sheets.length === 0) return <p className="quiet">您是第一位审核的人。</p>
  return (
    <ul className="sheet-signed">
      {view.sheets.toReversed().map((one) => (
        <li key={`${one.round} ${one.step} ${one.at}`}>
          <span className="sheet-signed-line">
            <StateTag tone={one.action === 'approve' ? 'done' : 'soon'}>
              {opinionWords[one.action] ?? one.action}
            </StateTag>
            <strong>
              {one.userName}
              {one.onBehalfName ? `（代${one.onBehalfName}）` : ''}
            </strong>
            <span className="quiet">
              {one.stepName} <When at={one.at} />
            </span>
            {one.current ? null : <span className="quiet">针对之前的内容</span>}
          </span>
          {one.opinion ? <span className="sheet-signed-words">{one.opinion}</span> : null}
          {elementNames.map((name) => {
            const judged = one.elements[name]
            if (!judged || (judged.verdict === 'pass' && judged.note === '')) return null
            return (
              <span key={name} className="quiet">
                {reviewElements[name].zh}
                {judged.verdict === 'failed' ? '不合格' : '合格'}
                {judged.note ? `：${judged.note}` : ''}
              </span>
            )
          })}
        </li>
      ))}
    </ul>
  )
}
