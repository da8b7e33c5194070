import { type ExpressionBuilder, type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Database, UnitTable } from '../db/schema.ts'
import { searchQuery } from '../db/sql.ts'
import type { Db } from '../db/transact.ts'
import type { UnitKind } from './duties.rules.ts'
import { startsWith } from './region.store.ts'

export type UnitRow = Omit<Selectable<UnitTable>, 'search'> & { region_name: string }

const columns = [
  'unit.id',
  'unit.name',
  'unit.short_name',
  'unit.kind',
  'unit.host_type',
  'unit.region_code',
  'unit.region_path',
  'unit.level',
  'unit.industry',
  'unit.credit_code',
  'unit.qualification',
  'unit.contact_name',
  'unit.contact_phone_cipher',
  'unit.contact_phone_mask',
  'unit.active',
  'unit.version',
  'unit.created_at',
  'unit.updated_at',
] as const

export type UnitQuestion = {
  kinds?: readonly UnitKind[] | undefined
  regionPath?: string | undefined
  active?: boolean | undefined
  text?: string | undefined
}

/** Units one may see, by region and then by age; the page after `after`. */
export function listUnits(
  db: Db,
  question: UnitQuestion & { limit: number; after: readonly [path: string, id: string] | null },
): Promise<UnitRow[]> {
  const { after } = question
  let query = db
    .selectFrom('unit')
    .innerJoin('region', 'region.code', 'unit.region_code')
    .select([...columns, 'region.name as region_name'])
    .where(matching(question))
    .orderBy('unit.region_path')
    .orderBy('unit.id')
    .limit(question.limit + 1)
  if (after) query = query.where(sql<boolean>`(unit.region_path, unit.id) > (${after[0]}, ${after[1]}::uuid)`)
  return query.execute()
}

export async function countUnits(db: Db, question: UnitQuestion): Promise<number> {
  const row = await db
    .selectFrom('unit')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(matching(question))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

function matching({ kinds, regionPath, active, text }: UnitQuestion) {
  return (eb: ExpressionBuilder<Database, 'unit'>) => {
    const words = text ? searchQuery(text) : null
    return eb.and([
      ...(kinds?.length ? [eb('unit.kind', 'in', kinds)] : []),
      ...(regionPath ? [startsWith('unit.region_path', regionPath)] : []),
      ...(active === undefined ? [] : [eb('unit.active', '=', active)]),
      // The function uses the text index, which row-level security would keep this query from using.
      ...(words ? [sql<boolean>`unit.id in (select search_unit_ids(${words}))`] : []),
    ])
  }
}

export function findUnit(db: Db, id: string): Promise<UnitRow | undefined> {
  return db
    .selectFrom('unit')
    .innerJoin('region', 'region.code', 'unit.region_code')
    .select([...columns, 'region.name as region_name'])
    .where('unit.id', '=', id)
    .executeTakeFirst()
}

/** Units in use with one of these names. */
export async function findUnitsNamed(db: Db, names: readonly string[]): Promise<UnitRow[]> {
  if (names.length === 0) return []
  return db
    .selectFrom('unit')
    .innerJoin('region', 'region.code', 'unit.region_code')
    .select([...columns, 'region.name as region_name'])
    .where('unit.name', 'in', names)
    .where('unit.active', '=', true)
    .execute()
}

/** Locks units against change until this transaction ends, in the order of their ids. */
export async function lockUnits(db: Db, ids: readonly string[]): Promise<void> {
  await db.selectFrom('unit').select('id').where('id', 'in', ids).orderBy('id').forUpdate().execute()
}

/** Names of active units with which this name begins, the longest first. */
export async function namesWithin(db: Db, name: string): Promise<string[]> {
  const rows = await db
    .selectFrom('unit')
    .select('name')
    .where('active', '=', true)
    .where(sql<boolean>`starts_with(${name}, name)`)
    .where('name', '<>', name)
    .orderBy(sql`length(name) desc`)
    .execute()
  return rows.map((row) => row.name)
}

export async function isNameTaken(db: Db, given: { regionCode: string; name: string; exceptId?: string | undefined }) {
  let query = db
    .selectFrom('unit')
    .select('id')
    .where('region_code', '=', given.regionCode)
    .where('name', '=', given.name)
    .where('active', '=', true)
  if (given.exceptId) query = query.where('id', '<>', given.exceptId)
  return (await query.executeTakeFirst()) !== undefined
}

/** Adds a unit; false when an active one of the name is there already. */
export async function addUnit(db: Db, unit: Insertable<UnitTable>): Promise<boolean> {
  const result = await db
    .insertInto('unit')
    .values(unit)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Changes a unit as its editor saw it; false when somebody has changed it since. */
export async function changeUnit(
  db: Db,
  { id, version }: { id: string; version: number },
  change: Updateable<UnitTable>,
): Promise<boolean> {
  const result = await db
    .updateTable('unit')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** What keeps a unit in use: its active users, its accounts that are not closed, its contracts that have not ended. */
export async function countUses(db: Db, id: string, today: string) {
  const [users, accounts, contracts] = await Promise.all([
    db
      .selectFrom('app_user')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('unit_id', '=', id)
      .where('active', '=', true)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('account')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('host_unit_id', '=', id)
      .where('state', '<>', 'closed')
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('contract')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where((eb) => eb.or([eb('contractor_unit_id', '=', id), eb('host_unit_id', '=', id)]))
      .where('ended_at', 'is', null)
      .where('ends_on', '>=', today)
      .executeTakeFirstOrThrow(),
  ])
  return { users: Number(users.n), accounts: Number(accounts.n), contracts: Number(contracts.n) }
}
