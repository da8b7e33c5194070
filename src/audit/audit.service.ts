import { canonicalJson, sm3Hex } from '../core/canonical.ts'
import type { Work } from '../core/context.ts'
import { json } from '../db/sql.ts'
import { addEntry, lockHead } from './audit.store.ts'
import { chainText } from './chain.rules.ts'

/** What happened, for the audit: `action` is `slice.verb`, `title` one Chinese line, before/after only what changed. */
export type Happening = {
  action: string
  subject: { type: string; id: string }
  title: string
  before?: unknown
  after?: unknown
}

/**
 * Adds an audit entry and an outbox event in the transaction of the change itself: if either fails, nothing
 * happened. Call it last in a use case; it holds the end of the chain until the transaction ends.
 */
export async function record(work: Work, happening: Happening): Promise<void> {
  const { db, actor, origin, now } = work
  const head = await lockHead(db)
  const entry = {
    seq: head.seq + 1,
    at: now,
    user_id: actor.userId,
    username: storable(actor.username),
    user_name: actor.name,
    unit_id: actor.unitId,
    unit_name: actor.unitName,
    ip: origin.ip,
    user_agent: storable(origin.userAgent.slice(0, 300)),
    request_id: origin.requestId,
    action: happening.action,
    subject_type: happening.subject.type,
    subject_id: storable(happening.subject.id),
    title: storable(happening.title),
    before: plain(happening.before),
    after: plain(happening.after),
    prev_hash: head.hash,
  }
  const hash = sm3Hex(chainText(entry, canonicalJson))
  const jsonOf = (value: unknown) => (value === null ? null : json(value))
  await addEntry(db, { ...entry, before: jsonOf(entry.before), after: jsonOf(entry.after), hash })
  await db
    .insertInto('outbox')
    .values({ kind: happening.action, payload: json({ seq: entry.seq, subject: happening.subject }), created_at: now })
    .execute()
}

/** As the database will give it back: dates become texts, `undefined` disappears, and so does what it cannot hold. */
function plain(value: unknown): unknown {
  if (value === undefined || value === null) return null
  return JSON.parse(JSON.stringify(value), (_key, item: unknown) => (typeof item === 'string' ? storable(item) : item))
}

/** PostgreSQL refuses NUL and halves of surrogate pairs; a caller must not prevent his audit entry by sending one. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '')
}
