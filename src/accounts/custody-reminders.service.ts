import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { asSystem } from '../db/transact.ts'
import { tellUser } from '../messages/messages.service.ts'
import { peopleOfUnit } from '../messages/people.service.ts'
import { forgetTold, markTold, untoldCustody } from './custody.store.ts'
import { namesOf } from './custody-transfer.service.ts'

/**
 * Tells the host unit when a keeper is no longer there: left, moved, or of a contractor whose contract has ended. Once
 * for each keeper and account; told again when another one goes.
 */
export function remindOfLostKeepers(ctx: Ctx): Promise<void> {
  return asSystem(ctx, async (work) => {
    const { db, now } = work
    const today = beijingDay(now)
    await forgetTold(db, today)
    const rows = await untoldCustody(db, today)
    for (const [accountId, items] of Map.groupBy(rows, (row) => row.account_id)) {
      const [first] = items
      if (!first) continue
      const names = [...new Set(items.map((row) => row.keeper_name))].join('、')
      const what = items.map((row) => row.item)
      for (const userId of await peopleOfUnit(work, first.host_unit_id, ['accountManager', 'unitLeader'])) {
        await tellUser(work, userId, {
          kind: 'accounts.custody',
          title: `“${first.name}”的${namesOf(what)}须交接：保管人已离岗`,
          body: `${names}已离岗、调离或合同到期。请尽快交接给在岗人员，并在平台上修改密码（指南§5.2.3）。`,
          link: `/accounts/${accountId}?tab=custody`,
        })
      }
      await markTold(db, accountId, what, now)
    }
  })
}
