import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { addDays, beijingDay, startOfDay } from '../core/clock.rules.ts'
import type { Scope } from '../core/scope.ts'
import { searchQuery } from '../db/sql.ts'
import type { Db } from '../db/transact.ts'
import type { AccountFilter, Sorting, SortName } from './account-filter.contract.ts'
import type { Position } from './ledger-cursor.rules.ts'

/** A filter with what had to be looked up for it. */
export type PreparedFilter = {
  filter: AccountFilter
  scope: Scope
  now: Date
  /** The path of the region; null when no such region exists, and then nothing matches. */
  regionPath?: string | null
  /** The ids that a rare search text means, or the words of one that means too many to list. */
  text?: { ids: readonly string[] } | { words: string }
  /** The ticked rows, instead of a filter. */
  ids?: readonly string[]
  /** The bodies whose contracts are valid today, in a contractor's scope: known beforehand, so that their index is used. */
  hosts?: readonly string[]
}

/** Up to here a search is answered by id and sorted; above, the order's index is walked and most rows match. */
const fewMatches = 2000

export async function prepareFilter(
  db: Db,
  given: { filter: AccountFilter; scope: Scope; now: Date },
): Promise<PreparedFilter> {
  const { q, region } = given.filter
  const prepared: PreparedFilter = { ...given }
  if (region !== undefined) {
    const found = await db.selectFrom('region').select('path').where('code', '=', region).executeTakeFirst()
    prepared.regionPath = found?.path ?? null
  }
  if (q) prepared.text = await textMatches(db, q)
  if (given.scope.kind === 'contract') prepared.hosts = await contractHosts(db)
  return prepared
}

async function contractHosts(db: Db): Promise<string[]> {
  const found = await sql<{ id: string }>`select app_contract_hosts() as id`.execute(db)
  return found.rows.map((row) => row.id)
}

async function textMatches(db: Db, text: string): Promise<{ ids: readonly string[] } | { words: string }> {
  const words = searchQuery(text)
  if (words === null) return { ids: [] }
  const found = await sql<{ id: string }>`
    select search_account_ids(${words}, ${sql.lit(fewMatches + 1)}) as id`.execute(db)
  return found.rows.length > fewMatches ? { words } : { ids: found.rows.map((row) => row.id) }
}

/**
 * The one meaning of the ledger's filters, as a condition on `account`: list, totals, bulk actions and export all use
 * it, so that their numbers agree. The scope stands here too, beside row-level security, so that its index is used.
 */
export function accountFilter(prepared: PreparedFilter): RawBuilder<SqlBool> {
  const { filter: f, now, regionPath, text, ids } = prepared
  const all: RawBuilder<SqlBool>[] = [...scopeConditions(prepared)]
  const and = (condition: RawBuilder<SqlBool>) => void all.push(condition)
  if (ids) and(sql`account.id = any(${[...ids]}::uuid[])`)
  if (text && 'ids' in text) and(sql`account.id = any(${[...text.ids]}::uuid[])`)
  if (text && 'words' in text) and(sql`account.search @@ ${text.words}::tsquery`)
  if (regionPath === null) and(sql`false`)
  else if (regionPath !== undefined) and(below(regionPath))
  if (f.platform) and(oneOf(sql`account.platform`, f.platform))
  if (f.variant) and(sql`account.variant = ${f.variant}`)
  if (f.level) and(oneOf(sql`account.level`, f.level))
  if (f.hostUnit) and(sql`account.host_unit_id = ${f.hostUnit}`)
  if (f.hostType) {
    and(sql`account.host_unit_id in (select unit.id from unit where ${oneOf(sql`unit.host_type`, f.hostType)})`)
  }
  if (f.state) and(oneOf(sql`account.state`, f.state))
  if (f.tag) and(sql`${f.tag} = any(account.tags)`)
  if (f.silentDays !== undefined) and(sql`account.last_post_at < ${silentSince(now, f.silentDays)}`)
  // A mini program that never published has no update rule, so its silence is not unknown (see updateRuleOf).
  if (f.silentUnknown) and(sql`account.last_post_at is null and account.platform <> 'miniProgram'`)
  if (f.followersMin !== undefined) and(sql`account.followers >= ${f.followersMin}`)
  if (f.followersMax !== undefined) and(sql`account.followers <= ${f.followersMax}`)
  if (f.openedFrom) and(sql`account.opened_on >= ${f.openedFrom}`)
  if (f.openedTo) and(sql`account.opened_on <= ${f.openedTo}`)
  if (f.incomplete) and(incomplete)
  if (f.noFigures) and(withoutFigures(f.noFigures))
  return all.length === 0 ? sql`true` : sql`(${sql.join(all, sql` and `)})`
}

