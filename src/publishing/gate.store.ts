import { sql } from 'kysely'
import type { Db } from '../db/transact.ts'

/** A manuscript held until the transaction ends, so that nobody edits it between the question and the answer. */
export function lockDraft(db: Db, id: string) {
  return db.selectFrom('draft').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}
export type LockedDraft = NonNullable<Awaited<ReturnType<typeof lockDraft>>>

/** The review that agreed to it last. */
export function approvedReview(db: Db, draftId: string) {
  return db
    .selectFrom('review')
    .select(['id', 'round', 'steps'])
    .where('subject_id', '=', draftId)
    .where('state', '=', 'approved')
    .orderBy('decided_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Who agreed to exactly this content in the last round of a review, the newest of each person and step. */
export async function approvals(db: Db, given: { reviewId: string; round: number; hash: string }) {
  const rows = await db
    .selectFrom('review_sheet')
    .selectAll()
    .distinctOn(['step', 'user_id'])
    .where('review_id', '=', given.reviewId)
    .where('round', '=', given.round)
    .where('hash', '=', given.hash)
    .where('action', '=', 'approve')
    .orderBy('step')
    .orderBy('user_id')
    .orderBy('at', 'desc')
    .execute()
  return rows.sort((a, b) => a.step - b.step || a.at.getTime() - b.at.getTime())
}

export function checkOf(db: Db, draftId: string, hash: string) {
  return db
    .selectFrom('draft_check')
    .select('findings')
    .where('draft_id', '=', draftId)
    .where('hash', '=', hash)
    .executeTakeFirst()
}

export function releasesOf(db: Db, draftId: string, hash: string) {
  return db
    .selectFrom('finding_release')
    .select(['finding_key', 'finding', 'reason', 'released_by_name', 'at'])
    .where('subject_id', '=', draftId)
    .where('hash', '=', hash)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** The number of the stored version with this content. */
export async function versionOf(db: Db, draftId: string, hash: string): Promise<number> {
  const row = await db
    .selectFrom('draft_version')
    .select(sql<number | null>`max(n)`.as('n'))
    .where('draft_id', '=', draftId)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row?.n ?? 1
}
