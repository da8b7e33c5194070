import type { Ctx } from '../core/context.ts'
import { asSystem, transact } from '../db/transact.ts'
import { refuseInnerAdmin } from '../settings/settings.service.ts'
import type { FailedDelivery } from './channel-settings.contract.ts'
import { countDeliveries, lastFailures } from './deliveries.store.ts'
import { maskEmail } from './outgoing.rules.ts'

const shown = 50

/** The last deliveries that failed, with no address in full, and how many wait or went out lately. */
export function viewFailures(ctx: Ctx): Promise<{ rows: FailedDelivery[]; waiting: number; sent: number }> {
  return transact(ctx, async (work) => {
    await refuseInnerAdmin(work)
    return asSystem(work, async ({ db, now }) => {
      const rows = await lastFailures(db, shown)
      const counts = await countDeliveries(db, new Date(now.getTime() - 7 * 86_400_000))
      return {
        ...counts,
        rows: rows.map((row) => ({
          id: row.id,
          channel: row.channel,
          state: row.state,
          title: row.title,
          name: row.name,
          unitName: row.unit_name,
          address: row.channel === 'email' ? maskEmail(row.email ?? '') : (row.phone_mask ?? '****'),
          attempts: row.attempts,
          error: row.error,
          nextTryAt: row.state === 'failed' ? row.next_try_at.toISOString() : null,
          at: row.created_at.toISOString(),
        })),
      }
    })
  })
}
