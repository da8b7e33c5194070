import { type Cell, isUnknown, plain, shown } from './cells.rules.ts'
import { serialText } from './serial.rules.ts'

/** `today` as `YYYY-MM-DD` in Asia/Shanghai. Nothing here is older than 2009, when the first platform opened. */
export type DateRule = { today: string; earliest?: string }

const earliestDay = '2009-01-01'

const forms = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
  /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/,
  /^(\d{4})(\d{2})(\d{2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日$/,
] as const

/** Undefined if the text is no date at all; `noSuchDay` if it is written like one but is not in the calendar. */
function dayOf(text: string): { day: string } | 'noSuchDay' | undefined {
  const serial = /^\d{5}$/.test(text) ? serialText(Number(text), 'date', '1900') : undefined
  if (serial) return { day: serial }
  const parts = forms.map((form) => form.exec(text)).find((found) => found !== null)
  if (!parts) return undefined
  const [, year = '', month = '', date = ''] = parts
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const instant = Date.parse(`${day}T00:00:00Z`)
  const exists = !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(day)
  return exists ? { day } : 'noSuchDay'
}

function rangeFault(day: string, { today, earliest = earliestDay }: DateRule): string | undefined {
  if (day < earliest) return `日期 ${day} 早于 ${earliest}，请核对`
  if (day > today) return `日期 ${day} 晚于今天（${today}），请核对`
  return undefined
}

function checkedDay(text: string, source: string, rule: DateRule): Cell<string> {
  const found = dayOf(text)
  if (found === undefined) return { error: `${shown(source)}不是日期，请写成 2025-11-01` }
  if (found === 'noSuchDay') return { error: `${shown(source)}不是有效的日期，日历中没有这一天` }
  const fault = rangeFault(found.day, rule)
  return fault ? { error: fault } : { value: found.day }
}

export function parseDate(text: string, rule: DateRule): Cell<string | null> {
  if (isUnknown(text)) return { value: null }
  return checkedDay(plain(text).replace(/[ T]0?0:00(?::00)?$/, ''), text, rule)
}

/** A local time of Asia/Shanghai, as the platforms' back ends write it, to an ISO instant. */
export function parseDateTime(text: string, rule: DateRule): Cell<string | null> {
  if (isUnknown(text)) return { value: null }
  const source = plain(text)
  const parts =
    /^(.+?)(?:[ T]+|(?<=日))(\d{1,2})(?::|时)(\d{2})(?:分$|(?::|分)(\d{2})(?:\.\d{1,9})?秒?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(
      source,
    )
  const serial = /^\d{5}\.\d+$/.test(source) ? serialText(Number(source), 'dateTime', '1900') : undefined
  if (serial) return parseDateTime(serial, rule)
  if (!parts) {
    const day = checkedDay(source, text, rule)
    return 'error' in day ? day : instantOf(`${day.value}T00:00:00`, '+08:00')
  }
  const [, date = '', hour = '', minute = '', second = '00', zone] = parts
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return { error: `${shown(text)}不是有效的时间` }
  }
  // A time with its own zone may fall on the day before or after; the range is that of the instant's Shanghai day.
  const day = checkedDay(date, text, zone ? { today: '9999-12-30', earliest: '1901-01-01' } : rule)
  if ('error' in day) return day
  const instant = instantOf(`${day.value}T${hour.padStart(2, '0')}:${minute}:${second}`, zone ?? '+08:00')
  if ('error' in instant) return { error: `${shown(text)}的时区有误` }
  const fault = rangeFault(shanghaiDay(new Date(instant.value)), rule)
  return fault ? { error: fault } : instant
}

function instantOf(local: string, zone: string): Cell<string> {
  const offset = zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(-2)}`
  const instant = Date.parse(`${local}${offset}`)
  return Number.isNaN(instant) ? { error: '不是有效的时间' } : { value: new Date(instant).toISOString() }
}

/** China has kept UTC+8 all year since 1992, before anything counted here. */
export function shanghaiTime(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}

export function shanghaiDay(instant: Date): string {
  return shanghaiTime(instant).slice(0, 10)
}

/** A month as `YYYY-MM`; a spreadsheet turns "2025-11" into the first of November, which means the same. */
export function parseMonth(text: string, rule: DateRule): Cell<string | null> {
  if (isUnknown(text)) return { value: null }
  const source = plain(text).replace(/[ T]0?0:00(?::00)?$/, '')
  const parts = /^(\d{4})(?:[-/.年](\d{1,2})月?|(\d{2}))(?:[-/.]0?1)?$/.exec(source)
  const [, year = '', separated, joined] = parts ?? []
  const month = `${year}-${(separated ?? joined ?? '').padStart(2, '0')}`
  if (!parts || !/-(?:0[1-9]|1[0-2])$/.test(month)) return { error: `${shown(text)}不是月份，请写成 2025-11` }
  const { today, earliest = earliestDay } = rule
  if (month < earliest.slice(0, 7)) return { error: `月份 ${month} 早于 ${earliest.slice(0, 7)}，请核对` }
  return month > today.slice(0, 7) ? { error: `月份 ${month} 尚未到来，请核对` } : { value: month }
}
