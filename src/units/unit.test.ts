import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import type { UnitView } from './unit.contract.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

type Page = { rows: UnitView[]; next: string | null; total: number }
const list = async (username: string, query = '') =>
  (await (await (await t.as(username)).get(`/api/units${query}`)).json()) as Page
const names = (page: Page) => page.rows.map((r) => r.name)
const host = { kind: 'hostUnit', name: '临溪县卫生健康局', hostType: 'department', regionCode: '990101' }
const auditTitles = () =>
  t.database.root.selectFrom('audit_entry').select(['action', 'title', 'after']).orderBy('seq').execute()

describe('the list of units', () => {
  it('shows one’s own region, and nothing of a neighbour’s', async () => {
    const mine = names(await list('supervisorofficer', '?kind=hostUnit'))
    expect(mine).toEqual(expect.arrayContaining(['临溪县教育局', '竹溪镇人民政府', '临溪县自来水公司']))
    expect(mine).toHaveLength(3)
    expect(names(await list('supervisorofficer.othercity', '?kind=hostUnit'))).toEqual([])
  })

  it('shows contractors to whoever may entrust one, wherever they are', async () => {
    for (const username of ['supervisorofficer', 'accountmanager']) {
      expect(names(await list(username, '?kind=contractor'))).toEqual(['青屿融媒运营公司'])
    }
  })

  it('filters by kind, region, state and words, and pages without losing or repeating a row', async () => {
    expect(names(await list('supervisorofficer.province', '?text=教育&region=990101'))).toEqual(['临溪县教育局'])
    expect((await list('supervisorofficer.province', '?kind=hostUnit,contractor')).total).toBe(5)
    expect((await list('supervisorofficer.province', '?active=no')).total).toBe(0)
    expect((await list('supervisorofficer.province', '?text=没有这样的')).rows).toEqual([])
    const all = await list('supervisorofficer.province')
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const page = await list('supervisorofficer.province', `?limit=4${cursor}`)
      expect(page.total).toBe(all.total)
      seen.push(...page.rows.map((r) => r.id))
      if (!page.next) break
      cursor = `&cursor=${encodeURIComponent(page.next)}`
    }
    expect(seen).toEqual(all.rows.map((r) => r.id))
    expect((await (await t.as('editor')).get('/api/units?cursor=x')).status).toBe(422)
  })
})

describe('adding a unit', () => {
  it('is for administrators and supervisors', async () => {
    expect((await t.anonymous.post('/api/units', host)).status).toBe(401)
    for (const username of ['accountmanager', 'securityadmin', 'auditadmin', 'publicityofficer']) {
      expect((await (await t.as(username)).post('/api/units', host)).status).toBe(403)
    }
  })

  it('stays inside one’s own region', async () => {
    const refused = await (await t.as('supervisorofficer.sibling')).post('/api/units', host)
    expect(refused.status).toBe(403)
    const above = await (await t.as('supervisorofficer')).post('/api/units', { ...host, regionCode: '990100' })
    expect(above.status).toBe(403)
  })

  it('is refused without what its kind asks for', async () => {
    const caller = await t.as('supervisorofficer')
    const missing = await caller.post('/api/units', { ...host, hostType: null })
    expect([missing.status, await missing.json()]).toMatchObject([422, { errors: [{ path: 'hostType' }] }])
    const person = await caller.post('/api/units', { ...host, name: '王小明' })
    expect(await person.json()).toMatchObject({ errors: [{ path: 'name', message: expect.stringContaining('个人') }] })
    const section = await caller.post('/api/units', { ...host, name: '临溪县教育局基础教育科' })
    expect(await section.json()).toMatchObject({
      errors: [{ path: 'name', message: expect.stringContaining('“临溪县教育局”的内设机构') }],
    })
  })

  it('seals and masks the telephone number, and audits it without the number', async () => {
    const caller = await t.as('supervisorofficer')
    const added = await caller.post('/api/units', { ...host, contactName: '张某', contactPhone: '13812345678' })
    expect(added.status).toBe(200)
    const unit = (await added.json()) as UnitView
    expect(unit).toMatchObject({ contactPhone: '138****5678', level: 'county', shortName: '临溪县卫生健康局' })
    const row = await t.database.root.selectFrom('unit').selectAll().where('id', '=', unit.id).executeTakeFirstOrThrow()
    expect(JSON.stringify([row, await auditTitles()])).not.toContain('13812345678')

    expect((await (await t.as('editor')).post(`/api/units/${unit.id}/phone`, { reason: '核对' })).status).toBe(403)
    expect(
      (await (await t.as('supervisorofficer.sibling')).post(`/api/units/${unit.id}/phone`, { reason: '核对' })).status,
    ).toBe(404)
    expect((await caller.post(`/api/units/${unit.id}/phone`, {})).status).toBe(422)
    const shown = await caller.post(`/api/units/${unit.id}/phone`, { reason: '核对备案信息' })
    expect(await shown.json()).toEqual({ phone: '13812345678' })
    expect((await auditTitles()).at(-1)).toMatchObject({ action: 'personal.view', after: { reason: '核对备案信息' } })
    expect((await caller.post('/api/units', host)).status).toBe(409)
  })

  test.each([
    ['a wrong credit code', { creditCode: '91350100M000100Y44' }, 'creditCode'],
    ['a wrong telephone number', { contactPhone: '12345' }, 'contactPhone'],
    ['a name of one character', { name: '局' }, 'name'],
    ['an unknown region', { regionCode: '990199' }, 'regionCode'],
  ])('is refused with %s', async (_case, change, path) => {
    const refused = await (await t.as('supervisorofficer')).post('/api/units', {
      ...host,
      name: '临溪县水务局',
      ...change,
    })
    expect([refused.status, await refused.json()]).toMatchObject([422, { errors: [{ path }] }])
  })
})

