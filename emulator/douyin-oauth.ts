import { type Context, Hono } from 'hono'
import { errorOf, json } from './answers.ts'
import type { Env, World } from './emulator.ts'
import { consentPage } from './pages.ts'
import { nextId } from './state.ts'

/** §3.1: access 15 days, refresh 30 days, renewed five times at most. */
const day = 86_400_000
const accessLife = 15 * day
const refreshLife = 30 * day
const renewals = 5

const refuse = (c: Context<Env>, code: number) =>
  errorOf('douyin', code, { path: c.req.path, loose: false, now: c.var.world.now() })

export function grantDouyin({ state, now }: World, openId: string) {
  const at = now().getTime()
  const access_token = `act.${nextId(state, 'access')}`
  const refresh_token = `rft.${nextId(state, 'refresh')}`
  state.douyin.tokens[access_token] = { openId, until: at + accessLife, revoked: false }
  state.douyin.refresh[refresh_token] = { openId, accessToken: access_token, until: at + refreshLife, renewed: 0 }
  return {
    access_token,
    refresh_token,
    open_id: openId,
    expires_in: accessLife / 1000,
    refresh_expires_in: refreshLife / 1000,
  }
}

/** An authorisation that is there from the start; its first access token is had by renewing. */
export function knowDouyin({ state, now }: World, openId: string, refreshToken: string): void {
  state.douyin.refresh[refreshToken] ??= { openId, accessToken: '', until: now().getTime() + refreshLife, renewed: 0 }
}

/** The account whose token the call carries, or the platform's error: of the older family where the token is unknown. */
export function ownerOf(c: Context<Env>): string | number {
  const { state, now } = c.var.world
  const token = state.douyin.tokens[c.req.header('access-token') ?? '']
  if (!token) return 2190002
  if (token.revoked) return 28001012
  if (token.until <= now().getTime()) return 28001008
  return token.openId === c.req.query('open_id') ? token.openId : 2190015
}

function granted(c: Context<Env>, data: Record<string, string | number>): Response {
  const written = Object.entries(data).map(([key, value]) => [
    key,
    c.var.loose && key.endsWith('expires_in') ? String(value) : value,
  ])
  return json({
    data: {
      ...Object.fromEntries(written),
      scope: 'video.create.bind,video.list.bind',
      error_code: 0,
      description: '',
    },
    message: 'success',
  })
}

/** `POST /oauth/refresh_token/`: another access token; the refresh token and its end stay as they are. */
async function refresh(c: Context<Env>): Promise<Response> {
  const { state, now } = c.var.world
  const form = await c.req.parseBody()
  const held = state.douyin.refresh[String(form.refresh_token ?? '')]
  if (!form.client_key) return refuse(c, 10003)
  const at = now().getTime()
  if (!held || held.until <= at) return refuse(c, 10010)
  const old = state.douyin.tokens[held.accessToken]
  if (old?.revoked) return refuse(c, 10010)
  // One that still works is drawn out; one that does not gives way to another.
  const alive = old && old.until > at
  const access_token = alive ? held.accessToken : `act.${nextId(state, 'access')}`
  state.douyin.tokens[access_token] = { openId: held.openId, until: at + accessLife, revoked: false }
  held.accessToken = access_token
  return granted(c, {
    access_token,
    refresh_token: String(form.refresh_token),
    open_id: held.openId,
    expires_in: accessLife / 1000,
    refresh_expires_in: Math.floor((held.until - at) / 1000),
  })
}

/** `POST /oauth/renew_refresh_token/`: the old one dies. */
async function renew(c: Context<Env>): Promise<Response> {
  const { state, now } = c.var.world
  const form = await c.req.parseBody()
  const old = String(form.refresh_token ?? '')
  const held = state.douyin.refresh[old]
  const at = now().getTime()
  if (!form.client_key) return refuse(c, 10003)
  if (!held || held.until <= at) return refuse(c, 10010)
  if (held.renewed >= renewals) return refuse(c, 10020)
  delete state.douyin.refresh[old]
  const refresh_token = `rft.${nextId(state, 'refresh')}`
  state.douyin.refresh[refresh_token] = { ...held, until: at + refreshLife, renewed: held.renewed + 1 }
  return granted(c, { refresh_token, expires_in: refreshLife / 1000 })
}

export function oauthRoutes(): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/platform/oauth/connect/', (c) => {
    const code = nextId(c.var.world.state, 'code').slice(0, 32)
    c.var.world.state.douyin.codes[code] = String(
      c.req.query('open_id') ?? `_000${nextId(c.var.world.state, 'open').slice(0, 12)}`,
    )
    return consentPage('抖音', c.req.query('redirect_uri') ?? '', { code, state: c.req.query('state') ?? '' })
  })
  app.post('/oauth/access_token/', async (c) => {
    const form = await c.req.parseBody()
    const openId = c.var.world.state.douyin.codes[String(form.code ?? '')]
    if (!form.client_key || !form.client_secret || !openId) return refuse(c, 10002)
    delete c.var.world.state.douyin.codes[String(form.code)]
    return granted(c, grantDouyin(c.var.world, openId))
  })
  app.post('/oauth/refresh_token/', refresh)
  app.post('/oauth/renew_refresh_token/', renew)
  return app
}
