import { generateSync } from 'otplib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestApp, testApp, testPassword } from '../app/testing.ts'
import { transact } from '../db/transact.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

const minute = 60_000
const start = new Date('2026-11-24T10:00:00+08:00').getTime()
beforeEach(async () => {
  // Every test begins an hour after the one before, when nothing is counted or locked any more.
  t.clock.now = new Date(Math.max(t.clock.now.getTime() + 60 * minute, start))
})
const later = (ms: number) => {
  t.clock.now = new Date(t.clock.now.getTime() + ms)
}

type Extra = { totp?: string; ip?: string; headers?: Record<string, string> }
async function signIn(username: string, password = testPassword, { totp, ip = '10.0.0.1', headers = {} }: Extra = {}) {
  const response = await t.app.request(
    '/api/session',
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ username, password, ...(totp ? { totp } : {}) }),
    },
    { incoming: { socket: { remoteAddress: ip } } },
  )
  const body = (await response.json()) as Record<string, never>
  const cookie = /zm_session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? ''
  return { status: response.status, code: body.code as unknown as string, body, cookie, response }
}
function send(
  method: string,
  path: string,
  given: { cookie: string; csrf?: string; body?: unknown; headers?: object },
) {
  return t.app.request(path, {
    method,
    headers: {
      cookie: `zm_session=${given.cookie}`,
      ...(given.csrf ? { 'x-csrf-token': given.csrf } : {}),
      ...(given.body ? { 'content-type': 'application/json' } : {}),
      ...given.headers,
    },
    ...(given.body ? { body: JSON.stringify(given.body) } : {}),
  })
}
const fail = async (times: number, username: string, ip?: string) => {
  const codes: string[] = []
  for (let n = 0; n < times; n++) codes.push((await signIn(username, 'wrong', ip ? { ip } : {})).code)
  return codes
}
const actions = async () => {
  const rows = await t.ground.root
    .selectFrom('audit_entry')
    .select(['action', 'username', 'title'])
    .orderBy('seq')
    .execute()
  return rows
}

describe('signing in by password', () => {
  it('gives a session cookie that scripts cannot read, and who one is', async () => {
    const { status, body, cookie, response } = await signIn('editor')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      username: 'editor',
      duties: ['editor'],
      mustChangePassword: false,
      secondFactor: false,
    })
    expect(response.headers.get('set-cookie')).toMatch(/^zm_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(await (await send('GET', '/api/session', { cookie })).json()).toMatchObject({ username: 'editor' })
    expect((await actions()).at(-1)).toMatchObject({ action: 'identity.signIn', username: 'editor' })
  })

  it('takes a name in full-width letters and capitals for the same name', async () => {
    expect((await signIn(' ＥＤＩｔｏｒ ')).status).toBe(200)
  })

  it('answers a wrong name exactly as a wrong password, and audits both', async () => {
    const [known, unknown] = [await signIn('editor', 'wrong'), await signIn('nosuchuser', 'wrong')]
    expect(known.status).toBe(401)
    expect(unknown.body).toEqual(known.body)
    const [first, second] = (await actions()).slice(-2)
    expect(first).toMatchObject({ action: 'identity.signInFailed', username: 'editor' })
    expect(second).toMatchObject({ action: 'identity.signInFailed', username: 'no***' })
  })

  it('refuses a name with a NUL, and a password beyond all measure', async () => {
    expect((await signIn('edi\0tor\u0000x', 'wrong')).code).toBe('INVALID_INPUT')
    expect((await signIn('editor', 'x'.repeat(1001))).code).toBe('INVALID_INPUT')
  })

  it('makes a new session at every sign-in and leaves a planted one without effect', async () => {
    const first = await signIn('editor')
    const second = await signIn('editor', testPassword, { headers: { cookie: `zm_session=${first.cookie}` } })
    expect(second.cookie).not.toBe(first.cookie)
    expect((await send('GET', '/api/session', { cookie: 'planted' })).status).toBe(401)
  })

  it('refuses a disabled user who knows the password, and says so in the audit', async () => {
    await t.ground.root.updateTable('app_user').set({ active: false }).where('username', '=', 'responder').execute()
    expect((await signIn('responder')).code).toBe('USER_DISABLED')
    expect((await actions()).at(-1)).toMatchObject({ action: 'identity.signInRefused', username: 'responder' })
  })
})

