import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { newId } from '../core/ids.ts'
import { json } from '../db/sql.ts'
import { asSystem } from '../db/transact.ts'
import { performRun } from './run.service.ts'
import { seeding } from './seed.fixture.ts'

/** An answer as it came, before any contract: tests look at single fields. */
type Parsed = ReturnType<typeof JSON.parse>

let t: TestApp
let seed: ReturnType<typeof seeding>
let city: string
const extra: Record<string, string> = {}

beforeAll(async () => {
  t = await testApp()
  seed = seeding(t)
  const { accounts } = t.world
  await seed.scheme()
  await seed.posts(accounts.wechat, '2026-10', 25)
  await seed.posts(accounts.township, '2026-10', 10, { reads: 400 })
  await seed.posts(accounts.sibling, '2026-10', 20, { reads: 3000 })
  // 微博 has a year before, and no assessment of it.
  await seed.posts(accounts.weibo, '2026-10', 20, { likes: 50 })
  await seed.posts(accounts.weibo, '2025-10', 10, { likes: 50 })
  // 抖音 has posts of which some lack their figures.
  await seed.posts(accounts.water, '2026-10', 3)
  // Two accounts alike, and one for which nothing was imported.
  extra.twinA = await seed.account('host', '双胞甲')
  extra.twinB = await seed.account('host', '双胞乙')
  for (const id of [extra.twinA, extra.twinB]) await seed.posts(id, '2026-10', 12, { reads: 700 })
  extra.silent = await seed.account('host', '无数据')
  extra.app = await seed.account('host', '客户端', { platform: 'app' })
  extra.stopping = await seed.account('host', '停更中', { state: 'stopping' })
  await seed.finding(accounts.township, 'silent14Days', '2026-10-20')
  await seed.finding(accounts.wechat, 'graveError', '2026-10-08')
  await seed.finding(accounts.wechat, 'minorError', '2026-11-01') // not of this period
  city = await seed.run('supervisorofficer.city', { period: '2026-10' })
}, 60_000)
afterAll(() => t.close())

async function ask<T = Record<string, unknown>>(username: string, path: string): Promise<T> {
  const answer = await (await t.as(username)).get(path)
  expect(answer.status).toBe(200)
  return (await answer.json()) as T
}
type Row = {
  id: string
  name: string
  rank: number | null
  groupSize: number
  total: number | null
  missing: string[]
  verdict: string
  platform: string
}
type Page = { rows: Row[]; next: string | null; total: number }
const ranking = (username: string, query = '') => ask<Page>(username, `/api/assessments/${city}/ranking?${query}`)

