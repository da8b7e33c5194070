import { sql } from 'kysely'
import type { Db } from '../db/transact.ts'
import type { AccountLevel, FindingKind } from './facts.rules.ts'

/** Every account of a region, closed ones too: which of them take part is for the rule. */
export function listCandidates(db: Db, regionPath: string) {
  return db
    .selectFrom('account')
    .innerJoin('unit', 'unit.id', 'account.host_unit_id')
    .select([
      'account.id',
      'account.name',
      'account.platform',
      'account.level',
      'account.state',
      'account.opened_on',
      'account.closed_on',
      'account.region_code',
      'account.region_path',
      'account.host_unit_id',
      'unit.name as host_unit_name',
    ])
    .where(sql<boolean>`starts_with(account.region_path, ${regionPath})`)
    .orderBy('account.id')
    .execute()
}
export type CandidateRow = Awaited<ReturnType<typeof listCandidates>>[number]

/** How many confirmed findings of each kind does every account have in the period, as far as known at the cutoff? */
export async function countFindings(
  db: Db,
  given: { regionPath: string; start: string; end: string; cutoff: Date },
): Promise<{ account_id: string; kind: FindingKind; cases: number }[]> {
  return db
    .selectFrom('finding')
    .innerJoin('account', 'account.id', 'finding.account_id')
    .select(['finding.account_id', 'finding.kind', (eb) => eb.fn.countAll<number>().as('cases')])
    .where('finding.state', '=', 'confirmed')
    .where('finding.occurred_on', '>=', given.start)
    .where('finding.occurred_on', '<=', given.end)
    .where('finding.recorded_at', '<=', given.cutoff)
    .where(sql<boolean>`starts_with(account.region_path, ${given.regionPath})`)
    .groupBy(['finding.account_id', 'finding.kind'])
    .execute()
}

/** The indices of a period by its finished runs: the run of this region first, else the newest that has the account. */
export async function indicesOfRuns(
  db: Db,
  given: { period: string; regionPath: string; regionCode: string },
): Promise<
  { account_id: string; operation: number | null; diligence: number | null; run_id: string; finished_at: Date }[]
> {
  return db
    .selectFrom('assessment_score as s')
    .innerJoin('assessment_run as r', 'r.id', 's.run_id')
    .distinctOn('s.account_id')
    .select(['s.account_id', 's.operation', 's.diligence', 's.run_id', 'r.finished_at'])
    .where('r.period', '=', given.period)
    .where('r.state', '=', 'done')
    .where(sql<boolean>`starts_with(s.region_path, ${given.regionPath})`)
    .orderBy('s.account_id')
    .orderBy(sql`r.region_code = ${given.regionCode}`, 'desc')
    .orderBy('r.finished_at', 'desc')
    .$narrowType<{ finished_at: Date }>()
    .execute()
}

export async function regionLevels(db: Db): Promise<Map<string, AccountLevel>> {
  const rows = await db.selectFrom('region').select(['code', 'level']).execute()
  return new Map(rows.map(({ code, level }) => [code, level]))
}

export function findRegion(db: Db, code: string) {
  return db.selectFrom('region').selectAll().where('code', '=', code).executeTakeFirst()
}

/** Whether anybody's import has ended writing since a moment. Ask as the system. */
export async function importedSince(db: Db, since: Date): Promise<boolean> {
  const found = await db
    .selectFrom('import_batch')
    .select('id')
    .where('applied_at', '>=', since)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
