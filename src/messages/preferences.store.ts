import type { Db } from '../db/transact.ts'

export async function choicesOf(db: Db, userId: string): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('message_preference')
    .select(['kind', 'channels'])
    .where('user_id', '=', userId)
    .execute()
  return new Map(rows.map((row) => [row.kind, row.channels]))
}

export async function saveChoice(
  db: Db,
  given: { userId: string; kind: string; channels: string[]; at: Date },
): Promise<void> {
  const change = { channels: given.channels, updated_at: given.at }
  await db
    .insertInto('message_preference')
    .values({ user_id: given.userId, kind: given.kind, ...change })
    .onConflict((conflict) => conflict.columns(['user_id', 'kind']).doUpdateSet(change))
    .execute()
}

export function addressesOf(db: Db, userId: string) {
  return db
    .selectFrom('app_user')
    .select(['email', 'phone_cipher', 'phone_mask'])
    .where('id', '=', userId)
    .executeTakeFirst()
}
