import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../../../src/app/testing.ts'
import { addDraft, addPublication, addRelease } from '../../../src/app/testing-register.ts'
import { newId } from '../../../src/core/ids.ts'
import { Dashboard } from '../../../src/dashboard/dashboard.contract.ts'
import { transact } from '../../../src/db/transact.ts'
import { submitForReview } from '../../../src/review/review.service.ts'
import { writeSearch } from '../../ui/url-state.ts'
import { tilesOf } from './tiles.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-24T10:00:00+08:00') })
  const { wechat, weibo, township, water } = t.world.accounts
  await transact(await t.ctxOf('system'), async ({ db }) => {
    const change = (id: string, values: { last_post_at?: Date; state?: 'closed' }) =>
      db.updateTable('account').set(values).where('id', '=', id).execute()
    await change(wechat, { last_post_at: new Date('2026-11-23T09:00:00+08:00') })
    await change(weibo, { last_post_at: new Date('2026-11-12T23:59:00+08:00') })
    await change(township, { last_post_at: new Date('2026-11-10T00:00:00+08:00') })
    await change(water, { last_post_at: new Date('2026-01-10T00:00:00+08:00'), state: 'closed' })
    await db.updateTable('contract').set({ ends_on: '2026-12-01' }).execute()
    const at = (accountId: string, day: string) => ({
      accountId,
      authorId: t.world.users.editor ?? '',
      at: new Date(`${day}T09:00:00+08:00`),
    })
    await addPublication(db, at(wechat, '2026-11-20'), { state: 'failed' })
    await addPublication(db, at(township, '2026-11-20'), { state: 'failed' })
    await addPublication(db, at(township, '2026-11-20'), { state: 'handOver' })
    await addPublication(db, at(weibo, '2026-11-26'), { state: 'scheduled' })
    await addPublication(db, at(wechat, '2026-11-19'), { state: 'published' })
    await addDraft(db, at(weibo, '2026-11-20'), { state: 'returned', title: '防汛提示' })
    await addRelease(db, at(wechat, '2026-11-18'))
    await addRelease(db, at(wechat, '2026-11-17'))
  })
  // Two wait for the city's supervisor, and one of them is late.
  const ctx = await t.ctxOf('accountmanager')
  for (const day of ['2026-11-23', '2026-10-08']) {
    await transact({ ...ctx, now: new Date(`${day}T09:00:00+08:00`) }, (work) =>
      submitForReview(work, {
        subject: { type: 'test', id: newId() },
        kind: 'opening',
        title: '一件申请',
        link: '/accounts',
        hostUnitId: t.world.units.host ?? '',
        regionPath: '990000/990100/990101/',
        note: '',
        route: [
          {
            name: '审核',
            unitId: t.world.units.city ?? '',
            unitName: '市政府办公室',
            duty: 'supervisorOfficer',
            mode: 'any',
            reviewers: [],
            workdays: 5,
          },
        ],
      }),
    )
  }
})
afterAll(() => t.close())

/** The lists that exist behind the numbers' pages. */
const lists: Record<string, string> = {
  '/accounts': '/api/accounts',
  '/contracts': '/api/contracts',
  '/drafts': '/api/drafts',
  '/publications': '/api/publications',
  '/releases': '/api/finding-releases',
  '/reviews': '/api/reviews',
}

describe.each([
  ['supervisorofficer.city', undefined],
  ['supervisorofficer.city', '990101001'],
  ['accountmanager', undefined],
])('the numbers of %s in region %s', (username, region) => {
  it('are as many as the rows of the lists that they open', async () => {
    const caller = await t.as(username)
    const answer = await caller.get(`/api/dashboard${writeSearch({ region })}`)
    const tiles = tilesOf(Dashboard.parse(await answer.json()), region).flatMap((group) => group.tiles)
    const counted: [string, number][] = []
    const listed: [string, number][] = []
    for (const { label, count, path, search } of tiles.filter((tile) => tile.path in lists)) {
      const list = await caller.get(`${lists[path]}${writeSearch({ ...search, limit: 200 })}`)
      expect(list.status, label).toBe(200)
      counted.push([label, count])
      listed.push([label, ((await list.json()) as { rows: unknown[] }).rows.length])
    }
    expect(counted.length).toBeGreaterThan(4)
    expect(counted).toEqual(listed)
    expect(counted.some(([, count]) => count > 0)).toBe(true)
  })
})
