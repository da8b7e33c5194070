import { record } from '../audit/audit.service.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { asSystem, transact } from '../db/transact.ts'
import { type Duty, duties } from '../units/duties.rules.ts'
import { eventOf } from './accounts.service.ts'
import { addEvents, lockAccount, type StoredAccount } from './accounts.store.ts'
import { addPerson, assignedPeople, candidates, dropPerson } from './people.store.ts'

/** The duties that are held on an account (§5.2.3, §8.2; §5.2.5 for contractors). */
const accountDuties = [
  'accountManager',
  'editor',
  'officeHead',
  'unitLeader',
  'responder',
  'contractorStaff',
] as const satisfies readonly Duty[]

type PersonKey = { userId: string; duty: string }

export function listCandidates(ctx: Ctx, accountId: string) {
  return transact(ctx, async (work) => {
    const account = await theAccount(work, accountId)
    const found = await possible(work, account)
    return {
      rows: found.map(({ id, name, unit_name, duties: held }) => ({
        userId: id,
        name,
        unitName: unit_name,
        duties: held,
      })),
    }
  })
}

/** Only people of the host unit or of its contractor with a valid contract, and only for a duty that they hold. */
export function assignPerson(ctx: Ctx, accountId: string, { userId, duty }: PersonKey): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const account = await theAccount(work, accountId)
    const person = (await possible(work, account)).find(({ id }) => id === userId)
    if (!person) {
      throw new AppError('INVALID_INPUT', {
        errors: [{ path: 'userId', message: '只能指定主办单位或其有效委托机构的在岗人员（指南§5.2.5）' }],
      })
    }
    if (!person.duties.includes(duty)) {
      throw new AppError('INVALID_INPUT', { errors: [{ path: 'duty', message: `${person.name}不担任该职责` }] })
    }
    const added = await addPerson(work.db, { account_id: accountId, user_id: userId, duty, since: work.now })
    if (added) await tell(work, account, { title: '指定人员', action: 'account.assign', name: person.name, duty })
    return { ok: true }
  })
}

export function unassignPerson(ctx: Ctx, accountId: string, { userId, duty }: PersonKey): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const account = await theAccount(work, accountId)
    const assigned = await asSystem(work, ({ db }) =>
      assignedPeople(db, { accountId, hostUnitId: account.host_unit_id, today: beijingDay(work.now) }),
    )
    const person = assigned.find((row) => row.user_id === userId && row.duty === duty)
    if (!person || !(await dropPerson(work.db, accountId, userId, duty))) throw new AppError('NOT_FOUND')
    await tell(work, account, { title: '取消人员指定', action: 'account.unassign', name: person.name, duty })
    return { ok: true }
  })
}

async function tell(
  work: Work,
  account: StoredAccount,
  given: { title: string; action: string; name: string; duty: string },
): Promise<void> {
  const dutyZh = given.duty in duties ? duties[given.duty as Duty].zh : given.duty // checked by `in`
  const change = { field: dutyZh, before: null as string | null, after: null as string | null }
  if (given.action === 'account.assign') change.after = given.name
  else change.before = given.name
  await addEvents(work.db, [
    eventOf(work, { accountId: account.id, kind: 'people', title: given.title, changes: [change] }),
  ])
  await record(work, {
    action: given.action,
    subject: { type: 'account', id: account.id },
    title: `${given.title}：账号“${account.name}”，${given.name}，${dutyZh}`,
    before: change.before,
    after: change.after,
  })
}

async function theAccount(work: Work, id: string): Promise<StoredAccount> {
  const account = await lockAccount(work.db, id)
  if (!account) throw new AppError('NOT_FOUND')
  return account
}

function possible(work: Work, account: StoredAccount) {
  return asSystem(work, ({ db, now }) =>
    candidates(db, { hostUnitId: account.host_unit_id, today: beijingDay(now), duties: accountDuties }),
  )
}
