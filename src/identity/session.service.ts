import { createHash, randomBytes } from 'node:crypto'
import { beijingDay } from '../core/clock.rules.ts'
import type { Actor, Ground, Work } from '../core/context.ts'
import { newId } from '../core/ids.ts'
import { asSystem } from '../db/transact.ts'
import { toActor } from './actor.service.ts'
import { isSeenStale, passwordChangeDue, type SignInMethod, sessionEnd, sessionLives } from './session.rules.ts'
import { addSession, endSessions, findSession, markSeen } from './session.store.ts'

/** What a request's session says beside who it is. `publicId` names it to people; the token is never shown again. */
export type SessionFacts = { publicId: string; csrfToken: string; expiresAt: Date; mustChangePassword: boolean }

export type OpenedSession = { token: string; publicId: string; csrfToken: string; expiresAt: Date }

/** Starts a session under a fresh secret, of which the database keeps the hash alone. */
export async function openSession(
  work: Work,
  userId: string,
  { method }: { method: SignInMethod },
): Promise<OpenedSession> {
  const { now, origin } = work
  const opened = { token: secret(), publicId: newId(), csrfToken: secret(), expiresAt: sessionEnd(now) }
  await asSystem(work, ({ db }) =>
    addSession(db, {
      id_hash: hashOf(opened.token),
      public_id: opened.publicId,
      user_id: userId,
      csrf_token: opened.csrfToken,
      method,
      ip: origin.ip,
      user_agent: origin.userAgent.slice(0, 300),
      created_at: now,
      last_seen_at: now,
      expires_at: opened.expiresAt,
      revoked_at: null,
      revoked_reason: null,
    }),
  )
  return opened
}

/**
 * Who the token's session belongs to, as of now; null when it has ended or its user may not act any more.
 * One statement outside a transaction, because every request begins with it and nobody's scope is known yet.
 */
export async function readSession(
  ground: Ground,
  { token, now }: { token: string; now: Date },
): Promise<{ actor: Actor; session: SessionFacts } | null> {
  const idHash = hashOf(token)
  const found = await findSession(ground.root, idHash, beijingDay(now))
  if (!found?.active || !found.unit_active) return null
  const times = { lastSeenAt: found.last_seen_at, expiresAt: found.expires_at, revokedAt: found.revoked_at }
  if (!sessionLives(times, now)) return null
  if (isSeenStale(found.last_seen_at, now)) await markSeen(ground.root, idHash, now)
  return {
    actor: toActor(found),
    session: {
      publicId: found.public_id,
      csrfToken: found.csrf_token,
      expiresAt: found.expires_at,
      mustChangePassword: passwordChangeDue(
        { mustChange: found.must_change_password, changedAt: found.password_changed_at },
        found.method,
        now,
      ),
    },
  }
}

/** Ends every session of a user at once: disabled, moved, other duties, a new password. */
export function endSessionsOf(work: Work, userId: string, reason: string): Promise<number> {
  return asSystem(work, ({ db, now }) => endSessions(db, { userId, reason, at: now }))
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
