import { type Insertable, sql } from 'kysely'
import type { PlatformName } from '../accounts/platforms.rules.ts'
import type { LexiconReplayHitTable } from '../db/schema.ts'
import { json } from '../db/sql.ts'
import type { Db } from '../db/transact.ts'
import type { Layer } from './layers.rules.ts'

export type PublishedText = {
  id: string
  published_at: Date
  account_id: string
  account_name: string
  platform: PlatformName
  title: string
  body: string | null
}

/** Published texts of a layer's accounts within some days, the newest first, after the last one seen. */
export async function publishedTexts(
  db: Db,
  layer: Layer,
  given: { from: Date; until: Date; after: { at: Date; id: string } | null; limit: number },
): Promise<PublishedText[]> {
  const { from, until, after, limit } = given
  const { rows } = await sql<PublishedText>`
    select p.id, p.published_at, p.account_id, a.name as account_name, a.platform, p.title, t.body
    from post p join account a on a.id = p.account_id
    left join post_text t on t.post_id = p.id
    where p.published_at >= ${from} and p.published_at < ${until}
      ${after ? sql`and (p.published_at, p.id) < (${after.at}, ${after.id}::uuid)` : sql``}
      and ${layer.unitId ? sql`a.host_unit_id = ${layer.unitId}::uuid` : sql`starts_with(a.region_path, ${layer.regionPath})`}
    order by p.published_at desc, p.id desc limit ${limit}`.execute(db)
  return rows
}

export async function countPublished(db: Db, layer: Layer, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from post p join account a on a.id = p.account_id
    where p.published_at >= ${since}
      and ${layer.unitId ? sql`a.host_unit_id = ${layer.unitId}::uuid` : sql`starts_with(a.region_path, ${layer.regionPath})`}`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

export async function replaceHits(
  db: Db,
  changeId: string,
  hits: readonly Insertable<LexiconReplayHitTable>[],
): Promise<void> {
  await db.deleteFrom('lexicon_replay_hit').where('change_id', '=', changeId).execute()
  if (hits.length === 0) return
  await sql`insert into lexicon_replay_hit (change_id, n, account_id, post_id, published_at, newly, rule_id, severity,
      text, sentence, message)
    select change_id, n, account_id, post_id, published_at, newly, rule_id, severity, text, sentence, message
    from jsonb_to_recordset(${json(hits)}::jsonb) as x (change_id uuid, n int, account_id uuid, post_id uuid,
      published_at timestamptz, newly boolean, rule_id text, severity text, text text, sentence text, message text)`.execute(
    db,
  )
}

export function hitsOf(db: Db, changeId: string, page: { after: number; limit: number; newly?: boolean | undefined }) {
  return db
    .selectFrom('lexicon_replay_hit as h')
    .innerJoin('account', 'account.id', 'h.account_id')
    .selectAll('h')
    .select(['account.name as account_name', 'account.platform'])
    .where('h.change_id', '=', changeId)
    .where('h.n', '>', page.after)
    .$if(page.newly !== undefined, (q) => q.where('h.newly', '=', page.newly ?? true))
    .orderBy('h.n')
    .limit(page.limit)
    .execute()
}
