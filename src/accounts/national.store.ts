import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../db/transact.ts'
import { accountFilter, type PreparedFilter } from './ledger.store.ts'
import type { NationalState, Standing } from './national.rules.ts'
import type { NationalField } from './national-fields.rules.ts'

/** The account part of a filter, prepared, and what is asked of the national system beside it. */
export type NationalPrepared = {
  account: PreparedFilter
  national?: readonly NationalState[] | undefined
  standing?: Standing | undefined
  field?: NationalField | undefined
}

const state = sql<NationalState>`coalesce(f.state, 'unreported')`
const conditions: Record<Standing, RawBuilder<SqlBool>> = {
  onlyOurs: sql`(f.entry_id is null and account.state <> 'closed' and f.state is distinct from 'shutDown')`,
  differs: sql`(f.entry_id is not null and f.state = 'differs')`,
  agrees: sql`(f.entry_id is not null and f.state <> 'differs')`,
}
const standing = sql<Standing | null>`case when ${conditions.onlyOurs} then 'onlyOurs' when ${conditions.differs} then 'differs'
  when ${conditions.agrees} then 'agrees' end`

/** Accounts with what is recorded of them there: list, totals, bulk steps and exports all ask this one question. */
function matching(db: Db, prepared: NationalPrepared) {
  const { account, national, standing: wanted, field } = prepared
  return db
    .selectFrom('account')
    .leftJoin('national_filing as f', 'f.account_id', 'account.id')
    .where(accountFilter(account))
    .$if(national !== undefined && national.length > 0, (qb) =>
      qb.where(sql<SqlBool>`${state} = any(${[...(national ?? [])]}::text[])`),
    )
    .$if(wanted !== undefined, (qb) => qb.where(conditions[wanted ?? 'differs']))
    .$if(field !== undefined, (qb) => qb.where(sql<SqlBool>`${field ?? ''} = any(f.differs)`))
}

export function nationalPage(db: Db, prepared: NationalPrepared, page: { after: string | undefined; limit: number }) {
  return withNames(
    matching(db, prepared)
      .$if(page.after !== undefined, (qb) => qb.where('account.ledger_no', '>', page.after ?? ''))
      .orderBy('account.ledger_no')
      .limit(page.limit),
  )
}
export type NationalLedgerRow = Awaited<ReturnType<typeof nationalPage>>[number]

export async function nationalRow(db: Db, id: string): Promise<NationalLedgerRow | undefined> {
  const scope = { kind: 'system' } as const // row-level security alone decides
  const [row] = await withNames(matching(db, { account: { filter: {}, ids: [id], scope, now: new Date(0) } }))
  return row
}

function withNames(query: ReturnType<typeof matching>) {
  return query
    .leftJoin('unit', 'unit.id', 'account.host_unit_id')
    .leftJoin('region', 'region.code', 'account.region_code')
    .leftJoin('national_entry as e', 'e.id', 'f.entry_id')
    .leftJoin('national_list as l', 'l.id', 'e.list_id')
    .select(['account.id', 'account.ledger_no', 'account.name', 'account.platform', 'account.variant'])
    .select(['account.state as account_state', 'account.region_code'])
    .select(['unit.name as host_name', 'region.name as region_name'])
    .select(['f.reported_on', 'f.included_on', 'f.shutdown_requested_on', 'f.shut_down_on', 'f.differs'])
    .select(['f.marked_by', 'f.marked_unit', 'f.marked_at', 'f.batch_name'])
    .select(['e.status as status_there', 'l.file_name as list_name', 'l.listed_on'])
    .select([state.as('national_state'), standing.as('standing')])
    .execute()
}

export function nationalCounts(db: Db, prepared: NationalPrepared) {
  return matching(db, prepared)
    .select([state.as('national_state'), standing.as('standing')])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .groupBy([sql`1`, sql`2`])
    .execute()
}

/** The ids of all that match, in steps: what was done with one step does not move the next. */
export async function nationalIds(
  db: Db,
  prepared: NationalPrepared,
  page: { afterId: string | undefined; limit: number },
): Promise<string[]> {
  const rows = await matching(db, prepared)
    .select('account.id')
    .$if(page.afterId !== undefined, (qb) => qb.where('account.id', '>', page.afterId ?? ''))
    .orderBy('account.id')
    .limit(page.limit)
    .execute()
  return rows.map((row) => row.id)
}

/** A column of the package that would stay empty; `packageColumns` names the same. */
const packageGaps = sql<SqlBool>`account.platform_account_id is null or account.certified_body is null or account.opened_on is null
  or account.followers is null or account.url is null or account.intro is null
  or (account.platform = 'wechat' and account.variant is null)
  or account.account_contact_name is null or account.account_contact_phone_mask is null
  or account.unit_contact_name is null or account.unit_contact_phone_mask is null`

/** The host units of all that match, for one sheet each. */
export function hostsOf(db: Db, prepared: NationalPrepared, limit: number) {
  return matching(db, prepared)
    .innerJoin('unit', 'unit.id', 'account.host_unit_id')
    .leftJoin('region', 'region.code', 'unit.region_code')
    .select(['unit.id', 'unit.name', 'unit.region_path', 'region.name as region_name'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .select(sql<number>`count(*) filter (where ${packageGaps})`.as('incomplete'))
    .groupBy(['unit.id', 'unit.name', 'unit.region_path', 'region.name'])
    .orderBy('unit.region_path')
    .orderBy('unit.name')
    .orderBy('unit.id')
    .limit(limit)
    .execute()
}

/** The accounts of one host unit among those that match, with all that a package says of them. */
export function packageRows(
  db: Db,
  prepared: NationalPrepared,
  page: { hostUnitId: string; after: string | undefined; limit: number },
) {
  return matching(db, prepared)
    .leftJoin('region', 'region.code', 'account.region_code')
    .selectAll('account')
    .select('region.name as region_name')
    .where('account.host_unit_id', '=', page.hostUnitId)
    .$if(page.after !== undefined, (qb) => qb.where('account.ledger_no', '>', page.after ?? ''))
    .orderBy('account.ledger_no')
    .limit(page.limit)
    .execute()
}
export type PackageAccount = Awaited<ReturnType<typeof packageRows>>[number]

/** The supervising bodies of a region and of those it lies in, the nearest first (§5.2.1). */
export function supervisorsAbove(db: Db, regionPath: string) {
  return db
    .selectFrom('unit')
    .select(['name', 'region_path'])
    .where('kind', '=', 'supervisor')
    .where('active', '=', true)
    .where(sql<SqlBool>`starts_with(${regionPath}, region_path)`)
    .orderBy(sql`length(region_path)`, 'desc')
    .limit(1)
    .executeTakeFirst()
}