describe('a month of a city', () => {
  it('ranks its accounts and leaves those with 缺数 unranked, never at zero', async () => {
    const { rows, total } = await ranking('supervisorofficer.city')
    expect(total).toBe(8)
    const silent = rows.find(({ id }) => id === extra.silent)!
    expect(silent).toMatchObject({ rank: null, total: null, groupSize: 7 })
    expect(silent.missing).toContain('WCI 等综合折算')
    expect(rows.at(-1)?.id).toBe(extra.silent)
    expect(
      rows
        .map(({ rank }) => rank)
        .slice(0, 7)
        .every((rank) => rank !== null),
    ).toBe(true)
  })

  it('lets equals share a place and skips the next', async () => {
    const { rows } = await ranking('supervisorofficer.city', 'platform=wechat')
    const twins = rows.filter(({ name }) => name.startsWith('双胞'))
    expect(twins[0]?.rank).toBe(twins[1]?.rank)
    const next = rows[rows.indexOf(twins[1]!) + 1]
    expect(next?.rank).toBe(Number(twins[0]?.rank) + 2)
  })

  it('counts places in the chosen group; text, verdict and 缺数 only narrow what is shown', async () => {
    const all = await ranking('supervisorofficer.city', 'platform=wechat')
    const township = all.rows.find(({ name }) => name === '竹溪发布')!
    const county = await ranking('supervisorofficer.city', 'platform=wechat&level=township')
    expect(county.rows.map(({ rank, groupSize }) => [rank, groupSize])).toEqual([[1, 1]])
    const byText = await ranking('supervisorofficer.city', `platform=wechat&text=${encodeURIComponent('竹溪镇')}`)
    expect(byText.rows.map(({ rank }) => rank)).toEqual([township.rank])
    const unfit = await ranking('supervisorofficer.city', `verdict=${encodeURIComponent('不合格')}`)
    expect(unfit.rows.map(({ name }) => name).sort()).toEqual(['临溪教育', '竹溪发布'].sort())
    const missing = await ranking('supervisorofficer.city', 'missing=1')
    expect(missing.rows.every((row) => row.missing.length > 0)).toBe(true)
    const sub = await ranking('supervisorofficer.city', 'region=990102')
    expect(sub.rows.map(({ name }) => name)).toEqual(['望湖教育'])
  })

  it('pages through all of them once', async () => {
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Page = await ranking('supervisorofficer.city', `limit=3${cursor ? `&cursor=${cursor}` : ''}`)
      seen.push(...page.rows.map(({ id }) => id))
      cursor = page.next
    }
    expect(seen).toEqual((await ranking('supervisorofficer.city')).rows.map(({ id }) => id))
  })

  it('opens a score down to the sentence, the figure and its source', async () => {
    const score = await ask<Parsed>(
      'supervisorofficer.city',
      `/api/assessments/${city}/accounts/${t.world.accounts.wechat}`,
    )
    const parts = Object.fromEntries(
      score.indices.flatMap((i: Parsed) => i.parts.map((p: Parsed) => [p.part, p.outcome.why])),
    )
    expect(parts.posts).toBe('编发 25 篇，目标 30 篇，得 83.33 分')
    expect(parts.graveErrors).toBe('严重表述错误 1 起，每起扣 100 分，得 0 分')
    expect(parts.minorErrors).toBe('一般表述错误 0 起，得 100 分')
    expect(parts.wci).toMatch(/^微信传播指数 WCI V14\.2（不含转发） \d+\.\d\d，参照值/)
    expect(score.figures).toContainEqual({ name: 'reads', zh: '阅读总数', value: 25_000 })
    expect(score.provenance.figures.source).toBe('后台导出')
    expect(score.verdict).toEqual({ zh: '不合格', reasons: ['严重表述错误 1 起'] })
    expect(score.months).toEqual(['2026-10'])
  })

  it('compares with the year before by its figures when nobody assessed it then', async () => {
    const score = await ask<Parsed>(
      'supervisorofficer.city',
      `/api/assessments/${city}/accounts/${t.world.accounts.weibo}`,
    )
    expect(score.provenance.yearBefore.source).toBe('2025年10月数据按本方案推算')
    const growth = score.indices.find((i: Parsed) => i.index === 'growth')
    expect(growth.score).toBeGreaterThan(60)
    const other = await ask<Parsed>(
      'supervisorofficer.city',
      `/api/assessments/${city}/accounts/${t.world.accounts.wechat}`,
    )
    expect(other.indices.find((i: Parsed) => i.index === 'growth').score).toBeNull()
  })

  it('zeroes the health of the vetoed account’s county, and of no other', async () => {
    const { rows } = await ask<{ rows: Parsed[] }>('supervisorofficer.city', `/api/assessments/${city}/regions`)
    const own = (code: string) => rows.find((row) => row.regionCode === code && row.scope === 'own')
    expect(own('990101')).toMatchObject({ health: 0, vetoes: [{ accountName: '竹溪发布', zh: '14天未更新' }] })
    expect(own('990101').healthEarned).toBeGreaterThan(50)
    expect(own('990102')).toMatchObject({ health: 100, healthEarned: 100, vetoes: [] })
    expect(rows.some((row) => row.regionCode === '990000')).toBe(false) // the run knows a part of it only
  })

  it('says what to import for what is missing, and who is not assessed and why', async () => {
    const { rows } = await ask<{ rows: Parsed[] }>(
      'supervisorofficer.city',
      `/api/assessments/${city}/missing?unranked=1`,
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ name: '无数据', ranked: false, gaps: ['本期没有导入作品，也没有导入账号汇总数据'] })
    expect(rows[0].todo).toEqual(expect.arrayContaining([expect.stringContaining('导入作品或账号汇总数据')]))
    const excluded = await ask<{ rows: Parsed[] }>('supervisorofficer.city', `/api/assessments/${city}/excluded`)
    expect(Object.fromEntries(excluded.rows.map(({ name, reason }) => [name, reason]))).toEqual({
      客户端: '表2未设该平台的考核指标',
      停更中: '已公告停更',
    })
    const vetoes = await ask<{ rows: Parsed[] }>('supervisorofficer.city', `/api/assessments/${city}/vetoes`)
    expect(vetoes.rows).toMatchObject([{ name: '竹溪发布', vetoes: ['14天未更新'], paidBy: '临溪县' }])
  })

  it('gives the same numbers again from what it froze, and in a second run of the same facts', async () => {
    const caller = await t.as('supervisorofficer.city')
    const again = (await (await caller.post(`/api/assessments/${city}/reproductions`)).json()) as Parsed
    expect(again).toMatchObject({ identical: true, accounts: 8, different: [] })
    const first = await ask<Parsed>('supervisorofficer.city', `/api/assessments/${city}`)
    const second = await seed.run('supervisorofficer.city', { period: '2026-10' })
    const repeated = await ask<Parsed>('supervisorofficer.city', `/api/assessments/${second}`)
    expect(repeated.scoresHash).toBe(first.scoresHash)
    expect(repeated.inputsHash).toBe(first.inputsHash)
  })

  it('notices a stored number that was changed', async () => {
    const run = await seed.run('supervisorofficer.city', { period: '2026-10' })
    await asSystem(await t.ctxOf('system'), ({ db }) =>
      db
        .updateTable('assessment_score')
        .set((eb) => ({ total: eb('total', '+', 1e-12) }))
        .where('run_id', '=', run)
        .where('account_id', '=', t.world.accounts.sibling)
        .execute(),
    )
    const caller = await t.as('supervisorofficer.city')
    const again = (await (await caller.post(`/api/assessments/${run}/reproductions`)).json()) as Parsed
    expect(again).toMatchObject({ identical: false, different: [{ name: '望湖教育' }] })
  })

  it('keeps the frozen result when figures arrive later, and shows movement against the month before', async () => {
    await seed.posts(t.world.accounts.sibling, '2026-09', 1, { reads: 10 })
    await seed.posts(t.world.accounts.wechat, '2026-09', 20, { reads: 5000 })
    await seed.run('supervisorofficer.city', { period: '2026-09' })
    const { rows } = await ranking('supervisorofficer.city', 'platform=wechat&region=990102')
    expect(rows[0]).toMatchObject({ name: '望湖教育', change: 0 })
    const all = (await ranking('supervisorofficer.city', 'platform=wechat')).rows as (Row & { change: number | null })[]
    expect(all.find(({ name }) => name === '望湖教育')?.change).toBe(1)
    const trend = await ask<Parsed>('editor', `/api/accounts/${t.world.accounts.wechat}/assessments`)
    expect(trend.rows.map(({ period }: Parsed) => period)).toEqual(['2026-09', '2026-10'])
  })
})

