import { sql } from 'kysely'
import type { Db } from '../db/transact.ts'
import type { RunRow } from './run.store.ts'

/** The group that places are counted in. */
export type GroupFilter = {
  platform?: string | undefined
  level?: string | undefined
  regionPath?: string | undefined
}
/** What narrows the list without changing anybody's place. */
export type ShownFilter = { text?: string | undefined; verdict?: string | undefined; missing?: boolean | undefined }

const last = 2_147_483_647 // behind every place: accounts with 缺数

const places = (runId: string | null, { platform = null, level = null, regionPath = null }: Nulls) =>
  sql<{ account_id: string; place: number | null; group_size: number }>`
    assessment_places(${runId}::uuid, ${platform}::text, ${level}::text, ${regionPath}::text)`

type Nulls = {
  platform?: string | null | undefined
  level?: string | null | undefined
  regionPath?: string | null | undefined
}

/** Accounts of a run by place in their group, with the place they had in the run before. */
export function listPlaces(
  db: Db,
  given: { runId: string; previousId: string | null; group: GroupFilter; shown: ShownFilter },
  page: { after: readonly [place: string, id: string] | null; limit: number },
) {
  const { group } = given
  let query = shownScores(db, given)
    .leftJoin(places(given.previousId, group).as('before'), 'before.account_id', 's.account_id')
    .select([
      's.account_id',
      's.account_name',
      's.platform',
      's.level',
      's.host_unit_name',
      's.region_code',
      's.total',
      's.operation',
      's.diligence',
      's.health',
      's.cluster',
      's.growth',
      's.verdict',
      's.vetoes',
      's.missing',
      'now.place',
      'now.group_size',
      'before.place as place_before',
    ])
  if (page.after) {
    const [place, id] = page.after
    query = query.where(sql<boolean>`(coalesce(now.place, ${last}), s.account_id) > (${place}::bigint, ${id}::uuid)`)
  }
  return query.orderBy(sql`coalesce(now.place, ${last})`).orderBy('s.account_id').limit(page.limit).execute()
}
export type PlacedRow = Awaited<ReturnType<typeof listPlaces>>[number]

export function keyOfPlace(row: Pick<PlacedRow, 'place' | 'account_id'>): [place: string, id: string] {
  return [String(row.place ?? last), row.account_id]
}

