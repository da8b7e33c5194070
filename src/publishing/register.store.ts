import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { addDays, startOfDay } from '../core/clock.rules.ts'
import type { Scope } from '../core/scope.ts'
import { searchQuery } from '../db/sql.ts'
import type { Db } from '../db/transact.ts'
import type { PublicationState } from './publication.rules.ts'
import type { PublicationFilter } from './publications.contract.ts'

/** A filter with what had to be looked up for it. */
export type PreparedRegister = {
  filter: PublicationFilter
  scope: Scope
  /** The path of the region; null when no such region exists, and then nothing matches. */
  regionPath?: string | null
  /** The ids that a rare search text means, or the words of one that means too many to list. */
  text?: { ids: readonly string[] } | { words: string }
  /** The host units of a contractor's valid contracts. */
  hosts?: readonly string[]
}

/** Up to here a search is answered by id and sorted; above, the order's index is walked and most rows match. */
const fewMatches = 2000

export async function prepareRegister(
  db: Db,
  given: { filter: PublicationFilter; scope: Scope },
): Promise<PreparedRegister> {
  const { q, region } = given.filter
  const prepared: PreparedRegister = { ...given }
  if (region !== undefined) {
    const found = await db.selectFrom('region').select('path').where('code', '=', region).executeTakeFirst()
    prepared.regionPath = found?.path ?? null
  }
  if (q) prepared.text = await textMatches(db, q)
  if (given.scope.kind === 'contract') {
    const found = await sql<{ id: string }>`select app_contract_hosts() as id`.execute(db)
    prepared.hosts = found.rows.map((row) => row.id)
  }
  return prepared
}

async function textMatches(db: Db, text: string): Promise<NonNullable<PreparedRegister['text']>> {
  const words = searchQuery(text)
  if (words === null) return { ids: [] }
  const found = await sql<{ id: string }>`
    select search_publication_ids(${words}, ${sql.lit(fewMatches + 1)}) as id`.execute(db)
  return found.rows.length > fewMatches ? { words } : { ids: found.rows.map((row) => row.id) }
}

/** The one meaning of the register's filters: list, counts and export all use it. The scope stands here too, beside row-level security, so that its index is used. */
function registerFilter({ filter: f, scope, regionPath, text, hosts }: PreparedRegister): RawBuilder<SqlBool> {
  const all: RawBuilder<SqlBool>[] = scopeConditions(scope, hosts)
  const and = (condition: RawBuilder<SqlBool>) => void all.push(condition)
  if (text && 'ids' in text) and(sql`p.id = any(${[...text.ids]}::uuid[])`)
  if (text && 'words' in text) and(sql`p.search @@ ${text.words}::tsquery`)
  if (regionPath === null) and(sql`false`)
  else if (regionPath !== undefined) and(below(regionPath))
  if (f.state) and(sql`p.state = any(${[...f.state]}::text[])`)
  if (f.platform) and(sql`p.platform = ${f.platform}`)
  if (f.accountId) and(sql`p.account_id = ${f.accountId}`)
  if (f.draftId) and(sql`p.draft_id = ${f.draftId}`)
  if (f.way) and(sql`p.way = ${f.way}`)
  if (f.from) and(sql`p.scheduled_at >= ${startOfDay(f.from)}`)
  if (f.to) and(sql`p.scheduled_at < ${startOfDay(addDays(f.to, 1))}`)
  return all.length === 0 ? sql`true` : sql`(${sql.join(all, sql` and `)})`
}

function scopeConditions(scope: Scope, hosts: readonly string[] | undefined): RawBuilder<SqlBool>[] {
  switch (scope.kind) {
    case 'region':
    case 'industry':
      return [below(scope.regionPath)]
    case 'unit':
      return [sql`p.host_unit_id = ${scope.unitId}`]
    case 'contract':
      return [hosts ? sql`p.host_unit_id = any(${[...hosts]}::uuid[])` : sql`true`]
    case 'none':
      return [sql`false`]
    case 'system':
      return []
    default:
      return scope satisfies never
  }
}

/** The region and everything below it, as a range that an index answers: a path ends in '/', and '0' follows it. */
function below(path: string): RawBuilder<SqlBool> {
  return sql`(p.region_path >= ${path} and p.region_path < ${`${path.slice(0, -1)}0`})`
}

/** A page of the register, the latest first. It is cut first and its units are looked up one by one. */
export function registerQuery(
  db: Db,
  given: { prepared: PreparedRegister; after: readonly [at: string, id: string] | null; limit: number },
) {
  const { prepared, after, limit } = given
  const page = db
    .selectFrom('publication as p')
    .select([
      ...(['p.id', 'p.number', 'p.draft_id', 'p.title', 'p.account_id', 'p.account_name', 'p.platform'] as const),
      ...(['p.host_unit_id', 'p.way', 'p.state', 'p.scheduled_at', 'p.published_at', 'p.url', 'p.fault'] as const),
      ...(['p.next_at', 'p.verified', 'p.version', 'p.draft_version', 'p.signatures'] as const),
    ])
    .where(registerFilter(prepared))
    .$if(after !== null, (query) =>
      query.where(sql<SqlBool>`(p.scheduled_at, p.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('p.scheduled_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(limit)
  return db
    .selectFrom(page.as('p'))
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('unit as host')
          .select('host.name')
          .whereRef('host.id', '=', 'p.host_unit_id')
          .limit(1)
          .as('unit'),
      (join) => join.onTrue(),
    )
    .selectAll('p')
    .select('unit.name as host_unit_name')
    .orderBy('p.scheduled_at', 'desc')
    .orderBy('p.id', 'desc')
}
export type RegisterLine = Awaited<ReturnType<ReturnType<typeof registerQuery>['execute']>>[number]

export function countRegister(
  db: Db,
  prepared: PreparedRegister,
): Promise<{ state: PublicationState; count: number }[]> {
  return db
    .selectFrom('publication as p')
    .select('p.state')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(registerFilter(prepared))
    .groupBy('p.state')
    .execute()
}

/** What the evidence of a publication tells beside its own row. */
export function unitAndDraft(db: Db, given: { hostUnitId: string; draftId: string }) {
  return db
    .selectFrom('unit')
    .select('unit.name as unit_name')
    .select((eb) => eb.selectFrom('draft').select('number').where('id', '=', given.draftId).as('draft_number'))
    .where('unit.id', '=', given.hostUnitId)
    .executeTakeFirst()
}
