import type { Work } from '../core/context.ts'
import { findingKeyIn } from '../review/elements.rules.ts'
import { type GateRefusal, gateRefusals, type Signature } from '../review/gate.rules.ts'
import { releasedKeys, signaturesOf } from '../review/sheets.service.ts'
import { levelNames, type ReviewLevel } from '../review/three-review.rules.ts'
import { checkOf, type LockedDraft, lockDraft, reviewOf } from './gate.store.ts'

export type Gate = {
  draft: LockedDraft
  reviewId: string | null
  /** Of exactly this content. */
  signatures: Signature[]
  /** Why this content may not go out; empty when it may. */
  refusals: GateRefusal[]
}

/**
 * The publish gate of a manuscript for content of this hash (§8.2.1 先审后发), from what the database says now. The
 * manuscript stays locked until the transaction ends. Null when there is no such manuscript in the actor's scope.
 */
export async function askGate(work: Work, draftId: string, hash: string): Promise<Gate | null> {
  const draft = await lockDraft(work.db, draftId)
  if (!draft) return null
  const review = await reviewOf(work.db, draftId)
  const signatures = await signaturesOf(work, { type: 'draft', id: draftId })
  const check = await checkOf(work.db, draftId, hash)
  const graves = (check?.findings ?? []).flatMap(({ part, findings }) =>
    findings.filter(({ severity }) => severity === 'grave').map((finding) => findingKeyIn(part, finding)),
  )
  const levels = (review?.steps ?? []).flatMap(({ level }) => level ?? [])
  const refusals = gateRefusals({
    hash,
    // What was approved is the content that it has now; of any other, the approval says nothing.
    approvedHash: draft.hash === hash ? draft.approved_hash : draft.approved_hash && draft.hash,
    signatures,
    authorIds: draft.author_ids,
    levels: wholeRoute(levels),
    graves,
    released: [...(await releasedKeys(work, { subjectId: draftId, hash }))],
  })
  if (!check && refusals.length === 0) {
    refusals.push({ code: 'grave', zh: '内容未经文本检查，请重新送审', clause: '8.2.1' })
  }
  return {
    draft,
    reviewId: review?.id ?? null,
    signatures: signatures.filter((one) => one.hash === hash),
    refusals,
  }
}

/** A route without 三审 is none that we know: then all three are asked for. */
function wholeRoute(levels: readonly ReviewLevel[]): readonly ReviewLevel[] {
  return levels.includes('final') ? levels : levelNames
}
