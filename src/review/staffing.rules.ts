import { AppError } from '../core/error.ts'
import type { Duty } from '../units/duties.rules.ts'
import { duties } from '../units/duties.rules.ts'
import type { RouteStep } from './review.rules.ts'

/** Somebody who could take a step: named there, or a holder of its duty in its body. */
type Candidate = { id: string; name: string }
export type StaffedStep = Pick<RouteStep, 'name' | 'duty' | 'mode' | 'unitName'> & {
  people: readonly Candidate[]
  /** Of the named ones: who is not in office any more. */
  gone: readonly Candidate[]
}

/** One signature that a route asks for, and who could give it. */
type Seat = { step: number; people: readonly string[] }

/**
 * The first signature that nobody can give, by its step; null when the route can be walked. With `distinct` every
 * signature needs a person of its own: then a set of different people must exist for all seats at once.
 */
export function unstaffedStep(steps: readonly StaffedStep[], out: readonly string[], distinct: boolean): number | null {
  const seats = steps.flatMap((step, n) => seatsOf(step, n, out))
  const empty = seats.find(({ people }) => people.length === 0)
  if (empty) return empty.step
  return distinct ? unmatchedStep(seats) : null
}

/** Where all must agree each named one has a seat of her own; else one seat is for whoever comes first. */
function seatsOf({ mode, people, gone }: StaffedStep, step: number, out: readonly string[]): Seat[] {
  const free = people.map(({ id }) => id).filter((id) => !out.includes(id))
  if (mode === 'any') return [{ step, people: free }]
  if (gone.length > 0 || people.length === 0) return [{ step, people: [] }]
  return people.map(({ id }) => ({ step, people: out.includes(id) ? [] : [id] }))
}

/** Gives each seat a person, moving others along where that helps (augmenting paths); the first seat for which it fails. */
function unmatchedStep(seats: readonly Seat[]): number | null {
  const seatOf = new Map<string, number>()
  const give = (n: number, tried: Set<string>): boolean =>
    (seats[n]?.people ?? []).some((id) => {
      if (tried.has(id)) return false
      tried.add(id)
      const holder = seatOf.get(id)
      if (holder !== undefined && !give(holder, tried)) return false
      seatOf.set(id, n)
      return true
    })
  const failed = seats.findIndex((_, n) => !give(n, new Set()))
  return failed < 0 ? null : (seats[failed]?.step ?? null)
}

/** Refuses a route that nobody could walk to its end, naming the step, why, and who can help. */
export function refuseUnstaffed(
  steps: readonly StaffedStep[],
  { barred, submitterId, distinct }: { barred: readonly string[]; submitterId: string; distinct: boolean },
): void {
  const n = unstaffedStep(steps, [...barred, submitterId], distinct)
  const step = n === null ? undefined : steps[n]
  if (!step) return
  throw new AppError('STATE_CONFLICT', {
    reason: `${wordsFor(step, { barred, submitterId, distinct })}，${helpFor(step.duty)}`,
  })
}

function wordsFor(
  step: StaffedStep,
  given: { barred: readonly string[]; submitterId: string; distinct: boolean },
): string {
  const { name, unitName, duty, people, gone } = step
  const holds = `${unitName}“${duties[duty].zh}”`
  if (gone.length > 0 && (step.mode === 'all' || people.length === 0)) {
    return `“${name}”没有人可以办理：指定的${gone.map((one) => one.name).join('、')}已不是${holds}`
  }
  if (people.length === 0) return `“${name}”没有人可以办理：${holds}没有在岗人员`
  const out = [...given.barred, given.submitterId]
  const named = people.map((one) => one.name).join('、')
  if (people.every(({ id }) => out.includes(id))) {
    return `“${name}”没有人可以办理：可办理的人员（${named}）是撰稿人或送审人，不能审核本人的稿件`
  }
  if (step.mode === 'all' && people.some(({ id }) => out.includes(id))) {
    const own = people.filter(({ id }) => out.includes(id)).map((one) => one.name)
    return `“${name}”须由${named}全部同意，其中${own.join('、')}是撰稿人或送审人，不能审核本人的稿件`
  }
  return `“${name}”没有另外的人可以办理：可办理的人员（${named}）还须办理其他步骤，而三审须由不同人员完成（指南§8.2.1）`
}

function helpFor(duty: Duty): string {
  return `请联系安全管理员增设“${duties[duty].zh}”人员，或在“分级分类审核”中调整审核步骤`
}
