import { createHash } from 'node:crypto'
import { z } from 'zod'
import { addDays, beijingDay, startOfDay } from '../core/clock.rules.ts'
import type { Work } from '../core/context.ts'
import { newId } from '../core/ids.ts'
import { importKind, type Judgement } from '../imports/import-kind.ts'
import type { KnownAccount } from './account-ref.rules.ts'
import { resolveAccounts } from './account-ref.service.ts'
import { measures } from './facts.rules.ts'
import { captureOf } from './import-options.rules.ts'
import { titleKey, urlKey } from './post-key.rules.ts'
import {
  type KnownPost,
  type PostOptions,
  type PostPlan,
  type PostRow,
  parsePost,
  planPost,
  postColumns,
  postOptions,
  publishedDay,
  storedSource,
} from './posts.rules.ts'
import {
  addMetrics,
  addPosts,
  bodyHashes,
  findByDays,
  findByKeys,
  newestMetrics,
  notePublished,
  putTexts,
  type StoredMetric,
  type StoredPost,
  updateDetails,
} from './posts.store.ts'

const Options = z.object({
  accountId: z.uuid('所属账号不正确').nullable().default(null),
  readersAsReads: z.boolean().default(false),
})

/** 作品数据: one row per post, with its figures as seen at the capture time. */
export const postsImport = importKind<PostRow>({
  kind: 'posts',
  zh: '作品数据',
  permission: 'figures.import',
  columns: postColumns,
  options: postOptions,
  parseOptions: (given, at) => {
    const { capturedAt, source, rest } = captureOf(given, at, Options)
    return { capturedAt, source: storedSource(source, rest.readersAsReads), ...rest }
  },
  parse: (cells, { today, options }) => parsePost(cells, { today, options: options as PostOptions }),
  judge: async (work, rows, options) => (await planRows(work, rows, options as PostOptions)).map(judgementOf),
  apply: async (work, rows, { batchId, options }) => {
    const planned = await planRows(work, rows, options as PostOptions)
    await writePosts(work, planned, { batchId, options: options as PostOptions })
  },
  partitionDays: (rows) => rows.map(publishedDay),
})

type Planned = { row: PostRow; plan: PostPlan; account: KnownAccount | null; known: KnownPost | undefined }

function judgementOf({ row, plan, account, known }: Planned): Judgement {
  const key = `${account?.id}:${known?.id ?? row.key}`
  switch (plan.do) {
    case 'refuse':
      return { outcome: 'error', errors: [plan.error] }
    case 'nothing':
      return { outcome: 'same', key }
    case 'add':
      return { outcome: 'new', key }
    case 'update':
      return { outcome: 'changed', key }
    default:
      return plan satisfies never
  }
}

/** Which account and which stored post each row means, and what importing it would do. */
async function planRows(work: Work, rows: readonly PostRow[], options: PostOptions): Promise<Planned[]> {
  const accounts = await resolveAccounts(
    work,
    rows.map((row) => row.account),
    options.accountId,
  )
  const placed = rows.map((row, n) => {
    const found = accounts[n]
    return { row, account: found && 'account' in found ? found.account : null, found }
  })
  const known = await findKnown(
    work,
    placed.flatMap(({ row, account }) => (account ? [{ row, accountId: account.id }] : [])),
    new Date(options.capturedAt),
  )
  return placed.map(({ row, account, found }) => {
    const refuse = (column: string | undefined, message: string): Planned => ({
      row,
      account,
      known: undefined,
      plan: { do: 'refuse', error: { ...(column ? { column } : {}), message } },
    })
    if (!found || 'error' in found) return refuse(found?.error.column, found?.error.message ?? '没有找到账号')
    if (found.account.closedOn !== null && publishedDay(row) > found.account.closedOn) {
      return refuse('publishedAt', `该账号已于 ${found.account.closedOn} 注销，发布时间晚于注销日期`)
    }
    const post = known.get(row)
    return { row, account, known: post, plan: planPost(row, post, { options, bodyHash: hashOf(row.body) }) }
  })
}

function hashOf(body: string | null): string | null {
  return body === null ? null : createHash('md5').update(body).digest('hex')
}

type Placed = { row: PostRow; accountId: string }

