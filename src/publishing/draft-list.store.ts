import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { addDays, startOfDay } from '../core/clock.rules.ts'
import type { Scope } from '../core/scope.ts'
import { searchQuery } from '../db/sql.ts'
import type { Db } from '../db/transact.ts'
import type { ContentClass } from '../review/three-review.rules.ts'
import type { DraftState } from './draft.rules.ts'

export type DraftQuestion = {
  state?: readonly DraftState[] | undefined
  class?: readonly ContentClass[] | undefined
  columnId?: string | undefined
  campaignId?: string | undefined
  accountId?: string | undefined
  /** Whose part in it is asked for. */
  authorId?: string | undefined
  /** Beijing days of the last change, both included. */
  from?: string | undefined
  to?: string | undefined
  q?: string | undefined
  scope: Scope
}

/** One meaning of the filters for the list and its numbers. The scope stands here too, so that its index is used. */
function matching(db: Db, question: DraftQuestion) {
  const all: RawBuilder<SqlBool>[] = [scopeOf(question.scope)]
  const and = (condition: RawBuilder<SqlBool>) => void all.push(condition)
  const { state, class: kind, columnId, campaignId, accountId, authorId, from, to, q } = question
  if (state && state.length > 0) and(sql`draft.state = any(${[...state]}::text[])`)
  if (kind && kind.length > 0) and(sql`draft.class = any(${[...kind]}::text[])`)
  if (columnId) and(sql`draft.column_id = ${columnId}`)
  if (campaignId) and(sql`draft.campaign_id = ${campaignId}`)
  if (accountId) and(sql`draft.content -> 'targets' @> ${JSON.stringify([{ accountId }])}::jsonb`)
  if (authorId) and(sql`${authorId}::uuid = any(draft.author_ids)`)
  if (from) and(sql`draft.updated_at >= ${startOfDay(from)}`)
  if (to) and(sql`draft.updated_at < ${startOfDay(addDays(to, 1))}`)
  if (q) {
    const words = searchQuery(q)
    and(words === null ? sql`false` : sql`draft.search @@ ${words}::tsquery`)
  }
  return db.selectFrom('draft').where(sql<SqlBool>`(${sql.join(all, sql` and `)})`)
}

function scopeOf(scope: Scope): RawBuilder<SqlBool> {
  if (scope.kind === 'unit') return sql`draft.host_unit_id = ${scope.unitId}`
  if (scope.kind === 'region' || scope.kind === 'industry') {
    const { regionPath } = scope
    // A path ends in '/', and '0' follows it.
    return sql`(draft.region_path >= ${regionPath} and draft.region_path < ${`${regionPath.slice(0, -1)}0`})`
  }
  return sql`true`
}

/** A page, what was last changed first. The text of the manuscripts is not read. */
export function listQuery(
  db: Db,
  question: DraftQuestion,
  page: { after: readonly [string, string] | null; limit: number },
) {
  const { after, limit } = page
  return matching(db, question)
    .innerJoin('unit', 'unit.id', 'draft.host_unit_id')
    .leftJoin('content_column', 'content_column.id', 'draft.column_id')
    .leftJoin('campaign', 'campaign.id', 'draft.campaign_id')
    .select(['draft.id', 'draft.number', 'draft.title', 'draft.state', 'draft.class', 'draft.created_by_name'])
    .select(['draft.updated_by_name', 'draft.updated_at', 'draft.scheduled_at', 'unit.name as host_unit_name'])
    .select(['content_column.name as column_name', 'campaign.name as campaign_name'])
    .select(
      sql<string[]>`array(select account.name from account where account.id in (
        select (t ->> 'accountId')::uuid from jsonb_array_elements(draft.content -> 'targets') t)
        order by account.platform, account.ledger_no)`.as('account_names'),
    )
    .select(
      sql<string | null>`case when draft.state in ('returned', 'refused') then (
        select o.opinion from review r join review_opinion o on o.review_id = r.id
        where r.subject_type = 'draft' and r.subject_id = draft.id and o.action in ('sendBack', 'refuse')
        order by o.id desc limit 1) end`.as('returned_with'),
    )
    .$if(after !== null, (query) =>
      query.where(
        sql<SqlBool>`draft.updated_at <= ${after?.[0]}::timestamptz
          and (draft.updated_at < ${after?.[0]}::timestamptz or draft.id > ${after?.[1]}::uuid)`,
      ),
    )
    .orderBy('draft.updated_at', 'desc')
    .orderBy('draft.id')
    .limit(limit)
}

export async function countByState(db: Db, question: DraftQuestion): Promise<{ state: DraftState; count: number }[]> {
  return matching(db, { ...question, state: undefined })
    .select(['draft.state', sql<number>`count(*)::int`.as('count')])
    .groupBy('draft.state')
    .execute()
}
