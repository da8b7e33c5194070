import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { createProvince, createRegion } from '../units/region.service.ts'
import { accounts } from './accounts.data.ts'
import { ensureDemo } from './demo.service.ts'
import { monthsUpTo } from './months.ts'
import { performedPeriods } from './periods.ts'
import { randomOf } from './random.ts'
import { demoState, isEmpty, setDemoState, wipeUnfinished } from './state.service.ts'
import { worksOf } from './works.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

it('gives the same numbers on every machine', () => {
  const random = randomOf('云岚')
  expect([random.between(1, 1000), random.between(1, 1000), random.between(1, 1000)]).toEqual([282, 436, 74])
})

it('gives the same works of a month, however much of it is over', () => {
  const [month] = monthsUpTo('2026-10-31', 0)
  const plain = accounts.filter(({ story }) => story === 'plain').map((a, number) => ({ ...a, number, ledgerNo: '' }))
  const until = (day: string) => plain.flatMap((account) => worksOf(account, month!, day))
  const half = until('2026-10-15')
  expect(half.length).toBeGreaterThan(200)
  expect(until('2026-10-31').filter((row) => half.some(({ key }) => key === row.key))).toEqual(half)
})

it('publishes nothing after the last day that is over', () => {
  const [month] = monthsUpTo('2026-10-15', 0)
  const rows = worksOf({ ...accounts[0]!, number: 0, ledgerNo: 'ZM0' }, month!, '2026-10-14')
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.every(({ publishedAt }) => publishedAt < '2026-10-14T16:00:00.000Z')).toBe(true)
})

it('assesses twelve months and the last quarter that is over', () => {
  const codes = performedPeriods(monthsUpTo('2026-11-24', 26)).map(({ code }) => code)
  expect(codes).toHaveLength(13)
  expect(codes.slice(-3)).toEqual(['2026-09', '2026-Q3', '2026-10'])
})

it('never touches a database that holds anything else', async () => {
  const parts = { now: app.clock.now, dataDir: '/nonexistent', kinds: [], jobs: [], tell: () => {} }
  expect(await ensureDemo(app.ground, parts)).toBe('foreign')
  await expect(wipeUnfinished(app.database.root)).rejects.toThrow(RangeError)
  expect(await isEmpty(app.database.root)).toBe(false)
})

it('wipes what was cut off, audit entries included, so that it can be made anew', async () => {
  const ctx = await app.ctxOf('system')
  await createRegion(ctx, { code: '990103', name: '石桥县', shortName: '石桥', parentCode: '990100' })
  await setDemoState(app.database.root, 'building')
  expect(await demoState(app.database.root)).toBe('building')

  await wipeUnfinished(app.database.root)
  expect(await isEmpty(app.database.root)).toBe(true)
  const { root } = app.database
  expect(await root.selectFrom('audit_entry').select('seq').execute()).toEqual([])
  expect(await root.selectFrom('audit_head').select(['seq', 'hash']).execute()).toEqual([{ seq: 0, hash: '' }])
  // The next entry begins the chain anew, and may again not be removed.
  await createProvince(ctx, { code: '990000', name: '云岚省', shortName: '云岚' })
  expect(await root.selectFrom('audit_entry').select('seq').execute()).toEqual([{ seq: 1 }])
  await expect(root.deleteFrom('audit_entry').execute()).rejects.toThrow('append-only')
})
