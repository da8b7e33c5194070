import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import type { RegionNode } from './region.contract.ts'
import { loadZhejiangRegions } from './zhejiang.service.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

async function tree(username: string, query = ''): Promise<RegionNode[]> {
  const answer = await (await t.as(username)).get(`/api/regions/tree${query}`)
  return ((await answer.json()) as { rows: RegionNode[] }).rows
}
const node = async (code: string) => (await tree('systemadmin')).find((r) => r.code === code)!
const account = (id: string) =>
  t.database.root.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('the region tree', () => {
  it('is for signed-in people only', async () => {
    expect((await t.anonymous.get('/api/regions/tree')).status).toBe(401)
    expect((await (await t.as('auditadmin')).get('/api/regions/tree')).status).toBe(403)
  })

  it('shows everyone the regions of her own scope, parents first', async () => {
    expect((await tree('supervisorofficer.province')).map((r) => r.code)).toEqual([
      '990000',
      '990100',
      '990101',
      '990101001',
      '990102',
      '990200',
      '990201',
    ])
    expect((await tree('supervisorofficer')).map((r) => r.code)).toEqual(['990101', '990101001'])
    expect((await tree('industryofficer')).map((r) => r.code)).toEqual(['990101', '990101001'])
    expect((await tree('editor')).map((r) => r.code)).toEqual(['990101'])
    expect((await tree('contractorstaff')).map((r) => r.code)).toEqual(['990101'])
  })

  it('counts the accounts of each region with those below it, and only what one may see', async () => {
    const counts = async (username: string) =>
      Object.fromEntries((await tree(username, '?counts=accounts')).map((r) => [r.code, r.accountCount]))
    expect(await counts('supervisorofficer.province')).toMatchObject({
      '990000': 5,
      '990100': 5,
      '990101': 4,
      '990101001': 1,
      '990102': 1,
      '990200': 0,
    })
    expect(await counts('editor')).toEqual({ '990101': 2 })
    expect(await counts('systemadmin')).toMatchObject({ '990000': undefined })
  })

  it('is not sent again to whoever has it', async () => {
    const caller = await t.as('supervisorofficer')
    const etag = (await caller.get('/api/regions/tree')).headers.get('etag')!
    const again = await caller.request('GET', '/api/regions/tree', undefined, { 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const other = await (await t.as('supervisorofficer.city')).request('GET', '/api/regions/tree', undefined, {
      'if-none-match': etag,
    })
    expect(other.status).toBe(200)
  })
})

describe('maintaining regions', () => {
  const township = { code: '990102001', name: '望湖街道', shortName: '望湖', parentCode: '990102' }

  it('is for system administrators', async () => {
    for (const username of ['supervisorofficer.province', 'securityadmin', 'editor']) {
      expect((await (await t.as(username)).post('/api/regions', township)).status).toBe(403)
    }
    expect((await t.anonymous.post('/api/regions', township)).status).toBe(401)
  })

  it('adds a region once, below a parent that its code belongs to', async () => {
    const admin = await t.as('systemadmin')
    expect((await admin.post('/api/regions', { ...township, parentCode: '990101' })).status).toBe(422)
    expect((await admin.post('/api/regions', { ...township, parentCode: '990999' })).status).toBe(404)
    const added = await admin.post('/api/regions', township)
    expect([added.status, await added.json()]).toMatchObject([200, { level: 'township', parentCode: '990102' }])
    expect((await admin.post('/api/regions', township)).status).toBe(409)
  })

  it('refuses the later of two who change the same region', async () => {
    const { version } = await node('990201')
    const admin = await t.as('systemadmin')
    const change = { name: '沙洲新区', shortName: '沙洲', version }
    expect((await admin.put('/api/regions/990201', change)).status).toBe(200)
    const late = await admin.put('/api/regions/990201', { ...change, name: '沙洲区' })
    expect([late.status, await late.json()]).toMatchObject([409, { code: 'VERSION_CONFLICT' }])
    expect((await node('990201')).name).toBe('沙洲新区')
  })

  it('takes residents with their source and year only', async () => {
    const admin = await t.as('systemadmin')
    const { version } = await node('990101')
    const sound = { residents: 312_000, year: 2020, source: '演示统计年鉴', version }
    const bad = await admin.put('/api/regions/990101/residents', { ...sound, residents: -3, source: '' })
    expect(((await bad.json()) as { errors: { path: string }[] }).errors.map((e) => e.path)).toEqual([
      'residents',
      'source',
    ])
    expect((await admin.put('/api/regions/990101/residents', sound)).status).toBe(200)
    expect(await node('990101')).toMatchObject({
      residents: 312_000,
      residentsYear: 2020,
      residentsSource: '演示统计年鉴',
    })
    expect((await node('990102')).residents).toBeNull()
  })
})

describe('moving a county', () => {
  it('is refused in a circle and onto another level', async () => {
    const admin = await t.as('systemadmin')
    const city = await node('990100')
    const circle = await admin.put('/api/regions/990100/parent', { parentCode: '990101', version: city.version })
    expect([circle.status, await circle.json()]).toMatchObject([422, { code: 'CIRCULAR_REGION' }])
    const itself = await admin.put('/api/regions/990100/parent', { parentCode: '990100', version: city.version })
    expect(await itself.json()).toMatchObject({ code: 'CIRCULAR_REGION' })
    const county = await node('990101')
    const level = await admin.put('/api/regions/990101/parent', { parentCode: '990000', version: county.version })
    expect(level.status).toBe(422)
    expect((await node('990100')).parentCode).toBe('990000')
  })

  it('moves its townships, bodies and accounts, and who sees them', async () => {
    const admin = await t.as('systemadmin')
    const { version } = await node('990101')
    expect((await tree('supervisorofficer.othercity')).map((r) => r.code)).not.toContain('990101')

    const moved = await admin.put('/api/regions/990101/parent', { parentCode: '990200', version })
    expect(await moved.json()).toEqual({ regions: 2, units: 6, accounts: 4 })

    const codes = (await tree('supervisorofficer.othercity')).map((r) => r.code)
    expect(codes).toEqual(expect.arrayContaining(['990101', '990101001']))
    expect((await tree('supervisorofficer.city')).map((r) => r.code)).not.toContain('990101')
    expect((await account(t.world.accounts.township)).region_path).toBe('990000/990200/990101/990101001/')
    expect((await account(t.world.accounts.sibling)).region_path).toBe('990000/990100/990102/')
    const units = await (await t.as('supervisorofficer.othercity')).get('/api/units?kind=hostUnit')
    expect(((await units.json()) as { total: number }).total).toBe(3)
  })

  it('is refused to the later of two administrators', async () => {
    const admin = await t.as('systemadmin')
    const { version } = await node('990101')
    const [a, b] = await Promise.all(
      ['990100', '990100'].map((parentCode) => admin.put('/api/regions/990101/parent', { parentCode, version })),
    )
    expect([a!.status, b!.status].sort()).toEqual([200, 200]) // the second finds it there already
    const late = await admin.put('/api/regions/990101/parent', { parentCode: '990200', version })
    expect(late.status).toBe(409)
    expect((await node('990101')).parentCode).toBe('990100')
  })
})

describe('loading Zhejiang', () => {
  it('is refused to an administrator of another province', async () => {
    expect((await (await t.as('systemadmin')).post('/api/regions/zhejiang', {})).status).toBe(409)
  })

  it('adds 102 regions, and does nothing the second time', async () => {
    const ctx = await t.ctxOf('system')
    expect(await loadZhejiangRegions(ctx, { census2020: false })).toEqual({
      added: 102,
      renamed: 0,
      same: 0,
      residents: 0,
    })
    expect(await loadZhejiangRegions(ctx, { census2020: false })).toEqual({
      added: 0,
      renamed: 0,
      same: 102,
      residents: 0,
    })
    const anji = await t.database.root.selectFrom('region').selectAll().where('code', '=', '330523').executeTakeFirst()
    expect(anji).toMatchObject({ name: '安吉县', path: '330000/330500/330523/', level: 'county', residents: null })
  })

  it('gives residents only on request, with their source, and leaves what somebody has recorded', async () => {
    const ctx = await t.ctxOf('system')
    const recorded = { residents: 12_000_000, residents_year: 2024, residents_source: '2024年统计公报' }
    await t.database.root.updateTable('region').set(recorded).where('code', '=', '330100').execute()
    expect(await loadZhejiangRegions(ctx, { census2020: true })).toMatchObject({ residents: 11 })
    const rows = await t.database.root
      .selectFrom('region')
      .selectAll()
      .where('code', 'in', ['330100', '330200', '330523'])
      .orderBy('code')
      .execute()
    expect(rows).toMatchObject([
      recorded,
      { residents: 9_404_283, residents_year: 2020, residents_source: expect.stringContaining('人口普查') },
      { residents: null },
    ])
    expect(await loadZhejiangRegions(ctx, { census2020: true })).toMatchObject({ residents: 0 })
  })

  it('restores an official name that was changed', async () => {
    await t.database.root.updateTable('region').set({ name: '安吉' }).where('code', '=', '330523').execute()
    expect(await loadZhejiangRegions(await t.ctxOf('system'), { census2020: false })).toMatchObject({ renamed: 1 })
  })
})
