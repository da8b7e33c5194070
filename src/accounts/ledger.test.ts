import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import type { AccountRow, AccountTotals } from './accounts.contract.ts'
import { plantAccount } from './testing.ts'

let app: TestApp
let city: Caller
beforeAll(async () => {
  app = await testApp() // it is 2026-11-24, ten in the morning in Beijing
  city = await app.as('supervisorofficer.city')
  const { township, enterprise, siblingHost } = app.world.units
  await plantAccount(app, { name: '十四天整', last_post_at: new Date('2026-11-10T23:59:00+08:00'), followers: 1000 })
  await plantAccount(app, { name: '十三天', last_post_at: new Date('2026-11-11T00:00:00+08:00'), followers: 999 })
  await plantAccount(app, { name: '甲小程序', platform: 'miniProgram' })
  await plantAccount(app, {
    name: '资料齐全',
    platform_account_id: 'full',
    certified_body: '临溪县教育局',
    opened_on: '2021-01-01',
    account_contact_name: '甲',
    account_contact_phone_cipher: 'x',
    account_contact_phone_mask: '138****0000',
    unit_contact_name: '乙',
    unit_contact_phone_cipher: 'x',
    unit_contact_phone_mask: '138****0001',
    variant: 'service',
    tags: ['重点', '示范'],
    host_unit_id: township!,
  })
  await plantAccount(app, { name: '停更号', state: 'stopping', platform: 'kuaishou', host_unit_id: enterprise! })
  const figured = await plantAccount(app, { name: '有十月数据', platform: 'bilibili', host_unit_id: siblingHost! })
  await app.database.root
    .insertInto('account_figure')
    .values({
      account_id: figured,
      period_start: '2026-10-01',
      period_end: '2026-10-31',
      captured_at: app.clock.now,
      source: '测试',
      followers: 5,
    })
    .execute()
})
afterAll(() => app.close())

type Page = { rows: AccountRow[]; next: string | null }
async function list(caller: Caller, query: string): Promise<Page> {
  const answer = await caller.get(`/api/accounts?${query}`)
  expect(answer.status, await answer.clone().text()).toBe(200)
  return (await answer.json()) as Page
}
const names = async (query: string, caller = city) => (await list(caller, query)).rows.map((row) => row.name)
const totals = async (query: string, caller = city) =>
  (await (await caller.get(`/api/accounts/totals?${query}`)).json()) as AccountTotals

const everything = [
  '临溪教育', '临溪教育', '竹溪发布', '临溪自来水', '望湖教育', '十四天整', '十三天', '甲小程序', '资料齐全', '停更号', '有十月数据',
] // biome-ignore format: one list
const without = (...left: string[]) => everything.filter((name) => !left.includes(name))

describe('ledger filters', () => {
  test.each<[string, string[]]>([
    ['', everything],
    ['q=竹溪', ['竹溪发布', '资料齐全']],
    ['q=zm000006', ['十四天整']],
    ['q=！？', []],
    ['platform=douyin,kuaishou', ['临溪自来水', '停更号']],
    ['variant=service', ['资料齐全']],
    ['region=990101001', ['竹溪发布', '资料齐全']],
    ['region=990102', ['望湖教育', '有十月数据']],
    ['region=990199', []],
    ['level=township', ['竹溪发布', '资料齐全']],
    ['hostType=enterprise', ['临溪自来水', '停更号']],
    ['state=stopping,closed', ['停更号']],
    ['tag=示范', ['资料齐全']],
    ['silentDays=14', ['十四天整']],
    ['silentDays=13', ['十四天整', '十三天']],
    ['silentDays=15', []],
    ['silentUnknown=1', without('十四天整', '十三天', '甲小程序')],
    ['followersMin=1000', ['十四天整']],
    ['followersMax=999', ['十三天']],
    ['openedFrom=2021-01-01', ['资料齐全']],
    ['openedTo=2020-12-31', ['临溪教育', '临溪教育', '竹溪发布', '临溪自来水', '望湖教育']],
    ['incomplete=1', without('资料齐全')],
    ['noFigures=2026-10', without('有十月数据')],
    ['noFigures=2026-09', everything],
    ['silentDays=13&followersMin=1000&platform=wechat', ['十四天整']],
    ['q=临溪&state=active&platform=weibo', ['临溪教育']],
  ])('%s', async (query, expected) => {
    expect(await names(query)).toEqual(expected)
    expect((await totals(query)).count).toBe(expected.length)
  })

  test.each([
    'silentDays=-1',
    'platform=myspace',
    'noFigures=2026-13',
    'tga=示范',
    'region=1',
    'limit=201',
    'openedFrom=2026-02-30',
  ])('refuses %s rather than showing something else', async (query) =>
    expect((await city.get(`/api/accounts?${query}`)).status).toBe(422),
  )

  it('counts by platform and state, and says how many followers are unknown', async () => {
    const answer = await totals('q=十')
    expect(answer).toMatchObject({ count: 3, followers: 1999, followersUnknown: 1 })
    expect(answer.platforms).toEqual([
      { platform: 'wechat', count: 2 },
      { platform: 'bilibili', count: 1 },
    ])
    expect((await totals('q=竹溪')).followers).toBeNull()
  })

  it('shows silence in Beijing days, and what §6.2 still wants', async () => {
    const [row] = (await list(city, 'q=十四天整')).rows
    expect(row).toMatchObject({ silentDays: 14, updateRule: 'applies' })
    expect(row!.missing).toContain('platformAccountId')
    expect((await list(city, 'q=小程序')).rows[0]).toMatchObject({ silentDays: null, updateRule: 'notApplicable' })
  })
})

