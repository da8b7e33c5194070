import { record } from '../audit/audit.service.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { maskPhone } from '../core/mask.rules.ts'
import { asSystem, transact } from '../db/transact.ts'
import { may } from '../units/permissions.rules.ts'
import { eventOf } from './accounts.service.ts'
import { addEvents, lockAccount, type StoredAccount } from './accounts.store.ts'
import type { CustodyView, ItemGiven, TransferView } from './custody.contract.ts'
import { type CustodyItem, custodyItemNames, custodyItems, custodyTodo, secretFaults } from './custody.rules.ts'
import { addCustody, changeCustody, custodyOf, peopleFor, type TransferRow, transfersOf } from './custody.store.ts'

const phonePlace = (accountId: string) => `account_custody.phone_cipher.${accountId}`

export function viewCustody(ctx: Ctx, accountId: string) {
  return transact(ctx, async (work) => {
    const account = await theAccount(work, accountId)
    const { actor } = work
    const { kept, transfers } = await custodyFacts(work, account.id)
    const open = transfers.filter((row) => row.state === 'open').flatMap((row) => row.items)
    const items = custodyItemNames.map((item): CustodyView => {
      const row = kept.find((one) => one.item === item)
      const state = { kept: row !== undefined, keeperGone: row?.keeper_gone ?? false, inTransfer: open.includes(item) }
      return {
        item,
        keeper: row ? { id: row.keeper_user_id, name: row.keeper_name, unitName: row.keeper_unit } : null,
        since: row?.since ?? null,
        // Where the sealed copy lies is not the contractor's to know (§5.2.5).
        place: actor.scope.kind === 'contract' ? null : (row?.place ?? null),
        phone: row?.phone_mask ?? null,
        note: actor.scope.kind === 'contract' ? null : (row?.note ?? null),
        todo: account.state === 'closed' ? null : custodyTodo(state),
        version: row?.version ?? 0,
      }
    })
    return {
      items,
      transfers: transfers.map((row) => transferViewOf(row, actor.userId)),
      own: actor.unitId === account.host_unit_id,
    }
  })
}

export function listKeepers(ctx: Ctx, accountId: string) {
  return transact(ctx, async (work) => {
    const account = await theAccount(work, accountId)
    return { rows: await keepersFor(work, account.host_unit_id) }
  })
}

/** Registers who keeps an item, or changes how it is kept. Another keeper comes by a transfer, with both hands on paper. */
export function keepItem(ctx: Ctx, accountId: string, item: CustodyItem, given: ItemGiven): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const { db, now, box } = work
    const account = await ownAccount(work, accountId)
    const faults = secretFaults({ place: given.place, note: given.note })
    if (given.since > beijingDay(now)) faults.push({ path: 'since', message: '起始日期不能晚于今天' })
    if (given.phone !== undefined && given.phone !== null && item !== 'phone') {
      faults.push({ path: 'phone', message: '手机号登记在“注册手机及 SIM 卡”一项' })
    }
    const { kept, transfers } = await custodyFacts(work, account.id)
    const before = kept.find((one) => one.item === item)
    if (!before && !(await keepersFor(work, account.host_unit_id)).some(({ id }) => id === given.keeperId)) {
      faults.push({ path: 'keeperId', message: '保管人须为本单位或其有效委托机构的在岗人员（指南§5.2.5）' })
    }
    if (before && before.keeper_user_id !== given.keeperId) {
      faults.push({ path: 'keeperId', message: '更换保管人请办理交接，由接收人确认' })
    }
    if (faults.length > 0) throw new AppError('INVALID_INPUT', { errors: faults })
    if (transfers.some((row) => row.state === 'open' && row.items.includes(item))) {
      throw new AppError('STATE_CONFLICT', { reason: '该事项正在交接中，请先确认或撤回交接' })
    }

    const { keeperId, since, place, note } = given
    const phone = phoneColumns()
    const row = { keeper_user_id: keeperId, since, place, note, updated_at: now, ...phone }
    if ((before?.version ?? 0) !== given.version) throw new AppError('VERSION_CONFLICT')
    if (!before) {
      await addCustody(db, {
        phone_cipher: null,
        phone_mask: null,
        ...row,
        account_id: account.id,
        item,
        told_at: null,
      })
    } else if (!(await changeCustody(db, { accountId: account.id, item, version: before.version }, row))) {
      throw new AppError('VERSION_CONFLICT')
    }
    const after = (await custodyFacts(work, account.id)).kept.find((one) => one.item === item)
    const changes = differences(shown(before), shown(after))
    const title = `${before ? '修改' : '登记'}保管情况：${custodyItems[item].zh}`
    if (changes.length > 0)
      await addEvents(db, [eventOf(work, { accountId: account.id, kind: 'custody', title, changes })])
    await record(work, {
      action: 'custody.keep',
      subject: { type: 'account', id: account.id },
      title: `账号“${account.name}”${title}`,
      before: shown(before),
      after: shown(after),
    })
    return { ok: true }

    function phoneColumns() {
      if (given.phone === undefined) return {}
      if (given.phone === null) return { phone_cipher: null, phone_mask: null }
      return { phone_cipher: box.seal(given.phone, phonePlace(account.id)), phone_mask: maskPhone(given.phone) }
    }
  })
}

