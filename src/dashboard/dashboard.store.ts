import { type SqlBool, sql } from 'kysely'
import { beijingDay, startOfDay } from '../core/clock.rules.ts'
import type { Db } from '../db/transact.ts'

export type Within = { now: Date; region: string | undefined }

function inRegion(column: `${'account' | 'assessment_run' | 'publication'}.region_path`, code: string | undefined) {
  if (!code) return sql<SqlBool>`true`
  return sql<SqlBool>`starts_with(${sql.ref(column)}, (select path from region where code = ${code}))`
}

/** Confirmed findings that happened this month. */
export async function countFindings(db: Db, { now, region }: Within) {
  const today = beijingDay(now)
  const row = await db
    .selectFrom('finding')
    .innerJoin('account', 'account.id', 'finding.account_id')
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('finding.kind', '=', 'graveError').as('grave'),
      eb.fn.countAll<number>().filterWhere('finding.kind', '=', 'minorError').as('minor'),
    ])
    .where('finding.state', '=', 'confirmed')
    .where('finding.occurred_on', '>=', `${today.slice(0, 7)}-01`)
    .where('finding.occurred_on', '<=', today)
    .where(inRegion('account.region_path', region))
    .executeTakeFirstOrThrow()
  return { grave: Number(row.grave), minor: Number(row.minor) }
}

export function lastRun(db: Db, { region }: Within) {
  return db
    .selectFrom('assessment_run')
    .innerJoin('region', 'region.code', 'assessment_run.region_code')
    .select([
      'assessment_run.id',
      'assessment_run.period',
      'assessment_run.state',
      'assessment_run.ranked_count',
      'assessment_run.missing_count',
      'assessment_run.created_at',
      'assessment_run.finished_at',
      'region.name as region_name',
    ])
    .where(inRegion('assessment_run.region_path', region))
    .orderBy('assessment_run.id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export function newestImports(db: Db, userId: string) {
  return db
    .selectFrom('import_batch')
    .select(['id', 'kind', 'file_name', 'state', 'error_count', 'created_at'])
    .where('user_id', '=', userId)
    .orderBy('id', 'desc')
    .limit(5)
    .execute()
}

/** Of the register of publications, what is still to go out or did not. */
export async function countPublications(db: Db, { region }: Within) {
  const row = await db
    .selectFrom('publication')
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('state', '=', 'scheduled').as('scheduled'),
      eb.fn.countAll<number>().filterWhere('state', '=', 'handOver').as('handOver'),
      eb.fn.countAll<number>().filterWhere('state', '=', 'failed').as('failed'),
    ])
    .where('state', 'in', ['scheduled', 'handOver', 'failed'])
    .where(inRegion('publication.region_path', region))
    .executeTakeFirstOrThrow()
  return { scheduled: Number(row.scheduled), handOver: Number(row.handOver), failed: Number(row.failed) }
}

export async function countReturnedDrafts(db: Db): Promise<number> {
  const row = await db
    .selectFrom('draft')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'returned')
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Releases since the beginning of a Beijing day. */
export async function countReleases(db: Db, from: string): Promise<number> {
  const row = await db
    .selectFrom('finding_release')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('at', '>=', startOfDay(from))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
