import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { ensureDefaultScheme } from './scheme.service.ts'
import { seeding } from './seed.fixture.ts'

type Parsed = ReturnType<typeof JSON.parse>

let t: TestApp
let seed: ReturnType<typeof seeding>
beforeAll(async () => {
  t = await testApp()
  seed = seeding(t)
  await seed.scheme()
})
afterAll(() => t.close())

const ask = async (username: string, method: string, path: string, body?: unknown) => {
  const answer = await (await t.as(username)).request(method, path, body)
  return { status: answer.status, body: (await answer.json()) as Parsed }
}
const province = 'supervisorofficer.province'
const list = async () => (await ask(province, 'GET', '/api/schemes')).body.rows as Parsed[]

describe('考核方案', () => {
  it('begins with 表2 in force from January 2023, put in once', async () => {
    await ensureDefaultScheme(await t.ctxOf('system'))
    const rows = await list()
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      name: '全省政务新媒体考核评价指标（新版）',
      versionNo: 1,
      effectiveFrom: '2023-01-01',
      standing: 'inForce',
      may: { edit: false, force: false, retire: true },
    })
  })

  it('can’t be changed once in force; a copy can, until sums are wrong', async () => {
    const base = (await list())[0]
    const view = (await ask(province, 'GET', `/api/schemes/${base.id}`)).body
    const change = { version: 1, name: base.name, effectiveFrom: '2023-01-01', note: '', definition: view.definition }
    expect(await ask(province, 'PUT', `/api/schemes/${base.id}`, change)).toMatchObject({
      status: 409,
      body: { code: 'STATE_CONFLICT' },
    })
    const draft = (
      await ask('supervisorofficer', 'POST', '/api/schemes', { basedOn: base.id, effectiveFrom: '2026-12-01' })
    ).body
    expect(draft).toMatchObject({ versionNo: 2, standing: 'draft', may: { edit: true, force: false } })

    const { definition } = draft
    const heavier = structuredClone(definition)
    heavier.weights.wechat.operation.weight = 40
    const wrong = await ask('supervisorofficer', 'PUT', `/api/schemes/${draft.id}`, { ...change, definition: heavier })
    expect(wrong.status).toBe(422)
    expect(wrong.body.errors).toEqual([
      { path: 'definition.weights.wechat', message: '政务微信的五项指数权重合计为 105，应为 100' },
    ])

    heavier.weights.wechat.diligence.weight = 15
    heavier.formulas.wechat = 'wci-14.2-shares'
    heavier.missing.originality = 'zero'
    heavier.conversions.minorErrors.points = 8
    const saved = await ask('supervisorofficer', 'PUT', `/api/schemes/${draft.id}`, { ...change, definition: heavier })
    expect(saved.status).toBe(200)
    expect(saved.body.definition).toEqual(heavier)
    const late = await ask('supervisorofficer', 'PUT', `/api/schemes/${draft.id}`, { ...change, definition: heavier })
    expect(late.body.code).toBe('VERSION_CONFLICT')
    // Somebody else's draft is theirs.
    const foreign = await ask('supervisorofficer.sibling', 'PUT', `/api/schemes/${draft.id}`, {
      ...change,
      version: 2,
      definition: heavier,
    })
    expect(foreign.status).toBe(403)
  })

  it('comes into force by the province alone, and ends the one before it the day before', async () => {
    const draft = (await list()).find(({ standing }) => standing === 'draft')
    const body = { version: draft.version, effectiveFrom: '2026-10-01' }
    expect((await ask('supervisorofficer', 'POST', `/api/schemes/${draft.id}/entry-into-force`, body)).status).toBe(403)
    expect((await ask('editor', 'POST', `/api/schemes/${draft.id}/entry-into-force`, body)).status).toBe(403)
    const forced = await ask(province, 'POST', `/api/schemes/${draft.id}/entry-into-force`, body)
    expect(forced.body).toMatchObject({ standing: 'inForce', effectiveFrom: '2026-10-01', effectiveTo: null })
    const first = (await list()).find(({ versionNo }) => versionNo === 1)
    expect(first).toMatchObject({ standing: 'ended', effectiveTo: '2026-09-30' })
  })

  it('assesses a period by the scheme of its last day', async () => {
    await seed.posts(t.world.accounts.wechat, '2026-10', 3)
    await seed.posts(t.world.accounts.wechat, '2026-08', 3)
    const schemeOf = async (id: string) =>
      (await ask('supervisorofficer', 'GET', `/api/assessments/${id}`)).body.run.schemeName
    const october = await seed.run('supervisorofficer', { period: '2026-10' })
    const august = await seed.run('supervisorofficer', { period: '2026-08' })
    expect(await schemeOf(october)).toMatch(/第2版$/)
    expect(await schemeOf(august)).toMatch(/第1版$/)
  })

  it('never lets two hold on one day, nor takes a scheme away from a period it was used for', async () => {
    const used = (await list()).find(({ versionNo }) => versionNo === 2)
    const draft = (await ask(province, 'POST', '/api/schemes', { basedOn: used.id, effectiveFrom: '2026-06-01' })).body
    const force = (effectiveFrom: string, effectiveTo?: string) =>
      ask(province, 'POST', `/api/schemes/${draft.id}/entry-into-force`, {
        version: draft.version,
        effectiveFrom,
        effectiveTo,
      })
    expect((await force('2026-06-01')).body).toMatchObject({ code: 'STATE_CONFLICT' })
    expect((await force('2026-10-15')).body).toMatchObject({ code: 'IN_USE' })
    expect((await force('2026-12-01', '2026-11-01')).body.errors[0].path).toBe('effectiveTo')
    const retired = (lastDay: string) =>
      ask(province, 'POST', `/api/schemes/${used.id}/retirement`, { version: used.version, lastDay })
    expect((await retired('2026-10-15')).body.code).toBe('IN_USE')
    expect((await retired('2026-11-30')).body).toMatchObject({ effectiveTo: '2026-11-30', standing: 'inForce' })
    expect((await force('2026-12-01')).body).toMatchObject({ standing: 'coming' })
  })

  it('lets a draft be thrown away, and no run use it', async () => {
    const base = (await list())[0]
    const draft = (
      await ask('supervisorofficer', 'POST', '/api/schemes', { basedOn: base.id, effectiveFrom: '2027-01-01' })
    ).body
    const run = await ask('supervisorofficer', 'POST', '/api/assessments', { period: '2026-09', schemeId: draft.id })
    expect(run).toMatchObject({ status: 409 })
    expect((await ask('supervisorofficer', 'DELETE', `/api/schemes/${draft.id}`)).status).toBe(200)
    expect((await ask('supervisorofficer', 'GET', `/api/schemes/${draft.id}`)).status).toBe(404)
  })
})
