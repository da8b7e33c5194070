import { record } from '../audit/audit.service.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { asSystem, transact } from '../db/transact.ts'
import { tellUser } from '../messages/messages.service.ts'
import { eventOf } from './accounts.service.ts'
import { addEvents } from './accounts.store.ts'
import { type CustodyItem, custodyItems, secretFaults, transferRefusal } from './custody.rules.ts'
import { custodyFacts, keepersFor, ownAccount, theAccount } from './custody.service.ts'
import { addTransfer, endTransfer, findTransfer, passCustody, seenTransfer, type TransferRow } from './custody.store.ts'

type NewTransfer = { toUserId: string; items: readonly CustodyItem[]; reason: string }

/** Begins a hand-over of what one person keeps of an account. She keeps it until the receiver has confirmed. */
export function startTransfer(ctx: Ctx, accountId: string, given: NewTransfer): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const account = await ownAccount(work, accountId)
    const items = [...new Set(given.items)]
    const { kept, transfers } = await custodyFacts(work, account.id)
    const errors = secretFaults({ reason: given.reason })
    const refusal = transferRefusal({
      items,
      kept: kept.map((row) => ({ item: row.item, keeperId: row.keeper_user_id })),
      inTransfer: transfers.filter((row) => row.state === 'open').flatMap((row) => row.items),
      toId: given.toUserId,
    })
    if (refusal) errors.push(refusal)
    const taker = (await keepersFor(work, account.host_unit_id)).find(({ id }) => id === given.toUserId)
    if (!taker) {
      errors.push({ path: 'toUserId', message: '接收人须为本单位或其有效委托机构的在岗人员（指南§5.2.5）' })
    }
    const giver = kept.find((row) => row.item === items[0])
    if (errors.length > 0 || !taker || !giver) throw new AppError('INVALID_INPUT', { errors })

    const id = newId()
    await addTransfer(work.db, {
      id,
      account_id: account.id,
      from_user_id: giver.keeper_user_id,
      to_user_id: taker.id,
      items,
      reason: given.reason,
      state: 'open',
      made_by: work.actor.name,
      created_at: work.now,
      ended_at: null,
    })
    await tellUser(work, taker.id, {
      kind: 'accounts.custodyTransfer',
      title: `请确认接收“${account.name}”的${namesOf(items)}`,
      body: `由${giver.keeper_name}移交。请当面清点后在账号全景的“保管与值守”中确认。`,
      link: `/accounts/${account.id}?tab=custody`,
    })
    await note(work, account, {
      verb: '发起保管交接',
      action: 'custody.transfer',
      items,
      from: giver.keeper_name,
      to: taker.name,
    })
    return { id }
  })
}

/** The receiver, and nobody for her, says that she has received everything. */
export function confirmTransfer(ctx: Ctx, id: string): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const transfer = await theTransfer(work, id)
    const account = await theAccount(work, transfer.account_id)
    if (transfer.to_user_id !== work.actor.userId) {
      throw new AppError('FORBIDDEN', { reason: `须由接收人${transfer.to_name}本人确认` })
    }
    if (account.state === 'closed') throw new AppError('STATE_CONFLICT', { reason: '账号已注销，无需再交接' })
    if (!(await keepersFor(work, account.host_unit_id)).some((one) => one.id === transfer.to_user_id)) {
      throw new AppError('STATE_CONFLICT', { reason: '您已不是该账号主办单位或其委托机构的在岗人员，不能接收' })
    }
    const { now } = work
    if (!(await endTransfer(work.db, id, { state: 'confirmed', at: now }))) {
      throw new AppError('STATE_CONFLICT', { reason: '该交接已经确认或撤回' })
    }
    const { account_id: accountId, items, to_user_id: toUserId, from_name: from, to_name: to } = transfer
    await passCustody(work.db, { accountId, items, toUserId, since: beijingDay(now), at: now })
    await note(work, account, { verb: '确认保管交接', action: 'custody.confirm', items, from, to })
    return { ok: true }
  })
}

export function withdrawTransfer(ctx: Ctx, id: string, { reason }: { reason: string }): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const transfer = await theTransfer(work, id)
    const account = await theAccount(work, transfer.account_id)
    if (account.host_unit_id !== work.actor.unitId) throw new AppError('NOT_FOUND')
    if (!(await endTransfer(work.db, id, { state: 'withdrawn', at: work.now }))) {
      throw new AppError('STATE_CONFLICT', { reason: '该交接已经确认或撤回' })
    }
    const { items, from_name: from, to_name: to } = transfer
    await tellUser(work, transfer.to_user_id, {
      kind: 'accounts.custodyTransfer',
      title: `“${account.name}”的${namesOf(items)}交接已撤回`,
      body: reason,
      link: `/accounts/${account.id}?tab=custody`,
    })
    await note(work, account, { verb: '撤回保管交接', action: 'custody.withdraw', items, from, to, reason })
    return { ok: true }
  })
}

/** A transfer about an account that the actor sees, with the people of whichever body. */
export async function theTransfer(work: Work, id: string): Promise<TransferRow> {
  const seen = await seenTransfer(work.db, id)
  const transfer = seen && (await asSystem(work, ({ db }) => findTransfer(db, id)))
  if (!transfer) throw new AppError('NOT_FOUND')
  return transfer
}

export function namesOf(items: readonly CustodyItem[]): string {
  return items.map((item) => custodyItems[item].zh).join('、')
}

type Noted = { verb: string; action: string; items: readonly CustodyItem[]; from: string; to: string; reason?: string }

async function note(work: Work, account: { id: string; name: string }, given: Noted): Promise<void> {
  const { verb, action, items, from, to, reason } = given
  const changes = items.map((item) => ({ field: custodyItems[item].zh, before: from, after: to }))
  await addEvents(work.db, [eventOf(work, { accountId: account.id, kind: 'custody', title: verb, changes })])
  await record(work, {
    action,
    subject: { type: 'account', id: account.id },
    title: `${verb}：账号“${account.name}”的${namesOf(items)}，${from} → ${to}`,
    before: { user: from },
    after: { user: to, ...(reason ? { reason } : {}) },
  })
}
