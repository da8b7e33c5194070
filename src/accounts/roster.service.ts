import { record } from '../audit/audit.service.ts'
import { addDays, beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { isWorkday } from '../core/workdays.rules.ts'
import { asSystem, transact } from '../db/transact.ts'
import { workdayOverrides } from '../settings/workdays.service.ts'
import { type ShiftRole, shiftRoles } from './custody.rules.ts'
import { keepersFor } from './custody.service.ts'
import { copiedWeek, weekOf } from './roster.rules.ts'
import { addShifts, replaceDay, rosterUnit, shiftsOf } from './roster.store.ts'

const roleNames = Object.keys(shiftRoles) as ShiftRole[]

/** A week of a host unit's 值班表: the week in which a day lies, of one's own unit unless another is named. */
export function viewRoster(ctx: Ctx, given: { unit?: string | undefined; week?: string | undefined }) {
  return transact(ctx, async (work) => {
    const { now, actor } = work
    const today = beijingDay(now)
    const days = weekOf(given.week ?? today)
    const unitId = given.unit ?? (actor.unitKind === 'hostUnit' ? actor.unitId : null)
    const unit = unitId ? await rosterUnit(work.db, unitId) : null
    if (given.unit && !unit) throw new AppError('NOT_FOUND')
    const shifts = unit ? await asSystem(work, ({ db }) => shiftsOf(db, { unitId: unit.id, days })) : []
    const overrides = await workdayOverrides(work)
    const on = (day: string, role: ShiftRole) =>
      shifts
        .filter((shift) => shift.day === day && shift.role === role)
        .map(({ user_id, name }) => ({ userId: user_id, name }))
    return {
      unit: unit ?? null,
      week: days[0] ?? today,
      today,
      days: days.map((day) => ({
        day,
        works: isWorkday(day, overrides),
        open: day >= today,
        leader: on(day, 'leader'),
        officer: on(day, 'officer'),
      })),
    }
  })
}

export function listDutyPeople(ctx: Ctx) {
  return transact(ctx, async (work) => ({ rows: await keepersFor(work, work.actor.unitId ?? '') }))
}

type Given = Readonly<Record<ShiftRole, readonly string[]>>

export function saveDutyDay(ctx: Ctx, day: string, given: Given): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const unitId = work.actor.unitId ?? ''
    if (day < beijingDay(work.now)) throw new AppError('STATE_CONFLICT', { reason: '已过去的值班是记录，不能修改' })
    const able = new Map((await keepersFor(work, unitId)).map(({ id, name }) => [id, name]))
    const message = '只能安排本单位或其有效委托机构的在岗人员值班'
    const errors = roleNames
      .filter((role) => given[role].some((userId) => !able.has(userId)))
      .map((role) => ({ path: role, message }))
    if (errors.length > 0) throw new AppError('INVALID_INPUT', { errors })

    const before = await shiftsIn(work, unitId, [day])
    const after = roleNames.flatMap((role) => [...new Set(given[role])].map((userId) => ({ role, userId })))
    await replaceDay(
      work.db,
      { unitId, day },
      after.map(({ role, userId }) => ({ unit_id: unitId, day, role, user_id: userId })),
    )
    await record(work, {
      action: 'roster.save',
      subject: { type: 'unit', id: unitId },
      title: `安排 ${day} 值班`,
      before: before.map(({ role, name }) => `${shiftRoles[role].zh} ${name}`),
      after: after.map(({ role, userId }) => `${shiftRoles[role].zh} ${able.get(userId)}`),
    })
    return { ok: true }
  })
}

/** Fills the empty days still to come of a week as the week before was. */
export function copyLastWeek(ctx: Ctx, week: string): Promise<{ count: number }> {
  return transact(ctx, async (work) => {
    const unitId = work.actor.unitId ?? ''
    const today = beijingDay(work.now)
    const days = weekOf(week)
    const last = await shiftsIn(work, unitId, weekOf(addDays(week, -7)))
    if (last.length === 0) throw new AppError('STATE_CONFLICT', { reason: '上周没有安排值班，无法照搬' })
    const taken = (await shiftsIn(work, unitId, days)).map((shift) => shift.day)
    const able = (await keepersFor(work, unitId)).map(({ id }) => id)
    const rows = copiedWeek({ last, taken, able, today })
    if (rows.length === 0) {
      throw new AppError('STATE_CONFLICT', { reason: '本周没有可以照搬的日子：已过去、已有安排，或上周人员已离岗' })
    }
    await addShifts(
      work.db,
      rows.map(({ day, role, userId }) => ({ unit_id: unitId, day, role, user_id: userId })),
    )
    const count = new Set(rows.map((row) => row.day)).size
    await record(work, {
      action: 'roster.copy',
      subject: { type: 'unit', id: unitId },
      title: `按上周安排 ${days[0]} 起一周的值班（${count} 天）`,
      after: { count },
    })
    return { count }
  })
}

async function shiftsIn(work: Work, unitId: string, days: readonly string[]) {
  const rows = await asSystem(work, ({ db }) => shiftsOf(db, { unitId, days }))
  return rows.map(({ day, role, user_id, name }) => ({ day, role, name, userId: user_id }))
}
