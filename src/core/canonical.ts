import { createHash } from 'node:crypto'

/** One text for one value: keys sorted, no spaces, `undefined` left out, dates as ISO instants, numbers as they round-trip. */
export function canonicalJson(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString())
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`)
    return `{${entries.join(',')}}`
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('a number must be finite')
  return JSON.stringify(value ?? null)
}

/** SM3 (GB/T 32905) of a text's UTF-8, as 64 hexadecimal digits. */
export function sm3Hex(text: string): string {
  return createHash('sm3').update(text, 'utf8').digest('hex')
}
