import { record } from '../audit/audit.service.ts'
import type { Work } from '../core/context.ts'
import { newId } from '../core/ids.ts'
import { json } from '../db/sql.ts'
import { tellUser } from '../messages/messages.service.ts'
import type { Signature } from './gate.rules.ts'
import type { Judgement } from './review.service.ts'
import { findReviewOf } from './review.store.ts'
import { judgeSheet, type KeyedFinding, type Released } from './sheet.rules.ts'
import { addReleases, addSheet, releasesFor, sheetsOf, supervisorsOver } from './sheets.store.ts'

/** The manuscript as it stands at the moment of judging; its own slice gives it. */
export type JudgedContent = { hash: string; findings: readonly KeyedFinding[] }

/**
 * Takes a reviewer's sheet with her judgement (§8.2.2), in its transaction: refuses one that cannot stand, keeps the seven
 * elements, and what 三审 lets pass, of which the supervisor is told.
 */
export async function takeSheet(work: Work, given: Judgement, content: JudgedContent): Promise<void> {
  const { review, step, action, opinion, sheet, onBehalf } = given
  const { db, now, actor } = work
  const released = await releasedKeys(work, { subjectId: review.subject_id, hash: content.hash })
  const level = step.level ?? null
  const { elements, releases } = judgeSheet({ level, action, opinion, sheet, ...content, released })
  await addSheet(db, {
    id: newId(),
    review_id: review.id,
    subject_id: review.subject_id,
    round: review.round,
    step: review.step,
    step_name: step.name,
    level,
    duty: step.duty,
    action,
    hash: content.hash,
    elements: json(elements),
    user_id: actor.userId ?? '',
    user_name: actor.name,
    on_behalf_id: onBehalf?.userId ?? null,
    on_behalf_name: onBehalf?.name ?? null,
    opinion,
    at: now,
  })
  if (releases.length > 0) await release(work, given, { hash: content.hash, releases })
}

/** The keys of 严重 findings that were let pass for exactly this content. */
export async function releasedKeys(work: Work, of: { subjectId: string; hash: string }): Promise<ReadonlySet<string>> {
  return new Set((await releasesFor(work.db, of.subjectId, of.hash)).map(({ finding_key }) => finding_key))
}

/**
 * Who has signed in the newest round, step by step: what the publish gate holds against the content (§8.2.1). What was
 * stepped back over is no signature any more.
 */
export async function signaturesOf(work: Work, subject: { type: string; id: string }): Promise<Signature[]> {
  const review = await findReviewOf(work.db, subject)
  if (!review) return []
  const sheets = (await sheetsOf(work.db, subject.id)).filter(
    ({ round, action }) => round === review.round && action === 'approve',
  )
  return review.steps.flatMap((step, n) =>
    (step.signedBy ?? []).flatMap((userId) => {
      const sheet = sheets.findLast((one) => one.step === n && one.user_id === userId)
      if (!sheet) return []
      return {
        step: n,
        stepName: step.name,
        level: step.level ?? null,
        userId,
        userName: sheet.user_name,
        onBehalfId: sheet.on_behalf_id,
        onBehalfName: sheet.on_behalf_name,
        hash: sheet.hash,
        opinion: sheet.opinion,
        at: sheet.at.toISOString(),
      }
    }),
  )
}

async function release(
  work: Work,
  { review }: Judgement,
  { hash, releases }: { hash: string; releases: readonly Released[] },
): Promise<void> {
  const { db, now, actor } = work
  await addReleases(
    db,
    releases.map(({ finding, reason }) => ({
      id: newId(),
      review_id: review.id,
      subject_id: review.subject_id,
      host_unit_id: review.host_unit_id,
      region_path: review.region_path,
      title: review.title,
      hash,
      finding_key: finding.key,
      finding: json(finding),
      reason,
      released_by: actor.userId ?? '',
      released_by_name: actor.name,
      at: now,
    })),
  )
  const words = releases.map(({ finding, reason }) => `“${finding.text}”：${reason}`).join('；')
  await record(work, {
    action: 'review.release',
    subject: { type: 'review', id: review.id },
    title: `三审放行 ${releases.length} 处严重问题：${review.title}`,
    after: {
      releases: releases.map(({ finding, reason }) => ({ text: finding.text, message: finding.message, reason })),
    },
  })
  for (const { id } of await supervisorsOver(db, review.region_path)) {
    await tellUser(work, id, {
      kind: 'release.made',
      title: `${actor.unitName}三审放行 ${releases.length} 处严重问题：${review.title}`,
      body: words.slice(0, 1000),
      link: '/releases',
    })
  }
}