describe('who sees what', () => {
  it('shows a host unit its own accounts only, with their place among all', async () => {
    const whole = await ranking('supervisorofficer.city', 'platform=wechat')
    const own = await ranking('editor', 'platform=wechat')
    expect(own.rows.map(({ name }) => name).sort()).toEqual(['临溪教育', '双胞乙', '双胞甲', '无数据'].sort())
    const mine = own.rows.find(({ name }) => name === '临溪教育')!
    expect(mine).toMatchObject({
      rank: whole.rows.find(({ name }) => name === '临溪教育')?.rank,
      groupSize: whole.rows[0]?.groupSize,
    })
    const editor = await t.as('editor')
    expect((await editor.get(`/api/assessments/${city}/accounts/${t.world.accounts.sibling}`)).status).toBe(404)
    expect((await editor.get(`/api/assessments/${city}/accounts/${t.world.accounts.wechat}`)).status).toBe(200)
    expect((await editor.post('/api/assessments', { period: '2026-10' })).status).toBe(403)
  })

  it('hides a county’s run from its sibling, and a sibling’s accounts in the city’s run', async () => {
    const county = await seed.run('supervisorofficer', { period: '2026-10' })
    const sibling = await t.as('supervisorofficer.sibling')
    expect((await sibling.get(`/api/assessments/${county}`)).status).toBe(404)
    expect((await sibling.get(`/api/assessments/${county}/ranking`)).status).toBe(404)
    expect((await ranking('supervisorofficer.sibling')).rows.map(({ name }) => name)).toEqual(['望湖教育'])
    const foreign = await t.as('supervisorofficer.othercity')
    expect((await foreign.get(`/api/assessments/${city}`)).status).toBe(404)
    expect((await sibling.post('/api/assessments', { period: '2026-10', regionCode: '990101' })).status).toBe(404)
  })

  it('shows a contractor the entrusted accounts only, and nothing once the contract has ended', async () => {
    const contractor = async () => (await t.as('contractorstaff')).get(`/api/assessments/${city}/ranking`)
    const answer = await contractor()
    expect(answer.status).toBe(200)
    const { rows } = (await answer.json()) as Page
    expect(rows.map(({ name }) => name).sort()).toEqual(['临溪教育', '临溪教育', '双胞乙', '双胞甲', '无数据'].sort())
    const now = t.clock.now
    t.clock.now = new Date('2040-01-01T00:00:00Z')
    expect((await contractor()).status).not.toBe(200)
    t.clock.now = now
  })
})

