import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { AppError } from '../core/error.ts'
import { on, type Route } from '../core/routes.ts'
import { writeCookie } from './cookie.ts'
import { oidcCallback, oidcStart } from './oidc.contract.ts'
import { beginOidc, finishOidc } from './oidc.service.ts'
import { type OidcSettings, oidcSettings } from './oidc-settings.ts'
import { clientOfRequest } from './request-context.ts'

const stateCookie = 'zm_oidc'
const cookiePath = '/api/oidc'

/** The routes of a sign-in at the provider that `settings` gives; without one they are not there. */
export function oidcRoutesWith(settings: () => OidcSettings | null): Route[] {
  const provider = () => {
    const given = settings()
    if (!given) throw new AppError('NOT_FOUND', { reason: '未启用统一身份认证' })
    return given
  }
  return [
    on(oidcStart, async (ctx, { query }, { c }) => {
      const { origin, secure } = clientOfRequest(c)
      const begun = await orBack(c, () => beginOidc(ctx, provider(), { returnTo: query.to, origin }))
      if (begun instanceof Response) return begun
      const lasting = { httpOnly: true, sameSite: 'Lax', path: cookiePath, secure, maxAge: 600 } as const
      setCookie(c, stateCookie, begun.state, lasting)
      return c.redirect(begun.location)
    }),
    on(oidcCallback, async (ctx, _given, { c }) => {
      const client = clientOfRequest(c)
      const callback = new URL(new URL(c.req.url).search, `${client.origin}/api/oidc/callback`)
      const cookieState = getCookie(c, stateCookie)
      deleteCookie(c, stateCookie, { path: cookiePath, secure: client.secure })
      const done = await orBack(c, () => finishOidc(ctx, provider(), { callback, cookieState }))
      if (done instanceof Response) return done
      writeCookie(c, done.opened.token, client)
      return c.redirect(done.returnTo)
    }),
  ]
}

export const oidcRoutes = oidcRoutesWith(() => oidcSettings(process.env))

/** A person is looking at these answers: an expected refusal leads back to the sign-in page, which says what to do. */
async function orBack<T>(c: Context, work: () => Promise<T>): Promise<T | Response> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError && error.code !== 'NOT_FOUND') return c.redirect(`/sign-in?failed=${error.code}`)
    throw error
  }
}
