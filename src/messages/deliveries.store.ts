import { type Insertable, sql } from 'kysely'
import type { MessageDeliveryTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'
import { maxAttempts } from './channels.rules.ts'

/** Whether and where a person can be reached, and what she chose for a kind. */
export function recipientOf(db: Db, userId: string, kind: string) {
  return db
    .selectFrom('app_user')
    .leftJoin('message_preference', (join) =>
      join.onRef('message_preference.user_id', '=', 'app_user.id').on('message_preference.kind', '=', kind),
    )
    .select(['app_user.active', 'app_user.email', 'app_user.phone_mask', 'message_preference.channels'])
    .where('app_user.id', '=', userId)
    .executeTakeFirst()
}

export async function addDeliveries(db: Db, rows: readonly Insertable<MessageDeliveryTable>[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('message_delivery').values(rows).execute()
}

const waiting = ['queued', 'failed'] as const

/** One claim at a time, so that the messages of one digest are not shared out between two processes. */
export async function lockClaims(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(7226520)`.execute(db)
}

/** The delivery that has been due for longest; another process's is passed over. */
export function takeDue(
  db: Db,
  given: { now: Date; emergenciesOnly: boolean; except: readonly MessageDeliveryTable['channel'][] },
) {
  let query = db
    .selectFrom('message_delivery')
    .selectAll()
    .where('state', 'in', waiting)
    .where('next_try_at', '<=', given.now)
    .where('attempts', '<', maxAttempts)
    .orderBy('next_try_at')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
  if (given.except.length > 0) query = query.where('channel', 'not in', given.except)
  if (given.emergenciesOnly) query = query.where('urgency', '=', 'emergency')
  return query.executeTakeFirst()
}

/** What goes out with a normal message: everything normal that is due for the same person and channel. */
export async function dueTogether(
  db: Db,
  given: { userId: string; channel: MessageDeliveryTable['channel']; now: Date },
): Promise<string[]> {
  const rows = await db
    .selectFrom('message_delivery')
    .select('id')
    .where('user_id', '=', given.userId)
    .where('channel', '=', given.channel)
    .where('urgency', '=', 'normal')
    .where('dispatch_id', 'is', null)
    .where('state', 'in', waiting)
    .where('next_try_at', '<=', given.now)
    .orderBy('id')
    .limit(50)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map((row) => row.id)
}

/** Takes deliveries for one attempt. Should the process end in it, they are due again after the lease. */
export async function claim(
  db: Db,
  ids: readonly string[],
  given: { dispatchId: string; attempts: number; until: Date },
): Promise<void> {
  await db
    .updateTable('message_delivery')
    .set({ dispatch_id: given.dispatchId, attempts: given.attempts, next_try_at: given.until })
    .where('id', 'in', ids)
    .execute()
}

/** What is to be said in one dispatch and to whom, oldest message first. */
export function dispatchOf(db: Db, dispatchId: string) {
  return db
    .selectFrom('message_delivery')
    .innerJoin('message', 'message.id', 'message_delivery.message_id')
    .innerJoin('app_user', 'app_user.id', 'message_delivery.user_id')
    .select(['message_delivery.id', 'message.title', 'message.body', 'message.link', 'message.read_at'])
    .select(['app_user.active', 'app_user.email', 'app_user.phone_cipher'])
    .where('message_delivery.dispatch_id', '=', dispatchId)
    .where('message_delivery.state', 'in', waiting)
    .orderBy('message.id')
    .execute()
}

type Ending = Pick<MessageDeliveryTable, 'state' | 'error'> & { ended_at: Date | null; next_try_at?: Date }

export async function settle(db: Db, ids: readonly string[], ending: Ending): Promise<void> {
  if (ids.length === 0) return
  await db.updateTable('message_delivery').set(ending).where('id', 'in', ids).where('state', 'in', waiting).execute()
}

/** Ends what no attempt is left for, and what has been due for so long that it is no longer news. Gives the channels. */
export async function endHopeless(db: Db, given: { now: Date; dueBefore: Date }) {
  const tired = await db
    .updateTable('message_delivery')
    .set({ state: 'givenUp', ended_at: given.now, error: sql`coalesce(error, '发送时程序中断')` })
    .where('state', 'in', waiting)
    .where('attempts', '>=', maxAttempts)
    .where('next_try_at', '<=', given.now)
    .returning('channel')
    .execute()
  await db
    .updateTable('message_delivery')
    .set({ state: 'dropped', ended_at: given.now, error: '超过发送时限' })
    .where('state', 'in', waiting)
    .where('next_try_at', '<', given.dueBefore)
    .execute()
  return [...new Set(tired.map((row) => row.channel))]
}

/** The last deliveries that failed, with their receivers. */
export function lastFailures(db: Db, limit: number) {
  return db
    .selectFrom('message_delivery')
    .innerJoin('message', 'message.id', 'message_delivery.message_id')
    .innerJoin('app_user', 'app_user.id', 'message_delivery.user_id')
    .innerJoin('unit', 'unit.id', 'app_user.unit_id')
    .selectAll('message_delivery')
    .select(['message.title', 'app_user.name', 'app_user.email', 'app_user.phone_mask', 'unit.name as unit_name'])
    .where('message_delivery.state', 'in', ['failed', 'givenUp'])
    .orderBy('message_delivery.id', 'desc')
    .limit(limit)
    .execute()
}

export async function countDeliveries(db: Db, sentSince: Date): Promise<{ waiting: number; sent: number }> {
  const row = await db
    .selectFrom('message_delivery')
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('state', 'in', waiting).as('waiting'),
      eb.fn.countAll<number>().filterWhere('state', '=', 'sent').filterWhere('ended_at', '>=', sentSince).as('sent'),
    ])
    .executeTakeFirstOrThrow()
  return { waiting: Number(row.waiting), sent: Number(row.sent) }
}

/** What has ended long ago is forgotten; the message itself stays. */
export async function forgetDeliveries(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('message_delivery').where('ended_at', '<', before).execute()
}

export async function systemAdmins(db: Db): Promise<{ id: string; region_path: string }[]> {
  return db
    .selectFrom('app_user')
    .innerJoin('user_duty', 'user_duty.user_id', 'app_user.id')
    .innerJoin('unit', 'unit.id', 'app_user.unit_id')
    .select(['app_user.id', 'unit.region_path'])
    .where('app_user.active', '=', true)
    .where('user_duty.duty', '=', 'systemAdmin')
    .orderBy('app_user.id')
    .execute()
}
