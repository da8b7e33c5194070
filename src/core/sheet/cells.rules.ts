/** Cell text to typed values. Every parser answers a value, null for "unknown", or says in Chinese what is wrong. */
export type Cell<T> = { value: T } | { error: string }

/** What people write where there is no figure; it is unknown, never zero. */
const unknownTexts = new Set([
  '',
  '-',
  '--',
  '—',
  '——',
  '–',
  '/',
  '无数据',
  '暂无',
  '暂无数据',
  'n/a',
  'na',
  '#n/a',
  'null',
])

export function plain(text: string): string {
  return text.normalize('NFKC').trim()
}

export function isUnknown(text: string): boolean {
  return unknownTexts.has(plain(text).toLowerCase())
}

export function shown(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ')]
  return characters.length > 20 ? `“${characters.slice(0, 20).join('')}…”` : `“${characters.join('')}”`
}

/** Turns "unknown" into a refusal, for columns that must be filled. */
export function needed<T>(cell: Cell<T | null>): Cell<T> {
  if ('error' in cell) return cell
  return cell.value === null ? { error: '必填项不能为空' } : { ...cell, value: cell.value }
}

/** Invisible characters that reorder or hide text let one name pass for another. */
const hidden = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffd-\uffff]/

export function parseText(text: string, rule: { max: number; lines?: 'one' | 'many' }): Cell<string | null> {
  const value = text.trim().normalize('NFC')
  if (value === '') return { value: null }
  const visible = rule.lines === 'many' ? value.replace(/[\n\t]/g, ' ') : value
  if (/\p{Cc}/u.test(visible)) return { error: '含有换行等控制字符，请删除' }
  if (hidden.test(visible) || !value.isWellFormed()) return { error: '含有不可见的特殊字符，请重新输入' }
  const length = [...value].length
  return length > rule.max ? { error: `最多 ${rule.max} 字，现有 ${length} 字` } : { value }
}

/**
 * `capped`: the platform shows no more than "10万+", which counts as 100001 (清博 convention, see 表2 WCI).
 * `rounded`: written as "1.2万", so its last digits are not known.
 */
export type Count = { value: number | null; capped?: true; rounded?: true } | { error: string }

const units: Record<string, number> = { '': 0, 千: 3, 万: 4, w: 4, 亿: 8 }

export function parseCount(text: string): Count {
  if (isUnknown(text)) return { value: null }
  const source = plain(text).toLowerCase()
  if (/^[-−–]\s*[\d.]/.test(source)) return { error: `${shown(text)}是负数，此处不能为负` }
  const parts = /^([\d,]+)(?:\.(\d+))?(千|万|w|亿)?(\+)?$/.exec(source)
  if (!parts) return { error: `${shown(text)}不是整数` }
  const [, whole = '', fraction = '', unit = '', plus] = parts
  if (whole.includes(',') && !/^\d{1,3}(?:,\d{3})+$/.test(whole)) return { error: `${shown(text)}的千位分隔符有误` }
  const zeros = units[unit] ?? 0
  if (fraction.length > zeros) return { error: `${shown(text)}不是整数` }
  // Digits are shifted, not multiplied: 1.1 × 10000 is not 11000 in binary.
  const value = Number(`${whole.replaceAll(',', '')}${fraction.padEnd(zeros, '0')}`)
  if (!Number.isSafeInteger(value + 1)) return { error: `${shown(text)}过大` }
  if (plus) return { value: value + 1, capped: true }
  return unit === '' ? { value } : { value, rounded: true }
}

/** A ratio 0–1: "12.5%" as such, or the bare fraction a percent cell of a spreadsheet holds. */
export function parsePercent(text: string, rule: { max: number } = { max: 1 }): Cell<number | null> {
  if (isUnknown(text)) return { value: null }
  const parts = /^(\d+(?:\.\d+)?)\s*(%)?$/.exec(plain(text))
  if (!parts) return { error: `${shown(text)}不是百分数，请写成 12.5% 或 0.125` }
  const [, number = '', percent] = parts
  const value = percent ? Number((Number(number) / 100).toPrecision(15)) : Number(number)
  return value > rule.max ? { error: `${shown(text)}超过 ${rule.max * 100}%` } : { value }
}

export function parseUrl(text: string): Cell<string | null> {
  const value = text.trim()
  if (isUnknown(value)) return { value: null }
  if (value.length > 2048) return { error: '网址过长，最多 2048 字符' }
  if (!/^https?:\/\//i.test(value)) return { error: `${shown(value)}须以 http:// 或 https:// 开头` }
  if (/\s|\p{Cc}/u.test(value) || hidden.test(value)) return { error: '网址中不能有空格或不可见字符' }
  if (!URL.canParse(value)) return { error: `${shown(value)}不是有效的网址` }
  const { username, password } = new URL(value)
  return username || password ? { error: '网址中不能带有用户名或密码' } : { value }
}

export type Choice<T> = { value: T; zh: string; synonyms?: readonly string[] }

const sameName = (text: string) => plain(text).toLowerCase().replace(/\s/g, '')

/** A word out of a fixed list, by its Chinese name or one of its synonyms. */
export function parseChoice<T>(text: string, choices: readonly Choice<T>[]): Cell<T | null> {
  const name = sameName(text)
  const found = choices.find(({ zh, synonyms = [] }) => [zh, ...synonyms].some((known) => sameName(known) === name))
  if (found) return { value: found.value }
  if (isUnknown(text)) return { value: null }
  const labels = choices.map((choice) => choice.zh)
  const listed = labels.length > 12 ? `${labels.slice(0, 12).join('、')}等` : labels.join('、')
  return { error: `${shown(text)}不在可选范围内，可填：${listed}` }
}

export const yesNo: readonly Choice<boolean>[] = [
  { value: true, zh: '是', synonyms: ['√', '✓', '✔', '☑', '1', 'y', 'yes', 'true', '有', '原创'] },
  { value: false, zh: '否', synonyms: ['×', '✗', '✘', 'x', '0', 'n', 'no', 'false', '无', '转载'] },
]

export function parseYesNo(text: string, choices = yesNo): Cell<boolean | null> {
  return parseChoice(text, choices)
}
