import { type Selectable, sql } from 'kysely'
import type { AccountFigureTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'

/** Beijing days, both included; only what was captured up to `cutoff`; accounts of this region and below it. */
export type FactsOf = { start: string; end: string; cutoff: Date; regionPath: string }
/** The same as instants, and the columns to sum: of every post, and of headlines alone. */
export type SumsOf = Omit<FactsOf, 'start' | 'end'> & {
  from: Date
  until: Date
  measures: readonly string[]
  headMeasures: readonly string[]
}

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

/**
 * What did the accounts of a region publish in a period, and how was it received? The newest snapshot of every post
 * counts. Grouped twice, by day and source first, so that days are counted without sorting every post.
 */
export async function sumPosts(db: Db, given: SumsOf): Promise<PostTotalsRow[]> {
  const { from, until } = given
  const columns = (ofAll: (measure: string) => string, ofHead: (measure: string) => string) =>
    // The names come from the tables in facts.rules.ts, never from a caller.
    sql.raw([...given.measures.map(ofAll), ...given.headMeasures.map(ofHead)].join(', '))
  const { rows } = await sql<PostTotalsRow>`
    with seen as materialized (select id from account where starts_with(region_path, ${given.regionPath})),
    latest as (
      select distinct on (m.post_id) m.post_id, m.captured_at, m.source, m.reads, m.reads_capped,
        m.wows, m.likes, m.shares, m.comments, m.favourites
      from post_metric m
      where m.published_at >= ${from} and m.published_at < ${until} and m.captured_at <= ${given.cutoff}
        and m.account_id in (select id from seen)
      order by m.post_id desc, m.captured_at desc
    ),
    daily as (
      select p.account_id, (p.published_at at time zone 'Asia/Shanghai')::date as day, l.source,
        count(*) as posts,
        count(*) filter (where p.original) as originals, count(p.original) as original_known,
        count(*) filter (where p.headline) as head_posts, count(p.headline) as headline_known,
        count(*) filter (where l.reads_capped) as reads_capped, max(l.captured_at) as captured_at,
        ${columns(
          (m) => `sum(l.${m}) as sum_${m}, max(l.${m}) as max_${m}, count(l.${m}) as known_${m}`,
          (m) => `sum(l.${m}) filter (where p.headline) as head_sum_${m},
            max(l.${m}) filter (where p.headline) as head_max_${m},
            count(l.${m}) filter (where p.headline) as head_known_${m}`,
        )}
      from post p left join latest l on l.post_id = p.id
      where p.published_at >= ${from} and p.published_at < ${until} and p.account_id in (select id from seen)
      group by p.account_id, day, l.source
    )
    select account_id, sum(posts)::bigint as posts, sum(originals)::bigint as originals,
      sum(original_known)::bigint as original_known, count(distinct day) as active_days,
      sum(head_posts)::bigint as head_posts, sum(headline_known)::bigint as headline_known,
      sum(reads_capped)::bigint as reads_capped, max(captured_at) as captured_at,
      array_agg(distinct source) filter (where source is not null) as sources,
      ${columns(
        (m) => `sum(sum_${m})::bigint as sum_${m}, max(max_${m}) as max_${m}, sum(known_${m})::bigint as known_${m}`,
        (m) => `sum(head_sum_${m})::bigint as head_sum_${m}, max(head_max_${m}) as head_max_${m},
          sum(head_known_${m})::bigint as head_known_${m}`,
      )}
    from daily group by account_id`.execute(db)
  return rows
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
