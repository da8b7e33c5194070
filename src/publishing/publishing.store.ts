import { type Selectable, sql } from 'kysely'
import type { AccountFigureTable, PostMetricTable, PostTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'

type Metric = Omit<Selectable<PostMetricTable>, 'post_id' | 'published_at' | 'account_id' | 'batch_id' | 'source'>
export type PostLine = Selectable<PostTable> & { [K in keyof Metric]: Metric[K] | null } & {
  seen_source: string | null
}

/** An account's posts with the newest snapshot of each, by time or by reads; unknown reads come last. */
export async function listPosts(
  db: Db,
  given: {
    accountId: string
    from: Date | null
    until: Date | null
    sort: 'published' | 'reads'
    after: readonly [key: string, id: string] | null
    limit: number
  },
): Promise<PostLine[]> {
  const { accountId, from, until, sort, after, limit } = given
  const key = sort === 'reads' ? sql`coalesce(m.reads, -1)` : sql`p.published_at`
  const at = sort === 'reads' ? sql`${after?.[0]}::bigint` : sql`${after?.[0]}::timestamptz`
  const { rows } = await sql<PostLine>`
    select p.*, m.captured_at, m.source as seen_source, m.reads, m.reads_capped, m.wows, m.likes, m.shares, m.comments, m.favourites
    from post p left join lateral (
      select * from post_metric x
      where x.post_id = p.id and x.published_at = p.published_at order by x.captured_at desc limit 1
    ) m on true
    where p.account_id = ${accountId}
      ${from ? sql`and p.published_at >= ${from}` : sql``} ${until ? sql`and p.published_at < ${until}` : sql``}
      ${after ? sql`and (${key}, p.id) < (${at}, ${after[1]}::uuid)` : sql``}
    order by ${key} desc, p.id desc limit ${limit}`.execute(db)
  return rows
}

export function findPost(db: Db, id: string, publishedAt: Date) {
  return db
    .selectFrom('post')
    .innerJoin('account', 'account.id', 'post.account_id')
    .selectAll('post')
    .select(['account.name as account_name', 'account.platform'])
    .where('post.id', '=', id)
    .where('post.published_at', '=', publishedAt)
    .executeTakeFirst()
}

export function listSnapshots(db: Db, id: string, publishedAt: Date) {
  return db
    .selectFrom('post_metric')
    .selectAll()
    .where('post_id', '=', id)
    .where('published_at', '=', publishedAt)
    .orderBy('captured_at', 'desc')
    .limit(200)
    .execute()
}

export function findingsOfPost(db: Db, postId: string) {
  return db
    .selectFrom('finding')
    .select(['id', 'kind', 'title', 'occurred_on', 'state'])
    .where('post_id', '=', postId)
    .orderBy('occurred_on', 'desc')
    .limit(200)
    .execute()
}

type FigureAfter = { start: string; capturedAt: string; source: string }

/** An account's totals, the newest period first, all captures and sources of it. */
export function listFigureLines(
  db: Db,
  given: { accountId: string; after: FigureAfter | null; limit: number },
): Promise<Selectable<AccountFigureTable>[]> {
  const { accountId, after, limit } = given
  return db
    .selectFrom('account_figure')
    .selectAll()
    .where('account_id', '=', accountId)
    .$if(after !== null, (q) =>
      q.where(
        sql<boolean>`(period_start, captured_at, source) < (${after?.start}::date, ${after?.capturedAt}::timestamptz, ${after?.source}::text)`,
      ),
    )
    .orderBy('period_start', 'desc')
    .orderBy('captured_at', 'desc')
    .orderBy('source', 'desc')
    .limit(limit)
    .execute()
}
