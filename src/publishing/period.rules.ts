import { type Cell, isUnknown, plain, shown } from '../core/sheet/cells.rules.ts'
import { parseDate, parseMonth } from '../core/sheet/dates.rules.ts'

/** Beijing days, both included. */
export type Period = { start: string; end: string }

/** A month, quarter or year as people write it: 2026-03, 2026年3月, 2026-Q1, 2026年第1季度, 2026年. */
export function parsePeriod(text: string, today: string): Cell<Period | null> {
  if (isUnknown(text)) return { value: null }
  const source = plain(text).toUpperCase()
  const year = /^(\d{4})(?:年|年度)?$/.exec(source)?.[1]
  if (year) return reached(span(`${year}-01`, 12), text, today)
  const quarter = /^(\d{4})(?:年|-|\/)?\s*(?:Q([1-4])|第?([1-4一二三四])季度?)$/.exec(source)
  if (quarter) {
    const n = quarter[2] ?? quarter[3] ?? ''
    const index = '一二三四'.includes(n) ? '一二三四'.indexOf(n) : Number(n) - 1
    return reached(span(`${quarter[1]}-${String(index * 3 + 1).padStart(2, '0')}`, 3), text, today)
  }
  const month = parseMonth(text, { today })
  if ('error' in month) {
    const written = /月份/.test(month.error) && /(早于|尚未)/.test(month.error)
    return written ? month : { error: `${shown(text)}不是周期，请写成 2026-03、2026-Q1 或 2026` }
  }
  return month.value === null ? { value: null } : reached(span(month.value, 1), text, today)
}

/** A range of days in two columns. */
export function parseRange(startText: string, endText: string, today: string): Cell<Period | null> {
  const start = parseDate(startText, { today })
  if ('error' in start) return start
  const end = parseDate(endText, { today })
  if ('error' in end) return end
  if (start.value === null && end.value === null) return { value: null }
  if (start.value === null || end.value === null) return { error: '开始日期和结束日期须同时填写' }
  if (start.value > end.value) return { error: '开始日期晚于结束日期' }
  return { value: { start: start.value, end: end.value } }
}

function span(firstMonth: string, months: number): Period {
  const start = `${firstMonth}-01`
  const after = new Date(`${start}T00:00:00Z`)
  after.setUTCMonth(after.getUTCMonth() + months)
  return { start, end: new Date(after.getTime() - 86_400_000).toISOString().slice(0, 10) }
}

/** Totals of a period that is still running are not its totals. */
function reached(period: Period, text: string, today: string): Cell<Period> {
  if (period.start < '2009-01-01') return { error: `周期 ${plain(text)} 早于 2009 年，请核对` }
  if (period.end >= today) {
    return { error: `周期 ${plain(text)} 尚未结束，请待结束后导入，或用开始日期、结束日期写明实际的起止` }
  }
  return { value: period }
}

/** How a period is called: 2026-03, 2026-Q1, 2026, or its days. */
export function periodName({ start, end }: Period): string {
  const [year = '', month = ''] = start.split('-')
  if (span(`${year}-${month}`, 1).start === start) {
    if (span(`${year}-${month}`, 1).end === end) return `${year}-${month}`
    if (Number(month) % 3 === 1 && span(`${year}-${month}`, 3).end === end) return `${year}-Q${(Number(month) + 2) / 3}`
    if (month === '01' && span(`${year}-01`, 12).end === end) return year
  }
  return `${start} 至 ${end}`
}
