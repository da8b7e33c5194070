import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { answerOnce } from './idempotency.ts'
import { routes } from './routes.ts'
import { type TestApp, testApp, testPassword } from './testing.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

const given = (key: string, requestHash = 'same') => ({ key, requestHash })

describe('a submission key', () => {
  it('gives the first answer again, and refuses another content', async () => {
    const ctx = await t.ctxOf('editor')
    let times = 0
    const answer = async () => ({ times: ++times })
    await answerOnce(ctx, given('a'), answer)
    expect(await (await answerOnce(ctx, given('a'), answer)).json()).toEqual({ times: 1 })
    await expect(answerOnce(ctx, given('a', 'other'), answer)).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' })
  })

  it('tells two files of one name apart', async () => {
    const caller = await t.as('supervisorofficer')
    const send = (text: string) =>
      caller.upload(
        '/api/imports',
        { name: '表.csv', bytes: new TextEncoder().encode(text) },
        { kind: 'account', options: '{}' },
        { 'idempotency-key': 'file' },
      )
    const first = (await (await send('账号名称\n甲')).json()) as { id: string }
    expect(await (await send('账号名称\n甲')).json()).toMatchObject({ id: first.id })
    expect((await send('账号名称\n乙')).status).toBe(422)
  })

  it('whose first request died may be used again after ten minutes, by one', async () => {
    const ctx = await t.ctxOf('editor')
    const begun = { user_id: ctx.actor.userId!, key: 'b', request_hash: 'same', created_at: ctx.now }
    await ctx.root.insertInto('idempotency_key').values(begun).execute()
    const later = (minutes: number) => ({ ...ctx, now: new Date(ctx.now.getTime() + minutes * 60_000) })
    const done = async () => ({ ok: true })
    await expect(answerOnce(later(10), given('b'), done)).rejects.toMatchObject({ code: 'BUSY' })
    await expect(answerOnce(later(11), given('b', 'other'), done)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    })

    let second: unknown
    const first = await answerOnce(later(11), given('b'), async () => {
      second = await answerOnce(later(11), given('b'), done).catch((error: unknown) => error)
      return { ok: true }
    })
    expect(second).toMatchObject({ code: 'BUSY' })
    expect(await first.json()).toEqual({ ok: true })
  })
})

describe('an answer with a secret', () => {
  const secretly = routes.map(({ endpoint }) => endpoint).filter(({ secret }) => secret)

  it('is marked wherever a contract has one', () => {
    const telling = routes
      .map(({ endpoint }) => endpoint)
      .filter(({ method, access, answer }) => {
        if (method === 'get' || !answer) return false
        const names = JSON.stringify(z.toJSONSchema(answer, { unrepresentable: 'any' }))
        const unmasks = typeof access === 'object' && access.permission === 'personal.unmask'
        return unmasks || /"(temporaryPassword|secret)"/.test(names)
      })
    // What a text says is nobody's business either: a finding repeats parts of it.
    const texts = ['/api/checks', '/api/checks/model']
    expect([...telling.map(({ path }) => path), ...texts].sort()).toEqual(secretly.map(({ path }) => path).sort())
    expect(telling.length).toBeGreaterThanOrEqual(6)
  })

  it('is given once and kept nowhere', async () => {
    const admin = await t.as('securityadmin')
    const officer = await t.as('supervisorofficer.city')
    const { users, units } = t.world
    const body = { username: 'xin.ren', unitId: units.host, name: '新人', duties: ['editor'], phone: '13912345678' }
    const once = { 'idempotency-key': 'once' }
    const made = await admin.post('/api/users', body, once)
    expect(made.status, await made.clone().text()).toBe(200)
    const { user, temporaryPassword } = (await made.json()) as { user: { id: string }; temporaryPassword: string }
    // Sent again it is refused like any second user of that name, instead of showing the password again.
    expect((await admin.post('/api/users', body, once)).status).toBe(409)
    const reset = await admin.post(`/api/users/${users.editor}/password-resets`, {}, { 'idempotency-key': 'reset' })
    const again = (await reset.json()) as { temporaryPassword: string }
    const begun = await officer.post('/api/session/totp', { password: testPassword }, { 'idempotency-key': 'totp' })
    const { secret } = (await begun.json()) as { secret: string }
    const shown = await admin.post(
      `/api/users/${user.id}/phone`,
      { reason: '核对联系方式' },
      { 'idempotency-key': 'tel' },
    )
    expect(await shown.json()).toEqual({ phone: '13912345678' })

    const kept = JSON.stringify(await t.database.root.selectFrom('idempotency_key').selectAll().execute())
    for (const word of [temporaryPassword, again.temporaryPassword, secret, '13912345678']) {
      expect(word.length).toBeGreaterThan(8)
      expect(kept).not.toContain(word)
    }
  })
})
