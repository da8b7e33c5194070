import { record } from '../audit/audit.service.ts'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { asSystem } from '../db/transact.ts'
import { personOf, toActor } from './actor.service.ts'
import type { Person } from './actor.store.ts'
import { failSignIn, recordSignInRefusal } from './failure.service.ts'
import { verifyPassword } from './hashing.service.ts'
import { countedSince, lockedReason, lockedUntil, lockout, sourceOf } from './lockout.rules.ts'
import { passwordChangeDue, type SignInMethod } from './session.rules.ts'
import { type OpenedSession, openSession, type SessionFacts } from './session.service.ts'
import {
  type Attempt,
  clearFailures,
  countFailuresOfSource,
  failuresOfName,
  findByUsername,
  lockUser,
  markSignedIn,
  takeTotpStep,
} from './sign-in.store.ts'
import { openTotp, totpStep } from './totp.service.ts'
import { normalizeUsername } from './username.rules.ts'

export type Credentials = { username: string; password: string; totp?: string | undefined }
export type SignedIn = { opened: OpenedSession; session: SessionFacts; person: Person }
type Found = NonNullable<Awaited<ReturnType<typeof findByUsername>>>

/**
 * Signs in by password and, where the user has one, second factor. A wrong name and a wrong password cost the same
 * time, lock in the same way and get the same answer, so that names cannot be found out.
 */
export async function signIn(ctx: Ctx, given: Credentials): Promise<SignedIn> {
  const attempt = { username: normalizeUsername(given.username), source: sourceOf(ctx.origin.ip) }
  const user = await admitAttempt(ctx, attempt)
  const fits = await verifyPassword(user?.password_hash ?? null, given.password)
  if (!user || !fits) throw await failSignIn(ctx, attempt, user, 'SIGN_IN_FAILED')

  const step = user.totp_enabled_at ? codeStep(ctx, user, given.totp) : null
  if (user.totp_enabled_at && step === null) throw await failSignIn(ctx, attempt, user, 'SECOND_FACTOR_WRONG')
  const outcome = await completeSignIn(ctx, user, step)
  if (outcome === 'codeUsed') throw await failSignIn(ctx, attempt, user, 'SECOND_FACTOR_WRONG')
  if (outcome === 'disabled') throw await recordSignInRefusal(ctx, user.id, attempt.username)
  return outcome
}

/** Refuses a slowed-down source and a locked name before any work is done for them. */
function admitAttempt(ctx: Ctx, { username, source }: Attempt): Promise<Found | undefined> {
  return asSystem(ctx, async ({ db, now }) => {
    const since = countedSince(now)
    if ((await countFailuresOfSource(db, source, since)) >= lockout.sourceFailures) {
      throw new AppError('TOO_MANY_REQUESTS', {
        reason: `来自该网络地址的失败登录过多，请 ${lockout.minutes} 分钟后再试`,
      })
    }
    const user = await findByUsername(db, username)
    const { count, last } = await failuresOfName(db, username, since)
    const until = user ? user.locked_until : lockedUntil(count, last)
    if (until && until > now) throw new AppError('ACCOUNT_LOCKED', { reason: lockedReason(until, now) })
    return user
  })
}

function codeStep(ctx: Ctx, user: Found, code: string | undefined): number | null {
  if (!code) throw new AppError('SECOND_FACTOR_NEEDED')
  return totpStep(openTotp(ctx, user.id, user.totp_cipher ?? ''), code, ctx.now)
}

/** Decides on the user's row, held: a lock, a new password or a used code may have come in the meantime. */
function completeSignIn(ctx: Ctx, user: Found, step: number | null): Promise<SignedIn | 'codeUsed' | 'disabled'> {
  return asSystem(ctx, async (work) => {
    const { db, now } = work
    const held = await lockUser(db, user.id)
    if (held?.password_hash !== user.password_hash) throw new AppError('SIGN_IN_FAILED')
    if (held.locked_until && held.locked_until > now) {
      throw new AppError('ACCOUNT_LOCKED', { reason: lockedReason(held.locked_until, now) })
    }
    if (step !== null && !(await takeTotpStep(db, user.id, step))) return 'codeUsed'
    const person = await personOf(work, user.id).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'USER_DISABLED') return null
      throw error
    })
    if (!person) return 'disabled'
    await clearFailures(db, person)
    return enter({ ...work, actor: toActor(person) }, person, step === null ? 'password' : 'passwordTotp')
  })
}

const methodNames: Record<SignInMethod, string> = {
  password: '密码',
  passwordTotp: '密码和动态口令',
  oidc: '统一身份认证',
}

/** Opens the session of a person who has been recognised, under a new secret whatever the browser held before. */
export async function enter(
  work: Parameters<typeof openSession>[0],
  person: Person,
  method: SignInMethod,
): Promise<SignedIn> {
  const { now } = work
  const opened = await openSession(work, person.id, { method })
  const password = { mustChange: person.must_change_password, changedAt: person.password_changed_at }
  await asSystem(work, ({ db }) => markSignedIn(db, person.id, now))
  await record(work, {
    action: 'identity.signIn',
    subject: { type: 'user', id: person.id },
    title: `登录（${methodNames[method]}）`,
    after: { session: opened.publicId, method },
  })
  const session = {
    publicId: opened.publicId,
    csrfToken: opened.csrfToken,
    expiresAt: opened.expiresAt,
    mustChangePassword: passwordChangeDue(password, method, now),
  }
  return { opened, session, person }
}
