import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { addDays, startOfDay } from '../core/clock.rules.ts'
import type { AccountPledgeDecisionTable, AccountPledgeTable } from '../db/schema.ts'
import { json } from '../db/sql.ts'
import type { Db } from '../db/transact.ts'
import type { PledgeOutcome, PledgeState } from './pledge.rules.ts'

export type StoredPledge = Selectable<AccountPledgeTable>

export async function addPledge(db: Db, row: Insertable<AccountPledgeTable>): Promise<void> {
  await db.insertInto('account_pledge').values(row).execute()
}

/** The promise of an account within the actor's scope; locked until the transaction ends. */
export function lockPledge(db: Db, accountId: string): Promise<StoredPledge | undefined> {
  return db.selectFrom('account_pledge').selectAll().where('account_id', '=', accountId).forUpdate().executeTakeFirst()
}

export async function changePledge(db: Db, accountId: string, change: Updateable<AccountPledgeTable>): Promise<void> {
  await db.updateTable('account_pledge').set(change).where('account_id', '=', accountId).execute()
}

export async function addDecision(
  db: Db,
  row: Omit<Insertable<AccountPledgeDecisionTable>, 'facts'> & { facts: unknown },
): Promise<void> {
  await db
    .insertInto('account_pledge_decision')
    .values({ ...row, facts: json(row.facts) })
    .execute()
}

export function decisionsOf(db: Db, accountId: string) {
  return db
    .selectFrom('account_pledge_decision')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('id', 'desc')
    .execute()
}

/** Promises whose day has come and that nobody has decided on; the accounts themselves are still there. */
export async function duePledges(db: Db, today: string): Promise<string[]> {
  const rows = await db
    .selectFrom('account_pledge as p')
    .innerJoin('account', 'account.id', 'p.account_id')
    .select('p.account_id')
    .where('p.reviews_on', '<=', today)
    .where((eb) => eb.or([eb('p.decision', 'is', null), eb('p.decision', '=', 'extended')]))
    .where('account.state', '<>', 'closed')
    .orderBy('p.reviews_on')
    .orderBy('p.account_id')
    .execute()
  return rows.map((row) => row.account_id)
}

export type PledgeQuestion = {
  states: readonly PledgeState[] | undefined
  outcomes: readonly PledgeOutcome[] | undefined
  regionPath: string | undefined
  text: string | undefined
  today: string
}

/** `pledgeState` as the database says it; a test compares the two. The day is ours and stands in the text, so that it can be grouped by. */
function stateAt(today: string) {
  return sql<PledgeState>`case
    when p.decision in ('met', 'closed') then p.decision
    when account.state = 'closed' then 'ended'
    when p.reviews_on <= ${sql.lit(today)}::date then 'due'
    when p.decision = 'extended' then 'rectifying'
    else 'waiting' end`
}

function matching(db: Db, question: PledgeQuestion) {
  const { states, outcomes, regionPath, text, today } = question
  let query = db
    .selectFrom('account_pledge as p')
    .innerJoin('account', 'account.id', 'p.account_id')
    .leftJoin('unit', 'unit.id', 'account.host_unit_id')
    .leftJoin('region', 'region.code', 'account.region_code')
  if (states?.length) query = query.where(stateAt(today), 'in', states)
  if (outcomes?.length) query = query.where('p.outcome', 'in', outcomes)
  if (regionPath) query = query.where(sql<boolean>`starts_with(account.region_path, ${regionPath})`)
  if (text) {
    query = query.where(
      sql<boolean>`(strpos(account.name, ${text}) > 0 or strpos(unit.name, ${text}) > 0 or account.ledger_no = ${text})`,
    )
  }
  return query
}

function withNames(query: ReturnType<typeof matching>, today: string) {
  return query
    .selectAll('p')
    .select([
      'account.name',
      'account.ledger_no',
      'account.platform',
      'account.variant',
      'account.state as account_state',
      'account.host_unit_id',
      'account.region_path',
      'unit.name as host_unit_name',
      'region.name as region_name',
    ])
    .select(stateAt(today).as('stands'))
}
export type NamedPledge = Awaited<ReturnType<ReturnType<typeof withNames>['execute']>>[number]