describe('changing a unit', () => {
  it('finds it again under its new name and keeps what was not given', async () => {
    const caller = await t.as('supervisorofficer')
    const [unit] = (await list('supervisorofficer', '?text=卫生健康')).rows
    const body = { ...host, name: '临溪县卫生健康与医保局', version: unit!.version }
    const saved = await caller.put(`/api/units/${unit!.id}`, body)
    expect(await saved.json()).toMatchObject({
      name: body.name,
      contactPhone: '138****5678',
      version: unit!.version + 1,
    })
    expect((await list('supervisorofficer', '?text=医保')).total).toBe(1)
    const late = await caller.put(`/api/units/${unit!.id}`, body)
    expect(late.status).toBe(409)
    expect((await (await t.as('supervisorofficer.othercity')).put(`/api/units/${unit!.id}`, body)).status).toBe(404)
  })

  it('takes its accounts into the region it moves to', async () => {
    const caller = await t.as('supervisorofficer.city')
    const id = t.world.units.siblingHost!
    const unit = (await (await caller.get(`/api/units/${id}`)).json()) as UnitView
    const body = { name: unit.name, hostType: 'department', regionCode: '990101', version: unit.version }
    expect((await caller.put(`/api/units/${id}`, body)).status).toBe(200)
    const account = await t.database.root
      .selectFrom('account')
      .selectAll()
      .where('host_unit_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(account).toMatchObject({ region_code: '990101', region_path: '990000/990100/990101/' })
    const back = await caller.put(`/api/units/${id}`, { ...body, regionCode: '990102', version: unit.version + 1 })
    expect(back.status).toBe(200)
  })
})

describe('taking a unit out of use', () => {
  it('is refused while it has people, accounts or contracts, with their numbers', async () => {
    const caller = await t.as('supervisorofficer')
    const refused = await caller.put(`/api/units/${t.world.units.host}/active`, {
      active: false,
      reason: '机构改革',
      version: 1,
    })
    expect([refused.status, await refused.json()]).toMatchObject([
      409,
      { code: 'IN_USE', detail: { users: 5, accounts: 2, contracts: 1 } },
    ])
    const contractor = { active: false, reason: '合同到期', version: 1 }
    const busy = await (await t.as('supervisorofficer.city')).put(
      `/api/units/${t.world.units.contractor}/active`,
      contractor,
    )
    expect(await busy.json()).toMatchObject({ code: 'IN_USE', detail: { users: 1, contracts: 1 } })
    expect((await caller.put(`/api/units/${t.world.units.contractor}/active`, contractor)).status).toBe(403)
  })

  it('works once nothing is left, and back, unless its name has been taken since', async () => {
    const caller = await t.as('supervisorofficer')
    const [unit] = (await list('supervisorofficer', '?text=医保')).rows
    const off = { active: false, reason: '机构改革', version: unit!.version }
    expect((await caller.put(`/api/units/${unit!.id}/active`, off)).status).toBe(200)
    expect((await list('supervisorofficer', '?text=医保&active=yes')).total).toBe(0)
    const again = await caller.post('/api/units', { ...host, name: unit!.name })
    expect(again.status).toBe(200)
    const on = { active: true, reason: '恢复', version: unit!.version + 1 }
    expect((await caller.put(`/api/units/${unit!.id}/active`, on)).status).toBe(409)
  })
})
