import { record } from '../audit/audit.service.ts'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import { changeApplication, lockApplication } from './applications.store.ts'

/** §6.1.2 bars "in principle": the supervisor may let a host unit apply again, and says why. */
export function liftBar(ctx: Ctx, id: string, reason: string): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const application = await lockApplication(work.db, id)
    if (!application) throw new AppError('NOT_FOUND')
    if (application.barred_until === null || application.bar_lifted_reason !== null) {
      throw new AppError('STATE_CONFLICT', { reason: '没有正在执行的限制' })
    }
    await changeApplication(work.db, id, { bar_lifted_reason: reason, updated_at: work.now })
    await record(work, {
      action: 'application.liftBar',
      subject: { type: 'application', id },
      title: `解除申请新开账号的限制（原至 ${application.barred_until}）`,
      before: { barredUntil: application.barred_until },
      after: { reason },
    })
    return { ok: true }
  })
}
