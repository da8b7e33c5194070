import type { z } from 'zod'
import { record } from '../audit/audit.service.ts'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import type { SessionView } from './identity.contract.ts'
import { sessionLives } from './session.rules.ts'
import { endSessions, listOpenSessions } from './session.store.ts'

const done = { ok: true } as const

/** Where one is signed in. */
export function listOwnSessions(ctx: Ctx): Promise<{ rows: z.infer<typeof SessionView>[] }> {
  return transact(ctx, async ({ db, actor, now, origin }) => {
    const open = await listOpenSessions(db, actor.userId ?? '')
    const rows = open
      .filter((s) => sessionLives({ lastSeenAt: s.last_seen_at, expiresAt: s.expires_at, revokedAt: null }, now))
      .map((s) => ({
        id: s.public_id,
        current: s.public_id === origin.sessionId,
        ip: s.ip,
        userAgent: s.user_agent,
        method: s.method,
        createdAt: s.created_at.toISOString(),
        lastSeenAt: s.last_seen_at.toISOString(),
      }))
    return { rows }
  })
}

export function revokeOwnSession(ctx: Ctx, publicId: string): Promise<typeof done> {
  return transact(ctx, async (work) => {
    const { db, actor, now } = work
    const userId = actor.userId ?? ''
    const ended = await endSessions(db, { userId, reason: '本人退出', at: now, only: publicId })
    if (ended === 0) throw new AppError('NOT_FOUND')
    await record(work, {
      action: 'identity.sessionRevoke',
      subject: { type: 'session', id: publicId },
      title: '退出本人的另一登录设备',
    })
    return done
  })
}

export function signOut(ctx: Ctx): Promise<typeof done> {
  return transact(ctx, async (work) => {
    const { db, actor, now, origin } = work
    const only = origin.sessionId ?? ''
    await endSessions(db, { userId: actor.userId ?? '', reason: '退出登录', at: now, only })
    await record(work, { action: 'identity.signOut', subject: { type: 'session', id: only }, title: '退出登录' })
    return done
  })
}