describe('lockout', () => {
  it('locks a name at the fifth failure, with the reason and the time left, and opens after 15 minutes', async () => {
    expect(await fail(5, 'officehead')).toEqual([...Array(4).fill('SIGN_IN_FAILED'), 'ACCOUNT_LOCKED'])
    const locked = await signIn('officehead')
    expect(locked).toMatchObject({ status: 423, code: 'ACCOUNT_LOCKED' })
    expect(locked.body.title).toContain('15 分钟后')
    later(15 * minute - 1)
    expect((await signIn('officehead')).status).toBe(423)
    later(1)
    expect((await signIn('officehead')).status).toBe(200)
  })

  it('locks a name that is nobody’s in the same way, so that names cannot be found out', async () => {
    expect(await fail(6, 'nobody')).toEqual([...Array(4).fill('SIGN_IN_FAILED'), 'ACCOUNT_LOCKED', 'ACCOUNT_LOCKED'])
  })

  it('forgets the failures before a success', async () => {
    await fail(4, 'officehead')
    expect((await signIn('officehead')).status).toBe(200)
    expect(await fail(4, 'officehead')).not.toContain('ACCOUNT_LOCKED')
  })

  it('slows down a source after 20 failures, an IPv6 network as one', async () => {
    for (let n = 0; n < 20; n++) await signIn(`spray${n}`, 'wrong', { ip: `2001:db8:0:1::${n + 1}` })
    expect((await signIn('editor', testPassword, { ip: '2001:db8:0:1:ffff::9' })).status).toBe(429)
    expect((await signIn('editor', testPassword, { ip: '2001:db8:0:2::1' })).status).toBe(200)
    later(15 * minute)
    expect((await signIn('editor', testPassword, { ip: '2001:db8:0:1::1' })).status).toBe(200)
  })

  it('is lifted by the security administrator of the region, and by nobody else', async () => {
    await fail(5, 'officehead')
    const path = `/api/users/${t.world.users.officehead}/unlock`
    expect((await (await t.as('systemadmin')).post(path)).status).toBe(403)
    expect((await (await t.as('securityadmin')).post(path)).status).toBe(200)
    expect((await signIn('officehead')).status).toBe(200)
  })
})