/** The stored posts that the rows are about: by key, else by title on the same day where one of the two has no address. */
async function findKnown(work: Work, placed: readonly Placed[], capturedAt: Date): Promise<Map<PostRow, KnownPost>> {
  const days = (row: PostRow, before: number, after: number) => ({
    from: startOfDay(addDays(publishedDay(row), -before)),
    until: startOfDay(addDays(publishedDay(row), after + 1)),
  })
  const byKey = await findByKeys(
    work.db,
    // A platform may show a later time for a post that was edited; its address stays.
    placed.map(({ row, accountId }) => ({ account_id: accountId, post_key: row.key, ...days(row, 31, 31) })),
  )
  const keyed = new Map(byKey.map((post) => [`${post.account_id}:${post.post_key}`, post]))
  const rest = placed.filter(({ row, accountId }) => !keyed.has(`${accountId}:${row.key}`))
  const sameDays = await findByDays(
    work.db,
    uniqueDays(rest.map(({ row, accountId }) => ({ account_id: accountId, ...days(row, 0, 0) }))),
  )
  const byTitle = Map.groupBy(sameDays, (post) => titled(post.account_id, post.title, beijingDay(post.published_at)))
  const matches = new Map<PostRow, StoredPost>()
  for (const { row, accountId } of placed) {
    const titles = byTitle.get(titled(accountId, row.title, publishedDay(row))) ?? []
    const post = keyed.get(`${accountId}:${row.key}`) ?? titles.find((stored) => mayBeOne(row, stored))
    if (post) matches.set(row, post)
  }
  const metrics = await newestMetrics(work.db, [...new Set(matches.values())], capturedAt)
  const newest = new Map(metrics.map((metric) => [metric.post_id, metric]))
  const bodies = await bodyHashes(
    work.db,
    [...matches].flatMap(([row, post]) => (row.body === null ? [] : [post.id])),
  )
  const known = (post: StoredPost) => knownOf(post, newest.get(post.id), bodies.get(post.id) ?? null)
  return new Map([...matches].map(([row, post]) => [row, known(post)]))
}

const titled = (accountId: string, title: string, day: string) => `${accountId}:${titleKey(title, day)}`

/** Of a row and a stored post with one title on one day: two addresses that differ are two works. */
function mayBeOne(row: PostRow, stored: StoredPost): boolean {
  return row.url === null || stored.url === null || urlKey(stored.url) === row.key
}

function uniqueDays<T extends { account_id: string; from: Date }>(sought: readonly T[]): T[] {
  return [...new Map(sought.map((s) => [`${s.account_id}:${s.from.getTime()}`, s])).values()]
}

function knownOf(post: StoredPost, metric: StoredMetric | undefined, bodyHash: string | null): KnownPost {
  const given = measures.flatMap((measure) => {
    const value = metric?.[measure]
    return value === null || value === undefined ? [] : [[measure, value] as const]
  })
  return {
    id: post.id,
    publishedAt: post.published_at,
    key: post.post_key,
    title: post.title,
    url: post.url,
    headline: post.headline,
    original: post.original,
    bodyHash,
    snapshot: metric
      ? {
          capturedAt: metric.captured_at,
          source: metric.source,
          figures: Object.fromEntries(given),
          readsCapped: metric.reads_capped,
        }
      : null,
  }
}

async function writePosts(
  work: Work,
  planned: readonly Planned[],
  { batchId, options }: { batchId: string; options: PostOptions },
): Promise<void> {
  const stamp = { source: options.source, batch_id: batchId }
  const metric = (id: string, publishedAt: Date, accountId: string, seen: NonNullable<KnownPost['snapshot']>) => ({
    post_id: id,
    published_at: publishedAt,
    account_id: accountId,
    captured_at: seen.capturedAt,
    source: seen.source,
    batch_id: batchId,
    reads_capped: seen.readsCapped,
    ...seen.figures,
  })
  const added: Parameters<typeof addPosts>[1][number][] = []
  const details: Parameters<typeof updateDetails>[1][number][] = []
  const metrics: ReturnType<typeof metric>[] = []
  const texts: Parameters<typeof putTexts>[1][number][] = []
  const newestPost = new Map<string, Date>()

  for (const { row, plan, account, known } of planned) {
    if (!account) continue
    if (plan.do === 'add') {
      const id = newId()
      const publishedAt = new Date(row.publishedAt)
      const { title, url, headline, original } = row
      const post = {
        id,
        published_at: publishedAt,
        account_id: account.id,
        post_key: row.key,
        title,
        url,
        headline,
        original,
      }
      added.push({ ...post, ...stamp, created_at: work.now })
      if (row.body !== null) {
        texts.push({ post_id: id, published_at: publishedAt, account_id: account.id, body: row.body })
      }
      if (Object.keys(row.figures).length > 0) {
        const seen = { capturedAt: new Date(options.capturedAt), source: options.source }
        metrics.push(
          metric(id, publishedAt, account.id, { ...seen, figures: row.figures, readsCapped: row.readsCapped }),
        )
      }
      const before = newestPost.get(account.id)
      if (!before || before < publishedAt) newestPost.set(account.id, publishedAt)
    }
    if (plan.do === 'update' && known) {
      if (plan.details) details.push(detailsOf(row, known))
      if (plan.body && row.body !== null) {
        texts.push({ post_id: known.id, published_at: known.publishedAt, account_id: account.id, body: row.body })
      }
      if (plan.snapshot) metrics.push(metric(known.id, known.publishedAt, account.id, plan.snapshot))
    }
  }
  await addPosts(work.db, added)
  await updateDetails(work.db, details)
  await putTexts(work.db, texts)
  await addMetrics(work.db, metrics)
  await notePublished(
    work.db,
    [...newestPost].map(([account_id, at]) => ({ account_id, at })),
  )
}

/** An address that has become known is the better key from now on. */
function detailsOf(row: PostRow, known: KnownPost) {
  const found = known.url === null && row.url !== null
  return {
    id: known.id,
    published_at: known.publishedAt,
    post_key: found ? row.key : known.key,
    url: known.url ?? row.url,
    headline: row.headline ?? known.headline,
    original: row.original ?? known.original,
  }
}
