import type { Db } from '../db/transact.ts'

/** A manuscript held until the transaction ends, so that nobody edits it between the question and the answer. */
export function lockDraft(db: Db, id: string) {
  return db.selectFrom('draft').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}
export type LockedDraft = NonNullable<Awaited<ReturnType<typeof lockDraft>>>

export function reviewOf(db: Db, draftId: string) {
  return db
    .selectFrom('review')
    .select(['id', 'steps'])
    .where('subject_type', '=', 'draft')
    .where('subject_id', '=', draftId)
    .executeTakeFirst()
}

/** The sheets with which exactly this content was agreed to, the oldest first. */
export function agreedSheets(db: Db, draftId: string, hash: string) {
  return db
    .selectFrom('review_sheet')
    .select(['step', 'user_id', 'opinion', 'elements', 'at'])
    .where('subject_id', '=', draftId)
    .where('hash', '=', hash)
    .where('action', '=', 'approve')
    .orderBy('at')
    .orderBy('id')
    .execute()
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

/** The number of the stored version with this content; what was submitted always has one. */
export async function versionOf(db: Db, draftId: string, hash: string): Promise<number> {
  const row = await db
    .selectFrom('draft_version')
    .select('n')
    .where('draft_id', '=', draftId)
    .where('hash', '=', hash)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) throw new RangeError('no version of the manuscript has the content that was signed')
  return row.n
}
