import type { Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { type DraftAction, type DraftState, draftAfter } from './draft.rules.ts'
import { changeDraft, type StoredDraft } from './drafts.store.ts'

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

/**
 * Moves a locked manuscript through the table of its life; gives the state after. What changes with it is written in the
 * same statement. Refuses a move that the table does not have.
 */
export async function moveDraft(
  work: Work,
  draft: Pick<StoredDraft, 'id' | 'state' | 'version'>,
  action: DraftAction,
  change: Partial<Pick<StoredDraft, 'approved_hash' | 'approved_at' | 'submitted_at'>> = {},
): Promise<DraftState> {
  const state = draftAfter(draft.state, action)
  await changeDraft(work.db, draft.id, { ...change, state, version: draft.version + 1 })
  return state
}
