import type { Work } from '../core/context.ts'
import { json } from '../db/sql.ts'
import type { DraftContent } from './content.contract.ts'
import { autosaveMinutes } from './draft.rules.ts'
import { addVersion, changeVersion, lastVersion, type StoredVersion } from './drafts.store.ts'

type Kept = { draftId: string; content: DraftContent; hash: string; reason: StoredVersion['reason'] }

/**
 * Keeps content as a version; gives whether anything was kept. One person's running save is written over within the same
 * ten minutes of the clock; whatever was saved by hand, submitted or restored stays as it is for good.
 */
export async function keepVersion(work: Work, { draftId, content, hash, reason }: Kept): Promise<boolean> {
  const { db, now, actor } = work
  const last = await lastVersion(db, draftId)
  const saved = { content: json(content), title: content.title, hash, saved_at: now }
  if (last?.hash === hash && (reason === 'auto' || reason === 'manual')) {
    if (reason === 'auto' || last.reason !== 'auto') return false
    await changeVersion(db, { draftId, n: last.n }, { reason, saved_at: now, ...whoSaved(actor) })
    return true
  }
  if (last && reason === 'auto' && last.reason === 'auto' && last.saved_by === actor.userId && together(last, now)) {
    await changeVersion(db, { draftId, n: last.n }, saved)
    return true
  }
  await addVersion(db, { draft_id: draftId, n: (last?.n ?? 0) + 1, reason, ...saved, ...whoSaved(actor) })
  return true
}

function together(last: StoredVersion, now: Date): boolean {
  const slot = (at: Date) => Math.floor(at.getTime() / (autosaveMinutes * 60_000))
  return slot(last.saved_at) === slot(now)
}

function whoSaved(actor: Work['actor']) {
  return { saved_by: actor.userId, saved_by_name: actor.name }
}
