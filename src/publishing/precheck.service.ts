import { record } from '../audit/audit.service.ts'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { transact } from '../db/transact.ts'
import { draftStates } from './draft.rules.ts'
import { ownDraft, titled } from './drafts.service.ts'
import { addPrecheck } from './drafts.store.ts'

/** 辅助审核 (§8.2.3): an operator's note on the content as it stands. It is no signature and moves nothing. */
export function precheckDraft(ctx: Ctx, id: string, note: string): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const { db, actor, now } = work
    const draft = await ownDraft(work, id)
    if (!draftStates[draft.state].open && draft.state !== 'inReview') {
      throw new AppError('STATE_CONFLICT', { reason: `稿件${draftStates[draft.state].zh}，不能再提意见` })
    }
    await addPrecheck(db, {
      id: newId(),
      draft_id: id,
      hash: draft.hash,
      note,
      user_id: actor.userId ?? '',
      user_name: actor.name,
      unit_name: actor.unitName,
      at: now,
    })
    await record(work, {
      action: 'draft.precheck',
      subject: { type: 'draft', id },
      title: `辅助审核稿件${draft.number}${titled(draft.title)}`,
      after: { note, hash: draft.hash },
    })
    return { ok: true }
  })
}
