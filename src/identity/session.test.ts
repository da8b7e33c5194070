import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../app/app.ts'
import { routes } from '../app/routes.ts'
import { type TestApp, testApp, testPassword } from '../app/testing.ts'
import { transact } from '../db/transact.ts'
import { actorOf } from './actor.service.ts'
import { contextOf } from './request-context.ts'
import { endSessionsOf, openSession } from './session.service.ts'

let t: TestApp
let session: { token: string; csrfToken: string; publicId: string }
const start = new Date('2026-11-24T10:00:00+08:00')
const minute = 60_000
const at = (ms: number) => {
  t.clock.now = new Date(start.getTime() + ms)
}

beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())
beforeEach(async () => {
  at(0)
  session = await open('editor')
})

async function open(username: string) {
  return transact(await t.ctxOf('system'), (work) =>
    openSession(work, t.world.users[username]!, { method: 'password' }),
  )
}
type Given = { token?: string; headers?: Record<string, string>; env?: object; url?: string }
function ask(method: string, path: string, given: Given = {}) {
  const { token = session.token, headers = {}, env = {}, url = 'http://localhost' } = given
  return t.app.request(`${url}${path}`, { method, headers: { cookie: `zm_session=${token}`, ...headers } }, env)
}
const status = async (...given: Parameters<typeof ask>) => (await ask(...given)).status
const lastEntry = () =>
  t.ground.root.selectFrom('audit_entry').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow()

describe('a session', () => {
  it('ends after 30 minutes without activity', async () => {
    at(30 * minute - 1)
    expect(await status('GET', '/api/session')).toBe(200)
    at(60 * minute - 2)
    expect(await status('GET', '/api/session')).toBe(200)
    at(90 * minute)
    expect(await status('GET', '/api/session')).toBe(401)
  })

  it('ends 12 hours after signing in, however busy', async () => {
    for (let passed = 0; passed < 12 * 60; passed += 20) {
      at(passed * minute)
      expect(await status('GET', '/api/session')).toBe(200)
    }
    at(12 * 60 * minute)
    expect(await status('GET', '/api/session')).toBe(401)
  })

  it('notes activity at most once a minute', async () => {
    const seen = async () =>
      (
        await t.ground.root
          .selectFrom('session')
          .select('last_seen_at')
          .where('public_id', '=', session.publicId)
          .executeTakeFirstOrThrow()
      ).last_seen_at.getTime() - start.getTime()
    at(minute - 1)
    await ask('GET', '/api/session')
    expect(await seen()).toBe(0)
    at(minute)
    await ask('GET', '/api/session')
    expect(await seen()).toBe(minute)
  })

  it('is kept as a hash: the database does not hold what opens it', async () => {
    const rows = await t.ground.root.selectFrom('session').select('id_hash').execute()
    expect(rows.map((row) => row.id_hash)).not.toContain(session.token)
    expect(await status('GET', '/api/session', { token: rows[0]!.id_hash })).toBe(401)
  })

  it('ends at once when its user or unit is disabled or an administrator ends it', async () => {
    const { root } = t.ground
    const unit = t.world.units.host!
    await root.updateTable('unit').set({ active: false }).where('id', '=', unit).execute()
    expect(await status('GET', '/api/session')).toBe(401)
    await root.updateTable('unit').set({ active: true }).where('id', '=', unit).execute()
    expect(await status('GET', '/api/session')).toBe(200)
    await transact(await t.ctxOf('system'), (work) => endSessionsOf(work, t.world.users.editor!, '职责变更'))
    expect(await status('GET', '/api/session')).toBe(401)
  })

  it('is signed out of, and the cookie is taken back', async () => {
    const answer = await ask('DELETE', '/api/session', { headers: { 'x-csrf-token': session.csrfToken } })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('set-cookie')).toContain('zm_session=; Max-Age=0')
    expect(await status('GET', '/api/session')).toBe(401)
    expect(await lastEntry()).toMatchObject({ action: 'identity.signOut', username: 'editor' })
  })

  it('is listed and ended by its owner, and by nobody else', async () => {
    const other = await open('editor')
    const { rows } = (await (await ask('GET', '/api/session/all')).json()) as {
      rows: { id: string; current: boolean }[]
    }
    expect(rows.find((row) => row.id === session.publicId)).toMatchObject({ current: true })
    expect(rows.find((row) => row.id === other.publicId)).toMatchObject({ current: false })
    const headers = { 'x-csrf-token': session.csrfToken }
    const stranger = await t.as('officehead')
    expect((await stranger.delete(`/api/session/all/${other.publicId}`)).status).toBe(404)
    expect(await status('DELETE', `/api/session/all/${other.publicId}`, { headers })).toBe(200)
    expect(await status('GET', '/api/session', { token: other.token })).toBe(401)
    expect(await status('GET', '/api/session')).toBe(200)
  })
})

