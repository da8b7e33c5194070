import { record } from '../audit/audit.service.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError, type FieldError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import { knownIn } from '../lexicon/check.service.ts'
import { submitForReview } from '../review/review.service.ts'
import { routeForDraft } from '../review/route.service.ts'
import { contentClasses } from '../review/three-review.rules.ts'
import { draftAfter } from './draft.rules.ts'
import { draftCheck, findingsOf, quotedFindings } from './draft-check.service.ts'
import { prepareContent } from './draft-content.service.ts'
import { moveDraft } from './draft-state.service.ts'
import { keepVersion } from './draft-versions.service.ts'
import { ownDraft, titled } from './drafts.service.ts'
import { accountsOf, mediaOf, type StoredDraft } from './drafts.store.ts'
import { submissionFaults } from './submission.rules.ts'

/** How long a note is that says why 严重 findings stand. */
const shortestNote = 4

/**
 * Puts a manuscript before its reviewers (§8.2). It is checked first; what is 严重 may go to the reviewers, who alone can
 * let it pass, but only with a word on it. From here on the content rests until the review has ended.
 */
export async function submitDraft(
  ctx: Ctx,
  id: string,
  given: { note: string; version: number },
): Promise<{ reviewId: string }> {
  const check = await draftCheck(ctx, id)
  return transact(ctx, async (work) => {
    const draft = await ownDraft(work, id, given.version)
    if (draft.host_unit_id !== work.actor.unitId) throw new AppError('FORBIDDEN', { reason: '只能送审本单位的稿件' })
    draftAfter(draft.state, 'submit')
    if (check.hash !== draft.hash) throw new AppError('VERSION_CONFLICT', { version: draft.version })
    await refuseFaults(work, draft, given.note)
    await keepVersion(work, { draftId: id, content: draft.content, hash: draft.hash, reason: 'submit' })
    await moveDraft(work, draft, 'submit', { submitted_at: work.now })
    const reviewId = await submitForReview(work, {
      subject: { type: 'draft', id },
      kind: 'draft',
      title: draft.title,
      link: `/drafts/${id}`,
      hostUnitId: draft.host_unit_id,
      regionPath: draft.region_path,
      route: await routeForDraft(work, { hostUnitId: draft.host_unit_id, class: draft.class }),
      note: given.note,
      independence: { barred: draft.author_ids, distinct: true },
      urgent: contentClasses[draft.class].urgent,
    })
    await record(work, {
      action: 'draft.submit',
      subject: { type: 'draft', id },
      title: `送审稿件${draft.number}${titled(draft.title)}`,
      before: { state: draft.state },
      after: { state: 'inReview', hash: draft.hash, class: draft.class, note: given.note },
    })
    return { reviewId }
  })
}

async function refuseFaults(work: Work, draft: StoredDraft, note: string): Promise<void> {
  // Once more, as it is now: an account may have closed since it was saved.
  await prepareContent(work, { content: draft.content, class: draft.class, hostUnitId: draft.host_unit_id })
  const accounts = await accountsOf(work.db, draft.host_unit_id)
  const { videoId } = draft.content
  const [video] = videoId ? await mediaOf(work.db, draft.host_unit_id, [videoId]) : []
  const known = await knownIn(work, { regionPath: draft.region_path, unitId: draft.host_unit_id })
  const faults: FieldError[] = submissionFaults({
    content: draft.content,
    class: draft.class,
    accounts: new Map(accounts.map((account) => [account.id, account])),
    videoBytes: video?.size ?? null,
    sources: known.effective.knowledge.sources,
    today: beijingDay(work.now),
    now: work.now,
  })
  const graves = (await findingsOf(work, { draftId: draft.id, hash: draft.hash })).filter(
    ({ severity }) => severity === 'grave',
  )
  if (graves.length > 0 && [...note.trim()].length < shortestNote) {
    faults.push({
      path: 'note',
      message: `有 ${quotedFindings(graves)}；请修改，确无问题的请在送审说明中写明（至少 ${shortestNote} 个字）`,
    })
  }
  if (faults.length === 0) return
  throw new AppError('INVALID_INPUT', {
    reason: `还有 ${faults.length} 处需要完善：${faults[0]?.message}`,
    errors: faults,
  })
}