function scopeConditions({ scope, hosts }: PreparedFilter): RawBuilder<SqlBool>[] {
  switch (scope.kind) {
    case 'region':
    case 'industry':
      return [below(scope.regionPath)]
    case 'unit':
      return [sql`account.host_unit_id = ${scope.unitId}`]
    case 'contract':
      return [hosts ? sql`account.host_unit_id = any(${[...hosts]}::uuid[])` : sql`true`] // else row-level security alone
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
  return sql`(account.region_path >= ${path} and account.region_path < ${`${path.slice(0, -1)}0`})`
}

function oneOf(column: RawBuilder<unknown>, values: readonly string[]): RawBuilder<SqlBool> {
  const [only] = values
  return values.length === 1 ? sql`${column} = ${only}` : sql`${column} = any(${[...values]}::text[])`
}

/** The instant before which the last post must lie for `days` whole Beijing days to have passed since its day. */
function silentSince(now: Date, days: number): Date {
  return startOfDay(addDays(beijingDay(now), 1 - days))
}

const incomplete = sql<SqlBool>`(account.platform_account_id is null or account.certified_body is null or account.opened_on is null
  or account.account_contact_name is null or account.account_contact_phone_mask is null
  or account.unit_contact_name is null or account.unit_contact_phone_mask is null)`

function withoutFigures(month: string): RawBuilder<SqlBool> {
  const first = `${month}-01`
  const next = addDays(`${month}-28`, 4).slice(0, 8).concat('01')
  return sql`(not exists (select 1 from post where post.account_id = account.id
      and post.published_at >= ${startOfDay(first)} and post.published_at < ${startOfDay(next)})
    and not exists (select 1 from account_figure f where f.account_id = account.id
      and f.period_start >= ${first}::date and f.period_start < ${next}::date))`
}

/** The orders of the ledger. Unknown values stand below all known ones; each order is walked on an index. */
const sorts: Record<SortName, { by: RawBuilder<unknown>; type: RawBuilder<unknown>; unique: boolean }> = {
  ledgerNo: { by: sql`account.ledger_no`, type: sql`text`, unique: true },
  name: { by: sql`account.name`, type: sql`text`, unique: false },
  followers: { by: sql`coalesce(account.followers, -1)`, type: sql`bigint`, unique: false },
  lastPostAt: {
    by: sql`coalesce(account.last_post_at, '-infinity'::timestamptz)`,
    type: sql`timestamptz`,
    unique: false,
  },
  openedOn: { by: sql`coalesce(account.opened_on, '-infinity'::date)`, type: sql`date`, unique: false },
}

function after({ sort, order }: Sorting, { value, id }: Position): RawBuilder<SqlBool> {
  const { by, type, unique } = sorts[sort]
  const beyond = order === 'asc' ? sql`>` : sql`<`
  if (unique) return sql`${by} ${beyond} ${value}::${type}`
  return sql`(${by}, account.id) ${beyond} (${value}::${type}, ${id}::uuid)`
}

/**
 * A page of the ledger in its order; the caller asks for one row more than it shows. The page is cut first and its units
 * are looked up one by one: row security lets the planner expect so few rows that it would read all units instead.
 */
export function ledgerQuery(
  db: Db,
  given: { filter: PreparedFilter; sorting: Sorting; from: Position | undefined; limit: number },
) {
  const { filter, sorting, from, limit } = given
  const { by, unique } = sorts[sorting.sort]
  const ordered = sorting.order === 'asc' ? sql`asc` : sql`desc`
  const page = db
    .selectFrom('account')
    .selectAll('account')
    .where(accountFilter(filter))
    .$if(from !== undefined, (qb) => qb.where(after(sorting, from as Position))) // $if has checked it
    .orderBy(sql`${by} ${ordered}`)
    .$if(!unique, (qb) => qb.orderBy(sql`account.id ${ordered}`))
    .limit(limit)
  return db
    .selectFrom(page.as('account'))
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('unit as host')
          .select(['host.name', 'host.host_type'])
          .whereRef('host.id', '=', 'account.host_unit_id')
          .limit(1)
          .as('unit'),
      (join) => join.onTrue(),
    )
    .leftJoin('region', 'region.code', 'account.region_code')
    .selectAll('account')
    .select(['unit.name as host_unit_name', 'unit.host_type', 'region.name as region_name'])
    .select(sql<string>`(${by})::text`.as('sort_value'))
    .orderBy(sql`${by} ${ordered}`)
    .$if(!unique, (qb) => qb.orderBy(sql`account.id ${ordered}`))
}
export type LedgerRow = Awaited<ReturnType<ReturnType<typeof ledgerQuery>['execute']>>[number]

/** Counts by platform and state, and followers: what the totals line shows. */
export function ledgerTotals(db: Db, filter: PreparedFilter) {
  return db
    .selectFrom('account')
    .select(['platform', 'state'])
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      sql<number | null>`sum(account.followers)::bigint`.as('followers'),
      sql<number>`count(*) filter (where account.followers is null)`.as('unknown'),
    ])
    .where(accountFilter(filter))
    .groupBy(['platform', 'state'])
    .execute()
}

/** The ids of all that match, in steps, for bulk actions: what was done with one step does not move the next. */
export async function nextIds(
  db: Db,
  given: { filter: PreparedFilter; afterId: string | undefined; limit: number },
): Promise<string[]> {
  const { filter, afterId, limit } = given
  const rows = await db
    .selectFrom('account')
    .select('account.id')
    .where(accountFilter(filter))
    .$if(afterId !== undefined, (qb) => qb.where('account.id', '>', afterId as string))
    .orderBy('account.id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** The tags in use within the actor's scope, the most used first. */
export function usedTags(db: Db, scope: Scope, now: Date) {
  return db
    .selectFrom('account')
    .innerJoinLateral(sql<{ tag: string }>`unnest(account.tags)`.as<'t'>(sql`t(tag)`), (join) => join.onTrue())
    .select('t.tag')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(accountFilter({ filter: {}, scope, now }))
    .groupBy('t.tag')
    .orderBy('count', 'desc')
    .orderBy('t.tag')
    .limit(200)
    .execute()
}