/** Shows the registered telephone number in full to somebody who says why. */
export function showCustodyPhone(
  ctx: Ctx,
  accountId: string,
  { reason }: { reason: string },
): Promise<{ phone: string }> {
  return transact(ctx, async (work) => {
    // The security administrator may unmask users' phones, but has no business with accounts.
    if (!may(work.actor.duties, 'custody.read')) throw new AppError('NOT_FOUND')
    const account = await theAccount(work, accountId)
    const { kept } = await custodyFacts(work, account.id)
    const sealed = kept.find(({ item }) => item === 'phone')?.phone_cipher
    if (!sealed) throw new AppError('NOT_FOUND', { reason: '该账号没有登记注册手机号' })
    await record(work, {
      action: 'personal.view',
      subject: { type: 'account', id: account.id },
      title: `查看账号“${account.name}”的注册手机号`,
      after: { reason },
    })
    return { phone: work.box.open(sealed, phonePlace(account.id)) }
  })
}

/** What is kept and what is being handed over, with people of other bodies: of an account that the actor sees. */
export function custodyFacts(work: Work, accountId: string) {
  return asSystem(work, async ({ db, now }) => ({
    kept: await custodyOf(db, { accountId, today: beijingDay(now) }),
    transfers: await transfersOf(db, accountId),
  }))
}

export async function keepersFor(work: Work, hostUnitId: string) {
  const rows = await asSystem(work, ({ db, now }) => peopleFor(db, { hostUnitId, today: beijingDay(now) }))
  return rows.map(({ id, name, unit_name }) => ({ id, name, unitName: unit_name }))
}

/** The account, if its custody is the actor's to manage: of her own unit, and not closed. */
export async function ownAccount(work: Work, id: string): Promise<StoredAccount> {
  const account = await theAccount(work, id)
  if (account.host_unit_id !== work.actor.unitId) throw new AppError('NOT_FOUND')
  if (account.state === 'closed') throw new AppError('STATE_CONFLICT', { reason: '账号已注销，保管情况不再变更' })
  return account
}

export async function theAccount(work: Work, id: string): Promise<StoredAccount> {
  const account = await lockAccount(work.db, id)
  if (!account) throw new AppError('NOT_FOUND')
  return account
}

function transferViewOf(row: TransferRow, actorId: string | null): TransferView {
  return {
    id: row.id,
    from: { id: row.from_user_id, name: row.from_name, unitName: row.from_unit },
    to: { id: row.to_user_id, name: row.to_name, unitName: row.to_unit },
    items: row.items,
    reason: row.reason,
    state: row.state,
    madeBy: row.made_by,
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    mine: row.state === 'open' && row.to_user_id === actorId,
  }
}

type Kept = Awaited<ReturnType<typeof custodyOf>>[number]

/** As history and audit show it: the number masked. */
function shown(row: Kept | undefined): Record<string, string | null> | null {
  if (!row) return null
  return { 保管人: row.keeper_name, 起始日期: row.since, 存放处: row.place, 注册手机: row.phone_mask, 备注: row.note }
}

function differences(before: Record<string, string | null> | null, after: Record<string, string | null> | null) {
  return Object.keys(after ?? {})
    .map((field) => ({ field, before: before?.[field] ?? null, after: after?.[field] ?? null }))
    .filter((change) => change.before !== change.after)
}
