import { Button } from 'antd'
import { memo } from 'react'
import { categories } from '../../../src/checker/finding.ts'
import type { Marked } from './desk.ts'
import type { Acts } from './finding-list.tsx'
import { ModelMark, SeverityWord, shortText, suggestionWord } from './finding-words.tsx'
import { mayBeNoError, NotAnErrorButton } from './not-an-error.tsx'

type Given = { finding: Marked; open: boolean; reachable: boolean; acts: Acts }

export const FindingItem = memo(function FindingItem({ finding, open, reachable, acts }: Given) {
  return (
    <li className={open ? 'check-item check-item-open' : 'check-item'}>
      <button
        type="button"
        className="check-entry"
        data-finding={finding.id}
        tabIndex={reachable ? 0 : -1}
        aria-expanded={open}
        aria-keyshortcuts="Enter Delete ArrowDown ArrowUp Space"
        onClick={() => acts.choose(finding)}
      >
        <span className="check-kind">
          <SeverityWord severity={finding.severity} />
          <span className="quiet">{categories[finding.category].zh}</span>
          <ModelMark ruleId={finding.ruleId} />
        </span>
        <span className="check-message">{finding.message}</span>
      </button>
      {open ? <FindingWhy finding={finding} /> : null}
      <FindingButtons finding={finding} acts={acts} reachable={open} />
    </li>
  )
})

export function FindingWhy({ finding }: { finding: Marked }) {
  return (
    <dl className="check-why">
      <dt>原文</dt>
      <dd>{shortText(finding)}</dd>
      <dt>理由</dt>
      <dd>{finding.why}</dd>
      <dt>依据</dt>
      <dd>{finding.basis}</dd>
    </dl>
  )
}

type ButtonsGiven = Pick<Given, 'finding' | 'acts' | 'reachable'>

export function FindingButtons({ finding, acts, reachable }: ButtonsGiven) {
  const tabIndex = reachable ? 0 : -1
  const name = shortText(finding)
  return (
    <div className="check-buttons no-print">
      {finding.suggestions.map((suggestion, index) => (
        <Button
          key={suggestion}
          size="small"
          type={index === 0 ? 'primary' : 'default'}
          ghost={index === 0}
          tabIndex={tabIndex}
          aria-label={`采纳：“${name}”${suggestion === '' ? '删去' : `改为“${suggestionWord(suggestion)}”`}`}
          onClick={() => acts.accept(finding, suggestion)}
        >
          {suggestion === '' ? '删去' : `改为“${suggestionWord(suggestion)}”`}
        </Button>
      ))}
      {finding.suggestions.length === 0 ? (
        <Button size="small" tabIndex={tabIndex} onClick={() => acts.edit(finding)} aria-label={`去修改“${name}”`}>
          去修改
        </Button>
      ) : null}
      <Button
        size="small"
        type="text"
        tabIndex={tabIndex}
        aria-label={`忽略“${name}”`}
        onClick={() => acts.ignore(finding)}
      >
        忽略
      </Button>
      {reachable && acts.excuse && mayBeNoError(finding) ? (
        <NotAnErrorButton finding={finding} onClick={() => acts.excuse?.(finding)} />
      ) : null}
    </div>
  )
}
