import type { Insertable } from 'kysely'
import type { DutyShiftTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'

/** Who is on duty for a unit on these days. Ask as the system, for a unit seen: a contractor's people lie outside. */
export function shiftsOf(db: Db, given: { unitId: string; days: readonly string[] }) {
  return db
    .selectFrom('duty_shift')
    .innerJoin('app_user', 'app_user.id', 'duty_shift.user_id')
    .select(['duty_shift.day', 'duty_shift.role', 'duty_shift.user_id', 'app_user.name'])
    .where('duty_shift.unit_id', '=', given.unitId)
    .where('duty_shift.day', 'in', given.days)
    .orderBy('duty_shift.day')
    .orderBy('app_user.name')
    .execute()
}

export async function replaceDay(
  db: Db,
  given: { unitId: string; day: string },
  shifts: readonly Insertable<DutyShiftTable>[],
): Promise<void> {
  await db.deleteFrom('duty_shift').where('unit_id', '=', given.unitId).where('day', '=', given.day).execute()
  await addShifts(db, shifts)
}

export async function addShifts(db: Db, shifts: readonly Insertable<DutyShiftTable>[]): Promise<void> {
  if (shifts.length === 0) return
  await db
    .insertInto('duty_shift')
    .values(shifts)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** A host unit that the actor sees accounts of: her own, or one in her region, or one that entrusted her body. */
export function rosterUnit(db: Db, id: string) {
  return db
    .selectFrom('unit')
    .select(['id', 'name'])
    .where('id', '=', id)
    .where('kind', '=', 'hostUnit')
    .executeTakeFirst()
}
