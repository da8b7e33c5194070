import { record } from '../audit/audit.service.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { transact } from '../db/transact.ts'
import { tellUser } from '../messages/messages.service.ts'
import { absencesOfUnit, addAbsenceRow, colleaguesOf, endAbsenceRow, overlappingAbsence } from './absence.store.ts'
import type { AbsenceView } from './review.contract.ts'

const longest = 180

/** 外出代理 of the caller's own body, and who of it could stand in. */
export function listAbsences(ctx: Ctx): Promise<{ rows: AbsenceView[]; colleagues: { id: string; name: string }[] }> {
  return transact(ctx, async ({ db, actor, now }) => {
    const today = beijingDay(now)
    const rows = await absencesOfUnit(db, actor.unitId ?? '')
    return {
      rows: rows.map((row) => ({
        id: row.id,
        userName: row.user_name,
        deputyName: row.deputy_name,
        startsOn: row.starts_on,
        endsOn: row.ends_on,
        reason: row.reason,
        ended: row.ended_at !== null || row.ends_on < today,
        mine: row.user_id === actor.userId,
      })),
      colleagues: (await colleaguesOf(db, actor.unitId ?? '')).filter(({ id }) => id !== actor.userId),
    }
  })
}

/** Whoever is away names a colleague who decides in her name; both names stand beside each opinion. */
export function addAbsence(
  ctx: Ctx,
  given: { deputyId: string; startsOn: string; endsOn: string; reason: string },
): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const { db, actor, now } = work
    const today = beijingDay(now)
    const refuse = (path: string, message: string) => new AppError('INVALID_INPUT', { errors: [{ path, message }] })
    if (given.endsOn < given.startsOn) throw refuse('endsOn', '结束日期不能早于开始日期')
    if (given.endsOn < today) throw refuse('endsOn', '代理期已经过去')
    if (Date.parse(given.endsOn) - Date.parse(given.startsOn) > longest * 86_400_000) {
      throw refuse('endsOn', `一次代理不能超过 ${longest} 天`)
    }
    const userId = actor.userId ?? ''
    const deputy = (await colleaguesOf(db, actor.unitId ?? '')).find(({ id }) => id === given.deputyId)
    if (!deputy || deputy.id === userId) throw refuse('deputyId', '代理人须是本单位的其他在岗人员')
    if (await overlappingAbsence(db, userId, given)) throw refuse('startsOn', '该期间已登记过代理，请先结束原代理')
    if (await overlappingAbsence(db, given.deputyId, given))
      throw refuse('deputyId', `${deputy.name}该期间也已外出，请另选代理人`)
    const id = newId()
    await addAbsenceRow(db, {
      id,
      user_id: userId,
      deputy_id: given.deputyId,
      starts_on: given.startsOn,
      ends_on: given.endsOn,
      reason: given.reason,
      created_at: now,
      ended_at: null,
    })
    await tellUser(work, given.deputyId, {
      kind: 'review.deputy',
      title: `${actor.name}委托您代理审核`,
      body: `${given.startsOn} 至 ${given.endsOn}：${given.reason}`,
      link: '/reviews',
    })
    await record(work, {
      action: 'review.absence',
      subject: { type: 'reviewAbsence', id },
      title: `登记外出代理：${actor.name} 由 ${deputy.name} 代理（${given.startsOn} 至 ${given.endsOn}）`,
      after: given,
    })
    return { id }
  })
}

export function endAbsence(ctx: Ctx, id: string): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    if (!(await endAbsenceRow(work.db, { id, userId: work.actor.userId ?? '', at: work.now })))
      throw new AppError('NOT_FOUND')
    await record(work, {
      action: 'review.absenceEnd',
      subject: { type: 'reviewAbsence', id },
      title: `${work.actor.name}提前结束外出代理`,
    })
    return { ok: true }
  })
}