export async function countPlaces(
  db: Db,
  given: { runId: string; group: GroupFilter; shown: ShownFilter },
): Promise<number> {
  const row = await shownScores(db, given)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

function shownScores(db: Db, given: { runId: string; group: GroupFilter; shown: ShownFilter }) {
  const { text, verdict, missing } = given.shown
  let query = db
    .selectFrom('assessment_score as s')
    .innerJoin(places(given.runId, given.group).as('now'), 'now.account_id', 's.account_id')
    .where('s.run_id', '=', given.runId)
  if (text)
    query = query.where(sql<boolean>`(strpos(s.host_unit_name, ${text}) > 0 or strpos(s.account_name, ${text}) > 0)`)
  if (verdict) query = query.where('s.verdict', '=', verdict as '合格')
  if (missing) query = query.where(sql<boolean>`cardinality(s.missing) > 0`)
  return query
}

/** The place of one account in a group of a run. */
export async function placeOf(db: Db, runId: string, accountId: string, group: GroupFilter) {
  const { rows } = await sql<{ place: number | null; group_size: number }>`
    select place, group_size from ${places(runId, group)} where account_id = ${accountId}`.execute(db)
  return rows[0]
}

export function findScore(db: Db, runId: string, accountId: string) {
  return db
    .selectFrom('assessment_score as s')
    .innerJoin('assessment_input as i', (join) =>
      join.onRef('i.run_id', '=', 's.run_id').onRef('i.account_id', '=', 's.account_id'),
    )
    .selectAll('s')
    .select(['i.facts', 'i.gaps'])
    .where('s.run_id', '=', runId)
    .where('s.account_id', '=', accountId)
    .executeTakeFirst()
}

/** How many of the scores one may see, by platform and verdict. */
export function countScores(db: Db, runId: string) {
  return db
    .selectFrom('assessment_score')
    .select((eb) => [
      'platform',
      'verdict',
      eb.fn.countAll<number>().as('accounts'),
      eb.fn.count<number>('total').as('ranked'),
    ])
    .where('run_id', '=', runId)
    .groupBy(['platform', 'verdict'])
    .execute()
}

export function listRegionRows(db: Db, runId: string) {
  return db
    .selectFrom('assessment_region')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('region_path')
    .orderBy('scope', 'desc')
    .execute()
}

/** Scores with something missing, those that cost a place first. */
export function listMissingRows(
  db: Db,
  given: { runId: string; unrankedOnly: boolean },
  page: { after: readonly [place: string, id: string] | null; limit: number },
) {
  let query = missingScores(db, given)
    .innerJoin('assessment_input as i', (join) =>
      join.onRef('i.run_id', '=', 's.run_id').onRef('i.account_id', '=', 's.account_id'),
    )
    .select(['s.account_id', 's.account_name', 's.platform', 's.host_unit_name', 's.total', 's.breakdown', 'i.gaps'])
  if (page.after) {
    query = query.where(
      sql<boolean>`((s.total is not null)::int, s.account_id) > (${page.after[0]}::int, ${page.after[1]}::uuid)`,
    )
  }
  return query.orderBy(sql`(s.total is not null)::int`).orderBy('s.account_id').limit(page.limit).execute()
}

export async function countMissingRows(db: Db, given: { runId: string; unrankedOnly: boolean }): Promise<number> {
  const row = await missingScores(db, given)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

function missingScores(db: Db, { runId, unrankedOnly }: { runId: string; unrankedOnly: boolean }) {
  const query = db
    .selectFrom('assessment_score as s')
    .where('s.run_id', '=', runId)
    .where(sql<boolean>`cardinality(s.missing) > 0`)
  return unrankedOnly ? query.where('s.total', 'is', null) : query
}

/** Vetoed accounts with where they count. */
export function listVetoRows(db: Db, runId: string) {
  return db
    .selectFrom('assessment_score as s')
    .innerJoin('assessment_input as i', (join) =>
      join.onRef('i.run_id', '=', 's.run_id').onRef('i.account_id', '=', 's.account_id'),
    )
    .select(['s.account_id', 's.account_name', 's.platform', 's.host_unit_name', 's.vetoes', 's.verdict', 'i.facts'])
    .where('s.run_id', '=', runId)
    .where(sql<boolean>`cardinality(s.vetoes) > 0`)
    .orderBy('s.region_path')
    .orderBy('s.account_id')
    .execute()
}

export function listExcludedRows(db: Db, runId: string, page: { after: string | undefined; limit: number }) {
  let query = db.selectFrom('assessment_excluded').selectAll().where('run_id', '=', runId)
  if (page.after) query = query.where('account_id', '>', page.after)
  return query.orderBy('account_id').limit(page.limit).execute()
}

export async function countExcluded(db: Db, runId: string): Promise<number> {
  const row = await db
    .selectFrom('assessment_excluded')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('run_id', '=', runId)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** An account's newest score of every period of a kind, the latest 24; of one region's runs, or the widest there was. */
export function listTrend(
  db: Db,
  accountId: string,
  asked: { kind: RunRow['period_kind']; region?: string | undefined },
) {
  let query = db
    .selectFrom('assessment_score as s')
    .innerJoin('assessment_run as r', 'r.id', 's.run_id')
    .distinctOn('r.period_start')
    .selectAll('s')
    .select(['r.period', 'r.period_start'])
    .where('s.account_id', '=', accountId)
    .where('r.period_kind', '=', asked.kind)
    .where('r.state', '=', 'done')
  if (asked.region) query = query.where('r.region_code', '=', asked.region)
  return query
    .orderBy('r.period_start', 'desc')
    .orderBy(sql`length(r.region_path)`)
    .orderBy('r.finished_at', 'desc')
    .limit(24)
    .execute()
}

export async function regionNames(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('region').select(['code', 'name']).execute()
  return new Map(rows.map(({ code, name }) => [code, name]))
}

export function breakdownsOf(db: Db, runId: string, accountIds: readonly string[]) {
  if (accountIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('assessment_score as s')
    .innerJoin('assessment_input as i', (join) =>
      join.onRef('i.run_id', '=', 's.run_id').onRef('i.account_id', '=', 's.account_id'),
    )
    .select(['s.account_id', 's.breakdown', 'i.gaps'])
    .where('s.run_id', '=', runId)
    .where('s.account_id', 'in', accountIds)
    .execute()
}

/** Whether row-level security shows the account at all; an account may well have no scores. */
export async function seesAccount(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom('account').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}