describe('a veto of somebody else’s account', () => {
  it('is told to those whose region paid, without the account’s name', async () => {
    const { rows } = await ask<{ rows: Parsed[] }>('editor', `/api/assessments/${city}/regions`)
    const county = rows.find((row) => row.regionCode === '990101' && row.scope === 'own')
    expect(county).toMatchObject({
      health: 0,
      vetoes: [{ accountId: null, accountName: '其他账号', zh: '14天未更新' }],
    })
    expect(JSON.stringify(rows)).not.toContain('竹溪发布')
    expect(rows.some((row) => row.regionCode === '990102')).toBe(false)
  })
})

describe('a run is refused', () => {
  const start = async (body: object) => {
    const answer = await (await t.as('supervisorofficer.city')).post('/api/assessments', body)
    return { status: answer.status, ...((await answer.json()) as { code: string }) }
  }

  it('before its period has ended', async () => {
    expect(await start({ period: '2026-11' })).toMatchObject({ status: 422, code: 'MONTH_NOT_COMPLETE' })
    expect(await start({ period: '2026-Q4' })).toMatchObject({ code: 'MONTH_NOT_COMPLETE' })
    expect(await start({ period: '2026-13' })).toMatchObject({ status: 422, code: 'INVALID_INPUT' })
    expect(await start({ period: '2008' })).toMatchObject({ status: 422 })
    expect(await start({ period: '2022-12' })).toMatchObject({ status: 422 }) // no scheme was in force
  })

  it('while the same one is under way, and not after that was cancelled', async () => {
    const caller = await t.as('supervisorofficer.city')
    const first = (await (await caller.post('/api/assessments', { period: '2026-Q3' })).json()) as Parsed
    expect(await start({ period: '2026-Q3' })).toMatchObject({ status: 409, code: 'BUSY' })
    await caller.post(`/api/jobs/${first.jobId}/cancellation`)
    const view = await ask<Parsed>('supervisorofficer.city', `/api/assessments/${first.runId}`)
    expect(view.run).toMatchObject({ state: 'failed', failure: '任务已取消' })
    const quarter = await seed.run('supervisorofficer.city', { period: '2026-Q3' })
    const ended = await ask<Parsed>('supervisorofficer.city', `/api/assessments/${quarter}`)
    expect(ended.run).toMatchObject({ state: 'done', periodZh: '2026年第三季度' })
  })

  it('while an import is writing, whoever imports', async () => {
    const id = newId()
    const job = newId()
    await asSystem(await t.ctxOf('system'), async ({ db, now }) => {
      const file = newId()
      await db
        .insertInto('file_object')
        .values({
          id: file,
          name: 'a.csv',
          purpose: 'import',
          media_type: 'text/csv',
          size: 1,
          sha256: 'x',
          owner_user_id: t.world.users.editor!,
          created_at: now,
        } as never)
        .execute()
      await db
        .insertInto('job_run')
        .values({
          id: job,
          kind: 'import.apply',
          title: '导入',
          user_id: t.world.users.editor!,
          unit_id: t.world.units.host!,
          state: 'running',
          payload: json({}),
          heartbeat_at: now,
          created_at: now,
        })
        .execute()
      await db
        .insertInto('import_batch')
        .values({
          id,
          kind: 'posts',
          file_id: file,
          file_name: 'a.csv',
          file_sha256: 'x',
          user_id: t.world.users.editor!,
          unit_id: t.world.units.host!,
          state: 'applying',
          job_id: job,
          options: json({}),
          created_at: now,
        } as never)
        .execute()
    })
    expect(await start({ period: '2026-08' })).toMatchObject({ status: 409, code: 'IMPORT_RUNNING' })
    await asSystem(await t.ctxOf('system'), ({ db }) =>
      db.updateTable('import_batch').set({ state: 'cancelled' }).where('id', '=', id).execute(),
    )
    expect((await start({ period: '2026-08' })).status).toBe(200)
    await t.runJobs()
  })
})

