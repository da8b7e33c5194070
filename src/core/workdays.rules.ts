import calendar from 'chinese-days'
import { addDays, beijingDay, startOfDay } from './clock.rules.ts'

/**
 * Days that differ from the calendar the package knows: `true` works, `false` rests. For a State Council notice that is
 * newer than the package, or a local holiday.
 */
export type WorkdayOverrides = Readonly<Record<string, boolean>>

/** Whether offices work on this Beijing day, by the State Council's yearly notice; without one, Monday to Friday. */
export function isWorkday(day: string, overrides: WorkdayOverrides = {}): boolean {
  return overrides[day] ?? calendar.isWorkday(day)
}

/** The day that is `count` workdays after a day, which itself is not counted. `count` ≥ 0; 0 is the day itself or the next workday. */
export function addWorkdays(day: string, count: number, overrides: WorkdayOverrides = {}): string {
  let at = day
  let left = count
  while (left > 0 || !isWorkday(at, overrides)) {
    at = addDays(at, 1)
    if (left > 0 && isWorkday(at, overrides)) left -= 1
  }
  return at
}

/** Workdays after `from` up to and with `to`; negative when `to` is earlier. */
export function workdaysBetween(from: string, to: string, overrides: WorkdayOverrides = {}): number {
  if (to < from) return -workdaysBetween(to, from, overrides)
  let count = 0
  for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (isWorkday(at, overrides)) count += 1
  return count
}

/** When offices can be reached, in Beijing hours of a workday: from and with the first, up to the second. */
export const workingHours = { from: 9, until: 18 } as const

/** The first instant from `at` on at which somebody may be reminded: never at night, never on a day of rest. */
export function nextWorkingMoment(at: Date, overrides: WorkdayOverrides = {}): Date {
  const day = beijingDay(at)
  const opens = hourOf(day, workingHours.from)
  if (isWorkday(day, overrides)) {
    if (at < opens) return opens
    if (at < hourOf(day, workingHours.until)) return at
  }
  return hourOf(addWorkdays(day, 1, overrides), workingHours.from)
}

function hourOf(day: string, hour: number): Date {
  return new Date(startOfDay(day).getTime() + hour * 3_600_000)
}
