import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../db/transact.ts'

/** Whether a user's body may work on the accounts of this host today: the host itself, or its contractor (§5.2.5). */
function worksFor(hostUnitId: string, today: string): RawBuilder<SqlBool> {
  return sql`(app_user.unit_id = ${hostUnitId} or exists (
    select 1 from contract c where c.contractor_unit_id = app_user.unit_id and c.host_unit_id = ${hostUnitId}
      and c.ended_at is null and ${today}::date between c.starts_on and c.ends_on
      and ${today}::date between c.nda_signed_on and c.nda_ends_on))`
}

/** The same for a query that joins the account; `host` is the column that names the host unit. */
export function worksForHost(today: string, host = 'account.host_unit_id'): RawBuilder<SqlBool> {
  const unit = sql.ref(host)
  return sql`(app_user.unit_id = ${unit} or exists (
    select 1 from contract c where c.contractor_unit_id = app_user.unit_id and c.host_unit_id = ${unit}
      and c.ended_at is null and ${today}::date between c.starts_on and c.ends_on
      and ${today}::date between c.nda_signed_on and c.nda_ends_on))`
}

/** Who is assigned to the account. Ask as the system: a contractor's people lie outside the host's scope. */
export function assignedPeople(db: Db, given: { accountId: string; hostUnitId: string; today: string }) {
  return db
    .selectFrom('account_person')
    .innerJoin('app_user', 'app_user.id', 'account_person.user_id')
    .innerJoin('unit', 'unit.id', 'app_user.unit_id')
    .select(['account_person.user_id', 'account_person.duty', 'account_person.since', 'app_user.name'])
    .select('unit.name as unit_name')
    .select(
      sql<boolean>`not (app_user.active and ${worksFor(given.hostUnitId, given.today)} and exists (
        select 1 from user_duty d where d.user_id = app_user.id and d.duty = account_person.duty))`.as('lapsed'),
    )
    .where('account_person.account_id', '=', given.accountId)
    .orderBy('account_person.duty')
    .orderBy('app_user.name')
    .execute()
}

/** Who may be assigned, with their duties. Ask as the system, for an account that the actor sees. */
export function candidates(db: Db, given: { hostUnitId: string; today: string; duties: readonly string[] }) {
  return db
    .selectFrom('app_user')
    .innerJoin('unit', 'unit.id', 'app_user.unit_id')
    .innerJoin('user_duty', 'user_duty.user_id', 'app_user.id')
    .select(['app_user.id', 'app_user.name', 'unit.name as unit_name'])
    .select(sql<string[]>`array_agg(user_duty.duty order by user_duty.duty)`.as('duties'))
    .where('app_user.active', '=', true)
    .where('user_duty.duty', 'in', given.duties)
    .where(worksFor(given.hostUnitId, given.today))
    .groupBy(['app_user.id', 'app_user.name', 'unit.name'])
    .orderBy('unit.name')
    .orderBy('app_user.name')
    .limit(500)
    .execute()
}

/** True when the person was not yet assigned. */
export async function addPerson(
  db: Db,
  person: { account_id: string; user_id: string; duty: string; since: Date },
): Promise<boolean> {
  const made = await db
    .insertInto('account_person')
    .values(person)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

export async function dropPerson(db: Db, accountId: string, userId: string, duty: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('account_person')
    .where('account_id', '=', accountId)
    .where('user_id', '=', userId)
    .where('duty', '=', duty)
    .executeTakeFirst()
  return gone.numDeletedRows === 1n
}

/** The active account managers of these bodies. */
export function managersOf(db: Db, unitIds: readonly string[]) {
  return db
    .selectFrom('app_user')
    .innerJoin('user_duty', 'user_duty.user_id', 'app_user.id')
    .select(['app_user.id', 'app_user.unit_id'])
    .where('app_user.active', '=', true)
    .where('user_duty.duty', '=', 'accountManager')
    .where(sql<SqlBool>`app_user.unit_id = any(${[...unitIds]}::uuid[])`)
    .orderBy('app_user.id')
    .execute()
}
