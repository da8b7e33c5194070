import type { Db } from '../db/transact.ts'

const plain = ['n', 'title', 'hash', 'reason', 'saved_by_name', 'saved_at'] as const

/** The newest first. */
export function listVersions(db: Db, given: { draftId: string; before: string | undefined; limit: number }) {
  const { draftId, before, limit } = given
  return db
    .selectFrom('draft_version')
    .select(plain)
    .where('draft_id', '=', draftId)
    .$if(before !== undefined, (query) => query.where('n', '<', Number(before)))
    .orderBy('n', 'desc')
    .limit(limit)
    .execute()
}

export function findVersion(db: Db, draftId: string, n: number) {
  return db
    .selectFrom('draft_version')
    .select([...plain, 'content'])
    .where('draft_id', '=', draftId)
    .where('n', '=', n)
    .executeTakeFirst()
}

/** The newest version with this content. */
export function versionWith(db: Db, draftId: string, hash: string) {
  return db
    .selectFrom('draft_version')
    .select([...plain, 'content'])
    .where('draft_id', '=', draftId)
    .where('hash', '=', hash)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Who agreed to which content of a manuscript, in the order of signing. */
export function signersOf(db: Db, draftId: string) {
  return db
    .selectFrom('review_sheet')
    .select(['hash', 'step_name', 'user_name'])
    .where('subject_id', '=', draftId)
    .where('action', '=', 'approve')
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** Every sheet that reviewers filled in for a manuscript, the oldest first. */
export function sheetsOf(db: Db, draftId: string) {
  return db
    .selectFrom('review_sheet')
    .selectAll()
    .where('subject_id', '=', draftId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** What the third reviewer let pass in exactly this content. */
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
