import { createHash } from 'node:crypto'

/**
 * One text for one value, whatever the order its keys were written in: keys sorted by code unit, no spaces,
 * `undefined` members left out, numbers in their shortest form (as RFC 8785 does). What JSON would silently
 * bend (NaN, infinities, bigint, functions, holes in arrays) is refused, because a hash must not hide a difference.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') return canonicalNumber(value)
  if (value instanceof Date) return JSON.stringify(value.toISOString())
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`
  if (isPlainObject(value)) return canonicalObject(value)
  throw new TypeError(`a ${typeof value} has no canonical form`)
}

/** SM3 (GB/T 32905) of the canonical text, in hex: the same value gives the same hash on every machine. */
export function sm3Hex(value: unknown): string {
  return createHash('sm3').update(canonicalJson(value), 'utf8').digest('hex')
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError('a number that is not finite has no canonical form')
  return JSON.stringify(value)
}

function canonicalObject(value: Record<string, unknown>): string {
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`)
  return `{${members.join(',')}}`
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