describe('ledger scope', () => {
  test.each<[string, number]>([
    ['supervisorofficer.province', everything.length],
    ['supervisorofficer', everything.length - 2],
    ['supervisorofficer.othercity', 0],
    ['accountmanager', 5],
    ['contractorstaff', 5],
    ['industryofficer', 2],
  ])('%s sees %i accounts, in list and totals alike', async (username, count) => {
    const caller = await app.as(username)
    expect((await names('', caller)).length).toBe(count)
    expect((await totals('', caller)).count).toBe(count)
  })

  it("finds another county's account neither in the list nor by its id", async () => {
    const county = await app.as('supervisorofficer')
    expect(await names('region=990102', county)).toEqual([])
    expect((await county.get(`/api/accounts/${app.world.accounts.sibling}`)).status).toBe(404)
    expect((await county.get(`/api/accounts/${app.world.accounts.sibling}/events`)).status).toBe(404)
    expect((await county.get(`/api/accounts/${app.world.accounts.wechat}`)).status).toBe(200)
  })
})

describe('ledger pages', () => {
  const order = fc.record({
    sort: fc.constantFrom('ledgerNo', 'name', 'followers', 'lastPostAt', 'openedOn'),
    order: fc.constantFrom('asc', 'desc'),
    limit: fc.integer({ min: 1, max: 7 }),
  })

  it('walks through all rows exactly once in every order, equal and unknown values included', async () => {
    await fc.assert(
      fc.asyncProperty(order, async ({ sort, order, limit }) => {
        const seen: string[] = []
        let cursor = ''
        for (;;) {
          const page = await list(city, `sort=${sort}&order=${order}&limit=${limit}${cursor}`)
          seen.push(...page.rows.map((row) => row.id))
          if (!page.next) break
          cursor = `&cursor=${page.next}`
        }
        const whole = await list(city, `sort=${sort}&order=${order}&limit=200`)
        expect(seen).toEqual(whole.rows.map((row) => row.id))
        expect(new Set(seen).size).toBe(everything.length)
      }),
      { numRuns: 40 },
    )
  })

  it('sorts by followers with the unknown below all known', async () => {
    expect((await names('sort=followers&order=desc')).slice(0, 2)).toEqual(['十四天整', '十三天'])
    expect((await names('sort=followers&order=asc')).slice(-2)).toEqual(['十三天', '十四天整'])
  })

  test.each([
    'nonsense',
    Buffer.from('["ledgerNo","asc","ZM000001"]').toString('base64url'),
    Buffer.from('["followers","asc","1; drop","00000000-0000-7000-8000-000000000000"]').toString('base64url'),
    Buffer.from('["ledgerNo","desc","ZM1","00000000-0000-7000-8000-000000000000"]').toString('base64url'),
  ])('refuses the cursor %s', async (cursor) => {
    expect((await city.get(`/api/accounts?cursor=${cursor}`)).status).toBe(422)
    expect((await city.get(`/api/accounts?sort=followers&cursor=${cursor}`)).status).toBe(422)
  })
})
