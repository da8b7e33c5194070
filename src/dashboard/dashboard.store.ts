import { type Expression, type SqlBool, sql } from 'kysely'
import { beijingDay } from '../core/clock.rules.ts'
import type { Db } from '../db/transact.ts'
import { silentAfterDays, warnedAfterDays } from './dashboard.rules.ts'

export type Within = { now: Date; region: string | undefined }

/** Calendar days in Beijing since the last known post; an account without any known post is unknown, not silent. */
function silentFor(days: number, today: string): Expression<SqlBool> {
  return sql<SqlBool>`account.last_post_at is not null
    and ${today}::date - (account.last_post_at at time zone 'Asia/Shanghai')::date >= ${days}`
}

/** No contact person, or the platform's own number is missing: nobody could be reached, or nothing matched. */
const incomplete = sql<SqlBool>`(account.account_contact_name is null or account.account_contact_phone_mask is null
  or account.unit_contact_name is null or account.unit_contact_phone_mask is null or account.platform_account_id is null)`

/** Neither a post nor a total of this month has been imported: its figures are unknown. */
function withoutFigures(month: string): Expression<SqlBool> {
  const first = `${month}-01`
  return sql<SqlBool>`not exists (select 1 from post p where p.account_id = account.id
      and p.published_at >= ${first}::timestamp at time zone 'Asia/Shanghai'
      and p.published_at < (${first}::timestamp + interval '1 month') at time zone 'Asia/Shanghai')
    and not exists (select 1 from account_figure f where f.account_id = account.id
      and f.period_start >= ${first}::date and f.period_start < ${first}::date + interval '1 month')`
}

function inRegion(column: 'account.region_path' | 'assessment_run.region_path', code: string | undefined) {
  if (!code) return sql<SqlBool>`true`
  return sql<SqlBool>`starts_with(${sql.ref(column)}, (select path from region where code = ${code}))`
}

export async function countAccounts(db: Db, { now, region }: Within) {
  const today = beijingDay(now)
  const row = await db
    .selectFrom('account')
    .select((eb) => [
      eb.fn.countAll<number>().as('total'),
      eb.fn.countAll<number>().filterWhere(silentFor(warnedAfterDays, today)).as('nearlySilent'),
      eb.fn.countAll<number>().filterWhere(silentFor(silentAfterDays, today)).as('silent'),
      eb.fn.countAll<number>().filterWhere(incomplete).as('incomplete'),
      eb.fn
        .countAll<number>()
        .filterWhere(withoutFigures(today.slice(0, 7)))
        .as('noFigures'),
    ])
    .where('account.state', '=', 'active')
    .where(inRegion('account.region_path', region))
    .executeTakeFirstOrThrow()
  return {
    total: Number(row.total),
    nearlySilent: Number(row.nearlySilent),
    silent: Number(row.silent),
    incomplete: Number(row.incomplete),
    noFigures: Number(row.noFigures),
  }
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

/** Contracts whose last day of access, by contract and NDA (§5.2.5), comes within so many days. */
export async function countExpiring(db: Db, now: Date, days: number): Promise<number> {
  const today = beijingDay(now)
  const lastDay = sql`least(ends_on, nda_ends_on)`
  const row = await db
    .selectFrom('contract')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('ended_at', 'is', null)
    .where(
      sql<SqlBool>`${today}::date between greatest(starts_on, nda_signed_on) and ${lastDay}
        and ${lastDay} - ${today}::date <= ${days}`,
    )
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
