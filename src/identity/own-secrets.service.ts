import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { asSystem, transact } from '../db/transact.ts'
import { failSignIn } from './failure.service.ts'
import { hashPassword, verifyPassword } from './hashing.service.ts'
import { lockedReason, sourceOf } from './lockout.rules.ts'
import { passwordRefusals } from './password.rules.ts'
import { lockOwnSecrets, setPassword, setTotp } from './self.store.ts'
import { endSessions } from './session.store.ts'
import { findByUsername } from './sign-in.store.ts'
import { newTotp, openTotp, sealTotp, totpStep } from './totp.service.ts'

const done = { ok: true } as const
const self = (work: Work) => ({ type: 'user', id: work.actor.userId ?? '' })

/** Changes one's own password and ends one's sessions everywhere else. */
export async function changeOwnPassword(ctx: Ctx, given: { current: string; next: string }): Promise<typeof done> {
  const proven = await proveOwnPassword(ctx, given.current, 'current')
  const owner = await transact(ctx, (work) => ownSecrets(work, proven))
  const refusals = passwordRefusals(given.next, {
    username: owner.username,
    unitNames: [owner.unit_name, owner.unit_short_name],
  })
  if (given.next === given.current) refusals.push('不能与原密码相同')
  if (refusals.length > 0) {
    const errors = refusals.map((message) => ({ path: 'next', message }))
    throw new AppError('PASSWORD_TOO_WEAK', { reason: `新密码不符合要求：${refusals.join('；')}`, errors })
  }
  const hash = await hashPassword(given.next)
  return transact(ctx, async (work) => {
    const { db, now, origin } = work
    const { id } = await ownSecrets(work, proven)
    await setPassword(db, id, { hash, at: now, mustChange: false })
    const except = origin.sessionId ?? undefined
    const ended = await endSessions(db, { userId: id, reason: '修改密码', at: now, except })
    await record(work, {
      action: 'identity.passwordChange',
      subject: self(work),
      title: '修改本人密码',
      after: { endedSessions: ended },
    })
    return done
  })
}

/** Makes a key for a second factor; until it is confirmed by a code it asks nothing of anyone. */
export async function beginOwnTotp(ctx: Ctx, password: string): Promise<{ uri: string; secret: string }> {
  const proven = await proveOwnPassword(ctx, password, 'password')
  return transact(ctx, async (work) => {
    const user = await ownSecrets(work, proven)
    if (user.totp_enabled_at) throw new AppError('STATE_CONFLICT', { reason: '已绑定动态口令，如需更换请先解除' })
    const made = newTotp(user.username)
    await setTotp(work.db, user.id, { cipher: sealTotp(work, user.id, made.secret), enabledAt: null, step: null })
    return made
  })
}

export function confirmOwnTotp(ctx: Ctx, code: string): Promise<typeof done> {
  return transact(ctx, async (work) => {
    const user = await ownSecrets(work, null)
    if (!user.totp_cipher || user.totp_enabled_at) {
      throw new AppError('STATE_CONFLICT', { reason: '没有待确认的动态口令，请重新绑定' })
    }
    const step = totpStep(openTotp(work, user.id, user.totp_cipher), code, work.now)
    if (step === null) {
      const message = '动态口令不正确，请核对手机时间后重试'
      throw new AppError('INVALID_INPUT', { errors: [{ path: 'code', message }] })
    }
    await setTotp(work.db, user.id, { cipher: user.totp_cipher, enabledAt: work.now, step })
    await record(work, { action: 'identity.totpBind', subject: self(work), title: '绑定动态口令' })
    return done
  })
}

export async function removeOwnTotp(ctx: Ctx, password: string): Promise<typeof done> {
  const proven = await proveOwnPassword(ctx, password, 'password')
  return transact(ctx, async (work) => {
    const user = await ownSecrets(work, proven)
    if (!user.totp_enabled_at) throw new AppError('STATE_CONFLICT', { reason: '尚未绑定动态口令' })
    await setTotp(work.db, user.id, { cipher: null, enabledAt: null, step: null })
    await record(work, { action: 'identity.totpRemove', subject: self(work), title: '解除动态口令' })
    return done
  })
}

/**
 * Asks for the password again before a sign-in secret is changed: an open screen is not its owner. Wrong ones count
 * like failed sign-ins. Gives the hash that was proven.
 */
async function proveOwnPassword(ctx: Ctx, password: string, field: string): Promise<string> {
  const { username } = ctx.actor
  const user = await asSystem(ctx, ({ db }) => findByUsername(db, username))
  if (!user) throw new AppError('NOT_SIGNED_IN')
  if (user.locked_until && user.locked_until > ctx.now) {
    throw new AppError('ACCOUNT_LOCKED', { reason: lockedReason(user.locked_until, ctx.now) })
  }
  if (await verifyPassword(user.password_hash, password)) return user.password_hash
  const attempt = { username, source: sourceOf(ctx.origin.ip) }
  const refusal = await failSignIn(ctx, attempt, user, 'INVALID_INPUT')
  if (refusal.code === 'ACCOUNT_LOCKED') throw refusal
  throw new AppError('INVALID_INPUT', { errors: [{ path: field, message: '当前密码不正确' }] })
}

/**
 * One's own row, held; refuses when the password is no longer the one that was proven. As the system: a contractor
 * whose contract has ended sees no unit any more, not even her own, and still may change her password.
 */
async function ownSecrets(work: Work, provenHash: string | null) {
  const user = await asSystem(work, ({ db }) => lockOwnSecrets(db, work.actor.userId ?? ''))
  if (!user) throw new AppError('NOT_SIGNED_IN')
  if (provenHash !== null && user.password_hash !== provenHash) throw new AppError('STATE_CONFLICT')
  return user
}
