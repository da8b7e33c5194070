import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { newId } from '../core/ids.ts'
import { ensurePartitions } from '../db/partitions.ts'
import { postKey } from './post-key.rules.ts'
import { addPosts, findByKeys, notePublished, putTexts, updateDetails } from './posts.store.ts'
import type { PublicationRow } from './publications.store.ts'

const day = 86_400_000

/** Makes room for a post of this moment; before the transaction that keeps it. */
export function roomForPost(ctx: Ctx, at: Date): Promise<void> {
  return ensurePartitions(ctx.root, [beijingDay(at)], ['post', 'post_metric'])
}

/**
 * Keeps what went out among the account's posts, so that ledger, monitoring and assessment know of it; gives its id. One
 * that is known already, as from an import, stays.
 */
export async function keepOwnPost(
  work: Work,
  row: PublicationRow,
  seen: { url: string | null; publishedAt: Date },
): Promise<string> {
  const { db, now } = work
  const { url, publishedAt } = seen
  const post = { account_id: row.account_id, post_key: postKey({ url, title: row.title, publishedAt }) }
  const [known] = await findByKeys(db, [
    { ...post, from: new Date(publishedAt.getTime() - 31 * day), until: new Date(publishedAt.getTime() + 31 * day) },
  ])
  const id = known?.id ?? newId()
  if (!known) {
    await addPosts(db, [
      {
        id,
        published_at: publishedAt,
        ...post,
        title: row.title,
        url,
        headline: null,
        original: row.outgoing.origin.kind === 'original',
        source: row.way === 'api' ? '平台接口' : '发布登记',
        batch_id: null,
        created_at: now,
      },
    ])
  }
  const at = known?.published_at ?? publishedAt
  await putTexts(db, [{ post_id: id, published_at: at, account_id: row.account_id, body: row.outgoing.text }])
  await notePublished(db, [{ account_id: row.account_id, at: publishedAt }])
  return id
}

/** The address became known later. */
export async function keepPostAddress(work: Work, row: PublicationRow, url: string): Promise<void> {
  if (row.post_id === null || row.published_at === null) return
  const post_key = postKey({ url, title: row.title, publishedAt: row.published_at })
  const original = row.outgoing.origin.kind === 'original'
  await updateDetails(work.db, [
    { id: row.post_id, published_at: row.published_at, post_key, url, headline: null, original },
  ])
}
