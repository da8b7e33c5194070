/** How Excel keeps dates and numbers, turned into text that needs no Excel to be understood. */
export type NumberKind = 'plain' | 'date' | 'dateTime' | 'time' | 'elapsed'

/** Number formats every Excel knows by id alone; 27–36 and 50–58 are the Chinese ones (ECMA-376 18.8.30). */
const builtinKinds: readonly { ids: readonly number[]; kind: NumberKind }[] = [
  { ids: [14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58], kind: 'date' },
  { ids: [18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56], kind: 'time' },
  { ids: [22], kind: 'dateTime' },
  { ids: [46], kind: 'elapsed' },
]

export function kindOfFormatId(id: number): NumberKind {
  return builtinKinds.find((row) => row.ids.includes(id))?.kind ?? 'plain'
}

export function kindOfFormat(code: string): NumberKind {
  const section = code.slice(0, 255).replace(/"[^"]*"|\\.|_.|\*./g, '')
  const bare = (section.split(';')[0] ?? '').toLowerCase()
  if (bare.includes('general')) return 'plain'
  if (/\[(?:h+|m+|s+)\]/.test(bare)) return 'elapsed'
  const letters = bare.replace(/\[[^\]]*\]/g, '').replace(/am\/pm|a\/p|上午\/下午/g, 'h')
  const time = /[hs]/.test(letters)
  const date = /[yd]/.test(letters) || (/m/.test(letters) && !time)
  if (date) return time ? 'dateTime' : 'date'
  return time ? 'time' : 'plain'
}

const secondsPerDay = 86_400
const lastSerial = 2_958_466 // the day after 9999-12-31
const two = (n: number) => String(n).padStart(2, '0')

function clock(seconds: number): string {
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

export type DateSystem = '1900' | '1904'

/** A serial number as `YYYY-MM-DD`, `YYYY-MM-DD HH:mm:ss` or `HH:mm:ss`; undefined if there is no such day. */
export function serialText(serial: number, kind: NumberKind, system: DateSystem): string | undefined {
  const seconds = Math.round(serial * secondsPerDay)
  if (seconds < 0) return undefined
  if (kind === 'elapsed') return clock(seconds)
  const rest = seconds % secondsPerDay
  const day = Math.floor(seconds / secondsPerDay)
  if (kind === 'time' && day === 0) return clock(rest)
  const date = dayText(system === '1904' ? day + 1462 : day)
  if (date === undefined) return undefined
  return rest !== 0 || kind !== 'date' ? `${date} ${clock(rest)}` : date
}

function dayText(day: number): string | undefined {
  // Excel counts 1900-02-29, which never was, as day 60: later days are one further from the start.
  if (day < 1 || day === 60 || day >= lastSerial) return undefined
  const start = day < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30)
  return new Date(start + day * secondsPerDay * 1000).toISOString().slice(0, 10)
}

/** `YYYY-MM-DD[ HH:mm:ss]` to the serial number of the 1900 system. */
export function textToSerial(text: string): number {
  const instant = Date.parse(`${text.replace(' ', 'T')}${text.length > 10 ? 'Z' : ''}`)
  return (instant - Date.UTC(1899, 11, 30)) / (secondsPerDay * 1000)
}

/** A number as Excel would show it in a wide enough column: 15 digits, never in scientific notation. */
export function numberText(value: number): string {
  if (Number.isInteger(value)) return BigInt(value).toString()
  const rounded = Number(value.toPrecision(15))
  const text = String(rounded)
  if (!text.includes('e')) return text
  return rounded.toFixed(20).replace(/\.?0+$/, '')
}

/** Excel keeps 15 digits: a longer number is no longer the one that was typed. */
export function lostDigits(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) >= 1e15
}
