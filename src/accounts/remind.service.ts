import { record } from '../audit/audit.service.ts'
import type { Ctx } from '../core/context.ts'
import { transact } from '../db/transact.ts'
import { tellUser } from '../messages/messages.service.ts'
import type { Target } from './accounts.contract.ts'
import { incompleteByHost } from './bulk.store.ts'
import { prepareTarget } from './ledger.service.ts'
import { managersOf } from './people.store.ts'

/** 提醒补全资料 (§6.2): one message to each account manager of the units whose accounts lack something. */
export function remindIncomplete(
  ctx: Ctx,
  target: Target,
): Promise<{ count: number; people: number; unreached: number }> {
  return transact(ctx, async (work) => {
    const hosts = await incompleteByHost(work.db, await prepareTarget(work, target, work.now))
    const managers = await managersOf(
      work.db,
      hosts.map((host) => host.host_unit_id),
    )
    const byUnit = new Map(hosts.map((host) => [host.host_unit_id, host]))
    for (const manager of managers) {
      const host = byUnit.get(manager.unit_id)
      if (!host) continue
      const more = host.count > host.names.length ? `等 ${host.count} 个账号` : ''
      await tellUser(work, manager.id, {
        kind: 'accounts.incomplete',
        title: `请补全 ${host.count} 个账号的备案资料`,
        body: `${work.actor.unitName}提醒：${host.names.join('、')}${more}的备案资料不全（指南§6.2），请核对补充。`,
        link: '/accounts?incomplete=1',
      })
    }
    const reached = new Set(managers.map((manager) => manager.unit_id))
    const sum = (rows: typeof hosts) => rows.reduce((total, host) => total + host.count, 0)
    const result = {
      count: sum(hosts),
      people: managers.length,
      unreached: sum(hosts.filter((host) => !reached.has(host.host_unit_id))),
    }
    if (result.people > 0) {
      await record(work, {
        action: 'account.remind',
        subject: { type: 'account', id: 'bulk' },
        title: `提醒 ${result.people} 人补全 ${result.count - result.unreached} 个账号的备案资料`,
        after: { ...result, units: hosts.map((host) => host.host_unit_id) },
      })
    }
    return result
  })
}
