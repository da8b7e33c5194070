import { sql } from 'kysely'
import { startOfDay } from '../core/clock.rules.ts'
import type { Db } from '../db/transact.ts'
import type { Recorded } from './cleanup-facts.rules.ts'
import type { HostType, Level, PlatformName } from './platforms.rules.ts'
import type { Span } from './silence.rules.ts'

/** Which accounts, in which order of ids; the caller walks on from the last. */
export async function nextAccounts(
  db: Db,
  given: { regionPath: string | null; afterId: string | undefined; limit: number },
): Promise<string[]> {
  const { regionPath, afterId, limit } = given
  const rows = await db
    .selectFrom('account')
    .select('id')
    .where('state', '<>', 'closed')
    .$if(regionPath !== null, (q) => q.where(sql<boolean>`starts_with(region_path, ${regionPath ?? ''})`))
    .$if(afterId !== undefined, (q) => q.where('id', '>', afterId ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

export async function countAccounts(db: Db, regionPath: string | null): Promise<number> {
  const { n } = await db
    .selectFrom('account')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('state', '<>', 'closed')
    .$if(regionPath !== null, (q) => q.where(sql<boolean>`starts_with(region_path, ${regionPath ?? ''})`))
    .executeTakeFirstOrThrow()
  return Number(n)
}

export type AccountBasis = {
  id: string
  platform: PlatformName
  host_type: HostType | null
  level: Level
  opened_on: string | null
  followers: number | null
  followers_as_of: string | null
  region_path: string
  own_code: string
  own_name: string
  own_residents: number | null
  own_year: number | null
  county_code: string | null
  county_name: string | null
  county_residents: number | null
  county_year: number | null
}

/**
 * The third part of a region's path is its county; where it is a township (不设区的市) the city stands in for it, as
 * in assessments (`homeOf`).
 */
const countyOf = sql`case when third.level = 'county' then third.code else nullif(split_part(a.region_path, '/', 2), '') end`

/** What the ledger says of these accounts, with the regions whose residents count. */
export async function accountBases(db: Db, ids: readonly string[]): Promise<AccountBasis[]> {
  const { rows } = await sql<AccountBasis>`
    select a.id, a.platform, u.host_type, a.level, a.opened_on, a.followers, a.followers_as_of, a.region_path,
      own.code as own_code, own.name as own_name, own.residents as own_residents, own.residents_year as own_year,
      county.code as county_code, county.name as county_name,
      county.residents as county_residents, county.residents_year as county_year
    from account a
    join unit u on u.id = a.host_unit_id
    join region own on own.code = a.region_code
    left join region third on third.code = split_part(a.region_path, '/', 3)
    left join region county on county.code = ${countyOf}
    where a.id = any(${ids}::uuid[])`.execute(db)
  return rows
}

type PostingRow = { account_id: string; first: string; last: string; gaps: Span[]; months: Known[] }
/** A month of which works were imported, how many, and on which day the last of them came. */
type Known = { month: string; posts: number; imported: string }

/** On which days these accounts published: the ends, the gaps of 14 days and more, and the months that were imported. */
export async function postingOf(db: Db, ids: readonly string[], from: string): Promise<PostingRow[]> {
  const { rows } = await sql<PostingRow>`
    with days as materialized (
      select account_id, (published_at at time zone 'Asia/Shanghai')::date as day, count(*) as posts,
        max(created_at) as imported
      from post where account_id = any(${ids}::uuid[]) and published_at >= ${startOfDay(from)}
      group by 1, 2
    ),
    steps as (
      select account_id, day, lag(day) over (partition by account_id order by day) as before from days
    ),
    ends as (
      select account_id, min(day) as first, max(day) as last,
        coalesce(json_agg(json_build_array(before, day) order by day) filter (where day - before > 14), '[]') as gaps
      from steps group by account_id
    ),
    months as (
      select account_id, json_agg(json_build_object('month', month, 'posts', posts, 'imported', imported)) as months
      from (
        select account_id, to_char(day, 'YYYY-MM') as month, sum(posts)::int as posts,
          (max(imported) at time zone 'Asia/Shanghai')::date as imported
        from days group by account_id, 2
      ) each_month group by account_id
    )
    select account_id, first, last, gaps, months from ends join months using (account_id)`.execute(db)
  return rows
}

export type CountedRow = {
  account_id: string
  period_start: string
  period_end: string
  posts: number
  captured: string
}

/** How many works the platform itself counts in a month or less: 0 is a known silence, more than were imported a gap. */
export async function countedPosts(db: Db, ids: readonly string[], from: string): Promise<CountedRow[]> {
  const { rows } = await sql<CountedRow>`
    select distinct on (account_id, period_start, period_end) account_id, period_start, period_end, posts,
      (captured_at at time zone 'Asia/Shanghai')::date as captured
    from account_figure
    where account_id = any(${ids}::uuid[]) and period_start >= ${from}::date and posts is not null
      and period_end - period_start < 31
    order by account_id, period_start, period_end, captured_at desc`.execute(db)
  return rows
}

export type FindingRow = Recorded & { account_id: string; kind: string }

export async function findingsOf(db: Db, ids: readonly string[]): Promise<FindingRow[]> {
  const { rows } = await sql<FindingRow>`
    select id, account_id, kind, occurred_on as day from finding
    where account_id = any(${ids}::uuid[]) and state = 'confirmed'
      and kind in ('provincialCensure', 'silent14Days', 'secrecyIncident', 'poorInteraction')
    order by occurred_on, id`.execute(db)
  return rows
}

export type RunBasis = { id: string; period: string; region_path: string; provincial: boolean }

/** The newest finished run of each month and region since a day, the newest month and the widest region first. */
export async function monthlyRuns(db: Db, since: string): Promise<RunBasis[]> {
  const { rows } = await sql<RunBasis>`
    select * from (
      select distinct on (r.period, r.region_code) r.id, r.period, r.region_path, region.level = 'province' as provincial
      from assessment_run r join region on region.code = r.region_code
      where r.period_kind = 'month' and r.state = 'done' and r.period_start >= ${since}::date
      order by r.period, r.region_code, r.finished_at desc, r.id desc
    ) newest order by period desc, length(region_path), region_path`.execute(db)
  return rows
}

export async function runsWithBenchmarks(db: Db, runIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ run_id: string }>`
    select distinct run_id from cleanup_benchmark where run_id = any(${runIds}::uuid[])`.execute(db)
  return rows.map(({ run_id }) => run_id)
}

/** The mean of a run and the fifth place of each county, by platform; indices to nine decimals, as ranks are. */
export async function addBenchmarks(db: Db, runId: string): Promise<void> {
  await sql`
    with scored as materialized (
      select s.platform, round(s.operation::numeric, 9) as operation,
        case when third.level = 'county' then third.code else split_part(s.region_path, '/', 2) end as county
      from assessment_score s left join region third on third.code = split_part(s.region_path, '/', 3)
      where s.run_id = ${runId} and s.operation is not null
    ),
    placed as (
      select platform, county, operation, row_number() over (partition by county, platform order by operation desc) as place
      from scored
    )
    insert into cleanup_benchmark (run_id, county_code, platform, mean, fifth)
    select ${runId}::uuid, '', platform, avg(operation), null from scored group by platform
    union all
    select ${runId}::uuid, county, platform, null, max(operation) filter (where place = 5)
    from placed where place <= 6 and county <> '' group by county, platform having max(place) > 5
    on conflict do nothing`.execute(db)
}

export type BenchmarkRow = {
  run_id: string
  county_code: string
  platform: string
  mean: number | null
  fifth: number | null
}

export async function benchmarksOf(db: Db, runIds: readonly string[]): Promise<BenchmarkRow[]> {
  const { rows } = await sql<BenchmarkRow>`
    select run_id, county_code, platform, mean::double precision, fifth::double precision
    from cleanup_benchmark where run_id = any(${runIds}::uuid[])`.execute(db)
  return rows
}

export type ScoreRow = { account_id: string; run_id: string; operation: number | null }

export async function operationsOf(db: Db, ids: readonly string[], runIds: readonly string[]): Promise<ScoreRow[]> {
  const { rows } = await sql<ScoreRow>`
    select account_id, run_id, round(operation::numeric, 9)::double precision as operation from assessment_score
    where account_id = any(${ids}::uuid[]) and run_id = any(${runIds}::uuid[])`.execute(db)
  return rows
}

export type EvaluationRow = {
  account_id: string
  county_code: string
  hash: string
  facts: unknown
  results: unknown
  unfit_results: unknown
  clauses: string[]
  unclear: string[]
  near: string[]
  unfit: string[]
}

/** Written again on the same day it is the same; an older one gives way. */
export async function saveEvaluations(
  db: Db,
  rows: readonly EvaluationRow[],
  at: { day: string; now: Date },
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into cleanup_evaluation (account_id, county_code, evaluated_on, evaluated_at, hash, facts, results,
      unfit_results, clauses, unclear, near, unfit)
    select r.account_id, r.county_code, ${at.day}::date, ${at.now}::timestamptz, r.hash, r.facts, r.results,
      r.unfit_results, r.clauses, r.unclear, r.near, r.unfit
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (account_id uuid, county_code text, hash text, facts jsonb,
      results jsonb, unfit_results jsonb, clauses text[], unclear text[], near text[], unfit text[])
    on conflict (account_id) do update set county_code = excluded.county_code, evaluated_on = excluded.evaluated_on,
      evaluated_at = excluded.evaluated_at, hash = excluded.hash, facts = excluded.facts, results = excluded.results,
      unfit_results = excluded.unfit_results, clauses = excluded.clauses, unclear = excluded.unclear,
      near = excluded.near, unfit = excluded.unfit`.execute(db)
}
