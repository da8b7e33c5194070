import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { performRun, startRun } from '../src/assessment/run.service.ts'
import { ensureDefaultScheme } from '../src/assessment/scheme.service.ts'
import { type Ctx, systemCtx } from '../src/core/context.ts'
import { secretBox } from '../src/core/secret-box.ts'
import type { OpenDatabase } from '../src/db/open.ts'
import type { PostTotals } from '../src/publishing/facts.rules.ts'
import { gatherAccountFigures, gatherFigures } from '../src/publishing/facts.service.ts'
import { copyOut } from './copy.ts'
import type { BenchDatabase } from './databases.ts'
import { best, type Result, rounded, timed } from './measure.ts'
import { buildWorld, month, type Size } from './world.ts'

/** (a) The assessment of a month, against the same aggregation of the same rows in DuckDB. */
export async function benchAssessment({ zh, database }: BenchDatabase, size: Size): Promise<Result> {
  await buildWorld(database, size)
  const ctx = systemOf(database)
  const of = { start: month.start, end: month.end, cutoff: month.cutoff, regionPath: '990000/' }
  const facts = await best(3, async () => {
    const posts = await gatherFigures(ctx, of)
    await gatherAccountFigures(ctx, of)
    return posts
  })
  await ensureDefaultScheme(ctx)
  const whole = await timed(async () => {
    const { runId } = await startRun(ctx, { period: month.code, regionCode: '990000' })
    await performRun(ctx, runId, async () => {})
  })
  const duck = await inDuckDb(database)
  sameTotals(checksum(facts.value), duck.value)
  return {
    part: 'a',
    database: zh,
    zh: `月度考核：${size.accounts} 个账号、${size.posts} 篇作品`,
    ratio: rounded(facts.seconds / duck.seconds, 1),
    figures: {
      '汇总（秒）': rounded(facts.seconds),
      '整个考核（秒）': rounded(whole.seconds),
      'DuckDB 汇总（秒）': rounded(duck.seconds, 3),
    },
  }
}

/** As of the days after the month, as an office would assess it. */
export function systemOf({ root }: OpenDatabase): Ctx {
  const ground = { root, box: secretBox(new Uint8Array(32)), queue: { send: async () => {} }, demo: false }
  return systemCtx(ground, month.cutoff)
}

type Checksum = { posts: number; reads: number; headLikes: number; days: number; capped: number }

function checksum(rows: readonly PostTotals[]): Checksum {
  const sum = (of: (row: PostTotals) => number) => rows.reduce((total, row) => total + of(row), 0)
  return {
    posts: sum((row) => row.posts),
    reads: sum((row) => row.totals.reads.sum ?? 0),
    headLikes: sum((row) => row.headTotals.likes.sum ?? 0),
    days: sum((row) => row.activeDays),
    capped: sum((row) => row.readsCapped),
  }
}

/** A ratio of two different answers would mean nothing. */
function sameTotals(ours: Checksum, theirs: Checksum): void {
  if (JSON.stringify(ours) !== JSON.stringify(theirs)) {
    throw new Error(`the two aggregations differ: ${JSON.stringify(ours)} and ${JSON.stringify(theirs)}`)
  }
}

const measures = ['reads', 'wows', 'likes', 'shares', 'comments', 'favourites']
const heads = ['reads', 'wows', 'likes', 'shares']
const columnsOf = (names: readonly string[], prefix: string, where: string) =>
  names.flatMap((m) => [
    `sum(${m}) ${where} as ${prefix}sum_${m}`,
    `max(${m}) ${where} as ${prefix}max_${m}`,
    `count(${m}) ${where} as ${prefix}known_${m}`,
  ])

const aggregation = `
  with latest as (
    select * from metric qualify row_number() over (partition by post_id order by captured_at desc) = 1
  )
  select p.account_id, count(*) as posts, count(*) filter (where original) as originals, count(original) as original_known,
    count(distinct day) as active_days, count(*) filter (where headline) as head_posts,
    count(*) filter (where reads_capped) as reads_capped, max(captured_at) as captured_at,
    ${[...columnsOf(measures, '', ''), ...columnsOf(heads, 'head_', 'filter (where headline)')].join(', ')}
  from post p left join latest l on l.post_id = p.id group by p.account_id`

/** Both tables go over as CSV, which is not timed; what is timed is the aggregation alone. */
async function inDuckDb(database: OpenDatabase): Promise<{ seconds: number; value: Checksum }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhengmei-duck-'))
  const file = (name: string) => path.join(folder, `${name}.csv`)
  try {
    const day = `(published_at at time zone 'Asia/Shanghai')::date as day`
    writeFileSync(
      file('post'),
      await copyOut(database, `select id, account_id, ${day}, headline::int, original::int from post`),
    )
    const metric = `select post_id, extract(epoch from captured_at)::bigint as captured_at, reads_capped::int, ${measures.join(', ')} from post_metric`
    writeFileSync(file('metric'), await copyOut(database, metric))
    const duck = await (await DuckDBInstance.create(':memory:')).connect()
    await duck.run(`create table post as select id::uuid id, account_id::uuid account_id, day::date as day,
      headline::boolean headline, original::boolean original from read_csv('${file('post')}', header = true)`)
    await duck.run(`create table metric as select post_id::uuid post_id, captured_at::bigint captured_at, reads_capped::boolean reads_capped,
      ${measures.map((m) => `${m}::bigint as ${m}`).join(', ')} from read_csv('${file('metric')}', header = true)`)
    const fastest = await best(3, async () => (await duck.runAndReadAll(aggregation)).getRowObjects())
    const sum = (name: string) => fastest.value.reduce((total, row) => total + Number(row[name] ?? 0), 0)
    duck.closeSync()
    return {
      seconds: fastest.seconds,
      value: {
        posts: sum('posts'),
        reads: sum('sum_reads'),
        headLikes: sum('head_sum_likes'),
        days: sum('active_days'),
        capped: sum('reads_capped'),
      },
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
