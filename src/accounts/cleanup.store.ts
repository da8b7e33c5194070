import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Scope } from '../core/scope.ts'
import type { Db } from '../db/transact.ts'
import type { CleanupFilter, CleanupTarget } from './cleanup.contract.ts'
import type { Result } from './cleanup-facts.rules.ts'
import type { ProposalKind, ProposalState, Standing } from './cleanup-proposal.rules.ts'
import { accountFilter, type PreparedFilter, prepareFilter } from './ledger.store.ts'
import type { AccountState, HostType, Level, PlatformName, Variant } from './platforms.rules.ts'

/** Which accounts a question is about; `today` decides what is overdue and what is still exempt. */
export type CleanupQuestion = { accounts: PreparedFilter; filter: Partial<CleanupFilter>; today: string }

export async function questionOf(
  db: Db,
  given: { target: CleanupTarget; scope: Scope; now: Date; today: string },
): Promise<CleanupQuestion> {
  const { target, scope, now, today } = given
  if ('ids' in target) return { accounts: { filter: {}, ids: target.ids, scope, now }, filter: {}, today }
  const { q, region, platform, hostType, ...filter } = target.filter
  return { accounts: await prepareFilter(db, { filter: { q, region, platform, hostType }, scope, now }), filter, today }
}

export type CleanupLine = {
  id: string
  ledger_no: string
  name: string
  platform: PlatformName
  variant: Variant | null
  host_unit_id: string
  host_unit_name: string | null
  host_type: HostType | null
  region_name: string | null
  region_path: string
  level: Level
  state: AccountState
  opened_on: string | null
  evaluated_on: string
  evaluated_at: Date
  hash: string
  clauses: string[]
  unfit: string[]
  unclear: string[]
  near: string[]
  standing: Standing
  proposal_id: string | null
  kind: ProposalKind | null
  proposal_state: ProposalState | null
  due_on: string | null
  exempt_until: string | null
}

/** The last proposal of every account that was not withdrawn, with whether the closing it began is still under way. */
const latest = sql`(
  select distinct on (p.account_id) p.id, p.account_id, p.kind, p.state, p.due_on, p.clauses, p.exempt_until,
    p.state = 'closed' and coalesce(c.state not in ('refused', 'discarded'), false) as closing
  from cleanup_proposal p left join account_application c on c.id = p.closure_id
  where p.state <> 'withdrawn' order by p.account_id, p.id desc
)`

/** Where an account stands (`standings`), the first that fits. */
function standingAt(today: string): RawBuilder<Standing> {
  return sql<Standing>`case
    when p.state = 'hearing' and p.due_on >= ${today}::date then 'hearing'
    when p.state in ('hearing', 'stated') then 'awaiting'
    when account.state in ('stopping', 'closing') or p.closing then 'closing'
    when p.exempt_until >= ${today}::date and e.clauses || e.unfit <@ p.clauses and cardinality(e.clauses || e.unfit) > 0
      then 'exempt'
    when cardinality(e.clauses) > 0 or cardinality(e.unfit) > 0 then 'met'
    when cardinality(e.near) > 0 then 'near'
    when cardinality(e.unclear) > 0 then 'unclear'
    else 'clear' end`
}

/** Evaluated accounts that fit, with where each stands. */
function standing({ accounts, filter, today }: CleanupQuestion, more: RawBuilder<SqlBool> = sql`true`) {
  const conditions: RawBuilder<SqlBool>[] = [accountFilter(accounts), sql`account.state <> 'closed'`, more]
  if (filter.clause?.length) conditions.push(sql`(e.clauses || e.unfit) && ${[...filter.clause]}::text[]`)
  if (filter.county) conditions.push(sql`e.county_code = ${filter.county}`)
  if (filter.unclear?.length) conditions.push(sql`e.unclear && ${[...filter.unclear]}::text[]`)
  return sql`
    select account.*, e.county_code, e.evaluated_on, e.evaluated_at, e.hash, e.clauses, e.unfit, e.unclear, e.near,
      ${standingAt(today)} as standing, p.id as proposal_id, p.kind, p.state as proposal_state, p.due_on, p.exempt_until
    from account join cleanup_evaluation e on e.account_id = account.id
    left join ${latest} p on p.account_id = account.id
    where ${sql.join(conditions, sql` and `)}`
}

