import type { Day } from '../../rule.ts'

/** A date as a text names it; the year may be missing. */
export type NamedDate = { year?: number; month: number; day: number }

export const weekdays = '日一二三四五六'

/** How many days a month has; February without a year is given its 29th. */
export function daysIn(month: number, year = 2000): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

export function exists({ year, month, day }: NamedDate): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(month, year)
}

/** 0 is Sunday. */
export function weekdayOf({ year, month, day }: Required<NamedDate>): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay()
}

/** The year that puts a month and day next to `on`, if that is within so many days; a notice speaks of its own time. */
export function nearestYear(on: Day, month: number, day: number, within: number): number | undefined {
  const [year = 0] = on.split('-').map(Number)
  const distance = (y: number) => Math.abs(Date.UTC(y, month - 1, day) - Date.parse(on)) / 86_400_000
  return [year - 1, year, year + 1].find((y) => distance(y) <= within)
}

const digits = '〇一二三四五六七八九'

/** 二〇二六 → 2026, 三十一 → 31, 12 → 12; NaN when it is no number. */
export function numberOf(written: string): number {
  if (/^\d+$/.test(written)) return Number(written)
  const plain = written.replace(/[零○]/g, '〇').replace(/两/g, '二')
  if (!/[十百千]/.test(plain)) return Number([...plain].map((c) => digits.indexOf(c)).join(''))
  let total = 0
  let digit = 0
  for (const c of plain) {
    const unit = { 十: 10, 百: 100, 千: 1000 }[c]
    if (unit === undefined) digit = digits.indexOf(c)
    else {
      total += (digit || 1) * unit
      digit = 0
    }
  }
  return total + digit
}
