import type { Insertable } from 'kysely'
import type { ReviewAbsenceTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'

/** The absences of a body's people, the latest first. */
export function absencesOfUnit(db: Db, unitId: string) {
  return db
    .selectFrom('review_absence')
    .innerJoin('app_user as away', 'away.id', 'review_absence.user_id')
    .innerJoin('app_user as deputy', 'deputy.id', 'review_absence.deputy_id')
    .selectAll('review_absence')
    .select(['away.name as user_name', 'deputy.name as deputy_name'])
    .where('away.unit_id', '=', unitId)
    .orderBy('review_absence.starts_on', 'desc')
    .orderBy('review_absence.id', 'desc')
    .limit(100)
    .execute()
}

export function colleaguesOf(db: Db, unitId: string): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('app_user')
    .select(['id', 'name'])
    .where('unit_id', '=', unitId)
    .where('active', '=', true)
    .orderBy('id')
    .execute()
}

/** Whether somebody is away already on a day of this time. */
export async function overlappingAbsence(db: Db, userId: string, time: { startsOn: string; endsOn: string }) {
  const row = await db
    .selectFrom('review_absence')
    .select('id')
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('starts_on', '<=', time.endsOn)
    .where('ends_on', '>=', time.startsOn)
    .executeTakeFirst()
  return row !== undefined
}

export async function addAbsenceRow(db: Db, row: Insertable<ReviewAbsenceTable>): Promise<void> {
  await db.insertInto('review_absence').values(row).execute()
}

/** Ends one's own running absence; false when there is none. */
export async function endAbsenceRow(db: Db, given: { id: string; userId: string; at: Date }): Promise<boolean> {
  const result = await db
    .updateTable('review_absence')
    .set({ ended_at: given.at })
    .where('id', '=', given.id)
    .where('user_id', '=', given.userId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
