import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import type { ConnectionView } from './connections.contract.ts'
import { remindOfEndings } from './connections.service.ts'
import { isReminderDay } from './interfaces.rules.ts'
import type { Publisher, Result, Token } from './publisher.ts'
import { publishers } from './publishers.ts'
import { openConnection } from './tokens.service.ts'

let t: TestApp
let manager: Caller
let account: string
beforeAll(async () => {
  t = await testApp()
  manager = await t.as('accountmanager')
  account = t.world.accounts.wechat
})
afterAll(() => t.close())
beforeEach(async () => {
  await t.database.root.deleteFrom('platform_connection').execute()
})

const given = { appId: 'wx01', secret: 'very-secret-key', version: null }
const save = (body: object, id = account) => manager.put(`/api/connections/${id}`, body)
const view = async () => (await (await manager.get(`/api/connections/${account}`)).json()) as ConnectionView
const rowOf = () => t.database.root.selectFrom('platform_connection').selectAll().executeTakeFirstOrThrow()

describe('the connection of an account', () => {
  it.each([
    ['no secret', { ...given, secret: null }, '请填写应用密钥'],
    ['an address that is not encrypted', { ...given, baseUrl: 'http://10.0.0.1' }, '请使用 https'],
    ['a password in the address', { ...given, baseUrl: 'https://a:b@example.com' }, '不要写用户名'],
    ['a domain that is none', { ...given, linkDomain: 'https://a.cn/x' }, '域名格式不正确'],
  ])('is refused with %s', async (_, body, words) => {
    const answer = await save(body)
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(words)])
  })

  it('keeps its secret to itself: neither answers nor audit nor table hold it', async () => {
    expect((await save(given)).status).toBe(200)
    const seen = await manager.get(`/api/connections/${account}`)
    const text = await seen.text()
    expect(text).not.toContain(given.secret)
    expect(JSON.parse(text)).toMatchObject({ state: 'ready', hasSecret: true, version: 1, possible: true })
    const row = await rowOf()
    expect(JSON.stringify(row)).not.toContain(given.secret)
    const [entry] = await t.database.root
      .selectFrom('audit_entry')
      .selectAll()
      .where('action', '=', 'connection.save')
      .orderBy('seq', 'desc')
      .limit(1)
      .execute()
    expect(JSON.stringify(entry)).not.toContain(given.secret)
    expect(JSON.stringify(entry)).not.toContain(row.secret_cipher)
  })

  it('is changed only as it was seen, keeps the secret that is not given, and can be removed', async () => {
    await save(given)
    const before = await rowOf()
    expect((await save({ ...given, version: null })).status).toBe(409)
    expect((await save({ ...given, secret: null, openId: 'o1', version: 1 })).status).toBe(200)
    expect(await rowOf()).toMatchObject({ secret_cipher: before.secret_cipher, open_id: 'o1', version: 2 })
    expect((await manager.delete(`/api/connections/${account}`)).status).toBe(200)
    expect(await view()).toMatchObject({ state: null, hasSecret: false })
  })

  it('is the unit’s own to change; its supervisor sees it without secrets', async () => {
    await save(given)
    const officer = await t.as('supervisorofficer')
    expect((await officer.get(`/api/connections/${account}`)).status).toBe(200)
    expect((await officer.put(`/api/connections/${account}`, { ...given, version: 1 })).status).toBe(403)
    const other = await t.as('accountmanager.sibling')
    expect((await other.get(`/api/connections/${account}`)).status).toBe(404)
    expect((await other.put(`/api/connections/${account}`, given)).status).toBe(404)
  })
})

