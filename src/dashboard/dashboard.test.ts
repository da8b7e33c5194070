import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { addDraft, addPublication, addRelease } from '../app/testing-register.ts'
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
    const author = t.world.users.editor ?? ''
    const at = (accountId: string, time: string) => ({ accountId, authorId: author, at: new Date(time) })
    const { sibling } = t.world.accounts
    await addPublication(db, at(wechat, '2026-11-20T09:00:00+08:00'), { state: 'failed' })
    await addPublication(db, at(weibo, '2026-11-20T09:00:00+08:00'), { state: 'failed' })
    await addPublication(db, at(township, '2026-11-25T09:00:00+08:00'), { state: 'scheduled' })
    await addPublication(db, at(sibling, '2026-11-25T09:00:00+08:00'), { state: 'handOver' })
    await addPublication(db, at(wechat, '2026-11-19T09:00:00+08:00'), { state: 'published' })
    await addDraft(db, at(weibo, '2026-11-20T09:00:00+08:00'), { state: 'returned', title: '清明祭扫提示' })
    await addDraft(db, at(sibling, '2026-11-20T09:00:00+08:00'), { state: 'returned', title: '防汛提示' })
    await addRelease(db, at(wechat, '2026-11-18T00:00:00+08:00'))
    await addRelease(db, at(wechat, '2026-11-17T23:59:00+08:00'))
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
    const { accounts, reviews, findings, assessment, imports, contracts, publications, drafts, releases } =
      await dashboardOf('auditadmin')
    expect([accounts, reviews, findings, assessment, imports, contracts]).toEqual(Array(6).fill(null))
    expect([publications, drafts, releases]).toEqual(Array(3).fill(null))
  })

  it('counts what did not go out or waits to, each unit its own, and narrows it to a region', async () => {
    const counted = async (username: string, query = '') => (await dashboardOf(username, query)).publications
    expect(await counted('supervisorofficer')).toEqual({ scheduled: 1, handOver: 0, failed: 2 })
    expect(await counted('editor')).toEqual({ scheduled: 0, handOver: 0, failed: 2 })
    expect(await counted('accountmanager.sibling')).toEqual({ scheduled: 0, handOver: 1, failed: 0 })
    expect(await counted('supervisorofficer', '?region=990101001')).toEqual({ scheduled: 1, handOver: 0, failed: 0 })
    expect(await counted('supervisorofficer.city')).toEqual({ scheduled: 1, handOver: 1, failed: 2 })
  })

  it('counts returned manuscripts for those who write, in their own unit', async () => {
    expect((await dashboardOf('editor')).drafts).toEqual({ returned: 1 })
    expect((await dashboardOf('unitleader')).drafts).toBeNull()
    expect((await dashboardOf('supervisorofficer')).drafts).toBeNull()
  })

  it('counts releases of seven Beijing days for whoever looks over them', async () => {
    const own = { fresh: 1, from: '2026-11-18' }
    expect((await dashboardOf('supervisorofficer')).releases).toEqual(own)
    expect((await dashboardOf('unitleader')).releases).toEqual(own)
    expect((await dashboardOf('accountmanager.sibling')).releases).toEqual({ ...own, fresh: 0 })
    expect((await dashboardOf('editor')).releases).toBeNull()
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
