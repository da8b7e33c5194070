import { sql } from 'kysely'
import { newId } from '../src/core/ids.ts'
import { transact } from '../src/db/transact.ts'
import { postKey } from '../src/publishing/post-key.rules.ts'
import type { PostRow } from '../src/publishing/posts.rules.ts'
import { postsImport } from '../src/publishing/posts-import.service.ts'
import { systemOf } from './assessment.ts'
import { copyIn, copyOut } from './copy.ts'
import type { BenchDatabase } from './databases.ts'
import { type Result, rounded, timed } from './measure.ts'
import { buildWorld } from './world.ts'

const chunk = 1000
const accountCount = 1000
const postColumns =
  'id, published_at, account_id, post_key, title, url, headline, original, source, batch_id, created_at'
const metricColumns =
  'post_id, published_at, account_id, captured_at, source, batch_id, reads, reads_capped, wows, likes, shares, comments, favourites'

/** (c) Works imported as the product does it, against the database's COPY of the rows that came of it. */
export async function benchImport({ zh, database }: BenchDatabase, rows: number): Promise<Result> {
  await buildWorld(database, { accounts: accountCount, posts: 0 })
  const ctx = systemOf(database)
  const options = postsImport.parseOptions({ source: '第三方数据' }, { now: ctx.now })
  const parsed = Array.from({ length: rows }, (_, n) => rowOf(n))

  // The same two steps for each chunk as runApplication in src/imports/apply.service.ts, in one transaction.
  const ours = await timed(() =>
    transact(ctx, async (work) => {
      const batchId = newId()
      for (let at = 0; at < parsed.length; at += chunk) {
        const part = parsed.slice(at, at + chunk)
        const wrong = (await postsImport.judge(work, part, options)).find(({ outcome }) => outcome !== 'new')
        if (wrong) throw new Error(`a row was judged ${JSON.stringify(wrong)}`)
        await postsImport.apply(work, part, { batchId, options })
      }
    }),
  )

  const posts = await copyOut(database, `select ${postColumns} from post`)
  const metrics = await copyOut(database, `select ${metricColumns} from post_metric`)
  await sql`truncate post, post_metric`.execute(database.root)
  const copied = await timed(async () => {
    await copyIn(database, `post (${postColumns})`, posts)
    await copyIn(database, `post_metric (${metricColumns})`, metrics)
  })
  return {
    part: 'c',
    database: zh,
    zh: `导入 ${rows} 行作品数据`,
    ratio: rounded(ours.seconds / copied.seconds, 1),
    figures: {
      '本平台（行/秒）': Math.round(rows / ours.seconds),
      'COPY（行/秒）': Math.round(rows / copied.seconds),
    },
  }
}

function rowOf(n: number): PostRow {
  const at = new Date(Date.parse('2026-03-01T00:00:00+08:00') + ((n * 7919) % 44_640) * 60_000).toISOString()
  const title = `关于第${n}项工作的通知`
  const url = `https://bench.example/${n}`
  return {
    account: { ledgerNo: `ZM${String(n % accountCount).padStart(8, '0')}` },
    title,
    url,
    publishedAt: at,
    key: postKey({ url, title, publishedAt: new Date(at) }),
    headline: n % 5 === 0,
    original: n % 3 === 0,
    body: null,
    figures: { reads: n % 8191, likes: n % 257, shares: n % 61, comments: n % 17 },
    readsCapped: false,
  }
}
