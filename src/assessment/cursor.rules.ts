import { AppError } from '../core/error.ts'

const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const dayForm = /^\d{4}-\d{2}-\d{2}$/

/** A keyset as opaque text. */
function cursorOf(key: readonly (string | number)[]): string {
  return key.join('~')
}

/** A place in a ranking, then an account; null is the first page, a broken cursor is refused. */
export function placeKey(cursor: string | undefined): [number, string] | null {
  if (cursor === undefined) return null
  const [place = '', id = ''] = cursor.split('~')
  if (!/^\d{1,10}$/.test(place) || !idForm.test(id)) throw refused()
  return [Number(place), id]
}

/** A day, then a run. */
export function dayKey(cursor: string | undefined): [string, string] | null {
  if (cursor === undefined) return null
  const [day = '', id = ''] = cursor.split('~')
  if (!dayForm.test(day) || !idForm.test(id)) throw refused()
  return [day, id]
}

export function idKey(cursor: string | undefined): string | null {
  if (cursor === undefined) return null
  if (!idForm.test(cursor)) throw refused()
  return cursor
}

/** One row more than the page was asked for tells that there is a next page. */
export function pageOfRows<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number)[],
) {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { shown, next: rows.length > limit && last !== undefined ? cursorOf(keyOf(last)) : null }
}

function refused(): AppError {
  return new AppError('INVALID_INPUT', { errors: [{ path: 'cursor', message: '翻页位置无效，请从第一页开始' }] })
}
