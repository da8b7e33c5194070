import type { Context } from 'hono'
import { errorOf, json } from '../answers.ts'
import { withinDay } from '../counters.ts'
import type { Env, World } from '../emulator.ts'
import { nextId, type TokenSlot, type WechatApp } from '../state.ts'

const life = 7200_000
/** How long a token still works after another has taken its place. */
const overlap = 300_000

export function refuse(c: Context<Env>, code: number): Response {
  return errorOf('wechat', code, { path: c.req.path, loose: c.var.loose, now: c.var.world.now() })
}

/** The account that an app id and secret name. One that is not known yet is set up with what it is first given. */
function appOf(world: World, appId: string, secret: string): WechatApp | number {
  if (!appId) return 40013
  const app = world.state.wechat.apps[appId]
  if (app) return app.secret === secret ? app : 40125
  if (!secret) return 40125
  const opened: WechatApp = { secret, stable: [], plain: [], forcedAt: [], push: null }
  world.state.wechat.apps[appId] = opened
  return opened
}

/** `POST /cgi-bin/stable_token` (§1.1): the same token again, until 5 minutes before its end. */
export async function stableToken(c: Context<Env>): Promise<Response> {
  const { world } = c.var
  const asked = await c.req.json().catch(() => ({}))
  const app = appOf(world, String(asked.appid ?? ''), String(asked.secret ?? ''))
  if (typeof app === 'number') return refuse(c, app)
  if (!withinDay(world, { who: asked.appid, what: 'stable_token', limit: 500_000 })) return refuse(c, 45009)
  const now = world.now().getTime()
  if (asked.force_refresh === true) {
    if (now - (app.forcedAt.at(-1) ?? 0) < 30_000) return refuse(c, 45011)
    if (!withinDay(world, { who: asked.appid, what: 'force_refresh', limit: 20 })) return refuse(c, 45009)
    app.forcedAt = [now]
    app.stable = []
  }
  const newest = app.stable.at(-1)
  const slot = newest && newest.until - now > overlap ? newest : issue(world, 'stable')
  app.stable = [...app.stable.filter(({ until, token }) => until > now && token !== slot.token), slot]
  return json(granted(c, slot, now))
}

/** `GET /cgi-bin/token`: another token each time; the one before works for 5 minutes more. */
export function plainToken(c: Context<Env>): Response {
  const { world } = c.var
  const { appid = '', secret = '', grant_type } = c.req.query()
  const app = appOf(world, appid, secret)
  if (typeof app === 'number' || grant_type !== 'client_credential')
    return refuse(c, typeof app === 'number' ? app : 40013)
  if (!withinDay(world, { who: appid, what: 'token', limit: 2000 })) return refuse(c, 45009)
  const now = world.now().getTime()
  const slot = issue(world, 'plain')
  app.plain = [...app.plain.map((old) => ({ ...old, until: Math.min(old.until, now + overlap) })), slot]
  return json(granted(c, slot, now))
}

function issue(world: World, kind: string): TokenSlot {
  const issuedAt = world.now().getTime()
  return { token: `${kind}_${nextId(world.state, kind).repeat(3)}`, until: issuedAt + life, issuedAt }
}

function granted(c: Context<Env>, slot: TokenSlot, now: number) {
  const left = Math.floor((slot.until - now) / 1000)
  return { access_token: slot.token, expires_in: c.var.loose ? String(left) : left }
}

/** The account that a call's token stands for, or the platform's error. */
export function accountOf(c: Context<Env>): string | number {
  const { state, now } = c.var.world
  const token = c.req.query('access_token')
  if (!token) return 41001
  for (const [appId, { stable, plain }] of Object.entries(state.wechat.apps)) {
    const slot = [...stable, ...plain].find((each) => each.token === token)
    if (slot) return slot.until > now().getTime() ? appId : 42001
  }
  return 40001
}
