/** A period of 考核 (9.2: 月度、季度、年度). Dates are days in Asia/Shanghai; `end` is the last day inside. */
export type Period = {
  code: string
  kind: 'month' | 'quarter' | 'year'
  start: string
  end: string
  days: number
  months: number
  zh: string
}

/** No platform of 表2 is older: 新浪微博 opened in 2009. An earlier date is a slip of the pen. */
export const firstYear = 2009

const dayMs = 86_400_000
const shanghaiMs = 8 * 3_600_000 // no summer time since 1991
const quarterNames = ['一', '二', '三', '四']

/** Reads `2026-03`, `2026-Q1` or `2026`. */
export function parsePeriod(code: string): Period {
  const found = /^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(code)
  if (!found) throw new RangeError(`${code} is not a period`)
  const year = Number(found[1])
  if (year < firstYear) throw new RangeError(`${code} is before ${firstYear}`)
  if (found[2]) return quarterOf(code, year, Number(found[2]))
  if (found[3]) return monthOf(code, year, Number(found[3]))
  return { ...span(year, 1, 12), code, kind: 'year', zh: `${year}年度` }
}

/** Why this period can't be assessed, in words for the user; null when it can. A running period may be. */
export function periodRefusal(code: string, now: Date): string | null {
  if (!/^\d{4}(-(Q[1-4]|0[1-9]|1[0-2]))?$/.test(code)) {
    return '考核周期应写作 2026-03（月度）、2026-Q1（季度）或 2026（年度）'
  }
  if (Number(code.slice(0, 4)) < firstYear) return `考核周期不得早于${firstYear}年`
  if (parsePeriod(code).start > shanghaiDate(now)) return '考核周期尚未开始'
  return null
}

/** Whether the last day of the period is over in Beijing. */
export function isOver(period: Period, now: Date): boolean {
  return shanghaiDate(now) > period.end
}

/** The same period a year earlier (同比); null before the first year. */
export function yearBefore(period: Period): Period | null {
  const year = Number(period.code.slice(0, 4)) - 1
  return year < firstYear ? null : parsePeriod(`${year}${period.code.slice(4)}`)
}

/** The instants between which a post belongs to the period: from `from`, before `to`. */
export function instantsOf(period: Period): { from: Date; to: Date } {
  return {
    from: new Date(Date.parse(period.start) - shanghaiMs),
    to: new Date(Date.parse(period.end) + dayMs - shanghaiMs),
  }
}

/** The calendar day in Asia/Shanghai at an instant. */
export function shanghaiDate(instant: Date): string {
  return new Date(instant.getTime() + shanghaiMs).toISOString().slice(0, 10)
}

/**
 * The `d` of the published indices: 30 for a month even when it has 31 days, 365 for a year; a quarter is three
 * months of 30. An account that was open for a part of the period only counts its real days.
 */
export function indexDays(period: Period, daysOpen: number): number {
  if (daysOpen !== period.days) return daysOpen
  return period.kind === 'year' ? 365 : period.months * 30
}

function monthOf(code: string, year: number, month: number): Period {
  return { ...span(year, month, 1), code, kind: 'month', zh: `${year}年${month}月` }
}

function quarterOf(code: string, year: number, quarter: number): Period {
  return { ...span(year, quarter * 3 - 2, 3), code, kind: 'quarter', zh: `${year}年第${quarterNames[quarter - 1]}季度` }
}

function span(year: number, firstMonth: number, months: number) {
  const start = Date.UTC(year, firstMonth - 1, 1)
  const after = Date.UTC(year, firstMonth - 1 + months, 1)
  const date = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  return { start: date(start), end: date(after - dayMs), days: (after - start) / dayMs, months }
}

/** The months of a period as `YYYY-MM`. */
export function monthsIn(period: Period): string[] {
  const [year, first] = [period.start.slice(0, 4), Number(period.start.slice(5, 7))]
  return Array.from({ length: period.months }, (_, at) => `${year}-${String(first + at).padStart(2, '0')}`)
}
