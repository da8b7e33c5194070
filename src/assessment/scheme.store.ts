import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { SchemeTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'

export type SchemeRow = Selectable<SchemeTable>

export async function addScheme(db: Db, scheme: Insertable<SchemeTable>): Promise<void> {
  await db.insertInto('scheme').values(scheme).execute()
}

export function findScheme(db: Db, id: string): Promise<SchemeRow | undefined> {
  return db.selectFrom('scheme').selectAll().where('id', '=', id).executeTakeFirst()
}

/** All versions, those in force first, drafts last; there are never many. */
export function listSchemes(db: Db) {
  return db
    .selectFrom('scheme')
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('assessment_run')
        .select((run) => run.fn.countAll<number>().as('n'))
        .whereRef('assessment_run.scheme_id', '=', 'scheme.id')
        .as('runs'),
    )
    .orderBy(sql`state = 'draft'`)
    .orderBy('effective_from', 'desc')
    .orderBy('version_no', 'desc')
    .execute()
}

/** The scheme that holds on a day; a retired one still holds for the days before it was retired. */
export function findSchemeOn(db: Db, day: string): Promise<SchemeRow | undefined> {
  return db
    .selectFrom('scheme')
    .selectAll()
    .where('state', '<>', 'draft')
    .where('effective_from', '<=', day)
    .where((eb) => eb.or([eb('effective_to', 'is', null), eb('effective_to', '>=', day)]))
    .executeTakeFirst()
}

/** Schemes that hold on any day from `from` to `to` (open when null). */
export function listOverlapping(db: Db, given: { from: string; to: string | null; except: string }) {
  let query = db
    .selectFrom('scheme')
    .selectAll()
    .where('state', '<>', 'draft')
    .where('id', '<>', given.except)
    .where((eb) => eb.or([eb('effective_to', 'is', null), eb('effective_to', '>=', given.from)]))
  if (given.to) query = query.where('effective_from', '<=', given.to)
  return query.orderBy('effective_from').execute()
}

export async function nextVersionNo(db: Db, name: string): Promise<number> {
  const row = await db
    .selectFrom('scheme')
    .select((eb) => eb.fn.max('version_no').as('n'))
    .where('name', '=', name)
    .executeTakeFirst()
  return Number(row?.n ?? 0) + 1
}

/** Changes a scheme only in the version and state the caller saw. */
export async function changeScheme(
  db: Db,
  seen: Pick<SchemeRow, 'id' | 'version' | 'state'>,
  change: Updateable<SchemeTable>,
): Promise<boolean> {
  const result = await db
    .updateTable('scheme')
    .set({ ...change, version: seen.version + 1 })
    .where('id', '=', seen.id)
    .where('version', '=', seen.version)
    .where('state', '=', seen.state)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function removeDraft(db: Db, id: string): Promise<boolean> {
  const result = await db.deleteFrom('scheme').where('id', '=', id).where('state', '=', 'draft').executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** Schemes are changed one at a time. */
export async function lockSchemes(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('assessment.scheme'))`.execute(db)
}

/** Which runs have used a scheme in a period that ends on or after a day, whoever may see them. */
export async function countRunsOf(db: Db, schemeId: string, endingFrom?: string): Promise<number> {
  let query = db
    .selectFrom('assessment_run')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('scheme_id', '=', schemeId)
  if (endingFrom) query = query.where('period_end', '>=', endingFrom)
  return Number((await query.executeTakeFirstOrThrow()).n)
}

/** The region at the top of the tree; one installation serves one province. */
export async function topRegionPath(db: Db): Promise<string> {
  const row = await db
    .selectFrom('region')
    .select('path')
    .where('parent_code', 'is', null)
    .orderBy('path')
    .limit(1)
    .executeTakeFirst()
  return row?.path ?? ''
}
