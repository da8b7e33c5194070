import { AppError } from '../core/error.ts'

/** The keyset cursor of a list: the two sort values of the last row of a page. */
export function cursorOf(first: string, id: string): string {
  return encodeURIComponent(JSON.stringify([first, id]))
}

export function readCursor(cursor: string | undefined): { first: string; id: string } | null {
  if (cursor === undefined) return null
  try {
    const keys: unknown = JSON.parse(decodeURIComponent(cursor))
    if (Array.isArray(keys) && keys.length === 2 && keys.every((key) => typeof key === 'string')) {
      const [first, id] = keys as [string, string]
      if (/^[0-9a-f-]{36}$/.test(id)) return { first, id }
    }
  } catch {
    // Not one of ours: refused below like every other.
  }
  throw new AppError('INVALID_INPUT', { errors: [{ path: 'cursor', message: '分页参数不正确，请刷新页面' }] })
}

/** One page from `limit + 1` rows. */
export function pageFrom<R>(rows: readonly R[], limit: number, keyOf: (row: R) => [first: string, id: string]) {
  const last = rows[limit - 1]
  return { rows: rows.slice(0, limit), next: rows.length > limit && last ? cursorOf(...keyOf(last)) : null }
}
