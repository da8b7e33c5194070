import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { identityRoutes } from './identity.routes.ts'
import { oidcRoutesWith } from './oidc.routes.ts'
import { type OidcSettings, oidcSettings } from './oidc-settings.ts'

let t: TestApp
let server: Server
let settings: OidcSettings | null

beforeAll(async () => {
  server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'zhengmei',
        client_secret: 'a-secret-of-the-test',
        redirect_uris: ['http://localhost/api/oidc/callback'],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    pkce: { required: () => true },
    cookies: { keys: ['test'] },
  })
  server.on('request', provider.callback())
  settings = { issuer, clientId: 'zhengmei', clientSecret: 'a-secret-of-the-test', name: '统一身份认证' }
  t = await testApp({ routes: [...identityRoutes, ...oidcRoutesWith(() => settings)] })
  await link('editor', issuer, 'zhang')
})
afterAll(async () => {
  await t.close()
  server.closeAllConnections()
  server.close()
})

async function link(username: string, issuer: string, subject: string) {
  await t.ground.root
    .updateTable('app_user')
    .set({ oidc_issuer: issuer, oidc_subject: subject })
    .where('username', '=', username)
    .execute()
}

/** Our side of the start: where the browser is sent, and the cookie that binds the flow to it. */
async function start(to = '/accounts') {
  const answer = await t.app.request(`/api/oidc/start?to=${encodeURIComponent(to)}`)
  const cookie = /zm_oidc=[^;]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? ''
  return { status: answer.status, location: answer.headers.get('location') ?? '', cookie }
}

/** A browser at the provider: signs in as `login`, consents, and stops where it is sent back to us. */
async function signInAtProvider(location: string, login: string): Promise<string> {
  const jar = new Map<string, string>()
  let next = { url: location, form: '' }
  for (let hop = 0; hop < 12; hop++) {
    const answer = await fetch(next.url, {
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(next.form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(next.form ? { method: 'POST', body: next.form } : {}),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name && value) jar.set(name, value)
    }
    const sentTo = answer.headers.get('location')
    if (sentTo) {
      const url = new URL(sentTo, next.url).href
      if (url.startsWith('http://localhost/')) return url
      next = { url, form: '' }
      continue
    }
    const prompt = (await answer.text()).includes('name="login"') ? 'login' : 'consent'
    next = { url: next.url, form: new URLSearchParams({ prompt, login, password: 'x' }).toString() }
  }
  throw new Error('the provider did not send the browser back')
}

async function callback(url: string, cookie: string) {
  const { pathname, search } = new URL(url)
  const answer = await t.app.request(`${pathname}${search}`, { headers: { cookie } })
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    session: /zm_session=([\w-]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1],
  }
}
const refused = (code = 'OIDC_FAILED') => ({ status: 302, location: `/sign-in?failed=${code}`, session: undefined })
const newestTitle = async () =>
  (
    await t.ground.root
      .selectFrom('audit_entry')
      .select('title')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
  ).title

describe('signing in at a unified identity provider', () => {
  it('signs in the user that the subject is linked to, and leads back to the page', async () => {
    const { location, cookie } = await start('/accounts?platform=wechat')
    expect(new URL(location).searchParams.get('code_challenge_method')).toBe('S256')
    const back = await callback(await signInAtProvider(location, 'zhang'), cookie)
    expect(back).toMatchObject({ status: 302, location: '/accounts?platform=wechat' })
    const me = await t.app.request('/api/session', { headers: { cookie: `zm_session=${back.session}` } })
    expect(await me.json()).toMatchObject({ username: 'editor', mustChangePassword: false })
    expect(await newestTitle()).toBe('登录（统一身份认证）')
  })

  it('takes each answer of the provider once', async () => {
    const { location, cookie } = await start()
    const url = await signInAtProvider(location, 'zhang')
    expect((await callback(url, cookie)).session).toBeDefined()
    expect(await callback(url, cookie)).toEqual(refused())
  })

  it('takes it only in the browser that began, with the state that was given out', async () => {
    const { location, cookie } = await start()
    const url = await signInAtProvider(location, 'zhang')
    expect(await callback(url, '')).toEqual(refused())
    const forged = new URL(url)
    forged.searchParams.set('state', 'forged')
    expect(await callback(forged.href, cookie)).toEqual(refused())
    expect(await callback(forged.href, 'zm_oidc=forged')).toEqual(refused())
    expect((await callback(url, cookie)).session).toBeDefined()
  })

  it('refuses an identity token made for another sign-in (nonce)', async () => {
    const { location, cookie } = await start()
    const url = await signInAtProvider(location, 'zhang')
    await t.ground.root.updateTable('oidc_flow').set({ nonce: 'of another flow' }).execute()
    expect(await callback(url, cookie)).toEqual(refused())
  })

  it('refuses a code without the verifier that belongs to it (PKCE)', async () => {
    const { location, cookie } = await start()
    const url = await signInAtProvider(location, 'zhang')
    await t.ground.root
      .updateTable('oidc_flow')
      .set({ code_verifier: 'x'.repeat(43) })
      .execute()
    expect(await callback(url, cookie)).toEqual(refused())
  })

  it('refuses an answer after ten minutes', async () => {
    const { location, cookie } = await start()
    const url = await signInAtProvider(location, 'zhang')
    t.clock.now = new Date(t.clock.now.getTime() + 10 * 60_000 + 1)
    expect(await callback(url, cookie)).toEqual(refused())
  })

  it('refuses a subject that nobody is linked to, creates nobody, and audits it', async () => {
    const before = await t.ground.root.selectFrom('app_user').select('id').execute()
    const { location, cookie } = await start()
    expect(await callback(await signInAtProvider(location, 'stranger'), cookie)).toEqual(refused())
    expect(await t.ground.root.selectFrom('app_user').select('id').execute()).toHaveLength(before.length)
    expect(await newestTitle()).toContain('未关联')
  })

  it('refuses the same subject of another issuer', async () => {
    await link('officehead', 'https://other.example', 'li')
    const { location, cookie } = await start()
    expect(await callback(await signInAtProvider(location, 'li'), cookie)).toEqual(refused())
  })

  it('refuses a disabled user', async () => {
    await t.ground.root.updateTable('app_user').set({ active: false }).where('username', '=', 'editor').execute()
    const { location, cookie } = await start()
    expect(await callback(await signInAtProvider(location, 'zhang'), cookie)).toEqual(refused('USER_DISABLED'))
  })

  it('leads back to pages of ours only', async () => {
    for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example'])
      expect((await start(to)).status).toBe(422)
  })

  it('says so when the provider cannot be reached, and is not there when none is set up', async () => {
    const real = settings
    settings = { ...real!, issuer: 'http://127.0.0.1:1' }
    expect(await start()).toMatchObject({ status: 302, location: '/sign-in?failed=OIDC_FAILED' })
    settings = null
    expect((await start()).status).toBe(404)
    settings = real
  })

  it('is set up by the environment', () => {
    const environment = {
      OIDC_ISSUER: 'https://id.example',
      OIDC_CLIENT_ID: 'zm',
      OIDC_CLIENT_SECRET: 's',
      OIDC_NAME: '某平台',
    }
    expect(oidcSettings(environment)).toMatchObject({ name: '某平台' })
    expect(oidcSettings({ OIDC_ISSUER: 'https://id.example' })).toBeNull()
  })
})
