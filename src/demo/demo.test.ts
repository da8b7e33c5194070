import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApplication } from '../accounts/applications.service.ts'
import { type ApplicationKind, lifecycle } from '../accounts/lifecycle.rules.ts'
import { accountStates } from '../accounts/platforms.rules.ts'
import { importKinds } from '../app/import-kinds.ts'
import { jobs } from '../app/jobs-list.ts'
import { verifyChain } from '../audit/verify.service.ts'
import { addDays, beijingDay } from '../core/clock.rules.ts'
import { type Ground, systemCtx } from '../core/context.ts'
import { secretBox } from '../core/secret-box.ts'
import type { OpenDatabase } from '../db/open.ts'
import { openTestDatabase } from '../db/testing.ts'
import { transact } from '../db/transact.ts'
import { actorOf } from '../identity/actor.service.ts'
import { findingKinds } from '../monitoring/findings.rules.ts'
import { duties, unitKinds } from '../units/duties.rules.ts'
import { type DemoLogin, type DemoParts, ensureDemo } from './demo.service.ts'

const now = new Date('2026-11-24T10:00:00+08:00')
let database: OpenDatabase
let ground: Ground
let parts: DemoParts
const told: string[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  const box = secretBox(new Uint8Array(32).fill(7))
  ground = { root: database.root, box, queue: { send: async () => {} }, demo: true }
  const dataDir = mkdtempSync(path.join(tmpdir(), 'zhengmei-demo-'))
  parts = { now, dataDir, kinds: importKinds, jobs, tell: (line) => told.push(line) }
  expect(await ensureDemo(ground, parts)).toBe('made')
}, 300_000)
afterAll(async () => {
  await database.close()
  rmSync(parts.dataDir, { recursive: true, force: true })
})

const rowsOf = async (query: string) => (await sql.raw<Record<string, unknown>>(query).execute(database.root)).rows
const numberOf = async (query: string) => Number(Object.values((await rowsOf(query))[0] ?? {})[0])
/** The scores of last month. */
const lastMonth = `from assessment_score s join assessment_run r on r.id = s.run_id where r.period = '2026-10'`

