import type { Policy } from '../../knowledge.ts'
import type { Day } from '../../rule.ts'
import { coresOf } from './titles.ts'

/** The policies, findable by title and by number. */
export type Library = {
  byCore: ReadonlyMap<string, readonly Policy[]>
  byNumber: ReadonlyMap<string, readonly Policy[]>
  /** Every title that something can be miswritten for, by length. */
  coresByLength: ReadonlyMap<number, readonly string[]>
}

/** Made once for each set of policies: rules are asked paragraph by paragraph. */
const made = new WeakMap<readonly Policy[], Library>()

export function libraryOf(policies: readonly Policy[]): Library {
  const known = made.get(policies)
  if (known) return known
  const library = makeLibrary(policies)
  made.set(policies, library)
  return library
}

function makeLibrary(policies: readonly Policy[]): Library {
  const byCore = new Map<string, Policy[]>()
  const byNumber = new Map<string, Policy[]>()
  for (const policy of policies) {
    for (const core of coresOf(policy)) add(byCore, core, policy)
    if (policy.number) add(byNumber, numberKey(policy.number), policy)
  }
  const coresByLength = new Map<number, string[]>()
  for (const core of byCore.keys()) add(coresByLength, core.length, core)
  return { byCore, byNumber, coresByLength }
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V) {
  const there = map.get(key)
  if (there) there.push(value)
  else map.set(key, [value])
}

/** A number however it is written: 国办发|2018|123, 国务院令第711号, GB/T9704-2012. */
export function numberKey(number: string): string {
  return number
    .replace(/\s|^中华人民共和国/g, '')
    .replace(/[〔[【(（]?(\d{4})[〕\]】）)]第?(\d{1,5})号$/, '|$1|$2')
    .replace(/令[(（]第/, '令第')
    .replace(/[—–－]/g, '-')
}

/** The letters of the office in a number, or the standard in that of an edition: 国办发, GB/T9704. */
export function officeOf(number: string): string {
  return numberKey(number).replace(/\|.*$|第.*$|-\d{4}$/, '')
}

export function isInForce({ effectiveOn, repealedOn }: Policy, on: Day): boolean {
  return !(effectiveOn && on < effectiveOn) && !(repealedOn && on >= repealedOn)
}
