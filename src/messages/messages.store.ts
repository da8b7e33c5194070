import type { Insertable, Selectable } from 'kysely'
import type { MessageTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'

export type MessageRow = Selectable<MessageTable>

export async function addMessage(db: Db, message: Insertable<MessageTable>): Promise<void> {
  await db.insertInto('message').values(message).execute()
}

/** The person's messages, newest first; ids are ordered by time. */
export function messagesOf(
  db: Db,
  userId: string,
  given: { limit: number; before: string | undefined; unreadOnly: boolean },
): Promise<MessageRow[]> {
  let query = db.selectFrom('message').selectAll().where('user_id', '=', userId)
  if (given.before) query = query.where('id', '<', given.before)
  if (given.unreadOnly) query = query.where('read_at', 'is', null)
  return query.orderBy('id', 'desc').limit(given.limit).execute()
}

export async function unreadOf(db: Db, userId: string): Promise<number> {
  const { count } = await db
    .selectFrom('message')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Marks as read, one message or all of them; a message keeps the time when it was first read. */
export async function markRead(db: Db, userId: string, at: Date, id?: string): Promise<number> {
  let query = db.updateTable('message').set({ read_at: at }).where('user_id', '=', userId).where('read_at', 'is', null)
  if (id) query = query.where('id', '=', id)
  const { numUpdatedRows } = await query.executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Whether the person has had this very message. */
export async function hasMessageTitled(db: Db, userId: string, { kind, title }: { kind: string; title: string }) {
  const row = await db
    .selectFrom('message')
    .select('id')
    .where('user_id', '=', userId)
    .where('kind', '=', kind)
    .where('title', '=', title)
    .executeTakeFirst()
  return row !== undefined
}

export async function hasMessage(db: Db, userId: string, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('message')
    .select('id')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}