describe('the demonstration province', () => {
  it('is invented: every region has a code that no real one has, and its residents say so', async () => {
    expect(await rowsOf(`select code from region where code not like '99%'`)).toEqual([])
    const sources = await rowsOf('select distinct residents_source s from region where residents is not null')
    expect(sources).toEqual([{ s: '演示数据（虚构）' }])
  })

  it('has every kind of body, and a login for every duty without a forced change', async () => {
    const kinds = await rowsOf('select distinct kind from unit')
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(Object.keys(unitKinds).sort())
    const logins = JSON.parse(readFileSync(path.join(parts.dataDir, 'demo-logins.json'), 'utf8')) as DemoLogin[]
    expect(new Set(logins.map(({ role }) => role))).toEqual(new Set(Object.values(duties).map(({ zh }) => zh)))
    expect(await numberOf('select count(*) from app_user where must_change_password')).toBe(0)
    expect(await numberOf('select count(*) from app_user')).toBe(logins.length)
  })

  it('has some sixty accounts and two years of figures, the last 13 months and more work by work', async () => {
    expect(await numberOf('select count(*) from account')).toBeGreaterThanOrEqual(60)
    const months = await rowsOf(
      `select to_char(published_at at time zone 'Asia/Shanghai', 'YYYY-MM') m, count(*)::int n from post group by 1 order by 1`,
    )
    expect(months.length).toBeGreaterThanOrEqual(14)
    expect(months.at(-1)?.m).toBe('2026-11')
    const newest = await numberOf(`select extract(epoch from max(published_at)) from post`)
    expect(beijingDay(new Date(newest * 1000)) < beijingDay(now)).toBe(true)
    expect(await numberOf('select count(distinct period_start) from account_figure')).toBe(26)
  })

  it('shows what is missing: no figures, no shares, unknown originals, “10万+”, nothing at all', async () => {
    expect(
      await numberOf(
        'select count(*) from post p where not exists (select 1 from post_metric m where m.post_id = p.id)',
      ),
    ).toBeGreaterThan(10)
    expect(
      await numberOf('select count(*) from post_metric where shares is null and reads is not null'),
    ).toBeGreaterThan(10)
    expect(await numberOf('select count(*) from post where original is null')).toBeGreaterThan(10)
    expect(await numberOf('select count(*) from post_metric where reads_capped and reads = 100001')).toBeGreaterThan(10)
    expect(await numberOf(`select count(*) from account where last_post_at is null and platform = 'weibo'`)).toBe(1)
    expect(
      await numberOf(`select count(*) from assessment_score s join assessment_run r on r.id = s.run_id
      where r.period = '2026-10' and total is null`),
    ).toBeGreaterThan(0)
  })

  it('has accounts that are silent for 14 days and that soon will be', async () => {
    const silent = await rowsOf(`select name, last_post_at at from account where last_post_at is not null`)
    const days = silent.map(({ at }) => beijingDay(at as Date))
    expect(days.filter((day) => day <= addDays('2026-11-24', -14))).not.toHaveLength(0)
    expect(
      days.filter((day) => day > addDays('2026-11-24', -14) && day <= addDays('2026-11-24', -10)),
    ).not.toHaveLength(0)
  })

  it('has findings of every kind of 表2, one of them withdrawn', async () => {
    const kinds = await rowsOf('select distinct kind from finding')
    expect(kinds.map(({ kind }) => kind).sort()).toEqual([...findingKinds].sort())
    expect(await numberOf(`select count(*) from finding where state = 'withdrawn'`)).toBe(1)
  })

  it('has manuscripts in every state before publication, one of them with something 严重', async () => {
    const states = await rowsOf('select distinct state from draft order by 1')
    expect(states.map(({ state }) => state)).toEqual(
      expect.arrayContaining(['approved', 'discarded', 'drafting', 'inReview', 'refused', 'returned']),
    )
    expect(await numberOf(`select count(*) from draft_check where findings::text like '%"grave"%'`)).toBe(1)
    expect(await numberOf('select count(*) from content_column')).toBe(2)
    expect(await numberOf(`select count(*) from media where alt <> ''`)).toBe(1)
  })

  it('has assessed the last twelve months and a quarter: with a tie, an unfit account, and a vetoed county', async () => {
    const runs = await rowsOf('select period, state from assessment_run order by period_end, period_start desc')
    expect(runs).toHaveLength(13)
    expect(runs.every(({ state }) => state === 'done')).toBe(true)
    expect(runs.map(({ period }) => period)).toContain('2026-Q3')
    const ties = await rowsOf(
      `select s.total ${lastMonth} and s.total is not null group by s.total, s.platform having count(*) > 1`,
    )
    expect(ties.length).toBeGreaterThan(0)
    const verdicts = await rowsOf(`select distinct verdict ${lastMonth}`)
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(expect.arrayContaining(['合格', '不合格']))
    const vetoed =
      await rowsOf(`select distinct g.region_code from assessment_region g join assessment_run r on r.id = g.run_id
      where r.period = '2026-10' and jsonb_array_length(g.vetoes) > 0 and g.level = 'county'`)
    expect(vetoed.map(({ region_code }) => region_code)).toEqual(['990103'])
  })

  it('compares with the year before', async () => {
    const grown = await rowsOf(`select s.growth ${lastMonth} and s.growth is not null`)
    expect(grown.length).toBeGreaterThan(40)
    expect(Math.max(...grown.map(({ growth }) => Number(growth)))).toBeGreaterThan(65)
    expect(Math.min(...grown.map(({ growth }) => Number(growth)))).toBeLessThan(55)
  })

  it('lets a contractor see while contract and NDA hold, and nothing afterwards', async () => {
    const scopeOf = async (username: string) => {
      const user = await database.root
        .selectFrom('app_user')
        .select('id')
        .where('username', '=', username)
        .executeTakeFirst()
      return (await transact(systemCtx(ground, now), (work) => actorOf(work, user!.id))).scope.kind
    }
    expect(await scopeOf('contractor')).toBe('contract')
    expect(await scopeOf('contractor.lapsed')).toBe('none')
  })

  it('has an import with errors in its history, and one without', async () => {
    const imports = await rowsOf('select state, error_count from import_batch order by created_at')
    expect(imports).toEqual([
      { state: 'applied', error_count: 3 },
      { state: 'applied', error_count: 0 },
    ])
  })

  it('has an opening in every state that one can have, and a closing at each of its steps', async () => {
    const statesOf = async (kind: string) =>
      (await rowsOf(`select distinct state from account_application where kind = '${kind}' order by 1`)).map(
        ({ state }) => state as string,
      )
    const reached = (kind: ApplicationKind) =>
      [...new Set(['draft', ...lifecycle.filter((step) => step.kind === kind).map(({ to }) => to)])].sort()
    expect(await statesOf('opening')).toEqual(reached('opening'))
    // Of closings, none was called off.
    expect(await statesOf('closure')).toEqual(reached('closure').filter((state) => state !== 'discarded'))
    expect(await statesOf('filing')).toEqual(['done', 'inReview'])
    expect(await statesOf('change')).toEqual(['done', 'inReview'])
    expect((await rowsOf('select distinct state from account')).map(({ state }) => state).sort()).toEqual(
      Object.keys(accountStates).sort(),
    )
  })

  it('has closed an unqualified account last month, whose host unit is barred for a year', async () => {
    const [barred] = await rowsOf(`select u.name, a.barred_until::text until from account_application a
      join unit u on u.id = a.host_unit_id where barred_until is not null`)
    expect(barred).toMatchObject({ name: '竹坞镇人民政府' })
    expect(String(barred?.until)).toMatch(/^2027-10/)
    const zhuwu = await database.root
      .selectFrom('app_user')
      .select('id')
      .where('username', '=', 'manager.zhuwu')
      .executeTakeFirstOrThrow()
    const system = systemCtx(ground, now)
    const actor = await transact(system, (work) => actorOf(work, zhuwu.id))
    await expect(startApplication({ ...system, actor }, { kind: 'opening' })).rejects.toThrow('不合格')
  })

  it('has reviews of several opinions, a withdrawn round, and a deputy who has decided', async () => {
    const actions = (await rowsOf('select distinct action from review_opinion')).map(({ action }) => action)
    expect(actions).toEqual(
      expect.arrayContaining([
        'submit',
        'resubmit',
        'sendBack',
        'refuse',
        'copy',
        'urge',
        'transfer',
        'withdraw',
        'approve',
      ]),
    )
    expect(await numberOf(`select count(*) from review where state = 'withdrawn' and round = 2`)).toBe(1)
    expect(
      await rowsOf('select user_name, on_behalf_name from review_opinion where on_behalf_name is not null'),
    ).toEqual([{ user_name: '云启明', on_behalf_name: '云见素' }])
    expect(await numberOf(`select count(*) from review_absence where '2026-11-24' between starts_on and ends_on`)).toBe(
      1,
    )
  })

  it('has promises that are due: kept, missed and unknown; and one for every decision', async () => {
    const due = await rowsOf(
      `select outcome from account_pledge where decision is null and reviews_on <= '2026-11-24' order by outcome`,
    )
    expect(due.map(({ outcome }) => outcome)).toEqual(['met', 'unknown', 'unmet'])
    const decided = await rowsOf('select distinct decision from account_pledge_decision order by 1')
    expect(decided.map(({ decision }) => decision)).toEqual(['closed', 'extended', 'met'])
    expect(await numberOf(`select count(*) from account_pledge where source = 'opening'`)).toBe(1)
  })

  it('has clean-ups that wait for their host unit, and one that has been heard', async () => {
    expect(await numberOf(`select count(*) from cleanup_proposal where state = 'stated'`)).toBe(1)
    expect(await numberOf(`select count(*) from cleanup_proposal where state = 'hearing'`)).toBeGreaterThan(1)
  })

  it('has left an audit chain without a gap', async () => {
    const file = path.join(parts.dataDir, 'no-anchors.jsonl')
    const verified = await verifyChain(database.root, { anchors: { file, box: ground.box } })
    expect(verified.fault).toBeNull()
    expect(verified.checked).toBeGreaterThan(200)
  })

  it('is told step by step, and left alone at the next start', async () => {
    expect(told.some((line) => /^创建演示数据：作品 [\d,]+ \/ [\d,]+/.test(line))).toBe(true)
    const before = await numberOf('select count(*) from audit_entry')
    expect(await ensureDemo(ground, parts)).toBe('there')
    expect(await numberOf('select count(*) from audit_entry')).toBe(before)
  })
})
