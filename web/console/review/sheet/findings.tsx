import { severities } from '../../../../src/checker/finding.ts'
import type { ReviewSheetView } from '../../../../src/publishing/drafts.contract.ts'
import { elementNames, reviewElements } from '../../../../src/review/elements.rules.ts'
import { StateTag } from '../../../ui/state-tag.tsx'
import { type Found, findingsOf } from './sheet-state.ts'

const tones = { grave: 'grave', minor: 'soon', hint: 'plain' } as const

/** What the checker found, element by element: the words it stands in, what is wrong and why. */
export function FindingsByElement({ view }: { view: ReviewSheetView }) {
  const all = findingsOf(view)
  const released = new Map(view.releases.map((one) => [one.key, one]))
  const elements = elementNames.filter((name) => all.some(({ element }) => element === name))
  if (elements.length === 0) return null
  return (
    <div className="sheet-findings">
      {elements.map((name) => (
        <section key={name} aria-label={`${reviewElements[name].zh}要素的检查结果`}>
          <h4>{reviewElements[name].zh}</h4>
          <ul>
            {all
              .filter(({ element }) => element === name)
              .map((one) => {
                const release = released.get(one.key)
                return (
                  <li key={one.key}>
                    <FindingItem found={one} />
                    {release ? (
                      <p>
                        <StateTag tone="done">三审已放行</StateTag> {release.byName}：{release.reason}
                      </p>
                    ) : null}
                  </li>
                )
              })}
          </ul>
        </section>
      ))}
    </div>
  )
}

export function FindingItem({ found }: { found: Found }) {
  return (
    <>
      <p className="sheet-finding">
        <StateTag tone={tones[found.severity]}>{severities[found.severity]}</StateTag> <span>{found.message}</span>
      </p>
      <p className="sheet-sentence">
        <span className="quiet">{found.partZh}：</span>
        {found.before}
        <mark>{found.text}</mark>
        {found.after}
      </p>
      <p className="quiet">
        {found.why}
        {found.basis ? `（依据：${found.basis}）` : ''}
      </p>
    </>
  )
}
