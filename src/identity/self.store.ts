import type { Db } from '../db/transact.ts'

/** What a person changes of her own sign-in; the row is held until this transaction ends. */
export function lockOwnSecrets(db: Db, userId: string) {
  return db
    .selectFrom('app_user')
    .innerJoin('unit', 'unit.id', 'app_user.unit_id')
    .select([
      'app_user.id',
      'app_user.username',
      'app_user.password_hash',
      'app_user.totp_cipher',
      'app_user.totp_enabled_at',
      'unit.name as unit_name',
      'unit.short_name as unit_short_name',
    ])
    .where('app_user.id', '=', userId)
    .forUpdate('app_user')
    .executeTakeFirst()
}

/** The user and his unit, if the actor may see him: what an administrator acts on. */
export function findUserForAdmin(db: Db, userId: string) {
  return lockOwnSecrets(db, userId)
}

export async function setPassword(
  db: Db,
  userId: string,
  given: { hash: string; at: Date; mustChange: boolean },
): Promise<void> {
  await db
    .updateTable('app_user')
    .set({ password_hash: given.hash, password_changed_at: given.at, must_change_password: given.mustChange })
    .where('id', '=', userId)
    .execute()
}

type TotpState = { cipher: string | null; enabledAt: Date | null; step: number | null }

export async function setTotp(db: Db, userId: string, { cipher, enabledAt, step }: TotpState): Promise<void> {
  await db
    .updateTable('app_user')
    .set({ totp_cipher: cipher, totp_enabled_at: enabledAt, totp_last_step: step })
    .where('id', '=', userId)
    .execute()
}
