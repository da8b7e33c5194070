import { AppError } from './error.ts'

/** Whether a text can be one part of a cursor of ours. Whatever fails is refused before a database sees it. */
type Form = (text: string) => boolean

export const isId: Form = (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
export const isNumber: Form = (text) => /^-?\d{1,15}$/.test(text)
export const isText: Form = (text) => text.length <= 500
/** A real calendar day between 1900 and 2199. */
export const isDay: Form = (text) =>
  /^(19|20|21)\d\d-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text
/** An instant as `toISOString` writes it. */
export const isInstant: Form = (text) => isDay(text.slice(0, 10)) && new Date(text).toJSON() === text

type Parts<F extends readonly Form[]> = { -readonly [K in keyof F]: string }

/** A place in a keyset-paged list as opaque text: the values that the last row shown is sorted by. */
function cursorOf(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts.map(String))).toString('base64url')
}

/** The parts of a cursor, each of its form; null is the first page. What we did not write is refused. */
export function readCursor<const F extends readonly Form[]>(cursor: string | undefined, ...forms: F): Parts<F> | null {
  if (cursor === undefined) return null
  const parts = partsOf(cursor)
  const ours = parts.length === forms.length && forms.every((form, n) => typeof parts[n] === 'string' && form(parts[n]))
  if (!ours) {
    throw new AppError('INVALID_INPUT', { errors: [{ path: 'cursor', message: '翻页位置无效，请从第一页开始' }] })
  }
  return parts as Parts<F> // each part has just been held against its form
}

/** One page out of `limit + 1` rows: the one too many tells that there is a next page. */
export function pageFrom<R>(rows: readonly R[], limit: number, keyOf: (row: R) => readonly (string | number)[]) {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > limit && last !== undefined ? cursorOf(keyOf(last)) : null }
}

function partsOf(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(parsed) ? parsed : []
  } catch {
    return [] // not JSON, so not ours
  }
}
