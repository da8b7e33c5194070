import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { recordRefusal } from '../audit/refusal.service.ts'
import type { Actor, Ctx, Ground } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { type Client, clientOf, trustedProxies } from './client.ts'
import { readCookie } from './cookie.ts'
import { readSession, type SessionFacts } from './session.service.ts'

/** The actor of a request that nobody has signed in for. */
const anonymous: Actor = {
  userId: null,
  username: '',
  name: '未登录',
  unitId: null,
  unitName: '',
  unitKind: null,
  regionCode: null,
  duties: [],
  scope: { kind: 'none' },
}

/** What works while a password must be changed: finding out, changing it, leaving. */
const openWhileChangeDue = ['/api/session', '/api/session/password', '/api/login-options']
const safeMethods = ['GET', 'HEAD', 'OPTIONS']

export type Surroundings = { now: () => Date; trustProxy: string | undefined }
const ofProcess: Surroundings = { now: () => new Date(), trustProxy: process.env.TRUST_PROXY }

/**
 * Who calls, from the session cookie. A request that changes something must come from our own page (CSRF):
 * it carries the session's token, and its `Origin`, where the browser names one, is ours.
 */
export async function contextOf(c: Context, ground: Ground, given: Partial<Surroundings> = {}): Promise<Ctx> {
  const { now: clock, trustProxy } = { ...ofProcess, ...given }
  const now = clock()
  const client = clientOf(c, trustedProxies(trustProxy))
  clients.set(c, client)
  const origin = {
    ip: client.ip,
    userAgent: c.req.header('user-agent') ?? '',
    requestId: newId(),
    sessionId: null,
  }
  const changes = !safeMethods.includes(c.req.method)
  const from = c.req.header('origin')
  if (changes && from !== undefined && from !== client.origin) throw new AppError('CSRF_REFUSED')

  // Signing in starts afresh: an older session in the browser neither helps nor hinders.
  const signsIn = c.req.method === 'POST' && c.req.path === '/api/session'
  const token = signsIn ? undefined : readCookie(c, client)
  const found = token ? await readSession(ground, { token, now }) : null
  if (!found) return { ...ground, now, actor: anonymous, origin }

  const ctx: Ctx = { ...ground, now, actor: found.actor, origin: { ...origin, sessionId: found.session.publicId } }
  if (changes && !isSame(c.req.header('x-csrf-token') ?? '', found.session.csrfToken)) {
    throw await recordRefusal(ctx, { method: c.req.method, path: c.req.path }, new AppError('CSRF_REFUSED'))
  }
  if (found.session.mustChangePassword && !openWhileChangeDue.includes(c.req.path)) {
    throw new AppError('PASSWORD_CHANGE_NEEDED', { reason: '首次登录或密码已到期，须先修改密码' })
  }
  sessions.set(c, found.session)
  return ctx
}

const clients = new WeakMap<Context, Client>()
const sessions = new WeakMap<Context, SessionFacts>()

/** The session by which this request came; only requests of the signed-in have one. */
export function sessionOf(c: Context): SessionFacts {
  const session = sessions.get(c)
  if (!session) throw new AppError('NOT_SIGNED_IN')
  return session
}

/** Where this request came from, as `contextOf` has judged it. */
export function clientOfRequest(c: Context): Client {
  return clients.get(c) ?? clientOf(c, 0)
}

function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
