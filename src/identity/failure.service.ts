import { record } from '../audit/audit.service.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Actor, Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { asSystem, type Db } from '../db/transact.ts'
import { toActor } from './actor.service.ts'
import { findPerson } from './actor.store.ts'
import { countedSince, lockedReason, lockedUntil, lockout } from './lockout.rules.ts'
import { type Attempt, addFailure, failuresOfName, lockName, setFailures } from './sign-in.store.ts'
import { maskUnknownName } from './username.rules.ts'

const failures = {
  SIGN_IN_FAILED: '登录失败：用户名或密码不正确',
  SECOND_FACTOR_WRONG: '登录失败：动态口令不正确或已使用过',
  INVALID_INPUT: '验证本人密码失败',
} as const

/**
 * Counts and audits a failed attempt in a transaction of its own, which stands although the sign-in is refused.
 * Gives the refusal: the given one, or that this failure has locked the name.
 */
export function failSignIn(
  ctx: Ctx,
  attempt: Attempt,
  user: { id: string } | undefined,
  code: keyof typeof failures,
): Promise<AppError> {
  return asSystem(ctx, async (work) => {
    const { db, now } = work
    await lockName(db, attempt.username)
    await addFailure(db, attempt, now)
    const { count, last } = await failuresOfName(db, attempt.username, countedSince(now))
    const until = lockedUntil(count, last)
    if (user)
      await setFailures(db, user.id, {
        count,
        until,
        reason: until ? `${lockout.minutes} 分钟内登录失败 ${count} 次` : null,
      })
    const actor = await attempting(db, ctx, attempt.username, user?.id)
    await record(
      { ...work, actor },
      {
        action: until ? 'identity.lock' : 'identity.signInFailed',
        subject: { type: 'user', id: user?.id ?? actor.username },
        title: until
          ? `${failures[code]}，第 ${count} 次，锁定 ${lockout.minutes} 分钟`
          : `${failures[code]}（第 ${count} 次）`,
      },
    )
    return until ? new AppError('ACCOUNT_LOCKED', { reason: lockedReason(until, now) }) : new AppError(code)
  })
}

/** Audits that a disabled person gave the right password; gives the refusal. */
export function recordSignInRefusal(ctx: Ctx, userId: string, username: string): Promise<AppError> {
  return asSystem(ctx, async (work) => {
    const actor = await attempting(work.db, ctx, username, userId)
    await record(
      { ...work, actor },
      {
        action: 'identity.signInRefused',
        subject: { type: 'user', id: userId },
        title: '登录被拒绝（用户或单位已停用）',
      },
    )
    return new AppError('USER_DISABLED')
  })
}

/** Whom the audit names: the user who was tried, or a part of a name that is nobody's. */
async function attempting(db: Db, ctx: Ctx, username: string, userId: string | undefined): Promise<Actor> {
  const person = userId ? await findPerson(db, userId, beijingDay(ctx.now)) : undefined
  return person ? toActor(person) : { ...ctx.actor, username: maskUnknownName(username), name: '未知用户' }
}
