import type { Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { asSystem } from '../db/transact.ts'
import { tellUser } from '../messages/messages.service.ts'
import { peopleOfUnit } from '../messages/people.service.ts'
import { findHostUnit, lockAccount } from './accounts.store.ts'
import { closureForm, enter, onlyOneOpen } from './applications.service.ts'
import { applicationKinds, type ClosureCause, closureCauses } from './lifecycle.rules.ts'

/**
 * Starts the closing of an account that its supervisor has decided on (§6.1.2, §6.5): the host unit is told and takes
 * the four steps of §6.4. Refuses an account that is closed or has a change or closing under way.
 */
export function openClosure(
  work: Work,
  given: { accountId: string; cause: Exclude<ClosureCause, 'voluntary'>; clauses: readonly string[]; reason: string },
): Promise<{ id: string }> {
  return onlyOneOpen(async () => {
    const account = await lockAccount(work.db, given.accountId)
    if (!account) throw new AppError('NOT_FOUND')
    if (account.state === 'closed') throw new AppError('STATE_CONFLICT', { reason: '该账号已注销' })
    const host = await asSystem(work, ({ db }) => findHostUnit(db, account.host_unit_id))
    if (!host) throw new AppError('NOT_FOUND')
    const clauses = given.clauses.length > 0 ? `（指南§${given.clauses.join('、§')}）` : ''
    const reason = `${closureCauses[given.cause].zh}${clauses}：${given.reason}`
    const { id } = await enter(work, {
      kind: 'closure',
      host,
      account,
      cause: given.cause,
      title: `${applicationKinds.closure.zh}：${account.name}`,
      form: await closureForm(work, account, reason),
    })
    for (const userId of await peopleOfUnit(work, host.id, ['accountManager', 'unitLeader'])) {
      await tellUser(work, userId, {
        kind: 'closure.ordered',
        title: `主管单位要求注销账号“${account.name}”`,
        body: reason,
        link: `/applications/${id}`,
      })
    }
    return { id }
  })
}
