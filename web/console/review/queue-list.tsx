import { Button } from 'antd'
import type { ReviewRow } from '../../../src/review/review.contract.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import type { Ledger } from '../../ui/use-ledger.ts'
import { When } from '../../ui/when.tsx'
import { Deadline, hoursSince, ReviewStateTag, reviewKinds, spanText } from './review-words.tsx'

type Given = {
  ledger: Ledger<ReviewRow>
  current: string | undefined
  empty: string
  onOpen: (id: string) => void
  /** Enter on the open row: to the decision. */
  onEnter: () => void
}

/** The queue itself: ↑ and ↓ open the row before or after, Enter goes to the decision. */
export function QueueList({ ledger, current, empty, onOpen, onEnter }: Given) {
  const { rows, loading, error, retry, toNext, toPrevious } = ledger
  const move = (event: React.KeyboardEvent<HTMLElement>, n: number) => {
    const to = { ArrowDown: n + 1, ArrowUp: n - 1 }[event.key]
    const row = to === undefined ? undefined : rows[to]
    if (to === undefined) return
    event.preventDefault()
    if (!row) return
    event.currentTarget.closest('ol')?.querySelectorAll<HTMLElement>('.queue-row')[to]?.focus()
    onOpen(row.id)
  }
  return (
    <section className="ledger queue-list" aria-label="审核事项列表">
      {loading ? <PageSkeleton /> : null}
      {error ? (
        <div className="ledger-empty" role="alert">
          <p>{error.message}</p>
          <Button onClick={retry}>重试</Button>
        </div>
      ) : null}
      {!loading && !error && rows.length === 0 ? <div className="ledger-empty">{empty}</div> : null}
      <ol className="queue-rows">
        {rows.map((row, n) => (
          <li key={row.id}>
            <button
              type="button"
              className="queue-row"
              aria-current={row.id === current}
              onKeyDown={(event) => move(event, n)}
              onClick={(event) => {
                onOpen(row.id)
                // A click of the keyboard is Enter: it has no pointer's place.
                if (event.detail === 0) onEnter()
              }}
            >
              <span className="queue-row-title">{row.title}</span>
              <span className="quiet">
                {reviewKinds[row.kind] ?? '审核事项'} · {row.hostUnitName}
              </span>
              <span className="queue-row-line">
                {row.urgent && row.state === 'open' ? <StateTag tone="grave">突发</StateTag> : null}
                {row.state === 'open' ? <Deadline row={row} /> : <ReviewStateTag state={row.state} />}
                <span className="quiet">
                  {row.waitingSince ? `已等${spanText(hoursSince(row.waitingSince))}` : <When at={row.submittedAt} />}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ol>
      {toNext || toPrevious ? (
        <nav className="ledger-pager" aria-label="翻页">
          <Button disabled={!toPrevious} onClick={() => toPrevious?.()}>
            上一页
          </Button>
          <Button disabled={!toNext} onClick={() => toNext?.()}>
            下一页
          </Button>
        </nav>
      ) : null}
    </section>
  )
}
