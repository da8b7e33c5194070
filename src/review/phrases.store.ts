import type { Db } from '../db/transact.ts'

export function phrasesOf(db: Db, userId: string): Promise<{ id: string; text: string }[]> {
  return db.selectFrom('review_phrase').select(['id', 'text']).where('user_id', '=', userId).orderBy('id').execute()
}

export async function addPhraseRow(db: Db, row: { id: string; user_id: string; text: string; created_at: Date }) {
  await db.insertInto('review_phrase').values(row).execute()
}

export async function removePhraseRow(db: Db, id: string, userId: string): Promise<boolean> {
  const result = await db
    .deleteFrom('review_phrase')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}
