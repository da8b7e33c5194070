import type { Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { draftAfter } from './draft.rules.ts'

/**
 * Says of a manuscript that publishing it was ordered. Its content stays as it is, and so does its version: a page that
 * shows it has not grown old.
 */
export async function draftPublished(work: Work, draftId: string): Promise<void> {
  const { db, now } = work
  const draft = await db.selectFrom('draft').select('state').where('id', '=', draftId).forUpdate().executeTakeFirst()
  if (!draft) throw new AppError('NOT_FOUND')
  const state = draftAfter(draft.state, 'publish')
  if (state === draft.state) return
  await db.updateTable('draft').set({ state, updated_at: now }).where('id', '=', draftId).execute()
}
