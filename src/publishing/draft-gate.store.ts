import type { Db } from '../db/transact.ts'

/** The agreements under a manuscript, oldest first. */
export function signedSheetsOf(db: Db, draftId: string) {
  return db
    .selectFrom('review_sheet')
    .selectAll()
    .where('subject_id', '=', draftId)
    .where('action', '=', 'approve')
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** What the third reviewer let pass in exactly this content. */
export function releasesOf(db: Db, { draftId, hash }: { draftId: string; hash: string }) {
  return db
    .selectFrom('finding_release')
    .selectAll()
    .where('subject_id', '=', draftId)
    .where('hash', '=', hash)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

export function checkOf(db: Db, { draftId, hash }: { draftId: string; hash: string }) {
  return db
    .selectFrom('draft_check')
    .selectAll()
    .where('draft_id', '=', draftId)
    .where('hash', '=', hash)
    .executeTakeFirst()
}
