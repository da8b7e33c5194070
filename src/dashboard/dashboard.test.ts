import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { newId } from '../core/ids.ts'
import { transact } from '../db/transact.ts'
import type { Dashboard } from './dashboard.contract.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ now: new Date('2026-11-24T10:00:00+08:00') })
  const { wechat, weibo, township } = t.world.accounts
  await transact(await t.ctxOf('system'), async ({ db, now }) => {
    const posted = async (id: string, at: string, post = false) => {
      await db
        .updateTable('account')
        .set({ last_post_at: new Date(at) })
        .where('id', '=', id)
        .execute()
      if (!post) return
      await db
        .insertInto('post')
        .values({
          id: newId(),
          published_at: new Date(at),
          account_id: id,
          post_key: at,
          title: '公告',
          url: null,
          headline: null,
          original: null,
          source: 'test',
          batch_id: null,
          created_at: now,
        })
        .execute()
    }
    // In UTC still the 12th: in Beijing it is the 13th, eleven days ago.
    await posted(wechat, '2026-11-12T17:00:00Z', true)
    await posted(weibo, '2026-11-12T23:59:00+08:00', true)
    await posted(township, '2026-10-31T23:59:00+08:00', true)
    await db
      .updateTable('account')
      .set({
        certified_body: '临溪县教育局',
        account_contact_name: '王一',
        account_contact_phone_mask: '138****0001',
        unit_contact_name: '李二',
        unit_contact_phone_mask: '138****0002',
      })
      .where('id', '=', wechat)
      .execute()
    const finding = (kind: 'graveError' | 'minorError', occurred_on: string, state: 'confirmed' | 'withdrawn') =>
      db
        .insertInto('finding')
        .values({
          id: newId(),
          account_id: wechat,
          post_id: null,
          kind,
          occurred_on,
          title: '表述错误',
          evidence_url: null,
          evidence_file_id: null,
          source: 'manual',
          state,
          recorded_by: 'test',
          recorded_at: now,
          withdrawn_at: null,
          withdrawn_reason: null,
        })
        .execute()
    await finding('graveError', '2026-11-01', 'confirmed')
    await finding('graveError', '2026-10-31', 'confirmed')
    await finding('minorError', '2026-11-24', 'confirmed')
    await finding('minorError', '2026-11-20', 'withdrawn')
  })
})
afterAll(() => t.close())

async function dashboardOf(username: string, query = ''): Promise<Dashboard> {
  const response = await (await t.as(username)).get(`/api/dashboard${query}`)
  expect(response.status).toBe(200)
  return response.json() as Promise<Dashboard>
}

describe('the dashboard', () => {
  it('counts silence in Beijing days, and what was never seen as unknown rather than silent', async () => {
    const { accounts } = await dashboardOf('supervisorofficer')
    expect(accounts).toMatchObject({ total: 4, nearlySilent: 2, silent: 1 })
  })

  it('tells accounts without any figure of the month, and with incomplete particulars', async () => {
    const { accounts } = await dashboardOf('supervisorofficer')
    // The township's last post is of October; the enterprise never posted.
    expect(accounts).toMatchObject({ noFigures: 2, incomplete: 3 })
  })

  it('counts this month’s confirmed findings by kind', async () => {
    expect((await dashboardOf('supervisorofficer')).findings).toEqual({ grave: 1, minor: 1 })
  })

  it('shows each unit only its own', async () => {
    expect((await dashboardOf('editor')).accounts).toMatchObject({ total: 2, silent: 0 })
    expect((await dashboardOf('accountmanager.sibling')).findings).toEqual({ grave: 0, minor: 0 })
  })

  it('narrows to a region below, and to nothing for a region out of reach', async () => {
    expect((await dashboardOf('supervisorofficer', '?region=990101001')).accounts?.total).toBe(1)
    expect((await dashboardOf('supervisorofficer', '?region=990102')).accounts?.total).toBe(0)
    expect((await dashboardOf('supervisorofficer.city', '?region=990102')).accounts?.total).toBe(1)
  })

  it('leaves out what the person has no permission for', async () => {
    const { accounts, reviews, findings, assessment, imports, contracts } = await dashboardOf('auditadmin')
    expect([accounts, reviews, findings, assessment, imports, contracts]).toEqual(Array(6).fill(null))
  })

  it('warns of contracts that end within 30 days, the NDA included', async () => {
    const expiring = async () => (await dashboardOf('supervisorofficer')).contracts?.expiring
    expect(await expiring()).toBe(0)
    const system = await t.ctxOf('system')
    const nda = (day: string) =>
      transact(system, ({ db }) => db.updateTable('contract').set({ nda_ends_on: day }).execute())
    await nda('2026-12-24')
    expect(await expiring()).toBe(1)
    await nda('2026-12-25')
    expect(await expiring()).toBe(0)
    await nda('2026-11-23')
    expect(await expiring()).toBe(0)
  })
})
