import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { transact } from '../db/transact.ts'
import { addPhraseRow, phrasesOf, removePhraseRow } from './phrases.store.ts'

const most = 30

export function listPhrases(ctx: Ctx): Promise<{ rows: { id: string; text: string }[] }> {
  return transact(ctx, async ({ db, actor }) => ({ rows: await phrasesOf(db, actor.userId ?? '') }))
}

/** Keeps a sentence for the next opinion. A person's own convenience: no change of any record, so no audit entry. */
export function addPhrase(ctx: Ctx, text: string): Promise<{ id: string }> {
  return transact(ctx, async ({ db, actor, now }) => {
    const userId = actor.userId ?? ''
    const kept = await phrasesOf(db, userId)
    const same = kept.find((phrase) => phrase.text === text)
    if (same) return { id: same.id }
    if (kept.length >= most) throw new AppError('INVALID_INPUT', { reason: `常用意见最多 ${most} 条，请先删除不用的` })
    const id = newId()
    await addPhraseRow(db, { id, user_id: userId, text, created_at: now })
    return { id }
  })
}

export function removePhrase(ctx: Ctx, id: string): Promise<{ ok: true }> {
  return transact(ctx, async ({ db, actor }) => {
    if (!(await removePhraseRow(db, id, actor.userId ?? ''))) throw new AppError('NOT_FOUND')
    return { ok: true }
  })
}
