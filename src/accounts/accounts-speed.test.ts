import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import type { Ctx } from '../core/context.ts'
import { transact } from '../db/transact.ts'
import { type AccountFilter, type SortName, sortNames } from './account-filter.contract.ts'
import { ledgerQuery, prepareFilter } from './ledger.store.ts'

/** A whole province on PostgreSQL; on PGlite a few, to see that the same queries can use the indexes there. */
const whole = process.env.TEST_DATABASE_URL !== undefined
const many = whole ? 100_000 : 5_000

let app: TestApp
beforeAll(async () => {
  app = await testApp()
  const { root } = app.database
  await sql`
    insert into unit (id, name, short_name, kind, host_type, region_code, region_path, level, search, created_at, updated_at)
    select gen_random_uuid(), '单位' || n, '单位' || n, 'hostUnit', 'department', r.code, r.path, r.level,
      array_to_tsvector(array['单位']), now(), now()
    from generate_series(1, ${sql.lit(many / 10)}) n
    join lateral (select code, path, level from region where level in ('county', 'township') order by code offset n % 4 limit 1) r on true
  `.execute(root)
  await sql`
    insert into account (id, ledger_no, name, platform, platform_account_id, host_unit_id, region_code, region_path, level, state,
      opened_on, followers, last_post_at, tags, search, created_at, updated_at)
    select gen_random_uuid(), 'ZM' || lpad((n + 1000)::text, 6, '0'), '账号' || (n % 997), (array['wechat','weibo','toutiao','douyin','channels','kuaishou','bilibili','miniProgram','app','other'])[1 + n % 10],
      'id' || n, u.id, u.region_code, u.region_path, u.level, 'active',
      case when n % 7 > 0 then date '2015-01-01' + n % 3000 end, case when n % 5 > 0 then (n::bigint * 7919) % 1000000 end,
      case when n % 9 > 0 then timestamptz '2026-11-20 00:00+08' - (n % 5000) * interval '1 hour' end, '{}',
      array_to_tsvector(case when n % 500 = 0 then array['账号', '稀有'] else array['账号'] end), now(), now()
    from generate_series(1, ${sql.lit(many)}) n
    join (select *, row_number() over (order by id) - 1 as k from unit where short_name like '单位%') u on u.k = n % ${sql.lit(many / 10)}
  `.execute(root)
  await sql`analyze account`.execute(root)
  await sql`analyze unit`.execute(root)
  await sql`analyze region`.execute(root)
})
afterAll(() => app.close())

type Plan = { 'Node Type': string; 'Relation Name'?: string; Alias?: string; 'Plan Rows': number; Plans?: Plan[] }
const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)]

/** The plan of a ledger page, asked in the role and scope in which it runs. */
function planOf(ctx: Ctx, filter: AccountFilter, sort: SortName, order: 'asc' | 'desc' = 'asc'): Promise<Plan[]> {
  return transact(ctx, async (work) => {
    // Few rows are rightly read at one go; the question here is whether the index could be used.
    if (!whole) await sql`set local enable_seqscan = off`.execute(work.db)
    const prepared = await prepareFilter(work.db, { filter, scope: work.actor.scope, now: work.now })
    const query = ledgerQuery(work.db, { filter: prepared, sorting: { sort, order }, from: undefined, limit: 51 })
    const { sql: text, parameters } = query.compile()
    const explained = await work.db.executeQuery<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
      ...query.compile(),
      sql: `explain (format json) ${text}`,
      parameters,
    })
    return flat(explained.rows[0]!['QUERY PLAN'][0].Plan)
  })
}

function expectIndexed(nodes: Plan[]) {
  const readsAll = nodes.filter((n) => n['Node Type'] === 'Seq Scan' && n['Relation Name'] === 'account')
  expect(readsAll, JSON.stringify(nodes, null, 1)).toEqual([])
  // The units of the page; row security asks for others under other names.
  const hosts = nodes.filter((n) => n.Alias === 'host')
  expect(hosts.map((n) => n['Node Type'])).toEqual(['Index Scan'])
  // A rare search text is answered by id, and its few rows may be sorted; a page of all rows is never.
  const sorted = nodes.filter((n) => n['Node Type'] === 'Sort').map((n) => n.Plans?.[0]?.['Plan Rows'] ?? 0)
  expect(Math.max(0, ...sorted)).toBeLessThanOrEqual(Math.max(2000, many / 20))
}

const cases: [string, AccountFilter][] = [
  ['all', {}],
  ['a county', { region: '990102' }],
  ['a platform', { platform: ['douyin'] }],
  ['several platforms', { platform: ['douyin', 'weibo'] }],
  ['a common word', { q: '账号' }],
  ['a rare word', { q: '稀有' }],
  ['a silence', { silentDays: 100 }],
]

describe(`a page of the ledger among ${many} accounts`, () => {
  describe.each(['supervisorofficer.province', 'supervisorofficer.city', 'supervisorofficer'])('as %s', (username) => {
    test.each(cases.flatMap(([name, filter]) => sortNames.map((sort) => [name, sort, filter] as const)))(
      'with %s, by %s, walks an index',
      async (_name, sort, filter) => {
        const ctx = await app.ctxOf(username)
        expectIndexed(await planOf(ctx, filter, sort))
        expectIndexed(await planOf(ctx, filter, sort, 'desc'))
      },
    )
  })

  it("finds a host unit's own accounts by its index", async () => {
    expectIndexed(await planOf(await app.ctxOf('accountmanager'), {}, 'followers'))
    expectIndexed(await planOf(await app.ctxOf('contractorstaff'), {}, 'ledgerNo'))
  })
})
