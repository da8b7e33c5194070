import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import type { Ctx } from '../core/context.ts'
import { transact } from '../db/transact.ts'
import { type DraftQuestion, listQuery } from './draft-list.store.ts'

/** A whole province on PostgreSQL; on PGlite a few, to see that the same queries can use the indexes there. */
const whole = process.env.TEST_DATABASE_URL !== undefined
const many = whole ? 100_000 : 5_000

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  const { root } = t.database
  await sql`
    insert into draft (id, number, host_unit_id, region_path, state, title, class, content, body_text, hash, author_ids,
      created_by, created_by_name, updated_by_name, created_at, updated_at, search)
    select gen_random_uuid(), '稿' || n, u.id, u.region_path,
      (array['drafting', 'inReview', 'returned', 'approved', 'published'])[1 + n % 5], '稿件' || n, 'ordinary',
      '{"targets": []}', '', '', array[w.id], w.id, '测试', '测试', now(),
      timestamptz '2026-11-20 00:00+08' - n * interval '1 minute',
      array_to_tsvector(case when n % 1000 = 0 then array['稿件', '稀有'] else array['稿件'] end)
    from generate_series(1, ${sql.lit(many)}) n
    join (select *, row_number() over (order by id) - 1 as k, count(*) over () as c from unit where kind = 'hostUnit') u
      on u.k = n % u.c
    cross join (select id from app_user where username = 'editor') w`.execute(root)
  await sql`analyze draft`.execute(root)
  await sql`analyze unit`.execute(root)
})
afterAll(() => t.close())

type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Plan Rows': number
  Plans?: Plan[]
}
const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)]

/** The plan of a page of manuscripts, asked in the role and scope in which it runs. */
function planOf(ctx: Ctx, question: Omit<DraftQuestion, 'scope'>, after: readonly [string, string] | null = null) {
  return transact(ctx, async ({ db, actor }) => {
    // Few rows are rightly read at one go; the question here is whether the index could be used.
    if (!whole) await sql`set local enable_seqscan = off`.execute(db)
    const compiled = listQuery(db, { ...question, scope: actor.scope }, { after, limit: 51 }).compile()
    const explained = await db.executeQuery<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
      ...compiled,
      sql: `explain (format json) ${compiled.sql}`,
    })
    return flat(explained.rows[0]!['QUERY PLAN'][0].Plan)
  })
}

describe(`a page among ${many} manuscripts`, () => {
  const asked: [string, Omit<DraftQuestion, 'scope'>][] = [
    ['all', {}],
    ['a state', { state: ['returned'] }],
    ['a rare word', { q: '稀有' }],
  ]
  describe.each(['editor', 'supervisorofficer', 'supervisorofficer.province'])('as %s', (username) => {
    test.each(asked)('with %s reads by an index', async (_name, question) => {
      const nodes = await planOf(await t.ctxOf(username), question)
      const readsAll = nodes.filter((n) => n['Node Type'] === 'Seq Scan' && n['Relation Name'] === 'draft')
      expect(readsAll, JSON.stringify(nodes, null, 1)).toEqual([])
    })
  })

  it('of one unit walks its index in order: nothing is sorted, on the first page as on a later one', async () => {
    const ctx = await t.ctxOf('editor')
    const later = ['2026-11-18T00:00:00.000Z', '00000000-0000-7000-8000-000000000000'] as const
    for (const nodes of [await planOf(ctx, {}), await planOf(ctx, {}, later)]) {
      expect(nodes.map((n) => n['Index Name'])).toContain('draft_unit')
      const sorted = nodes.filter((n) => n['Node Type'] === 'Sort' && (n.Plans?.[0]?.['Plan Rows'] ?? 0) > 100)
      expect(sorted, JSON.stringify(nodes, null, 1)).toEqual([])
    }
  })
})
