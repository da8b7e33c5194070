import { addYears, beijingDay } from '../core/clock.rules.ts'
import type { Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { changeFacts, enterAccounts, factsOf, noteEvents } from './accounts.service.ts'
import { changeAccount, findHostUnit, lockAccount } from './accounts.store.ts'
import { filedFacts } from './application-faults.service.ts'
import { changeReasonOf, closureOf, openedFields, openingOf } from './application-form.service.ts'
import { changeApplication, lockApplication, type StoredApplication } from './applications.store.ts'
import { closureCauses, type LifecycleAction, type LifecycleParty, type Step } from './lifecycle.rules.ts'
import { markAccounts, settleAccounts } from './national-state.service.ts'
import { type AccountState, accountStates } from './platforms.rules.ts'
import { reviewDayOf } from './pledge.rules.ts'
import { addPledge } from './pledge.store.ts'

type Follow = (
  work: Work,
  id: string,
  given: { action: LifecycleAction; by: LifecycleParty; note: string },
) => Promise<void>
type Given = { step: Step; note: string; followStep: Follow }

/** What a step does to the ledger, in the transaction of the step. */
export async function applyStep(work: Work, application: StoredApplication, given: Given): Promise<void> {
  const { kind } = application
  if (given.step.action === 'approve' && kind === 'filing') await fileAccount(work, application, given)
  if (given.step.action === 'approve' && kind === 'change') await changeRecord(work, application)
  if (kind === 'closure') await moveAccount(work, application, given)
}

/** The supervisor has agreed: whatever the form says is done in her name, also when a colleague stood in. */
const asSupervisor = (work: Work): Work => ({ ...work, actor: { ...work.actor, duties: ['supervisorOfficer'] } })

/** §6.2: the account enters the ledger, with the promise of its opening. */
async function fileAccount(work: Work, application: StoredApplication, { followStep }: Given): Promise<void> {
  const today = beijingDay(work.now)
  const host = await findHostUnit(work.db, application.host_unit_id)
  if (!host) throw new AppError('NOT_FOUND')
  const facts = { ...filedFacts(application, openedFields(application, work.box)), filedOn: today }
  const [account] = await enterAccounts(asSupervisor(work), [{ facts, host }], {
    kind: 'filed',
    title: `备案（${application.number}）`,
  })
  if (!account) throw new RangeError('one account was to be filed')
  await changeApplication(work.db, application.id, { account_id: account.id })
  if (!application.opening_id) return
  const opening = await lockApplication(work.db, application.opening_id)
  if (!opening) throw new AppError('NOT_FOUND')
  const { followers, postsPerMonth, averageReads } = openingOf(opening)
  if (followers !== null && postsPerMonth !== null && averageReads !== null) {
    const startsOn = facts.openedOn ?? today
    await addPledge(work.db, {
      account_id: account.id,
      opening_id: opening.id,
      followers,
      posts_per_month: postsPerMonth,
      average_reads: averageReads,
      starts_on: startsOn,
      reviews_on: reviewDayOf(startsOn),
      facts: null,
    })
  }
  await changeApplication(work.db, opening.id, { account_id: account.id })
  await followStep(work, opening.id, { action: 'close', by: 'reviewer', note: application.number })
}

/** §6.3: what was filed is replaced, with before and after on the timeline. */
async function changeRecord(work: Work, application: StoredApplication): Promise<void> {
  const account = application.account_id ? await lockAccount(work.db, application.account_id) : undefined
  if (!account) throw new AppError('NOT_FOUND')
  if (account.state === 'closed') throw new AppError('STATE_CONFLICT', { reason: '该账号已注销，不能再变更' })
  const changed = await changeFacts(asSupervisor(work), account, openedFields(application, work.box), {
    kind: 'changed',
    title: `变更（${application.number}）：${changeReasonOf(application)}`,
  })
  if (!changed) throw new AppError('STATE_CONFLICT', { reason: '台账已与申请一致，没有需要变更的内容' })
}

/** §6.4: the account's own state follows the steps of its closing. */
async function moveAccount(work: Work, application: StoredApplication, { step, note }: Given): Promise<void> {
  const account = application.account_id ? await lockAccount(work.db, application.account_id) : undefined
  if (!account) throw new AppError('NOT_FOUND')
  const cause = application.cause ?? 'voluntary'
  const to: AccountState = step.account ?? account.state
  const closure = closureOf(application)
  const closedOn = to === 'closed' ? (closure.platformClosedOn ?? beijingDay(work.now)) : null
  if (to !== account.state) {
    await changeAccount(work.db, account.id, {
      state: to,
      ...(closedOn ? { closed_on: closedOn } : {}),
      version: account.version + 1,
      updated_at: work.now,
    })
  }
  if (closedOn && closureCauses[cause].unqualified) {
    await changeApplication(work.db, application.id, { barred_until: addYears(closedOn, 1) })
  }
  const changes =
    to === account.state ? [] : [{ field: '状态', before: accountStates[account.state], after: accountStates[to] }]
  await noteEvents(work, [
    {
      accountId: account.id,
      kind: 'closure',
      title: `注销（${application.number}）：${step.zh}${note ? `，${note}` : ''}`,
      changes,
    },
  ])
  // Closed here and running there is a difference; that its shutdown was asked for there is the host unit's word (§6.4(4)).
  await settleAccounts(work, [account.id])
  if (step.action === 'markShutdown') {
    const origin = { batchId: null, batchName: application.number }
    await markAccounts(work, { ids: [account.id], action: 'requestShutdown', origin })
  }
}

/** What is on record of an account, for the page of an application: telephone numbers masked. */
export function recordedFacts(work: Work, account: Parameters<typeof factsOf>[0]) {
  const { accountContactPhone: _, unitContactPhone: __, ...facts } = factsOf(account, work.box)
  return {
    ...facts,
    accountContactPhoneMask: account.account_contact_phone_mask,
    unitContactPhoneMask: account.unit_contact_phone_mask,
  }
}
