import { sql } from 'kysely'
import { evaluateAll } from '../src/accounts/cleanup-evaluation.service.ts'
import { startOfDay } from '../src/core/clock.rules.ts'
import { ensurePartitions } from '../src/db/partitions.ts'
import { systemOf } from './assessment.ts'
import type { BenchDatabase } from './databases.ts'
import { best, type Result, rounded, timed } from './measure.ts'
import { buildWorld, month, type Size } from './world.ts'

/** (d) Every account judged by §6.5.1 and §6.1.2, against one plain aggregate over the same rows. */
export async function benchCleanup({ zh, database }: BenchDatabase, size: Size): Promise<Result> {
  await buildWorld(database, size)
  const { root } = database
  await ensurePartitions(root, [month.start, '2026-02-01', '2025-04-01'])
  for (const statement of more) await sql.raw(statement).execute(root)
  const ctx = systemOf(database)
  const ours = await timed(() => evaluateAll(ctx))
  const again = await timed(() => evaluateAll(ctx))
  const plain = await best(3, () => sql<{ accounts: number; met: number }>`${sql.raw(aggregate)}`.execute(root))
  const judged = await sql<{ n: number; censured: number }>`
    select count(*) as n, count(*) filter (where '6.5.1(2)' = any(clauses)) as censured from cleanup_evaluation`.execute(
    root,
  )
  const [found] = plain.value.rows
  const [mine] = judged.rows
  if (Number(found?.accounts) !== Number(mine?.n) || Number(found?.met) !== Number(mine?.censured)) {
    throw new Error(`the two differ: ${JSON.stringify(found)} and ${JSON.stringify(mine)}`)
  }
  return {
    part: 'd',
    database: zh,
    zh: `清理判断：${size.accounts} 个账号、${size.posts} 篇作品、2 次全省考核`,
    ratio: rounded(again.seconds / plain.seconds, 1),
    figures: {
      '首次判断（秒）': rounded(ours.seconds),
      '再次判断（秒）': rounded(again.seconds),
      '账号/秒': Math.round(size.accounts / again.seconds),
      '一条 SQL 汇总（秒）': rounded(plain.seconds),
    },
  }
}

/** Two assessments of the province, 通报 of the year before, and residents: what the world of the other parts lacks. */
const run = (n: number, period: string) => `
  insert into assessment_run (id, scheme_id, period_kind, period, period_start, period_end, region_code, region_path,
    region_name, state, cutoff, scheme_definition, created_by, created_at, finished_at)
  values ('00000000-0000-7000-8010-00000000000${n}', '00000000-0000-7000-8011-000000000000', 'month', '${period}',
    date '${period}-01', date '${period}-28', '990000', '990000/', '云岚省', 'done', now(), '{}', '演算', now(), now())`
const scores = (n: number) => `
  insert into assessment_score (run_id, account_id, account_name, platform, level, host_unit_id, host_unit_name,
    region_code, region_path, operation, verdict, breakdown)
  select '00000000-0000-7000-8010-00000000000${n}', a.id, a.name, a.platform, a.level, a.host_unit_id, '',
    a.region_code, a.region_path, ('x' || right(a.id::text, 6))::bit(24)::int * ${7 + n} % 10007 / 101.0, '待核', '{}' from account a`
const more = [
  `insert into scheme (id, name, version_no, effective_from, state, definition, created_by, created_at)
    values ('00000000-0000-7000-8011-000000000000', '演算', 1, date '2020-01-01', 'draft', '{}', '演算', now())`,
  run(1, '2026-01'),
  run(2, '2026-02'),
  scores(1),
  scores(2),
  `insert into finding (id, account_id, kind, occurred_on, title, source, state, recorded_by, recorded_at)
    select gen_random_uuid(), a.id, 'provincialCensure', date '2025-01-01' + 40 * k, '通报', 'manual', 'confirmed', '演算', now()
    from account a, generate_series(1, 2) k where ('x' || right(a.id::text, 6))::bit(24)::int % 50 < k * 10`,
  `update region set residents = 300000, residents_year = 2020, residents_source = '演算' where level = 'county'`,
  'analyze',
]

/** The same rows read once: posts by day and gaps between them, both assessments with their means, findings, residents. */
const aggregate = `
  with days as (
    select account_id, (published_at at time zone 'Asia/Shanghai')::date as day, max(created_at) as imported
    from post where published_at >= '${startOfDay('2025-04-01').toISOString()}' group by 1, 2
  ),
  steps as (select account_id, day, day - lag(day) over (partition by account_id order by day) as gap from days),
  posting as (select account_id, min(day), max(day), count(*) filter (where gap > 14) as gaps from steps group by 1),
  counted as (select account_id, sum(posts) as posts from account_figure group by 1),
  means as (select run_id, platform, avg(operation::numeric) as mean from assessment_score group by 1, 2),
  below as (
    select s.account_id, count(*) filter (where s.operation < m.mean) as times
    from assessment_score s join means m using (run_id, platform) group by 1
  ),
  censures as (
    select account_id, count(distinct occurred_on) as times from finding
    where kind = 'provincialCensure' and state = 'confirmed' and occurred_on between '2025-01-01' and '2025-12-31' group by 1
  )
  select count(*) as accounts, count(*) filter (where c.times >= 2 and a.opened_on <= date '2025-04-05') as met,
    count(*) filter (where b.times >= 2) as below, count(*) filter (where p.gaps >= 2) as silent,
    count(*) filter (where a.followers * 100 < r.residents) as few, sum(f.posts) as posts
  from account a join unit u on u.id = a.host_unit_id join region r on r.code = a.region_code
  left join posting p on p.account_id = a.id left join counted f on f.account_id = a.id
  left join below b on b.account_id = a.id left join censures c on c.account_id = a.id
  where a.state <> 'closed'`
