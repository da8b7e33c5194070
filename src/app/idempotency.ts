import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { json } from '../db/sql.ts'
import { transact } from '../db/transact.ts'

/** No request lives this long: one that has not been answered by then never will be. */
const abandonedAfter = 10 * 60_000

/**
 * Answers a submission that carries an `Idempotency-Key` once: the same key gets the first answer again, and is
 * told to wait while the first is still being worked on. A submission that failed may be sent again.
 */
export async function answerOnce(
  ctx: Ctx,
  given: { key: string; requestHash: string },
  answer: () => Promise<unknown>,
): Promise<Response> {
  if (given.key.length > 200) throw new AppError('INVALID_INPUT', { reason: '提交编号过长' })
  const userId = ctx.actor.userId as string // only signed-in callers come here
  const first = await claim(ctx, userId, given)
  if (first) return Response.json(first.body, { status: first.status })
  try {
    const result = await answer()
    if (result instanceof Response) {
      await forget(ctx, userId, given.key)
      return result
    }
    await transact(ctx, ({ db }) =>
      db
        .updateTable('idempotency_key')
        .set({ status: 200, body: json(result) })
        .where('user_id', '=', userId)
        .where('key', '=', given.key)
        .execute(),
    )
    return Response.json(result, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    await forget(ctx, userId, given.key)
    throw error
  }
}

async function claim(ctx: Ctx, userId: string, { key, requestHash }: { key: string; requestHash: string }) {
  return transact(ctx, async ({ db, now }) => {
    const abandoned = new Date(now.getTime() - abandonedAfter)
    const made = await db
      .insertInto('idempotency_key')
      .values({ user_id: userId, key, request_hash: requestHash, created_at: now })
      .onConflict((conflict) =>
        // Whoever began it has died without an answer: the next one takes its place.
        conflict
          .columns(['user_id', 'key'])
          .doUpdateSet({ created_at: now })
          .where('idempotency_key.status', 'is', null)
          .where('idempotency_key.created_at', '<', abandoned)
          .where('idempotency_key.request_hash', '=', requestHash),
      )
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 1n) return null

    const first = await db
      .selectFrom('idempotency_key')
      .selectAll()
      .where('user_id', '=', userId)
      .where('key', '=', key)
      .executeTakeFirstOrThrow()
    if (first.request_hash !== requestHash) throw new AppError('IDEMPOTENCY_MISMATCH')
    if (first.status === null) throw new AppError('BUSY', { reason: '该提交正在办理，请稍候' })
    return { status: first.status, body: first.body }
  })
}

function forget(ctx: Ctx, userId: string, key: string) {
  return transact(ctx, ({ db }) =>
    db.deleteFrom('idempotency_key').where('user_id', '=', userId).where('key', '=', key).execute(),
  )
}
