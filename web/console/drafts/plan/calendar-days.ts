import type { z } from 'zod'
import { addDays, beijingDay, daysBetween } from '../../../../src/core/clock.rules.ts'
import type { CalendarItem } from '../../../../src/publishing/plan.contract.ts'

export type Item = z.output<typeof CalendarItem>
/** One day of the calendar with what stands on it, in the order of the clock; topics that run come first. */
export type CalendarDay = { day: string; rest: boolean; inMonth: boolean; items: Item[] }

/** The days of a month in whole weeks, Monday first; of a week, its seven. */
export function spanOf(view: 'month' | 'week', at: string): { from: string; to: string } {
  const first = view === 'month' ? `${at.slice(0, 7)}-01` : at
  const last = view === 'month' ? addDays(nextMonth(first), -1) : at
  return { from: addDays(first, -weekday(first)), to: addDays(last, 6 - weekday(last)) }
}

/** The same day of the month before or after, or seven days on. */
export function moved(view: 'month' | 'week', at: string, by: 1 | -1): string {
  if (view === 'week') return addDays(at, by * 7)
  const first = `${at.slice(0, 7)}-01`
  return by > 0 ? nextMonth(first) : `${addDays(first, -1).slice(0, 7)}-01`
}

export function daysOf(
  { from, to }: { from: string; to: string },
  given: { items: readonly Item[]; restDays: readonly string[]; month: string | null },
): CalendarDay[] {
  const rests = new Set(given.restDays)
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, n) => {
    const day = addDays(from, n)
    return {
      day,
      rest: rests.has(day),
      inMonth: given.month === null || day.startsWith(given.month),
      items: given.items.filter((item) => isOn(item, day)).sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1)),
    }
  })
}

function isOn(item: Item, day: string): boolean {
  if (item.kind === 'campaign') return item.startsOn <= day && day <= item.endsOn
  return beijingDay(new Date(item.at)) === day
}

const timeOf = (item: Item) => (item.kind === 'campaign' ? '' : item.at)

/** 0 is Monday. */
function weekday(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
}

function nextMonth(first: string): string {
  return `${addDays(first, 31).slice(0, 7)}-01`
}
