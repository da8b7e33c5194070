import { Button, Timeline } from 'antd'
import { useState } from 'react'
import { type EventView, listAccountEvents } from '../../../src/accounts/accounts.contract.ts'
import { call } from '../../ui/api.ts'
import { messageOf } from '../../ui/api-error.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { When } from '../../ui/when.tsx'

/** The one timeline of everything that ever happened to the account. */
export function HistoryTab({ accountId }: { accountId: string }) {
  const first = useAsk(listAccountEvents, { params: { id: accountId }, query: { limit: 50 } })
  const [older, setOlder] = useState<{ rows: EventView[]; next: string | null } | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  if (first.error) return <p role="alert">{first.error.message}</p>
  if (!first.data) return <PageSkeleton />
  const rows = [...first.data.rows, ...(older?.rows ?? [])]
  const next = older ? older.next : first.data.next
  const more = async (cursor: string) => {
    setRefusal(null)
    try {
      const page = await call(listAccountEvents, { params: { id: accountId }, query: { limit: 50, cursor } })
      setOlder({ rows: [...(older?.rows ?? []), ...page.rows], next: page.next })
    } catch (error) {
      setRefusal(messageOf(error))
    }
  }
  if (rows.length === 0) return <p className="quiet">该账号登记以来还没有变动记录。</p>
  return (
    <section className="account-section">
      <Timeline items={rows.map((event) => ({ key: event.id, content: <Event event={event} /> }))} />
      {refusal ? <p role="alert">{refusal}</p> : null}
      {next ? <Button onClick={() => void more(next)}>更早的记录</Button> : null}
    </section>
  )
}

function Event({ event }: { event: EventView }) {
  return (
    <>
      <div>
        <strong>{event.title}</strong>{' '}
        <span className="quiet">
          <When at={event.at} /> {event.actorUnit === event.actorName ? '' : event.actorUnit} {event.actorName}
        </span>
      </div>
      {event.changes.length > 0 ? (
        <ul style={{ margin: 0, paddingInlineStart: 20, overflowWrap: 'anywhere' }}>
          {event.changes.map(({ field, before, after }) => (
            <li key={field}>
              {field}：{before === null ? '' : `${before} → `}
              {after ?? '（空）'}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}