describe('a run that was cut off', () => {
  it('has written nothing, and begins again for the same run', async () => {
    const caller = await t.as('supervisorofficer.city')
    const { runId } = (await (await caller.post('/api/assessments', { period: '2026-07' })).json()) as Parsed
    const ctx = await t.ctxOf('supervisorofficer.city')
    // As a killed process leaves it: the run still says "running" and nothing of it is stored.
    expect((await ask<Page>('supervisorofficer.city', `/api/assessments/${runId}/ranking`)).total).toBe(0)
    await performRun(ctx, runId, async () => {})
    const once = await ask<Parsed>('supervisorofficer.city', `/api/assessments/${runId}`)
    await performRun(ctx, runId, async () => {})
    const twice = await ask<Parsed>('supervisorofficer.city', `/api/assessments/${runId}`)
    expect(twice).toEqual(once)
    expect(once.run.state).toBe('done')
  })
})

describe('沙盘推演', () => {
  const tryOut = async (body: object) => {
    const answer = await (await t.as('supervisorofficer.city')).post(`/api/assessments/${city}/what-if`, body)
    return { status: answer.status, body: (await answer.json()) as Parsed }
  }

  it('moves nobody with the weights as they are', async () => {
    const { body } = await tryOut({ weights: { wechat: { operation: { weight: 35 } } } })
    expect(body).toMatchObject({ accounts: 8, moved: 0, changed: 0, movers: [] })
  })

  it('shows who moves when health counts for everything, and stores nothing', async () => {
    const before = await ranking('supervisorofficer.city', 'platform=wechat')
    const only = (weight: number) => ({ weight })
    const { body } = await tryOut({
      weights: {
        wechat: { operation: only(0), diligence: only(0), health: only(100), cluster: only(0), growth: only(0) },
      },
    })
    expect(body.moved).toBeGreaterThan(0)
    const vetoed = body.movers.find((row: Parsed) => row.name === '竹溪发布')
    expect(vetoed?.totalAfter ?? 0).toBe(0)
    expect(await ranking('supervisorofficer.city', 'platform=wechat')).toEqual(before)
  })

  it('refuses weights that do not add up, at their path', async () => {
    const { status, body } = await tryOut({ weights: { douyin: { growth: { weight: 50 } } } })
    expect(status).toBe(422)
    expect(body.errors).toEqual([{ path: 'weights.douyin', message: '政务抖音的五项指数权重合计为 145，应为 100' }])
  })

  it('refuses a conversion that is none, at its path', async () => {
    const { status, body } = await tryOut({ conversions: { minorErrors: { kind: 'deductPerCase', points: -1 } } })
    expect(status).toBe(422)
    expect(body.errors.map(({ path }: Parsed) => path)).toContain('conversions.minorErrors.points')
  })

  it('takes another formula of WCI', async () => {
    const { status, body } = await tryOut({ wciFormula: 'wci-13' })
    expect(status).toBe(200)
    expect(body.changed).toBeGreaterThan(0)
    expect((await tryOut({ wciFormula: 'vci-zjip' })).body.errors[0].path).toBe('formulas.wechat')
  })
})