/** Promises in scope by their day, the one that has waited longest first. */
export function listPledges(
  db: Db,
  question: PledgeQuestion,
  page: { after: readonly [day: string, id: string] | null; limit: number },
): Promise<NamedPledge[]> {
  const { after, limit } = page
  return withNames(matching(db, question), question.today)
    .$if(after !== null, (q) =>
      q.where(sql<boolean>`(p.reviews_on, p.account_id) > (${after?.[0]}::date, ${after?.[1]}::uuid)`),
    )
    .orderBy('p.reviews_on')
    .orderBy('p.account_id')
    .limit(limit)
    .execute()
}

export function findPledge(db: Db, accountId: string, today: string): Promise<NamedPledge | undefined> {
  const all = { states: undefined, outcomes: undefined, regionPath: undefined, text: undefined, today }
  return withNames(matching(db, all), today).where('p.account_id', '=', accountId).executeTakeFirst()
}

export function countPledges(db: Db, question: PledgeQuestion) {
  return matching(db, question)
    .select((eb) => [stateAt(question.today).as('state'), 'p.outcome', eb.fn.countAll<number>().as('count')])
    .groupBy([stateAt(question.today), 'p.outcome'])
    .execute()
}

/** How many listed posts each Beijing month has between two days, both included. */
export async function postsInMonths(
  db: Db,
  accountId: string,
  year: { first: string; last: string },
): Promise<Map<string, number>> {
  const month = sql<string>`to_char(published_at at time zone 'Asia/Shanghai', 'YYYY-MM')`
  const rows = await db
    .selectFrom('post')
    .select(month.as('month'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('published_at', '>=', startOfDay(year.first))
    .where('published_at', '<', startOfDay(addDays(year.last, 1)))
    .groupBy(month)
    .execute()
  return new Map(rows.map((row) => [row.month, Number(row.count)]))
}

/** The account's own totals of periods that begin in these days, the newest capture last. */
export function figuresBetween(db: Db, accountId: string, from: string, to: string) {
  return db
    .selectFrom('account_figure')
    .select(['period_start', 'period_end', 'followers', 'posts'])
    .where('account_id', '=', accountId)
    .where('period_start', '>=', from)
    .where('period_start', '<=', to)
    .orderBy('captured_at')
    .execute()
}

export function newestFollowers(db: Db, accountId: string) {
  return db
    .selectFrom('account_figure')
    .select(['followers', 'period_end'])
    .where('account_id', '=', accountId)
    .where('followers', 'is not', null)
    .orderBy('period_end', 'desc')
    .orderBy('captured_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Over the posts of these days: the newest known reads of each. */
export async function readsOfPosts(db: Db, accountId: string, year: { first: string; last: string }) {
  const from = startOfDay(year.first)
  const until = startOfDay(addDays(year.last, 1))
  const { rows } = await sql<{ sum: number; known: number; posts: number; capped: number }>`
    with latest as (
      select distinct on (post_id) post_id, reads, reads_capped from post_metric
      where account_id = ${accountId} and published_at >= ${from} and published_at < ${until} and reads is not null
      order by post_id, captured_at desc
    )
    select coalesce(sum(l.reads), 0)::bigint as sum, count(l.reads)::int as known, count(*)::int as posts,
      (count(*) filter (where l.reads_capped))::int as capped
    from post p left join latest l on l.post_id = p.id
    where p.account_id = ${accountId} and p.published_at >= ${from} and p.published_at < ${until}`.execute(db)
  const [row] = rows
  return { sum: Number(row?.sum ?? 0), known: row?.known ?? 0, posts: row?.posts ?? 0, capped: row?.capped ?? 0 }
}

export function evidenceOf(db: Db, fileId: string) {
  return db.selectFrom('file_object').select(['id', 'name']).where('id', '=', fileId).executeTakeFirst()
}
