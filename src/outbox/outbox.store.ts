import type { Db } from '../db/transact.ts'

export type Event = { id: number; kind: string; subject: { type: string; id: string } }

/** The next event of these kinds that nobody has handled; another process's is passed over. */
export async function takeNext(db: Db, kinds: readonly string[]): Promise<Event | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select(['id', 'kind', 'payload'])
    .where('handled_at', 'is', null)
    .where('kind', 'in', kinds)
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  // `record` is the only writer of the outbox.
  return row && { id: row.id, kind: row.kind, subject: (row.payload as Pick<Event, 'subject'>).subject }
}

export async function markHandled(db: Db, id: number, at: Date): Promise<void> {
  await db.updateTable('outbox').set({ handled_at: at }).where('id', '=', id).execute()
}

/** Nobody listens to other kinds: they are done as they are. */
export async function passOver(db: Db, kinds: readonly string[], at: Date): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ handled_at: at })
    .where('handled_at', 'is', null)
    .where('kind', 'not in', kinds)
    .execute()
}

export async function forgetHandled(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('outbox').where('handled_at', '<', before).execute()
}
