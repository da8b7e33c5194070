import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { transact } from '../db/transact.ts'
import type { MessageView } from './messages.contract.ts'
import { addMessage, hasMessage, type MessageRow, markRead, messagesOf, unreadOf } from './messages.store.ts'
import { queueDeliveries } from './queue.service.ts'

/** `kind` is a line of `messageKinds`, which says how soon and by which channels; `link` an address of the console. */
export type News = { kind: string; title: string; body?: string; link?: string | null }

/**
 * Tells a person something in the transaction of what happened, so that nobody hears of what was undone. Where channels
 * are on and she wants them, it goes out as well.
 */
export async function tellUser(work: Work, userId: string, news: News): Promise<void> {
  const { kind, title, body = '', link = null } = news
  if (link !== null && !/^\/(?![/\\])/.test(link)) throw new RangeError('a message links to an address of the console')
  const id = newId()
  await addMessage(work.db, {
    id,
    user_id: userId,
    kind,
    title,
    body,
    link,
    created_at: work.now,
    read_at: null,
  })
  await queueDeliveries(work, { id, userId, kind })
}

export function myMessages(
  ctx: Ctx,
  given: { limit: number; cursor?: string | undefined; unread?: '1' | undefined },
): Promise<{ rows: MessageView[]; next: string | null }> {
  return transact(ctx, async ({ db, actor }) => {
    const { limit, cursor, unread } = given
    if (cursor !== undefined && !/^[0-9a-f-]{36}$/.test(cursor)) {
      throw new AppError('INVALID_INPUT', { errors: [{ path: 'cursor', message: '分页参数不正确，请刷新页面' }] })
    }
    const found = await messagesOf(db, actor.userId ?? '', {
      limit: limit + 1,
      before: cursor,
      unreadOnly: unread === '1',
    })
    const rows = found.slice(0, limit)
    return { rows: rows.map(viewOf), next: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
  })
}

export function myUnread(ctx: Ctx): Promise<{ count: number }> {
  return transact(ctx, async ({ db, actor }) => ({ count: await unreadOf(db, actor.userId ?? '') }))
}

/** Reading twice is no fault; the first time stays. */
export function readMine(ctx: Ctx, id: string): Promise<{ ok: true }> {
  return transact(ctx, async ({ db, actor, now }) => {
    const userId = actor.userId ?? ''
    if (!(await hasMessage(db, userId, id))) throw new AppError('NOT_FOUND')
    await markRead(db, userId, now, id)
    return { ok: true }
  })
}

export function readAllMine(ctx: Ctx): Promise<{ count: number }> {
  return transact(ctx, async ({ db, actor, now }) => ({ count: await markRead(db, actor.userId ?? '', now) }))
}

function viewOf(row: MessageRow): MessageView {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    body: row.body,
    link: row.link,
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  }
}
