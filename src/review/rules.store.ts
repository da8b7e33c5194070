import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { ReviewRuleTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'
import type { Duty } from '../units/duties.rules.ts'
import type { ContentClass } from './three-review.rules.ts'

export type StoredRule = Selectable<ReviewRuleTable>

const named = (db: Db) =>
  db
    .selectFrom('review_rule')
    .innerJoin('unit', 'unit.id', 'review_rule.host_unit_id')
    .leftJoin('review', (join) =>
      join.onRef('review.subject_id', '=', 'review_rule.id').on('review.subject_type', '=', 'reviewRule'),
    )
    .selectAll('review_rule')
    .select(['unit.name as host_unit_name', 'review.id as review_id'])

/** The routes that units have set or asked for, the newest first. */
export function listRules(db: Db, hostUnitId: string | undefined) {
  return named(db)
    .$if(hostUnitId !== undefined, (query) => query.where('review_rule.host_unit_id', '=', hostUnitId ?? ''))
    .orderBy('review_rule.id', 'desc')
    .limit(200)
    .execute()
}
export type NamedRule = Awaited<ReturnType<typeof listRules>>[number]

export function findRule(db: Db, id: string): Promise<NamedRule | undefined> {
  return named(db).where('review_rule.id', '=', id).executeTakeFirst()
}

export function lockRule(db: Db, id: string): Promise<StoredRule | undefined> {
  return db.selectFrom('review_rule').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** What a unit has for a class: the route in force, or one that waits for consent. */
export function ruleIn(db: Db, of: { hostUnitId: string; class: ContentClass; state: 'active' | 'inReview' }) {
  return db
    .selectFrom('review_rule')
    .selectAll()
    .where('host_unit_id', '=', of.hostUnitId)
    .where('class', '=', of.class)
    .where('state', '=', of.state)
    .forUpdate()
    .executeTakeFirst()
}

export async function addRule(db: Db, rule: Insertable<ReviewRuleTable>): Promise<void> {
  await db.insertInto('review_rule').values(rule).execute()
}

export async function changeRule(db: Db, id: string, change: Updateable<ReviewRuleTable>): Promise<void> {
  await db
    .updateTable('review_rule')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** The unit and its people with their duties, whom its routes can name. */
export async function peopleOf(db: Db, unitId: string): Promise<{ id: string; name: string; duties: Duty[] }[]> {
  const rows = await db
    .selectFrom('app_user')
    .innerJoin('user_duty', 'user_duty.user_id', 'app_user.id')
    .select([
      'app_user.id',
      'app_user.name',
      sql<Duty[]>`array_agg(user_duty.duty order by user_duty.duty)`.as('duties'),
    ])
    .where('app_user.unit_id', '=', unitId)
    .where('app_user.active', '=', true)
    .groupBy(['app_user.id', 'app_user.name'])
    .orderBy('app_user.id')
    .execute()
  return rows
}

export function hostOf(db: Db, id: string) {
  return db
    .selectFrom('unit')
    .select(['id', 'name', 'region_path'])
    .where('id', '=', id)
    .where('kind', '=', 'hostUnit')
    .executeTakeFirst()
}

/** The nearest supervising body over a region path; its consent is asked for. */
export function nearestSupervisor(db: Db, regionPath: string) {
  return db
    .selectFrom('unit')
    .select(['id', 'name'])
    .where('kind', '=', 'supervisor')
    .where('active', '=', true)
    .where(sql<boolean>`starts_with(${regionPath}, region_path)`)
    .orderBy(sql`length(region_path) desc`)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}
