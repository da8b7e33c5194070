import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import type { Ctx } from '../core/context.ts'
import { transact } from '../db/transact.ts'
import { plantApproved } from './approved.fixture.ts'
import type { PublicationFilter } from './publications.contract.ts'
import { prepareRegister, registerQuery } from './register.store.ts'

/** A year of a province on PostgreSQL; on PGlite fewer, to see that the same questions can use the indexes there. */
const whole = process.env.TEST_DATABASE_URL !== undefined
const many = whole ? 100_000 : 5_000

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  const draft = await plantApproved(t)
  const { root } = t.database
  await sql`
    insert into publication (id, number, draft_id, draft_version, hash, review_id, account_id, host_unit_id, region_path,
      platform, account_name, title, outgoing, signatures, way, state, scheduled_at, created_by_name, created_at, search)
    select gen_random_uuid(), 'T' || n, ${draft.id}::uuid, 1, ${draft.hash}, ${draft.reviewId}::uuid, a.id, a.host_unit_id,
      a.region_path, a.platform, a.name, '标题' || n, '{}', '[]', 'api',
      (array['cancelled', 'failed', 'withdrawn', 'removed'])[1 + n % 4], timestamptz '2026-11-20 00:00+08' - n * interval '5 minutes',
      '测试', now(), array_to_tsvector(case when n % 500 = 0 then array['标题', '稀有'] else array['标题'] end)
    from generate_series(1, ${sql.lit(many)}) n
    join (select *, row_number() over (order by id) - 1 as k from account) a
      on a.k = n % (select count(*) from account)`.execute(root)
  await sql`analyze publication`.execute(root)
  await sql`analyze unit`.execute(root)
})
afterAll(() => t.close())

type Plan = { 'Node Type': string; 'Relation Name'?: string; Alias?: string; 'Plan Rows': number; Plans?: Plan[] }
const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)]

/** The plan of a page of the register, asked in the role and scope in which it runs. */
function planOf(ctx: Ctx, filter: PublicationFilter): Promise<Plan[]> {
  return transact(ctx, async (work) => {
    // Few rows are rightly read at one go; the question here is whether the index could be used.
    if (!whole) await sql`set local enable_seqscan = off`.execute(work.db)
    const prepared = await prepareRegister(work.db, { filter, scope: work.actor.scope })
    const query = registerQuery(work.db, { prepared, after: null, limit: 51 }).compile()
    const explained = await work.db.executeQuery<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
      ...query,
      sql: `explain (format json) ${query.sql}`,
    })
    return flat(explained.rows[0]!['QUERY PLAN'][0].Plan)
  })
}

function expectIndexed(nodes: Plan[]): void {
  const readsAll = nodes.filter((n) => n['Node Type'] === 'Seq Scan' && n['Relation Name'] === 'publication')
  expect(readsAll, JSON.stringify(nodes, null, 1)).toEqual([])
  // A page is walked in its order; only the few rows of a rare word may be sorted.
  const sorted = nodes.filter((n) => n['Node Type'] === 'Sort').map((n) => n.Plans?.[0]?.['Plan Rows'] ?? 0)
  expect(Math.max(0, ...sorted)).toBeLessThanOrEqual(Math.max(2000, many / 20))
}

const cases: [string, PublicationFilter][] = [
  ['all', {}],
  ['a county', { region: '990101' }],
  ['a platform', { platform: 'wechat' }],
  ['states', { state: ['failed', 'removed'] }],
  ['days', { from: '2026-11-01', to: '2026-11-03' }],
  ['a common word', { q: '标题' }],
  ['a rare word', { q: '稀有' }],
]

describe(`a page of the register among ${many} publications`, () => {
  describe.each([
    'supervisorofficer.province',
    'supervisorofficer.city',
    'supervisorofficer',
    'editor',
    'contractorstaff',
  ])('as %s', (username) => {
    test.each(cases)('with %s walks an index', async (_name, filter) => {
      expectIndexed(await planOf(await t.ctxOf(username), filter))
    })
  })

  it('finds what is due by the index of its time', async () => {
    const plan = await transact(await t.ctxOf('system'), async ({ db, now }) => {
      const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: Plan }] }>`explain (format json)
        select * from publication where next_at <= ${now} order by next_at, id limit 1 for update skip locked`.execute(
        db,
      )
      return flat(rows[0]!['QUERY PLAN'][0].Plan)
    })
    expect(plan.filter((n) => n['Node Type'] === 'Seq Scan')).toEqual([])
  })
})
