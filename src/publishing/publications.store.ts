import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { beijingDay } from '../core/clock.rules.ts'
import type { PublicationEventTable, PublicationTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'
import type { PublicationState } from './publication.rules.ts'

export type PublicationRow = Selectable<PublicationTable>

/** 登记号: numbered through, with the year of the order. */
export async function nextNumber(db: Db, now: Date): Promise<string> {
  const { rows } = await sql<{ n: number }>`select nextval('publication_seq') as n`.execute(db)
  return `发〔${beijingDay(now).slice(0, 4)}〕${String(rows[0]?.n ?? 0).padStart(6, '0')}号`
}

/** Adds one unless the same content is already on its way to this account; gives whether it did. */
export async function addPublication(db: Db, row: Insertable<PublicationTable>): Promise<boolean> {
  const made = await db
    .insertInto('publication')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['draft_id', 'account_id', 'hash'])
        .where('state', 'not in', sql<PublicationState>`('cancelled', 'failed', 'withdrawn', 'removed')`)
        .doNothing(),
    )
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

/** On which accounts this content is out or may still get there: the publication's id by that of the account. */
export async function aliveOf(db: Db, given: { draftId: string; hash: string }): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('publication')
    .select(['id', 'account_id'])
    .where('draft_id', '=', given.draftId)
    .where('hash', '=', given.hash)
    .where('state', 'not in', ['cancelled', 'failed', 'withdrawn', 'removed'])
    .execute()
  return new Map(rows.map(({ id, account_id }) => [account_id, id]))
}

export function findPublication(db: Db, id: string): Promise<PublicationRow | undefined> {
  return db.selectFrom('publication').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The row held until the transaction ends; its state is changed under this lock only. */
export function lockPublication(db: Db, id: string): Promise<PublicationRow | undefined> {
  return db.selectFrom('publication').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** The next one at which something is to be done; another process's is passed over. */
export function takeDue(db: Db, given: { now: Date; except: readonly string[] }): Promise<PublicationRow | undefined> {
  return db
    .selectFrom('publication')
    .selectAll()
    .where('next_at', '<=', given.now)
    .$if(given.except.length > 0, (query) => query.where('id', 'not in', [...given.except]))
    .orderBy('next_at')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

export async function changePublication(db: Db, id: string, change: Updateable<PublicationTable>): Promise<void> {
  await db.updateTable('publication').set(change).where('id', '=', id).execute()
}

export async function addEvent(db: Db, event: Insertable<PublicationEventTable>): Promise<void> {
  await db.insertInto('publication_event').values(event).execute()
}

export function eventsOf(db: Db, publicationId: string) {
  return db
    .selectFrom('publication_event')
    .selectAll()
    .where('publication_id', '=', publicationId)
    .orderBy('id')
    .execute()
}

/** When it was submitted for the first time, as far as it ever was. */
export async function firstSubmission(db: Db, publicationId: string): Promise<Date | null> {
  const event = await db
    .selectFrom('publication_event')
    .select('at')
    .where('publication_id', '=', publicationId)
    .where('kind', '=', 'begin')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return event?.at ?? null
}

export async function hasEvent(db: Db, publicationId: string, kind: string): Promise<boolean> {
  const found = await db
    .selectFrom('publication_event')
    .select('id')
    .where('publication_id', '=', publicationId)
    .where('kind', '=', kind)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

export function findMedia(db: Db, ids: readonly string[]) {
  return db
    .selectFrom('media')
    .select(['id', 'name', 'media_type', 'sha256', 'alt', 'size', 'file_id'])
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
}

export function findAccounts(db: Db, ids: readonly string[]) {
  return db
    .selectFrom('account')
    .select(['id', 'name', 'platform', 'state', 'host_unit_id', 'region_path'])
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
}
