import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { asSystem, transact } from '../db/transact.ts'
import { hashPassword, temporaryPassword } from './hashing.service.ts'
import { findUserForAdmin, setPassword, setTotp } from './self.store.ts'
import { endSessionsOf } from './session.service.ts'
import { clearFailures, findByUsername } from './sign-in.store.ts'

const done = { ok: true } as const
const subject = (id: string) => ({ type: 'user', id })

/** The user of this name, for the command line. */
export function findUserId(ctx: Ctx, username: string): Promise<string> {
  return transact(ctx, async ({ db }) => {
    const user = await findByUsername(db, username.trim().toLowerCase())
    if (!user) throw new AppError('NOT_FOUND', { reason: `没有用户名为“${username}”的用户` })
    return user.id
  })
}

export function unlockUser(ctx: Ctx, userId: string): Promise<typeof done> {
  return transact(ctx, async (work) => {
    const user = await othersUser(work, userId)
    await forgetFailures(work, user)
    await record(work, { action: 'identity.unlock', subject: subject(userId), title: `解除登录锁定：${user.username}` })
    return done
  })
}

/** Gives a random password, shown this once; the user's sessions end and the first sign-in asks for a new one. */
export async function resetPassword(ctx: Ctx, userId: string): Promise<{ temporaryPassword: string }> {
  const seen = await transact(ctx, (work) => othersUser(work, userId))
  const password = temporaryPassword({
    username: seen.username,
    unitNames: [seen.unit_name, seen.unit_short_name],
  })
  const hash = await hashPassword(password)
  return transact(ctx, async (work) => {
    const user = await othersUser(work, userId)
    await setPassword(work.db, userId, { hash, at: work.now, mustChange: true })
    await forgetFailures(work, user)
    const ended = await endSessionsOf(work, userId, '重置密码')
    await record(work, {
      action: 'identity.passwordReset',
      subject: subject(userId),
      title: `重置密码：${user.username}`,
      after: { endedSessions: ended },
    })
    return { temporaryPassword: password }
  })
}

export function clearSecondFactor(ctx: Ctx, userId: string): Promise<typeof done> {
  return transact(ctx, async (work) => {
    const user = await othersUser(work, userId)
    if (!user.totp_cipher) throw new AppError('STATE_CONFLICT', { reason: '该用户没有绑定动态口令' })
    await setTotp(work.db, userId, { cipher: null, enabledAt: null, step: null })
    await record(work, {
      action: 'identity.totpReset',
      subject: subject(userId),
      title: `解除动态口令绑定：${user.username}`,
    })
    return done
  })
}

export function endUserSessions(ctx: Ctx, userId: string): Promise<{ ended: number }> {
  return transact(ctx, async (work) => {
    const user = await othersUser(work, userId)
    const ended = await endSessionsOf(work, userId, '安全管理员强制退出')
    await record(work, {
      action: 'identity.sessionsEnd',
      subject: subject(userId),
      title: `强制退出全部登录：${user.username}`,
      after: { endedSessions: ended },
    })
    return { ended }
  })
}

/** As the system: whose sign-ins failed from where is shown to nobody. */
function forgetFailures(work: Work, user: { id: string; username: string }): Promise<void> {
  return asSystem(work, ({ db }) => clearFailures(db, user))
}

/** The user, held, if row security shows him to this administrator; never the administrator himself. */
async function othersUser({ db, actor }: Work, userId: string) {
  const user = await findUserForAdmin(db, userId)
  if (!user) throw new AppError('NOT_FOUND')
  if (user.id === actor.userId) throw new AppError('STATE_CONFLICT', { reason: '不能对本人办理，请在“个人设置”中修改' })
  return user
}
