import { Button } from 'antd'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { severities } from '../../../src/checker/finding.ts'
import { useMedia } from '../../ui/use-media.ts'
import type { Marked } from './desk.ts'
import { bySeverity } from './filters.ts'
import { FindingItem } from './finding-item.tsx'

/** Of very many findings so many are listed at a time; a list of thousands would be slow and read by nobody. */
const step = 100
const mostOnPaper = 1000

export type Acts = {
  choose: (finding: Marked) => void
  accept: (finding: Marked, suggestion?: string) => void
  ignore: (finding: Marked) => void
  /** Asks that it be no error from now on; absent for whoever may not. */
  excuse?: (finding: Marked) => void
  /** Puts the cursor where the finding is. */
  edit: (finding: Marked) => void
}

type Given = {
  /** They stay the same: what they need to know they look up when called. */
  acts: Acts
  findings: readonly Marked[]
  here: number | null
  grouped: boolean
  /** Whether the current entry shows its reasons. */
  details: boolean
}

/** Everything that was found. One entry is the current one; arrow keys go from one to the next. */
export function FindingList({ findings, here, grouped, acts, details }: Given) {
  const list = useRef<HTMLDivElement>(null)
  const follow = useRef(false)
  const [limit, setLimit] = useState(step)
  const printing = useMedia('print')
  const groups = grouped ? bySeverity(findings) : [{ severity: null, findings }]
  const ordered = groups.flatMap((group) => group.findings)
  const index = ordered.findIndex(({ id }) => id === here)
  const shown = printing ? mostOnPaper : Math.max(limit, Math.ceil((index + 1) / step) * step)
  const visible = new Set(ordered.slice(0, shown))
  const current = ordered[index] ?? ordered[0]

  // biome-ignore lint/correctness/useExhaustiveDependencies: after every act, when it was done from here
  useLayoutEffect(() => {
    const entry = list.current?.querySelector<HTMLElement>(`[data-finding="${current?.id}"]`)
    if (follow.current) {
      follow.current = false
      ;(entry ?? list.current)?.focus({ preventScroll: true })
    }
    if (entry && list.current && here !== null) into(list.current, entry)
  }, [here, findings.length])

  const onKeyDown = (event: KeyboardEvent) => {
    // Keys on the buttons inside an entry are theirs.
    if (!(event.target instanceof HTMLElement) || !event.target.dataset.finding || !current) return
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (move) {
      const next = ordered[ordered.indexOf(current) + move]
      if (next) acts.choose(next)
    } else if (event.key === 'Enter') {
      if (current.suggestions.length > 0) acts.accept(current)
      else acts.edit(current)
    } else if (event.key === 'Delete') acts.ignore(current)
    else if (event.key === ' ') acts.edit(current)
    else return
    event.preventDefault()
    follow.current = document.activeElement === event.target
  }
  // The same for every entry and at every time, so that an entry is drawn again only when it has changed itself.
  const [stayed] = useState(() => staying(acts, follow))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the keys that its entries let pass
    <div className="check-list" ref={list} tabIndex={-1} onKeyDown={onKeyDown}>
      {groups.map((group) => (
        <section key={group.severity ?? 'all'} aria-label={group.severity ? severities[group.severity] : '全部问题'}>
          {group.severity ? (
            <h3 className="check-group">
              {severities[group.severity]} {group.findings.length} 处
            </h3>
          ) : null}
          <ul>
            {group.findings
              .filter((finding) => visible.has(finding))
              .map((finding) => (
                <FindingItem
                  key={finding.id}
                  finding={finding}
                  open={printing || (details && finding.id === here)}
                  reachable={finding === current}
                  acts={stayed}
                />
              ))}
          </ul>
        </section>
      ))}
      {ordered.length > shown ? (
        <Button block onClick={() => setLimit(shown + step)}>
          再显示 {Math.min(step, ordered.length - shown)} 处（还有 {ordered.length - shown} 处）
        </Button>
      ) : null}
    </div>
  )
}

/** After a button inside the list its focus goes on to the next entry. */
function staying(acts: Acts, follow: { current: boolean }): Acts {
  return {
    ...acts,
    accept: (finding, suggestion) => {
      follow.current = true
      acts.accept(finding, suggestion)
    },
    ignore: (finding) => {
      follow.current = true
      acts.ignore(finding)
    },
  }
}

/** Scrolls the list alone, never the page. */
function into(list: HTMLElement, entry: HTMLElement): void {
  const item = (entry.closest('li') ?? entry).getBoundingClientRect()
  const frame = list.getBoundingClientRect()
  if (item.top < frame.top) list.scrollTop -= frame.top - item.top
  else if (item.bottom > frame.bottom) {
    list.scrollTop += Math.min(item.bottom - frame.bottom, item.top - frame.top)
  }
}
