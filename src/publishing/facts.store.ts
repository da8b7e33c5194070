import { type RawBuilder, type Selectable, sql } from 'kysely'
import { addDays, startOfDay } from '../core/clock.rules.ts'
import type { AccountFigureTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'
import { headMeasures, measures } from './facts.rules.ts'

/** Beijing days, both included; only what was captured up to `cutoff`; accounts of this region and below it. */
export type FactsOf = { start: string; end: string; cutoff: Date; regionPath: string }

export type PostTotalsRow = {
  account_id: string
  posts: number
  originals: number
  original_known: number
  active_days: number
  head_posts: number
  headline_known: number
  reads_capped: number
  captured_at: Date | null
  sources: string[] | null
} & Record<`${'sum' | 'max' | 'known' | 'head_sum' | 'head_max' | 'head_known'}_${string}`, number | null>

/** The ids of all accounts that the actor sees in a region and below it. */
export async function listAccountIds(db: Db, regionPath: string): Promise<string[]> {
  const rows = await db
    .selectFrom('account')
    .select('id')
    .where(sql<boolean>`starts_with(region_path, ${regionPath})`)
    .execute()
  return rows.map((row) => row.id)
}

/**
 * What did these accounts publish in a period, and how was it received? The newest snapshot of every post counts.
 * The ids are what the scope has shown; the caller asks as the system, because with the scope's condition on every
 * row the database would look up each post by its index instead of reading the month once. Grouped by account and
 * source first, and days counted apart, so that nothing is sorted.
 */
export async function sumPosts(
  db: Db,
  given: Omit<FactsOf, 'regionPath'> & { accountIds: readonly string[] },
): Promise<PostTotalsRow[]> {
  const from = startOfDay(given.start)
  const until = startOfDay(addDays(given.end, 1))
  const { rows } = await sql<PostTotalsRow>`
    with latest as (
      select m.* from post_metric m
      where m.published_at >= ${from} and m.published_at < ${until} and m.captured_at <= ${given.cutoff}
        and m.account_id = any(${given.accountIds}::uuid[])
        and not exists (
          select 1 from post_metric later
          where later.post_id = m.post_id and later.captured_at > m.captured_at and later.captured_at <= ${given.cutoff}
            and later.published_at >= ${from} and later.published_at < ${until})
    ),
    published as not materialized (
      select p.* from post p
      where p.published_at >= ${from} and p.published_at < ${until} and p.account_id = any(${given.accountIds}::uuid[])
    ),
    days as (
      select account_id, count(*) as active_days
      from (select distinct account_id, (published_at at time zone 'Asia/Shanghai')::date from published) each_day
      group by account_id
    ),
    by_source as (
      select p.account_id, l.source,
        count(*) as posts,
        count(*) filter (where p.original) as originals, count(p.original) as original_known,
        count(*) filter (where p.headline) as head_posts, count(p.headline) as headline_known,
        count(*) filter (where l.reads_capped) as reads_capped, max(l.captured_at) as captured_at,
        ${columns(
          (m) => `sum(l.${m})::bigint as sum_${m}, max(l.${m}) as max_${m}, count(l.${m}) as known_${m}`,
          (m) => `sum(l.${m}) filter (where p.headline)::bigint as head_sum_${m},
            max(l.${m}) filter (where p.headline) as head_max_${m},
            count(l.${m}) filter (where p.headline) as head_known_${m}`,
        )}
      from published p left join latest l on l.post_id = p.id
      group by p.account_id, l.source
    )
    select account_id, sum(posts)::bigint as posts, sum(originals)::bigint as originals,
      sum(original_known)::bigint as original_known, max(active_days) as active_days,
      sum(head_posts)::bigint as head_posts, sum(headline_known)::bigint as headline_known,
      sum(reads_capped)::bigint as reads_capped, max(captured_at) as captured_at,
      array_agg(source order by source) filter (where source is not null) as sources,
      ${columns(
        (m) => `sum(sum_${m})::bigint as sum_${m}, max(max_${m}) as max_${m}, sum(known_${m})::bigint as known_${m}`,
        (m) => `sum(head_sum_${m})::bigint as head_sum_${m}, max(head_max_${m}) as head_max_${m},
          sum(head_known_${m})::bigint as head_known_${m}`,
      )}
    from by_source join days using (account_id) group by account_id`.execute(db)
  return rows
}

/** The same few columns for every figure; the names come from the tables in facts.rules.ts, never from a caller. */
function columns(ofAll: (measure: string) => string, ofHead: (measure: string) => string): RawBuilder<unknown> {
  return sql.raw([...measures.map(ofAll), ...headMeasures.map(ofHead)].join(', '))
}

export type FigureRow = Selectable<AccountFigureTable>

/** All totals of the region's accounts whose period lies within the given one. */
export function listFigures(db: Db, given: FactsOf): Promise<FigureRow[]> {
  return db
    .selectFrom('account_figure')
    .selectAll('account_figure')
    .where('period_start', '>=', given.start)
    .where('period_end', '<=', given.end)
    .where('captured_at', '<=', given.cutoff)
    .where('account_id', 'in', (eb) =>
      eb.selectFrom('account').select('id').where(sql<boolean>`starts_with(region_path, ${given.regionPath})`),
    )
    .orderBy('account_id')
    .execute()
}
