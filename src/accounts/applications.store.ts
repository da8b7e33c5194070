import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { AccountApplicationStepTable, AccountApplicationTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'
import { type ApplicationKind, type ApplicationState, applicationStates, type EvidenceRole } from './lifecycle.rules.ts'
import type { PlatformName, Variant } from './platforms.rules.ts'

export type StoredApplication = Selectable<AccountApplicationTable>

/** The application, if it lies within the actor's scope; locked until the transaction ends. */
export function lockApplication(db: Db, id: string): Promise<StoredApplication | undefined> {
  return db.selectFrom('account_application').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export function findApplication(db: Db, id: string) {
  return withNames(db).where('account_application.id', '=', id).executeTakeFirst()
}
export type NamedApplication = NonNullable<Awaited<ReturnType<typeof findApplication>>>

function withNames(db: Db) {
  return db
    .selectFrom('account_application')
    .leftJoin('unit', 'unit.id', 'account_application.host_unit_id')
    .leftJoin('region', 'region.code', 'account_application.region_code')
    .selectAll('account_application')
    .select(['unit.name as host_unit_name', 'region.name as region_name'])
}

export async function nextNumber(db: Db, prefix: string, year: string): Promise<string> {
  const { rows } = await sql<{ n: number }>`select nextval('account_application_seq') as n`.execute(db)
  return `${prefix}${year}${String(rows[0]?.n ?? 0).padStart(6, '0')}`
}

export async function addApplication(db: Db, row: Insertable<AccountApplicationTable>): Promise<void> {
  await db.insertInto('account_application').values(row).execute()
}

export async function changeApplication(
  db: Db,
  id: string,
  change: Updateable<AccountApplicationTable>,
): Promise<void> {
  await db.updateTable('account_application').set(change).where('id', '=', id).execute()
}

export async function addStep(db: Db, step: Insertable<AccountApplicationStepTable>): Promise<void> {
  await db.insertInto('account_application_step').values(step).execute()
}

export function stepsOf(db: Db, applicationId: string) {
  return db
    .selectFrom('account_application_step')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('id')
    .execute()
}

export function filesOf(db: Db, applicationId: string) {
  return db
    .selectFrom('account_application_file as f')
    .innerJoin('file_object', 'file_object.id', 'f.file_id')
    .select(['f.file_id', 'f.role', 'f.added_at', 'file_object.name', 'file_object.media_type'])
    .where('f.application_id', '=', applicationId)
    .orderBy('f.added_at')
    .orderBy('f.file_id')
    .execute()
}

/** The actor's own upload that may serve as evidence. */
export function findOwnEvidence(db: Db, fileId: string, ownerId: string) {
  return db
    .selectFrom('file_object')
    .select(['id', 'name'])
    .where('id', '=', fileId)
    .where('purpose', '=', 'evidence')
    .where('owner_user_id', '=', ownerId)
    .executeTakeFirst()
}

export async function addFile(db: Db, row: { applicationId: string; fileId: string; role: EvidenceRole; at: Date }) {
  await db
    .insertInto('account_application_file')
    .values({ application_id: row.applicationId, file_id: row.fileId, role: row.role, added_at: row.at })
    .onConflict((conflict) => conflict.columns(['application_id', 'file_id']).doUpdateSet({ role: row.role }))
    .execute()
}

export async function removeFile(db: Db, applicationId: string, fileId: string): Promise<boolean> {
  const result = await db
    .deleteFrom('account_application_file')
    .where('application_id', '=', applicationId)
    .where('file_id', '=', fileId)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

const ended = (Object.keys(applicationStates) as ApplicationState[]).filter((state) => applicationStates[state].ended)

export type ApplicationQuestion = {
  kinds: readonly ApplicationKind[] | undefined
  states: readonly ApplicationState[] | undefined
  regionPath: string | undefined
  accountId: string | undefined
  late: boolean
  open: boolean
  text: string | undefined
  today: string
}

function matching(db: Db, question: ApplicationQuestion) {
  const { kinds, states, regionPath, accountId, late, open, text, today } = question
  let query = db
    .selectFrom('account_application')
    .leftJoin('unit', 'unit.id', 'account_application.host_unit_id')
    .leftJoin('region', 'region.code', 'account_application.region_code')
  if (kinds?.length) query = query.where('account_application.kind', 'in', kinds)
  if (states?.length) query = query.where('account_application.state', 'in', states)
  if (regionPath) query = query.where(sql<boolean>`starts_with(account_application.region_path, ${regionPath})`)
  if (accountId) query = query.where('account_application.account_id', '=', accountId)
  if (open) query = query.where('account_application.state', 'not in', ended)
  if (late)
    query = query.where('account_application.due_on', '<', today).where('account_application.state', 'not in', ended)
  if (text) {
    query = query.where(
      sql<boolean>`(strpos(account_application.title, ${text}) > 0 or strpos(unit.name, ${text}) > 0 or account_application.number = ${text})`,
    )
  }
  return query
}

/** Applications in scope, the newest first. */
export function listApplicationRows(
  db: Db,
  question: ApplicationQuestion,
  page: { after: readonly [id: string] | null; limit: number },
) {
  const { after, limit } = page
  return matching(db, question)
    .selectAll('account_application')
    .select(['unit.name as host_unit_name', 'region.name as region_name'])
    .$if(after !== null, (q) => q.where('account_application.id', '<', after?.[0] ?? ''))
    .orderBy('account_application.id', 'desc')
    .limit(limit)
    .execute()
}

export function countApplications(db: Db, question: ApplicationQuestion) {
  return matching(db, question)
    .select(['account_application.kind', 'account_application.state'])
    .select(sql<number>`count(*)::int`.as('count'))
    .select(
      sql<number>`(count(*) filter (where due_on < ${question.today}::date and state not in (${sql.join(ended)})))::int`.as(
        'late',
      ),
    )
    .groupBy(['account_application.kind', 'account_application.state'])
    .orderBy('account_application.kind')
    .orderBy('account_application.state')
    .execute()
}

/** How many are open, late and ended in each region directly below one (or in the region itself). */
export async function countByRegion(db: Db, question: ApplicationQuestion & { below: string }) {
  const { rows } = await sql<{
    code: string
    name: string
    kind: ApplicationKind
    open: number
    late: number
    ended: number
  }>`
    select r.code, r.name, x.kind,
      (count(*) filter (where not x.over))::int as open,
      (count(*) filter (where not x.over and x.due_on < ${question.today}::date))::int as late,
      (count(*) filter (where x.over))::int as ended
    from (${matching(db, question)
      .select(['account_application.kind', 'account_application.due_on', 'account_application.region_path as path'])
      .select(sql<boolean>`account_application.state in (${sql.join(ended)})`.as('over'))}) x
    join region r on r.path = case
      when length(x.path) = length(${question.below}) then x.path
      else ${question.below} || split_part(substr(x.path, length(${question.below}) + 1), '/', 1) || '/' end
    group by r.code, r.name, x.kind order by r.code, x.kind`.execute(db)
  return rows
}

/** The filing that was begun on an opening and not given up. */
export function filingOf(db: Db, openingId: string) {
  return db
    .selectFrom('account_application')
    .select('id')
    .where('opening_id', '=', openingId)
    .where('state', 'not in', ['refused', 'discarded'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Accounts of a host unit that are not closed, on one platform and of one kind. */
export function twinAccounts(db: Db, given: { hostUnitId: string; platform: PlatformName; variant: Variant | null }) {
  let query = db
    .selectFrom('account')
    .select(['id', 'ledger_no', 'name'])
    .where('host_unit_id', '=', given.hostUnitId)
    .where('platform', '=', given.platform)
    .where('state', '<>', 'closed')
  if (given.variant) query = query.where((eb) => eb.or([eb('variant', '=', given.variant), eb('variant', 'is', null)]))
  return query.orderBy('ledger_no').limit(20).execute()
}

/** The last day on which a bar after an unqualified closing runs, if one runs on this day. */
export async function barOf(db: Db, hostUnitId: string, today: string): Promise<string | null> {
  const row = await db
    .selectFrom('account_application')
    .select((eb) => eb.fn.max('barred_until').as('until'))
    .where('host_unit_id', '=', hostUnitId)
    .where('barred_until', '>=', today)
    .where('bar_lifted_reason', 'is', null)
    .executeTakeFirst()
  return row?.until ?? null
}

/** The supervising bodies of a region path, the nearest first. */
export function supervisorsAbove(db: Db, regionPath: string) {
  return db
    .selectFrom('unit')
    .select(['id', 'name', 'level'])
    .where('kind', '=', 'supervisor')
    .where('active', '=', true)
    .where(sql<boolean>`starts_with(${regionPath}, region_path)`)
    .orderBy(sql`length(region_path) desc`)
    .orderBy('id')
    .execute()
}

/** Applications whose deadline is this day or earlier and whose next step is not a reviewer's. */
export function dueApplications(db: Db, upTo: string) {
  return db
    .selectFrom('account_application')
    .selectAll()
    .where('due_on', '<=', upTo)
    .where('state', 'not in', [...ended, 'inReview'])
    .orderBy('id')
    .forUpdate()
    .execute()
}