describe('tokens', () => {
  const token = (name: string): Result<Token> => ({
    ok: true,
    value: {
      accessToken: name,
      expiresAt: new Date(t.clock.now.getTime() + 7_200_000),
      refreshToken: `refresh-${name}`,
      refreshExpiresAt: null,
    },
  })
  function platform(renew: Publisher['renew']): Publisher {
    return { ...(publishers.wechat.publisher as Publisher), renew }
  }
  const open = async (publisher: Publisher) => {
    const at = await openConnection(await t.ctxOf('system'), { accountId: account, publisher, now: () => t.clock.now })
    if (!at) throw new Error('not connected')
    return at
  }

  it('are renewed once for many who ask at the same time, and for many who find the same one spoiled', async () => {
    await save(given)
    let renewals = 0
    const publisher = platform(async () => token(`t${++renewals}`))
    const all = await Promise.all(Array.from({ length: 12 }, async () => (await open(publisher)).token()))
    expect(all).toEqual(Array.from({ length: 12 }, () => ({ ok: true, value: 't1' })))
    const again = await Promise.all(Array.from({ length: 12 }, async () => (await open(publisher)).token('t1')))
    expect(again).toEqual(Array.from({ length: 12 }, () => ({ ok: true, value: 't2' })))
    expect(renewals).toBe(2)
  })

  it('leave the new refresh token behind before they are used', async () => {
    await save(given)
    const seen: (string | null)[] = []
    const publisher = platform(async ({ refreshToken }) => {
      seen.push(refreshToken)
      return token(`t${seen.length}`)
    })
    const at = await open(publisher)
    await at.token()
    expect((await rowOf()).refresh_cipher).not.toBeNull()
    await at.token('t1')
    expect(seen).toEqual([null, 'refresh-t1'])
  })

  it('that a person must obtain again stop the connection, and the manager hears of it once', async () => {
    await save(given)
    let asked = 0
    const publisher = platform(async () => {
      asked += 1
      return { ok: false, fault: { class: 'reauthorise', code: '1', zh: '授权已被取消' } }
    })
    for (let n = 0; n < 3; n++) {
      const at = await open(publisher)
      expect(await at.token()).toMatchObject({ ok: false, fault: { class: 'reauthorise' } })
    }
    expect(asked).toBe(1)
    expect(await view()).toMatchObject({ state: 'reauthorise', fault: { zh: '授权已被取消' } })
    const told = await t.database.root
      .selectFrom('message')
      .select('user_id')
      .where('kind', '=', 'connection.reauthorise')
      .execute()
    expect(told).toEqual([{ user_id: t.world.users.accountmanager }])
    expect((await save({ ...given, version: 1 })).status).toBe(200)
    expect((await view()).state).toBe('ready')
  })

  it('are not fetched where it is switched off', async () => {
    await save(given)
    const at = await open(platform(async () => token('never')))
    await save({ ...given, secret: null, off: true, version: 1 })
    expect(await at.token()).toMatchObject({ ok: false, fault: { class: 'config' } })
  })
})

describe('authorisations that end', () => {
  it('are told of 7, 3 and 1 days before, on a workday at the latest', () => {
    // 2026-12-10 is a Thursday: 3 and 9 December are workdays, 7 December is a Monday.
    const days = ['2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07', '2026-12-08', '2026-12-09', '2026-12-10']
    expect(days.filter((day) => isReminderDay(day, '2026-12-10'))).toEqual(['2026-12-03', '2026-12-07', '2026-12-09'])
    // A Monday: the day before is a Sunday, so Friday is the day for both 3 and 1.
    expect(isReminderDay('2026-12-11', '2026-12-14')).toBe(true)
    expect(isReminderDay('2026-12-13', '2026-12-14')).toBe(false)
  })

  it('are told of once a day', async () => {
    const { root } = t.database
    await root
      .insertInto('platform_connection')
      .values({
        ...{ account_id: t.world.accounts.weibo, app_id: 'a', state: 'ready', updated_by_name: '测试' },
        ...{ token_expires_at: new Date('2026-12-01T10:00:00+08:00'), updated_at: t.clock.now },
      })
      .execute()
    await root.deleteFrom('message').execute()
    await remindOfEndings(await t.ctxOf('system'))
    await remindOfEndings(await t.ctxOf('system'))
    const told = await root.selectFrom('message').select('title').execute()
    expect(told.map(({ title }) => title)).toEqual([expect.stringContaining('将于 2026-12-01 10:00 到期')])
  })
})
