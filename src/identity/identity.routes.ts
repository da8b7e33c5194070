import type { Context } from 'hono'
import { on, type Route } from '../core/routes.ts'
import * as admin from './admin.contract.ts'
import { clearSecondFactor, endUserSessions, resetPassword, unlockUser } from './admin.service.ts'
import { clearCookie, writeCookie } from './cookie.ts'
import * as contract from './identity.contract.ts'
import { loginOptionsOf } from './login-options.service.ts'
import { meOf, whoIsSignedIn } from './me.service.ts'
import { oidcSettings } from './oidc-settings.ts'
import { beginOwnTotp, changeOwnPassword, confirmOwnTotp, removeOwnTotp } from './own-secrets.service.ts'
import { listOwnSessions, revokeOwnSession, signOut } from './own-sessions.service.ts'
import { clientOfRequest, sessionOf } from './request-context.ts'
import { signIn } from './sign-in.service.ts'

export const identityRoutes: Route[] = [
  on(contract.signIn, async (ctx, { body }, { c }) => {
    const { opened, session, person } = await signIn(ctx, body)
    writeCookie(c, opened.token, clientOfRequest(c))
    return fresh(c, meOf(ctx, person, session))
  }),
  on(contract.whoAmI, (ctx, _given, { c }) => whoIsSignedIn(ctx, sessionOf(c))),
  on(contract.signOut, async (ctx, _given, { c }) => {
    const done = await signOut(ctx)
    clearCookie(c, clientOfRequest(c))
    return fresh(c, done)
  }),
  on(contract.loginOptions, (ctx) =>
    loginOptionsOf(ctx, { dataDir: process.env.DATA_DIR ?? './data', oidc: oidcSettings(process.env) }),
  ),
  on(contract.changePassword, (ctx, { body }) => changeOwnPassword(ctx, body)),
  on(contract.listSessions, (ctx) => listOwnSessions(ctx)),
  on(contract.revokeSession, (ctx, { params }) => revokeOwnSession(ctx, params.id)),
  on(contract.beginTotp, (ctx, { body }) => beginOwnTotp(ctx, body.password)),
  on(contract.confirmTotp, (ctx, { body }) => confirmOwnTotp(ctx, body.code)),
  on(contract.removeTotp, (ctx, { body }) => removeOwnTotp(ctx, body.password)),

  on(admin.unlockUser, (ctx, { params }) => unlockUser(ctx, params.id)),
  on(admin.resetPassword, (ctx, { params }) => resetPassword(ctx, params.id)),
  on(admin.clearSecondFactor, (ctx, { params }) => clearSecondFactor(ctx, params.id)),
  on(admin.endUserSessions, (ctx, { params }) => endUserSessions(ctx, params.id)),
]

/** An answer made by `c`: it takes the cookie along. */
function fresh(c: Context, body: object): Response {
  return c.json(body, 200, { 'cache-control': 'no-store' })
}
