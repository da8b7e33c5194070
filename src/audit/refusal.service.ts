import type { Ctx } from '../core/context.ts'
import { type AppError, errorTable } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import { record } from './audit.service.ts'

/** Audits that a signed-in person was refused something, in a transaction of its own; gives the refusal back. */
export async function recordRefusal(
  ctx: Ctx,
  request: { method: string; path: string },
  refusal: AppError,
): Promise<AppError> {
  const path = request.path.slice(0, 300)
  await transact(ctx, (work) =>
    record(work, {
      action: 'access.refused',
      subject: { type: 'route', id: `${request.method} ${path}` },
      title: `访问被拒绝：${errorTable[refusal.code].zh}`,
      after: { code: refusal.code, method: request.method, path },
    }),
  )
  return refusal
}
