import { sql } from 'kysely'
import type { Db } from '../db/transact.ts'

export type Attempt = { username: string; source: string }

/** The user of that name with what a sign-in is checked against, locked or not, disabled or not. */
export function findByUsername(db: Db, username: string) {
  return db
    .selectFrom('app_user')
    .select(['id', 'password_hash', 'totp_cipher', 'totp_enabled_at', 'locked_until'])
    .where('username', '=', username)
    .executeTakeFirst()
}

/** The user, held until this transaction ends, so that sign-ins of one user are decided one after another. */
export function lockUser(db: Db, userId: string) {
  return db
    .selectFrom('app_user')
    .select(['id', 'password_hash', 'locked_until'])
    .where('id', '=', userId)
    .forUpdate()
    .executeTakeFirst()
}

export function failuresOfName(db: Db, username: string, since: Date) {
  return db
    .selectFrom('sign_in_failure')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.max('at').as('last')])
    .where('username', '=', username)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
}

export async function countFailuresOfSource(db: Db, source: string, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom('sign_in_failure')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('source', '=', source)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return count
}

export async function addFailure(db: Db, { username, source }: Attempt, at: Date): Promise<void> {
  await db.insertInto('sign_in_failure').values({ username, source, at }).execute()
}

export async function setFailures(
  db: Db,
  userId: string,
  given: { count: number; until: Date | null; reason: string | null },
): Promise<void> {
  await db
    .updateTable('app_user')
    .set({ failed_count: given.count, locked_until: given.until, lock_reason: given.reason })
    .where('id', '=', userId)
    .execute()
}

/** Forgets the failures of a name: its owner has shown who he is, or an administrator has unlocked it. */
export async function clearFailures(db: Db, user: { id: string; username: string }): Promise<void> {
  await db.deleteFrom('sign_in_failure').where('username', '=', user.username).execute()
  await setFailures(db, user.id, { count: 0, until: null, reason: null })
}

export async function markSignedIn(db: Db, userId: string, at: Date): Promise<void> {
  await db.updateTable('app_user').set({ last_login_at: at }).where('id', '=', userId).execute()
}

/** Uses up a one-time code's step; false when that step or a later one has been used. */
export async function takeTotpStep(db: Db, userId: string, step: number): Promise<boolean> {
  const result = await db
    .updateTable('app_user')
    .set({ totp_last_step: step })
    .where('id', '=', userId)
    .where((eb) => eb.or([eb('totp_last_step', 'is', null), eb('totp_last_step', '<', step)]))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** What nobody needs any more: ended sessions, counted failures, abandoned OIDC flows, answered submissions. */
export async function deleteStale(db: Db, before: { session: Date; failure: Date; flow: Date; submission: Date }) {
  await db.deleteFrom('session').where('expires_at', '<', before.session).execute()
  await db.deleteFrom('sign_in_failure').where('at', '<', before.failure).execute()
  await db.deleteFrom('oidc_flow').where('created_at', '<', before.flow).execute()
  await db.deleteFrom('idempotency_key').where('created_at', '<', before.submission).execute()
}

/** The `for update` lock of the name's own failures, for names that are nobody's and have no row to lock. */
export async function lockName(db: Db, username: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(7226522, hashtext(${username}))`.execute(db)
}