function wanted({ filter }: CleanupQuestion): RawBuilder<SqlBool> {
  return filter.standing?.length ? sql`s.standing = any(${[...filter.standing]}::text[])` : sql`true`
}

/** A page of the list in the order of ledger numbers. */
export async function listCleanup(
  db: Db,
  question: CleanupQuestion,
  page: { after: string | undefined; limit: number },
): Promise<CleanupLine[]> {
  const beyond = page.after === undefined ? sql<SqlBool>`true` : sql<SqlBool>`account.ledger_no > ${page.after}`
  const { rows } = await sql<CleanupLine>`
    with page as (
      select * from (${standing(question, beyond)}) s where ${wanted(question)} order by s.ledger_no limit ${page.limit}
    )
    select page.*, unit.name as host_unit_name, unit.host_type, region.name as region_name
    from page left join unit on unit.id = page.host_unit_id left join region on region.code = page.region_code
    order by page.ledger_no`.execute(db)
  return rows
}

export async function countCleanup(db: Db, question: CleanupQuestion): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (${standing(question)}) s where ${wanted(question)}`.execute(db)
  return Number(rows[0]?.n ?? 0)
}

export async function findCleanup(db: Db, accountId: string, given: { scope: Scope; now: Date; today: string }) {
  const question = await questionOf(db, { target: { ids: [accountId] }, ...given })
  const [line] = await listCleanup(db, question, { after: undefined, limit: 1 })
  return line
}

export function resultsOf(db: Db, accountId: string) {
  return db
    .selectFrom('cleanup_evaluation')
    .select(['results', 'unfit_results'])
    .where('account_id', '=', accountId)
    .executeTakeFirst()
}

/** What a list's file says beside the rows. */
export async function resultsOfMany(db: Db, ids: readonly string[]): Promise<Map<string, Result[]>> {
  const { rows } = await sql<{ account_id: string; results: Result[]; unfit_results: Result[] }>`
    select account_id, results, unfit_results from cleanup_evaluation
    where account_id = any(${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.account_id, [...row.results, ...row.unfit_results]]))
}

export async function countStandings(db: Db, question: CleanupQuestion) {
  const { rows } = await sql<{ standing: Standing; count: number; evaluated_on: string }>`
    select s.standing, count(*) as count, min(s.evaluated_on) as evaluated_on
    from (${standing(question)}) s group by s.standing`.execute(db)
  return rows
}

export type CountyRow = {
  code: string
  name: string
  clause: string | null
  met: number
  unclear: number
  accounts: number
}

/** How many accounts of each county meet each clause, and for how many it cannot be judged. */
export async function countByCounty(db: Db, { accounts }: CleanupQuestion): Promise<CountyRow[]> {
  const { rows } = await sql<CountyRow>`
    with fitting as materialized (
      select e.county_code, e.clauses || e.unfit as met, e.unclear
      from account join cleanup_evaluation e on e.account_id = account.id
      where ${accountFilter(accounts)} and account.state <> 'closed'
    ),
    told as (
      select county_code, clause, count(*) filter (where met) as met, count(*) filter (where not met) as unclear
      from (
        select county_code, unnest(met) as clause, true as met from fitting
        union all select county_code, unnest(unclear), false from fitting
      ) each_clause group by county_code, clause
    )
    select region.code, region.name, told.clause, coalesce(told.met, 0) as met, coalesce(told.unclear, 0) as unclear,
      county.accounts
    from (select county_code, count(*) as accounts from fitting group by county_code) county
    join region on region.code = county.county_code
    left join told on told.county_code = county.county_code
    order by region.path, told.clause`.execute(db)
  return rows
}
