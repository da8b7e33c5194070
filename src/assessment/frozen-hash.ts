import { createHash } from 'node:crypto'
import { canonicalJson } from '../core/canonical.ts'

/** SM3 of the canonical JSON of `[head, ...items]`, without ever holding the whole text of ten thousand accounts. */
export function hashOf(head: unknown, items: Iterable<unknown>): string {
  const hash = createHash('sm3').update(`[${canonicalJson(head)}`, 'utf8')
  for (const item of items) hash.update(`,${canonicalJson(item)}`, 'utf8')
  return hash.update(']').digest('hex')
}
