import { type Insertable, type Selectable, sql } from 'kysely'
import type { PostMetricTable, PostTable, PostTextTable } from '../db/schema.ts'
import { json } from '../db/sql.ts'
import type { Db } from '../db/transact.ts'

export type StoredPost = Pick<
  Selectable<PostTable>,
  'id' | 'published_at' | 'account_id' | 'post_key' | 'title' | 'url' | 'headline' | 'original'
>
export type Sought = { account_id: string; post_key: string; from: Date; until: Date }
export type StoredMetric = Selectable<PostMetricTable>

/**
 * Posts of the given keys, published around the given times. One index probe for each: without statistics, as
 * while an import fills the table, the planner would join the whole of it, or read all posts of the account. `offset 0`
 * forbids the first, the casts the second.
 */
export async function findByKeys(db: Db, sought: readonly Sought[]): Promise<StoredPost[]> {
  if (sought.length === 0) return []
  const { rows } = await sql<StoredPost>`
    select p.id, p.published_at, p.account_id, p.post_key, p.title, p.url, p.headline, p.original
    from jsonb_to_recordset(${json(sought)}::jsonb)
      as s (account_id uuid, post_key text, "from" timestamptz, until timestamptz)
    cross join lateral (
      select * from post
      where post_key = s.post_key and account_id::text = s.account_id::text
        and published_at >= s."from" and published_at < s.until
      offset 0
    ) p`.execute(db)
  return rows
}

/** All posts of the given accounts on the given days. */
export async function findByDays(db: Db, sought: readonly Omit<Sought, 'post_key'>[]): Promise<StoredPost[]> {
  if (sought.length === 0) return []
  const { rows } = await sql<StoredPost>`
    select p.id, p.published_at, p.account_id, p.post_key, p.title, p.url, p.headline, p.original
    from jsonb_to_recordset(${json(sought)}::jsonb)
      as s (account_id uuid, "from" timestamptz, until timestamptz)
    cross join lateral (
      select * from post
      where account_id = s.account_id and published_at >= s."from" and published_at < s.until
      offset 0
    ) p`.execute(db)
  return rows
}

/** The first and the last time, so that the months outside are passed over. */
function boundsOf(posts: readonly { published_at: Date }[]): [Date, Date] {
  const times = posts.map(({ published_at }) => published_at.getTime()).sort((a, b) => a - b)
  return [new Date(times[0] ?? 0), new Date(times.at(-1) ?? 0)]
}

/** The newest snapshot up to a moment of each of these posts. */
export async function newestMetrics(
  db: Db,
  posts: readonly { id: string; published_at: Date }[],
  upTo: Date,
): Promise<StoredMetric[]> {
  if (posts.length === 0) return []
  const [from, last] = boundsOf(posts)
  const { rows } = await sql<StoredMetric>`
    select distinct on (post_id) * from post_metric
    where post_id = any(${posts.map(({ id }) => id)}::uuid[])
      and published_at >= ${from} and published_at <= ${last} and captured_at <= ${upTo}
    order by post_id, captured_at desc`.execute(db)
  return rows
}

export async function addPosts(db: Db, posts: readonly Insertable<PostTable>[]): Promise<void> {
  if (posts.length === 0) return
  await sql`insert into post (id, published_at, account_id, post_key, title, url, headline, original, source, batch_id, created_at)
    select id, published_at, account_id, post_key, title, url, headline, original, source, batch_id, created_at
    from jsonb_to_recordset(${json(posts)}::jsonb) as x (id uuid, published_at timestamptz, account_id uuid,
      post_key text, title text, url text, headline boolean, original boolean, source text, batch_id uuid,
      created_at timestamptz)`.execute(db)
}

/** The text of a post as it was last seen; an earlier one gives way. */
export async function putTexts(db: Db, texts: readonly Insertable<PostTextTable>[]): Promise<void> {
  if (texts.length === 0) return
  await sql`insert into post_text (post_id, published_at, account_id, body)
    select distinct on (post_id) post_id, published_at, account_id, body
    from jsonb_to_recordset(${json(texts)}::jsonb)
      as x (post_id uuid, published_at timestamptz, account_id uuid, body text)
    on conflict (post_id) do update set body = excluded.body`.execute(db)
}

/** The MD5 of the stored texts of these posts, to tell whether another one is the same. */
export async function bodyHashes(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; hash: string }>`
    select post_id as id, md5(body) as hash from post_text where post_id = any(${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, hash }) => [id, hash]))
}

export async function addMetrics(db: Db, metrics: readonly Insertable<PostMetricTable>[]): Promise<void> {
  if (metrics.length === 0) return
  await sql`insert into post_metric (post_id, published_at, account_id, captured_at, source, batch_id,
      reads, reads_capped, wows, likes, shares, comments, favourites)
    select post_id, published_at, account_id, captured_at, source, batch_id,
      reads, reads_capped, wows, likes, shares, comments, favourites
    from jsonb_to_recordset(${json(metrics)}::jsonb) as x (post_id uuid, published_at timestamptz, account_id uuid,
      captured_at timestamptz, source text, batch_id uuid, reads bigint, reads_capped boolean, wows bigint,
      likes bigint, shares bigint, comments bigint, favourites bigint)`.execute(db)
}

type Details = Pick<StoredPost, 'id' | 'published_at' | 'post_key' | 'url' | 'headline' | 'original'>

/** What later became known of posts: address, headline, original. */
export async function updateDetails(db: Db, posts: readonly Details[]): Promise<void> {
  if (posts.length === 0) return
  const [from, last] = boundsOf(posts)
  await sql`update post set post_key = x.post_key, url = x.url, headline = x.headline, original = x.original
    from jsonb_to_recordset(${json(posts)}::jsonb)
      as x (id uuid, published_at timestamptz, post_key text, url text, headline boolean, original boolean)
    where post.id = x.id and post.published_at = x.published_at
      and post.published_at >= ${from} and post.published_at <= ${last}`.execute(db)
}

/** The last time each account published, moved on; its ledger shows who has fallen silent (6.5.1(3)). */
export async function notePublished(db: Db, times: readonly { account_id: string; at: Date }[]): Promise<void> {
  if (times.length === 0) return
  await sql`update account set last_post_at = x.at
    from jsonb_to_recordset(${json(times)}::jsonb) as x (account_id uuid, at timestamptz)
    where account.id = x.account_id and (account.last_post_at is null or account.last_post_at < x.at)`.execute(db)
}
