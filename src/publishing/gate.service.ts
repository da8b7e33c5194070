import type { Work } from '../core/context.ts'
import { findingKey } from '../review/elements.rules.ts'
import { type GateRefusal, gateRefusals, type Signature } from '../review/gate.rules.ts'
import type { ReviewStep } from '../review/review.rules.ts'
import { levelNames, type ReviewLevel, reviewLevels } from '../review/three-review.rules.ts'
import { approvals, approvedReview, checkOf, type LockedDraft, lockDraft, releasesOf } from './gate.store.ts'

export type SignedBy = Signature & { opinion: string }
export type Gate = {
  draft: LockedDraft
  reviewId: string | null
  signatures: SignedBy[]
  /** Why this content may not go out; empty when it may. */
  refusals: GateRefusal[]
}

/**
 * The publish gate of a manuscript for content of this hash (§8.2.1 先审后发), from what the database says now. The
 * manuscript stays locked until the transaction ends. Null when there is no such manuscript in the actor's scope.
 */
export async function askGate(work: Work, draftId: string, hash: string): Promise<Gate | null> {
  const { db } = work
  const draft = await lockDraft(db, draftId)
  if (!draft) return null
  const review = await approvedReview(db, draftId)
  const steps = review?.steps ?? []
  const sheets = review ? await approvals(db, { reviewId: review.id, round: review.round, hash }) : []
  const signatures = sheets.flatMap((sheet) => signatureOf(sheet, steps[sheet.step], sheets))
  const check = await checkOf(db, draftId, hash)
  const findings = (check?.findings ?? []).flatMap((part) => part.findings)
  const releases = await releasesOf(db, draftId, hash)
  const refusals = gateRefusals({
    hash,
    // Approved was the content that it has now; of any other, the approval says nothing.
    approvedHash: draft.hash === hash ? draft.approved_hash : draft.approved_hash && draft.hash,
    signatures,
    authorIds: draft.author_ids,
    levels: levelsOf(steps),
    graves: findings.filter(({ severity }) => severity === 'grave').map(findingKey),
    released: releases.map(({ finding_key }) => finding_key),
  })
  if (!check && refusals.length === 0) {
    refusals.push({ code: 'grave', zh: '内容未经文本检查，请重新送审', clause: '8.2.1' })
  }
  return { draft, reviewId: review?.id ?? null, signatures, refusals }
}

type Sheet = Awaited<ReturnType<typeof approvals>>[number]

/** A sheet as a signature; none where its step was gone back over, so that it agreed to nothing in the end. */
function signatureOf(sheet: Sheet, step: ReviewStep | undefined, sheets: readonly Sheet[]): SignedBy[] {
  if (!step) return []
  const absent = sheet.on_behalf_name !== null
  if (!absent && !step.approvedBy.includes(sheet.user_id)) return []
  const own = new Set(
    sheets.filter((one) => one.step === sheet.step && one.on_behalf_name === null).map((one) => one.user_id),
  )
  const onBehalfId = absent ? (step.approvedBy.find((id) => !own.has(id)) ?? null) : null
  if (absent && onBehalfId === null) return []
  return [
    {
      step: sheet.step,
      stepName: sheet.step_name,
      level: levelOf(step),
      userId: sheet.user_id,
      userName: sheet.user_name,
      onBehalfId,
      onBehalfName: sheet.on_behalf_name,
      hash: sheet.hash,
      at: sheet.at.toISOString(),
      opinion: sheet.opinion,
    },
  ]
}

/** The levels that a route has. One without 三审 is none that we know: then all three are asked for. */
function levelsOf(steps: readonly ReviewStep[]): readonly ReviewLevel[] {
  const levels = steps.flatMap((step) => levelOf(step) ?? [])
  return levels.includes('final') ? levels : levelNames
}

/** Which of the three levels a step is: as its route says, else by its name and duty. */
function levelOf(step: ReviewStep & { level?: ReviewLevel | null }): ReviewLevel | null {
  if (step.level !== undefined) return step.level
  return (
    levelNames.find((level) => reviewLevels[level].zh === step.name && reviewLevels[level].duty === step.duty) ?? null
  )
}
