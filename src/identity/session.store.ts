import type { Insertable } from 'kysely'
import type { SessionTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'
import { selectPeople } from './actor.store.ts'

export async function addSession(db: Db, session: Insertable<SessionTable>): Promise<void> {
  await db.insertInto('session').values(session).execute()
}

/** The session of a token's hash with its user, whether it still counts or not. */
export function findSession(db: Db, idHash: string, today: string) {
  return selectPeople(db, today)
    .innerJoin('session', 'session.user_id', 'app_user.id')
    .select([
      'session.public_id',
      'session.csrf_token',
      'session.method',
      'session.last_seen_at',
      'session.expires_at',
      'session.revoked_at',
    ])
    .where('session.id_hash', '=', idHash)
    .executeTakeFirst()
}

export async function markSeen(db: Db, idHash: string, now: Date): Promise<void> {
  await db.updateTable('session').set({ last_seen_at: now }).where('id_hash', '=', idHash).execute()
}

/** A user's sessions that have not been ended; the caller judges which have run out. */
export function listOpenSessions(db: Db, userId: string) {
  return db
    .selectFrom('session')
    .select(['public_id', 'ip', 'user_agent', 'method', 'created_at', 'last_seen_at', 'expires_at', 'revoked_at'])
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .orderBy('last_seen_at', 'desc')
    .limit(200)
    .execute()
}

type Ending = { userId: string; reason: string; at: Date; only?: string | undefined; except?: string | undefined }

/** Ends a user's open sessions: all, only one, or all but one (by public id). Tells how many. */
export async function endSessions(db: Db, { userId, reason, at, only, except }: Ending): Promise<number> {
  let query = db
    .updateTable('session')
    .set({ revoked_at: at, revoked_reason: reason })
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
  if (only) query = query.where('public_id', '=', only)
  if (except) query = query.where('public_id', '<>', except)
  const result = await query.executeTakeFirst()
  return Number(result.numUpdatedRows)
}