describe('a request that changes something', () => {
  const target = ['DELETE', '/api/session'] as const

  it.each([
    ['without the token', {}],
    ['with another session’s token', { 'x-csrf-token': 'x'.repeat(43) }],
  ])('is refused %s, and the refusal is audited', async (_case, headers) => {
    const answer = await ask(...target, { headers })
    expect(await answer.json()).toMatchObject({ status: 403, code: 'CSRF_REFUSED' })
    expect(await lastEntry()).toMatchObject({ action: 'access.refused', username: 'editor' })
  })

  it.each(['http://evil.example', 'https://localhost', 'http://localhost:81', 'null'])(
    'is refused from %s even with the token',
    async (origin) => {
      expect(await status(...target, { headers: { 'x-csrf-token': session.csrfToken, origin } })).toBe(403)
    },
  )

  it('is taken from our own page', async () => {
    const headers = { 'x-csrf-token': session.csrfToken, origin: 'http://localhost' }
    expect(await status(...target, { headers })).toBe(200)
  })

  it('may not sign anyone in from another site', async () => {
    const answer = await t.app.request('/api/session', {
      method: 'POST',
      headers: { origin: 'http://evil.example', 'content-type': 'text/plain' },
      body: JSON.stringify({ username: 'editor', password: testPassword }),
    })
    expect(answer.status).toBe(403)
    expect(answer.headers.get('set-cookie')).toBeNull()
  })
})

describe('a refusal for want of permission', () => {
  it('is audited with who and what', async () => {
    expect(await status('GET', '/api/audit')).toBe(403)
    expect(await lastEntry()).toMatchObject({
      action: 'access.refused',
      username: 'editor',
      subject_id: 'GET /api/audit',
      after: { code: 'FORBIDDEN' },
    })
  })
})

describe('over https', () => {
  const headers = () => ({ cookie: `__Host-zm_session=${session.token}` })

  it('the cookie has the __Host- prefix and is Secure; the plain one counts for nothing', async () => {
    const url = 'https://localhost'
    expect((await t.app.request(`${url}/api/session`, { headers: headers() })).status).toBe(200)
    expect(await status('GET', '/api/session', { url })).toBe(401)
    const signedIn = await t.app.request(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'editor', password: testPassword }),
    })
    expect(signedIn.headers.get('set-cookie')).toMatch(
      /^__Host-zm_session=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  })

  it('is believed of a proxy only when one is trusted, and so is the address', async () => {
    const behind = createApp({
      routes,
      log: pino({ level: 'silent' }),
      contextOf: (c) => contextOf(c, t.ground, { now: () => t.clock.now, trustProxy: '1' }),
    })
    const forwarded = {
      ...headers(),
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'zwxmt.example',
      'x-forwarded-for': '6.6.6.6, 203.0.113.9',
      'x-csrf-token': session.csrfToken,
      origin: 'https://zwxmt.example',
    }
    expect((await t.app.request('/api/session', { headers: forwarded })).status).toBe(401)
    expect((await behind.request('/api/session', { method: 'DELETE', headers: forwarded })).status).toBe(200)
    expect(await lastEntry()).toMatchObject({ action: 'identity.signOut', ip: '203.0.113.9' })
  })
})

describe('an actor', () => {
  it('sees what her body may see', async () => {
    const scopes = await Promise.all(
      ['supervisorofficer', 'industryofficer', 'editor', 'contractorstaff'].map(
        async (name) => (await t.ctxOf(name)).actor.scope.kind,
      ),
    )
    expect(scopes).toEqual(['region', 'industry', 'unit', 'contract'])
  })

  it.each([
    ['contract ran out', { ends_on: '2026-11-23' }],
    ['contract begins tomorrow', { starts_on: '2026-11-25' }],
    ['NDA ran out', { nda_ends_on: '2026-11-23' }],
    ['contract was ended', { ended_at: start }],
  ])('of a contractor sees nothing when the %s (§5.2.5)', async (_case, change) => {
    const { root } = t.ground
    const before = await root.selectFrom('contract').selectAll().executeTakeFirstOrThrow()
    await root.updateTable('contract').set(change).execute()
    expect((await t.ctxOf('contractorstaff')).actor.scope).toEqual({ kind: 'none' })
    const caller = await t.as('contractorstaff')
    expect(await (await caller.get('/api/jobs')).json()).toMatchObject({ code: 'CONTRACT_INVALID' })
    await root
      .updateTable('contract')
      .set({ starts_on: before.starts_on, ends_on: before.ends_on, nda_ends_on: before.nda_ends_on, ended_at: null })
      .execute()
    expect((await t.ctxOf('contractorstaff')).actor.scope.kind).toBe('contract')
  })

  it('of a contractor whose NDA ran out still changes her own password', async () => {
    const { root } = t.ground
    await root.updateTable('contract').set({ nda_ends_on: '2026-11-23' }).execute()
    const caller = await t.as('contractorstaff')
    const change = (current: string, next: string) => caller.request('PUT', '/api/session/password', { current, next })
    expect(await (await change(testPassword, '春眠不觉晓处处闻 Kx')).json()).toEqual({ ok: true })
    // Her unit's name is known to the check of the new password, though she does not see the unit.
    const named = await change('春眠不觉晓处处闻 Kx', '青屿融媒运营公司 Kx72026')
    expect(await named.json()).toMatchObject({ code: 'PASSWORD_TOO_WEAK' })
    expect(await (await caller.get('/api/jobs')).json()).toMatchObject({ code: 'CONTRACT_INVALID' })
  })

  it('is refused when disabled', async () => {
    const { root } = t.ground
    const id = t.world.users.responder!
    await root.updateTable('app_user').set({ active: false }).where('id', '=', id).execute()
    const refused = transact(await t.ctxOf('system'), (work) => actorOf(work, id))
    await expect(refused).rejects.toMatchObject({ code: 'USER_DISABLED' })
  })
})
