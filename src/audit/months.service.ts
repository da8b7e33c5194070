import { addDays, beijingDay } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { ensurePartitions } from '../db/partitions.ts'

/**
 * Makes the partitions of this month and the next. A server runs for months, and without a place for its audit
 * entry nothing could be changed any more.
 */
export async function prepareMonths(ctx: Ctx): Promise<void> {
  const today = beijingDay(ctx.now)
  await ensurePartitions(ctx.root, [today, addDays(`${today.slice(0, 7)}-01`, 32)])
}
