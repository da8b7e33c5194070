import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { AssessmentRegionTable, AssessmentRunTable, AssessmentScoreTable } from '../db/schema.ts'
import { json } from '../db/sql.ts'
import type { Db } from '../db/transact.ts'

export type RunRow = Selectable<AssessmentRunTable>
const batchSize = 500

export async function addRun(db: Db, run: Insertable<AssessmentRunTable>): Promise<void> {
  await db.insertInto('assessment_run').values(run).execute()
}

export function findRun(db: Db, id: string): Promise<RunRow | undefined> {
  return db.selectFrom('assessment_run').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Ends a running run; false when it is not running any more. */
export async function endRun(db: Db, id: string, change: Updateable<AssessmentRunTable>): Promise<boolean> {
  const result = await db
    .updateTable('assessment_run')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Runs that still say "running" although their job has ended without them: cancelled in the queue, or failed hard. */
export function listDeadRuns(db: Db) {
  return db
    .selectFrom('assessment_run')
    .innerJoin('job_run', 'job_run.id', 'assessment_run.job_id')
    .select(['assessment_run.id', 'job_run.state', 'job_run.error'])
    .where('assessment_run.state', '=', 'running')
    .where('job_run.state', 'in', ['failed', 'cancelled', 'done'])
    .execute()
}

/** Runs are started one at a time, so that two clicks don't start the same one. */
export async function lockRuns(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('assessment.run'))`.execute(db)
}

export async function isRunning(db: Db, given: { regionCode: string; period: string }): Promise<boolean> {
  const found = await db
    .selectFrom('assessment_run')
    .select('id')
    .where('region_code', '=', given.regionCode)
    .where('period', '=', given.period)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return found !== undefined
}

/** The newest finished run of the period before, or earlier, of the same kind and region. */
export function findPreviousRun(db: Db, run: RunRow): Promise<RunRow | undefined> {
  return db
    .selectFrom('assessment_run')
    .selectAll()
    .where('region_code', '=', run.region_code)
    .where('period_kind', '=', run.period_kind)
    .where('state', '=', 'done')
    .where('period_start', '<', run.period_start)
    .orderBy('period_start', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export type RunFilter = {
  kind?: RunRow['period_kind'] | undefined
  regionCode?: string | undefined
  state?: RunRow['state'] | undefined
}

function filtered(db: Db, filter: RunFilter) {
  let query = db.selectFrom('assessment_run as r').innerJoin('scheme as s', 's.id', 'r.scheme_id')
  if (filter.kind) query = query.where('r.period_kind', '=', filter.kind)
  if (filter.regionCode) query = query.where('r.region_code', '=', filter.regionCode)
  if (filter.state) query = query.where('r.state', '=', filter.state)
  return query
}

/** Runs with their schemes' names, the latest period first. */
export function listRuns(db: Db, filter: RunFilter, page: { after: [string, string] | null; limit: number }) {
  let query = filtered(db, filter).selectAll('r').select(['s.name as scheme_name', 's.version_no as scheme_version_no'])
  if (page.after)
    query = query.where(sql<boolean>`(r.period_start, r.id) < (${page.after[0]}::date, ${page.after[1]}::uuid)`)
  return query.orderBy('r.period_start', 'desc').orderBy('r.id', 'desc').limit(page.limit).execute()
}
export type ListedRun = Awaited<ReturnType<typeof listRuns>>[number]

export async function countRuns(db: Db, filter: RunFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

export type InputRow = { account_id: string; facts: unknown; gaps: string[] }
export type ScoreRow = Omit<Selectable<AssessmentScoreTable>, 'run_id' | 'breakdown'> & {
  breakdown: unknown
}
export type ExcludedRow = {
  account_id: string
  account_name: string
  platform: string
  host_unit_name: string
  region_path: string
  reason: string
}

/** What was frozen and what came of it, some hundred rows a statement. */
export async function addInputs(db: Db, runId: string, rows: readonly InputRow[]): Promise<void> {
  for (const batch of batches(rows)) {
    await sql`insert into assessment_input (run_id, account_id, facts, gaps)
      select ${runId}::uuid, r.account_id, r.facts, r.gaps
      from json_to_recordset(${json(batch)}::json) as r (account_id uuid, facts jsonb, gaps text[])`.execute(db)
  }
}

export async function addScores(db: Db, runId: string, rows: readonly ScoreRow[]): Promise<void> {
  for (const batch of batches(rows)) {
    await sql`insert into assessment_score (run_id, account_id, account_name, platform, level, host_unit_id,
        host_unit_name, region_code, region_path, total, rank_total, operation, diligence, health, cluster, growth,
        verdict, vetoes, missing, breakdown)
      select ${runId}::uuid, r.account_id, r.account_name, r.platform, r.level, r.host_unit_id,
        r.host_unit_name, r.region_code, r.region_path, r.total, r.rank_total, r.operation, r.diligence, r.health,
        r.cluster, r.growth, r.verdict, r.vetoes, r.missing, r.breakdown
      from json_to_recordset(${json(batch)}::json) as r (account_id uuid, account_name text, platform text,
        level text, host_unit_id uuid, host_unit_name text, region_code text, region_path text,
        total double precision, rank_total numeric, operation double precision, diligence double precision,
        health double precision, cluster double precision, growth double precision, verdict text, vetoes text[],
        missing text[], breakdown jsonb)`.execute(db)
  }
}

export async function addExcluded(db: Db, runId: string, rows: readonly ExcludedRow[]): Promise<void> {
  for (const batch of batches(rows)) {
    await db
      .insertInto('assessment_excluded')
      .values(batch.map((row) => ({ run_id: runId, ...row })))
      .execute()
  }
}

export async function addRegions(db: Db, rows: readonly Insertable<AssessmentRegionTable>[]): Promise<void> {
  for (const batch of batches(rows)) await db.insertInto('assessment_region').values(batch).execute()
}

/** The frozen inputs in account order, as they were hashed. */
export async function listInputs(db: Db, runId: string): Promise<{ account_id: string; facts: unknown }[]> {
  return db
    .selectFrom('assessment_input')
    .select(['account_id', 'facts'])
    .where('run_id', '=', runId)
    .orderBy('account_id')
    .execute()
}

export async function listStoredScores(db: Db, runId: string) {
  return db
    .selectFrom('assessment_score')
    .select(['account_id', 'account_name', 'platform', 'host_unit_name', 'total', 'health', 'verdict', 'breakdown'])
    .where('run_id', '=', runId)
    .orderBy('account_id')
    .execute()
}

/** The regions that a run can have results for: its own and those below it. */
export function listRegionsOf(db: Db, path: string) {
  return db
    .selectFrom('region')
    .select(['code', 'name', 'path', 'level'])
    .where(sql<boolean>`starts_with(path, ${path})`)
    .where('level', '<>', 'township')
    .execute()
}

function* batches<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += batchSize) yield rows.slice(at, at + batchSize)
}