describe('the second factor', () => {
  it('is bound with the password and a code, asked for at sign-in, and takes each code once', async () => {
    const { cookie, body } = await signIn('unitleader')
    const given = { cookie, csrf: body.csrfToken as unknown as string }
    expect((await send('POST', '/api/session/totp', { ...given, body: { password: 'wrong' } })).status).toBe(422)
    const made = (await (
      await send('POST', '/api/session/totp', { ...given, body: { password: testPassword } })
    ).json()) as {
      secret: string
      uri: string
    }
    expect(made.uri).toMatch(/^otpauth:\/\/totp\//)
    const code = (shift = 0) =>
      generateSync({ secret: made.secret, epoch: Math.floor(t.clock.now.getTime() / 1000) + shift })
    expect((await signIn('unitleader')).status).toBe(200) // not confirmed: asks nothing
    expect((await send('PUT', '/api/session/totp', { ...given, body: { code: code() } })).status).toBe(200)

    expect((await signIn('unitleader')).code).toBe('SECOND_FACTOR_NEEDED')
    expect((await signIn('unitleader', testPassword, { totp: code() })).code).toBe('SECOND_FACTOR_WRONG') // used to confirm
    expect((await signIn('unitleader', testPassword, { totp: code(-30) })).code).toBe('SECOND_FACTOR_WRONG') // older still
    later(60_000)
    expect((await signIn('unitleader', testPassword, { totp: code(60) })).code).toBe('SECOND_FACTOR_WRONG') // two steps early
    const used = code(30)
    expect((await signIn('unitleader', testPassword, { totp: used })).status).toBe(200) // one step early
    expect((await signIn('unitleader', testPassword, { totp: used })).code).toBe('SECOND_FACTOR_WRONG')
    expect((await signIn('unitleader', testPassword, { totp: code() })).code).toBe('SECOND_FACTOR_WRONG')

    const stored = await t.ground.root
      .selectFrom('app_user')
      .select('totp_cipher')
      .where('username', '=', 'unitleader')
      .executeTakeFirstOrThrow()
    expect(stored.totp_cipher).not.toContain(made.secret)
  })

  it('locks the user like wrong passwords, and is cleared by the security administrator', async () => {
    const codes: string[] = []
    for (let n = 0; n < 5; n++) codes.push((await signIn('unitleader', testPassword, { totp: '000000' })).code)
    expect(codes.at(-1)).toBe('ACCOUNT_LOCKED')
    const admin = await t.as('securityadmin')
    const id = t.world.users.unitleader
    expect((await admin.post(`/api/users/${id}/second-factor-resets`)).status).toBe(200)
    expect((await admin.post(`/api/users/${id}/unlock`)).status).toBe(200)
    expect((await signIn('unitleader')).status).toBe(200)
  })
})

describe('passwords', () => {
  const next = '春眠不觉晓处 Kx7'
  const change = (cookie: string, csrf: string, body: object) =>
    send('PUT', '/api/session/password', { cookie, csrf, body })

  it('are changed against the old one, by the policy, and end the other sessions', async () => {
    const here = await signIn('accountmanager')
    const there = await signIn('accountmanager')
    const csrf = here.body.csrfToken as unknown as string
    const wrong = await change(here.cookie, csrf, { current: 'wrong', next })
    expect(await wrong.json()).toMatchObject({ code: 'INVALID_INPUT', errors: [{ path: 'current' }] })
    const weak = await change(here.cookie, csrf, { current: testPassword, next: 'Password123!' })
    expect(await weak.json()).toMatchObject({ code: 'PASSWORD_TOO_WEAK', errors: [{ path: 'next' }] })
    const same = await change(here.cookie, csrf, { current: testPassword, next: testPassword })
    expect(await same.json()).toMatchObject({ code: 'PASSWORD_TOO_WEAK' })
    expect((await send('GET', '/api/session', { cookie: there.cookie })).status).toBe(200)

    expect((await change(here.cookie, csrf, { current: testPassword, next })).status).toBe(200)
    expect((await send('GET', '/api/session', { cookie: here.cookie })).status).toBe(200)
    expect((await send('GET', '/api/session', { cookie: there.cookie })).status).toBe(401)
    expect((await signIn('accountmanager')).code).toBe('SIGN_IN_FAILED')
    expect((await signIn('accountmanager', next)).status).toBe(200)
  })

  it('reset by the security administrator are shown once and open nothing but their change', async () => {
    const before = await signIn('editor')
    const answer = await (await t.as('securityadmin')).post(
      `/api/users/${t.world.users.editor}/password-resets`,
      {},
      { 'idempotency-key': 'reset' },
    )
    const { temporaryPassword } = (await answer.json()) as { temporaryPassword: string }
    expect((await send('GET', '/api/session', { cookie: before.cookie })).status).toBe(401)
    expect(await t.ground.root.selectFrom('idempotency_key').selectAll().where('key', '=', 'reset').execute()).toEqual(
      [],
    )
    const { body, cookie } = await signIn('editor', temporaryPassword)
    expect(body).toMatchObject({ mustChangePassword: true })
    expect(await (await send('GET', '/api/jobs', { cookie })).json()).toMatchObject({ code: 'PASSWORD_CHANGE_NEEDED' })
    expect((await send('GET', '/api/session', { cookie })).status).toBe(200)
    const csrf = body.csrfToken as unknown as string
    expect((await change(cookie, csrf, { current: temporaryPassword, next: testPassword })).status).toBe(200)
    expect((await send('GET', '/api/jobs', { cookie })).status).toBe(200)
  })

  it('expire after 90 days', async () => {
    await t.ground.root
      .updateTable('app_user')
      .set({ password_changed_at: new Date(t.clock.now.getTime() - 90 * 24 * 60 * minute) })
      .where('username', '=', 'publicityofficer')
      .execute()
    expect((await signIn('publicityofficer')).body).toMatchObject({ mustChangePassword: true })
  })

  it('count wrong guesses on an open screen like failed sign-ins', async () => {
    const { cookie, body } = await signIn('businessofficer')
    const csrf = body.csrfToken as unknown as string
    const codes: number[] = []
    for (let n = 0; n < 5; n++) codes.push((await change(cookie, csrf, { current: `wrong${n}`, next })).status)
    expect(codes).toEqual([422, 422, 422, 422, 423])
  })
})

describe('the security administrator', () => {
  it('does not find users of another region', async () => {
    const { root } = t.ground
    const county = t.world.units.county!
    await root.updateTable('app_user').set({ unit_id: county }).where('username', '=', 'securityadmin').execute()
    const admin = await t.as('securityadmin')
    const foreign = t.world.users['supervisorofficer.sibling']
    for (const [method, path] of [
      ['POST', 'unlock'],
      ['POST', 'password-resets'],
      ['POST', 'second-factor-resets'],
      ['DELETE', 'sessions'],
    ] as const) {
      expect((await admin.request(method, `/api/users/${foreign}/${path}`)).status).toBe(404)
    }
    expect((await admin.delete(`/api/users/${t.world.users.editor}/sessions`)).status).toBe(200)
    expect((await admin.post(`/api/users/${t.world.users.securityadmin}/unlock`)).status).toBe(409)
  })
})

describe('clean-up', () => {
  it('takes away what has run out, and nothing that still counts', async () => {
    const { forgetStale } = await import('./cleanup.service.ts')
    const { cookie } = await signIn('editor')
    await fail(1, 'officehead')
    await transact(await t.ctxOf('system'), ({ db, now }) =>
      db
        .insertInto('idempotency_key')
        .values([
          {
            user_id: t.world.users.editor!,
            key: 'old',
            request_hash: '',
            created_at: new Date(now.getTime() - 25 * 60 * minute),
          },
          { user_id: t.world.users.editor!, key: 'new', request_hash: '', created_at: now },
        ])
        .execute(),
    )
    await forgetStale(await t.ctxOf('system'))
    expect((await send('GET', '/api/session', { cookie })).status).toBe(200)
    expect(await t.ground.root.selectFrom('sign_in_failure').select('username').execute()).toEqual([
      { username: 'officehead' },
    ])
    expect(await t.ground.root.selectFrom('idempotency_key').select('key').execute()).toEqual([{ key: 'new' }])
    later(13 * 60 * minute)
    await forgetStale(await t.ctxOf('system'))
    expect(await t.ground.root.selectFrom('session').select('public_id').execute()).toEqual([])
  })
})
