import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Scope } from '../core/scope.ts'
import type { RegionTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'

export type RegionRow = Selectable<RegionTable>

/** Reads a region whose path will be copied: a move waits until the copy is committed. */
export function findRegionToCopy(db: Db, code: string): Promise<RegionRow | undefined> {
  return db.selectFrom('region').selectAll().where('code', '=', code).forShare().executeTakeFirst()
}

export function findRegion(db: Db, code: string): Promise<RegionRow | undefined> {
  return db.selectFrom('region').selectAll().where('code', '=', code).executeTakeFirst()
}

export async function findRegions(db: Db, codes: readonly string[]): Promise<RegionRow[]> {
  if (codes.length === 0) return []
  return db.selectFrom('region').selectAll().where('code', 'in', codes).execute()
}

/** The regions in the order of their paths, so that parents come first; only those of the scope. */
export function listRegions(db: Db, scope: Scope): Promise<RegionRow[]> {
  const query = db.selectFrom('region').selectAll().orderBy('path')
  switch (scope.kind) {
    case 'system':
      return query.execute()
    case 'region':
    case 'industry':
      return query.where(startsWith('path', scope.regionPath)).execute()
    case 'unit':
      return query.where('path', '=', scope.regionPath).execute()
    case 'contract':
      return query
        .where('code', 'in', (eb) => eb.selectFrom('unit').select('region_code').where('kind', '=', 'hostUnit'))
        .execute()
    case 'none':
      return Promise.resolve([])
  }
}

/** How many accounts that are not closed each region has itself; row-level security counts only what one may see. */
export async function countAccounts(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('account')
    .select((eb) => ['region_path', eb.fn.countAll<number>().as('n')])
    .where('state', '<>', 'closed')
    .groupBy('region_path')
    .execute()
  return new Map(rows.map((row) => [row.region_path, Number(row.n)]))
}

export async function addRegion(db: Db, region: Insertable<RegionTable>): Promise<boolean> {
  const result = await db
    .insertInto('region')
    .values(region)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Changes a region as its editor saw it; false when somebody has changed it since. */
export async function changeRegion(
  db: Db,
  { code, version }: { code: string; version: number },
  change: Updateable<RegionTable>,
): Promise<boolean> {
  const result = await db
    .updateTable('region')
    .set({ ...change, version: version + 1 })
    .where('code', '=', code)
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Keeps everyone else from moving regions or founding units until this transaction ends. */
export async function lockRegions(db: Db): Promise<void> {
  await sql`lock table region in share row exclusive mode`.execute(db)
}

/** Rewrites the paths of everything in a moved region; tells how much that was. */
export async function rewritePaths(db: Db, from: string, to: string) {
  const moved = async (table: 'region' | 'unit' | 'account', column: 'path' | 'region_path') => {
    const result = await sql`
      update ${sql.table(table)} set ${sql.ref(column)} = ${to} || substr(${sql.ref(column)}, ${from.length + 1})
      where starts_with(${sql.ref(column)}, ${from})`.execute(db)
    return Number(result.numAffectedRows ?? 0)
  }
  return {
    regions: await moved('region', 'path'),
    units: await moved('unit', 'region_path'),
    // `region_path` of an account repeats its region's for the sake of its indexes, and moves with it.
    accounts: await moved('account', 'region_path'),
  }
}

/** `starts_with` as row-level security has it: text prefixes of codes and slashes, no pattern characters. */
export function startsWith(column: string, prefix: string) {
  return sql<boolean>`starts_with(${sql.ref(column)}, ${prefix})`
}
