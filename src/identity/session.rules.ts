const minute = 60_000
const day = 24 * 60 * minute

/** 等保 asks that a forgotten session ends: without activity after half an hour, in any case after a working day. */
export const idleMinutes = 30
const sessionHours = 12
/** How old `last_seen_at` may grow before a request writes it again: one write a minute, not one a request. */
const seenEvery = minute
/** 等保: a password is changed every 90 days. */
const passwordDays = 90

export type SessionTimes = { lastSeenAt: Date; expiresAt: Date; revokedAt: Date | null }

export function sessionEnd(from: Date): Date {
  return new Date(from.getTime() + sessionHours * 60 * minute)
}

/** Whether a session still counts at this instant. */
export function sessionLives(session: SessionTimes, now: Date): boolean {
  if (session.revokedAt) return false
  if (now >= session.expiresAt) return false
  return now.getTime() - session.lastSeenAt.getTime() < idleMinutes * minute
}

export function isSeenStale(lastSeenAt: Date, now: Date): boolean {
  return now.getTime() - lastSeenAt.getTime() >= seenEvery
}

export type SignInMethod = 'password' | 'passwordTotp' | 'oidc'
type PasswordFacts = { mustChange: boolean; changedAt: Date | null }

/** A first or an expired password is changed before anything else; who came through OIDC has not used one. */
export function passwordChangeDue(password: PasswordFacts, method: SignInMethod, now: Date): boolean {
  if (method === 'oidc') return false
  if (password.mustChange || !password.changedAt) return true
  return now.getTime() - password.changedAt.getTime() >= passwordDays * day
}
