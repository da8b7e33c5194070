import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { json } from '../db/sql.ts'
import { asSystem, transact } from '../db/transact.ts'
import { tellUser } from '../messages/messages.service.ts'
import { type OpenWork, successorRefusal } from './handover.rules.ts'
import {
  addHandover,
  findHandover,
  type HandoverRow,
  listHandovers,
  listOpenWork,
  moveOpenWork,
} from './handover.store.ts'
import { refuseOutOfReach } from './reach.rules.ts'
import { findUser, listColleagues, lockUser, type UserRow } from './user.store.ts'

/** What a person has open, and which colleagues could take it over, or why not. */
export function viewOpenWork(ctx: Ctx, userId: string) {
  return transact(ctx, async (work) => {
    const user = await theLeaver(work, userId)
    const items = await openWorkOf(work, userId)
    const colleagues = await listColleagues(work.db, user.unit_id)
    const successors = colleagues
      .filter((one) => one.id !== userId)
      .map((one) => ({ id: one.id, name: one.name, refusal: successorRefusal(person(user), person(one), items) }))
    return { items, successors }
  })
}

/** Hands over everything that a person has open while she stays: leave, illness, another desk. */
export function handOver(ctx: Ctx, userId: string, given: { successorId: string; reason: string }) {
  return transact(ctx, async (work) => {
    await lockUser(work.db, userId)
    const user = await theLeaver(work, userId)
    const items = await openWorkOf(work, userId)
    if (items.length === 0) throw new AppError('STATE_CONFLICT', { reason: '该人员没有未办结事项，无需交接' })
    return { id: await pass(work, user, { ...given, items }), items: items.length }
  })
}

/**
 * Passes on what a person has open, in the transaction in which she leaves. Refuses to leave anything behind; gives
 * the hand-over's id, or null when there was nothing.
 */
export async function handOverWithin(
  work: Work,
  user: UserRow,
  given: { successorId: string | null; reason: string },
): Promise<string | null> {
  const items = await openWorkOf(work, user.id)
  if (items.length === 0) return null
  if (!given.successorId) {
    throw new AppError('IN_USE', {
      reason: `该人员还有 ${items.length} 项未办结事项，请先选择接收人`,
      errors: [{ path: 'successorId', message: '请选择接收人' }],
      items: items.length,
    })
  }
  return pass(work, user, { successorId: given.successorId, reason: given.reason, items })
}

async function pass(
  work: Work,
  user: UserRow,
  { successorId, reason, items }: { successorId: string; reason: string; items: readonly OpenWork[] },
): Promise<string> {
  await lockUser(work.db, successorId)
  const successor = await findUser(work.db, successorId)
  const refusal = successor ? successorRefusal(person(user), person(successor), items) : '没有这位接收人'
  if (!successor || refusal) {
    throw new AppError('INVALID_INPUT', {
      reason: refusal ?? '没有这位接收人',
      errors: [{ path: 'successorId', message: refusal ?? '没有这位接收人' }],
    })
  }
  const id = newId()
  const told = items.map(({ kind, id: itemId, title, duty }) => ({ kind, id: itemId, title, duty }))
  // As the system: what a person has open is hers alone under row-level security.
  await asSystem(work, ({ db, now }) => moveOpenWork(db, user.id, successorId, now))
  await addHandover(work.db, {
    id,
    from_user_id: user.id,
    to_user_id: successorId,
    reason,
    items: json(told),
    at: work.now,
    by_user_id: work.actor.userId,
  })
  const body = told.map((item) => item.title).join('；')
  const count = `${items.length} 项`
  await tellUser(work, successorId, { kind: 'units.takenOver', title: `${user.name}向您移交工作 ${count}`, body })
  await tellUser(work, user.id, { kind: 'units.handedOver', title: `您的 ${count}工作已移交${successor.name}`, body })
  await record(work, {
    action: 'user.handOver',
    subject: { type: 'handover', id },
    title: `工作交接：${user.name} 交给 ${successor.name}（${items.length} 项）`,
    after: { from: user.id, to: successorId, reason, items: told },
  })
  return id
}

export function viewHandovers(ctx: Ctx, userId: string) {
  return transact(ctx, async ({ db }) => {
    if (!(await findUser(db, userId))) throw new AppError('NOT_FOUND')
    const rows = await listHandovers(db, userId)
    return {
      rows: rows.map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        from: row.from_name,
        to: row.to_name,
        reason: row.reason,
        items: itemsOf(row).length,
      })),
    }
  })
}

export function readHandover(ctx: Ctx, id: string): Promise<HandoverRow> {
  return transact(ctx, async ({ db }) => {
    const row = await findHandover(db, id)
    if (!row) throw new AppError('NOT_FOUND')
    return row
  })
}

export type HandedOver = Pick<OpenWork, 'kind' | 'id' | 'title' | 'duty'>

export function itemsOf(row: HandoverRow): HandedOver[] {
  return row.items as HandedOver[] // written by `pass` and by nothing else
}

function openWorkOf(work: Work, userId: string): Promise<OpenWork[]> {
  return asSystem(work, ({ db }) => listOpenWork(db, userId))
}

async function theLeaver(work: Work, userId: string): Promise<UserRow> {
  const user = await findUser(work.db, userId)
  if (!user) throw new AppError('NOT_FOUND')
  refuseOutOfReach(work.actor.scope, user.region_path)
  return user
}

function person(user: UserRow) {
  return { id: user.id, unitId: user.unit_id, active: user.active, duties: user.duties }
}
