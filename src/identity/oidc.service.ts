import { createHash } from 'node:crypto'
import * as oidc from 'openid-client'
import { record } from '../audit/audit.service.ts'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { asSystem } from '../db/transact.ts'
import { personOf, toActor } from './actor.service.ts'
import { recordSignInRefusal } from './failure.service.ts'
import { addFlow, findLinkedUser, takeFlow } from './oidc.store.ts'
import type { OidcSettings } from './oidc-settings.ts'
import { enter, type SignedIn } from './sign-in.service.ts'

const flowMinutes = 10

/** Begins a sign-in at the provider (code flow with PKCE). `state` also goes into a cookie, so that only this browser can finish it. */
export async function beginOidc(
  ctx: Ctx,
  settings: OidcSettings,
  given: { returnTo: string; origin: string },
): Promise<{ location: string; state: string }> {
  const config = await discover(settings)
  const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()]
  await asSystem(ctx, ({ db, now }) =>
    addFlow(db, {
      state_hash: hashOf(state),
      nonce,
      code_verifier: verifier,
      return_to: given.returnTo,
      created_at: now,
    }),
  )
  const location = oidc.buildAuthorizationUrl(config, {
    redirect_uri: `${given.origin}/api/oidc/callback`,
    scope: 'openid',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  })
  return { location: location.href, state }
}

/**
 * Finishes a sign-in: issuer and subject must be those that an administrator has linked to a user. Nobody is
 * created, and nobody is found by an e-mail address, which the provider's people can change.
 */
export async function finishOidc(
  ctx: Ctx,
  settings: OidcSettings,
  given: { callback: URL; cookieState: string | undefined },
): Promise<SignedIn & { returnTo: string }> {
  const state = given.callback.searchParams.get('state')
  if (!state || state !== given.cookieState) throw new AppError('OIDC_FAILED')
  const flow = await asSystem(ctx, ({ db }) => takeFlow(db, hashOf(state)))
  if (!flow || ctx.now.getTime() - flow.created_at.getTime() > flowMinutes * 60_000) throw new AppError('OIDC_FAILED')

  const claims = await exchange(settings, given.callback, {
    pkceCodeVerifier: flow.code_verifier,
    expectedState: state,
    expectedNonce: flow.nonce,
    idTokenExpected: true,
  })
  const user = await asSystem(ctx, ({ db }) => findLinkedUser(db, claims.iss, claims.sub))
  if (!user) throw await recordUnlinked(ctx, claims)
  const signedIn = await asSystem(ctx, async (work) => {
    const person = await personOf(work, user.id)
    return enter({ ...work, actor: toActor(person) }, person, 'oidc')
  }).catch(async (error: unknown) => {
    if (error instanceof AppError && error.code === 'USER_DISABLED') {
      throw await recordSignInRefusal(ctx, user.id, user.username)
    }
    throw error
  })
  return { ...signedIn, returnTo: flow.return_to }
}

type Claims = { iss: string; sub: string }

async function exchange(
  settings: OidcSettings,
  callback: URL,
  checks: oidc.AuthorizationCodeGrantChecks,
): Promise<Claims> {
  const config = await discover(settings)
  const tokens = await oidc.authorizationCodeGrant(config, callback, checks).catch((error: unknown) => {
    throw new AppError('OIDC_FAILED', { cause: error instanceof Error ? error.name : 'unknown' })
  })
  const claims = tokens.claims()
  if (!claims) throw new AppError('OIDC_FAILED')
  return claims
}

function recordUnlinked(ctx: Ctx, { iss, sub }: Claims): Promise<AppError> {
  return asSystem(ctx, async (work) => {
    await record(work, {
      action: 'identity.signInRefused',
      subject: { type: 'oidcSubject', id: sub.slice(0, 200) },
      title: '统一身份认证登录被拒绝（未关联本系统用户）',
      after: { issuer: iss, subject: sub.slice(0, 200) },
    })
    return new AppError('OIDC_FAILED', { reason: '该统一身份未关联本系统用户，请联系安全管理员' })
  })
}

const discovered = new Map<string, Promise<oidc.Configuration>>()

/** The provider's own description, asked once per process; a failure is not remembered. */
function discover(settings: OidcSettings): Promise<oidc.Configuration> {
  const key = JSON.stringify(settings)
  const known = discovered.get(key)
  if (known) return known
  const asked = ask(settings).catch(() => {
    discovered.delete(key)
    throw new AppError('OIDC_FAILED', { reason: '暂时无法连接统一身份认证，请稍后重试或改用密码登录' })
  })
  discovered.set(key, asked)
  return asked
}

function ask({ issuer, clientId, clientSecret }: OidcSettings): Promise<oidc.Configuration> {
  const url = new URL(issuer)
  // Plain http only to this machine itself: a provider under trial.
  const isLocal = url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  const options = isLocal ? { execute: [oidc.allowInsecureRequests] } : {}
  return oidc.discovery(url, clientId, clientSecret, undefined, { ...options, timeout: 10 })
}

function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('hex')
}
