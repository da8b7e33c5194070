import { record } from '../audit/audit.service.ts'
import type { Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import type { Judgement, ReviewSubject } from '../review/review.service.ts'
import { takeSheet } from '../review/sheets.service.ts'
import { draftMoves } from './draft.rules.ts'
import { findingsOf } from './draft-check.service.ts'
import { moveDraft } from './draft-state.service.ts'
import { titled } from './drafts.service.ts'
import { lockDraft } from './drafts.store.ts'

/** What a reviewer judges is the manuscript as it stands at this moment, with what the checker found in it. */
export async function judgedDraft(work: Work, given: Judgement): Promise<void> {
  const draft = await lockDraft(work.db, given.review.subject_id)
  if (!draft) throw new AppError('NOT_FOUND')
  const findings = await findingsOf(work, { draftId: draft.id, hash: draft.hash })
  await takeSheet(work, given, { hash: draft.hash, findings })
}

/** How a reviewed manuscript goes on; called by the review engine within the transaction of the decision. */
export const reviewedDraft: ReviewSubject = async (work, { subjectId, outcome, opinion }) => {
  const draft = await lockDraft(work.db, subjectId)
  if (!draft) throw new AppError('NOT_FOUND')
  const approved = outcome === 'approve' ? { approved_hash: draft.hash, approved_at: work.now } : {}
  const state = await moveDraft(work, draft, outcome, approved)
  const zh = draftMoves.find(({ action }) => action === outcome)?.zh ?? outcome
  await record(work, {
    action: `draft.${outcome}`,
    subject: { type: 'draft', id: draft.id },
    title: `${zh}：稿件${draft.number}${titled(draft.title)}`,
    before: { state: draft.state },
    after: { state, hash: draft.hash, opinion },
  })
}
