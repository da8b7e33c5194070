import type { Insertable } from 'kysely'
import type { SavedViewTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'

/** A person's views of one page, by name. */
export function viewsOf(db: Db, userId: string, page: string) {
  return db
    .selectFrom('saved_view')
    .selectAll()
    .where('user_id', '=', userId)
    .where('page', '=', page)
    .orderBy('name')
    .execute()
}

/** False when the person already has a view of this name on this page. */
export async function addView(db: Db, view: Insertable<SavedViewTable>): Promise<boolean> {
  const made = await db
    .insertInto('saved_view')
    .values(view)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

export async function deleteView(db: Db, userId: string, id: string): Promise<boolean> {
  const gone = await db.deleteFrom('saved_view').where('id', '=', id).where('user_id', '=', userId).executeTakeFirst()
  return gone.numDeletedRows === 1n
}
