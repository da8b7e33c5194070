import { addDays, daysBetween } from '../core/clock.rules.ts'

/** The Monday of the week in which a day lies. */
export function mondayOf(day: string): string {
  // 1970-01-05 was a Monday.
  const since = daysBetween('1970-01-05', day)
  return addDays(day, -(((since % 7) + 7) % 7))
}

export function weekOf(day: string): string[] {
  const monday = mondayOf(day)
  return Array.from({ length: 7 }, (_, n) => addDays(monday, n))
}

type Shift<R> = { day: string; role: R; userId: string }

/**
 * Last week's shifts for this one, weekday by weekday: only for days that are still to come and have nobody, and only
 * those who can still be on duty.
 */
export function copiedWeek<R>(given: {
  last: readonly Shift<R>[]
  taken: readonly string[]
  able: readonly string[]
  today: string
}): Shift<R>[] {
  return given.last
    .map((shift) => ({ ...shift, day: addDays(shift.day, 7) }))
    .filter(({ day, userId }) => day >= given.today && !given.taken.includes(day) && given.able.includes(userId))
}
