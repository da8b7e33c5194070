import type { Work } from '../core/context.ts'
import { type DraftAction, type DraftState, draftAfter } from './draft.rules.ts'
import { changeDraft, type StoredDraft } from './drafts.store.ts'

/**
 * Moves a locked manuscript through the table of its life, and nothing else does. Gives the state after; what changes
 * with it is written in the same statement. Refuses a move that the table does not have.
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
