/**
 * Many patterns searched for at once, on flat arrays that can be handed to another thread as they are.
 *
 * Before anything else the first two characters of a place are looked up in a filter of bits that fits the
 * processor's cache: in ordinary text all but a few per cent of the places end there. The others look their pair up
 * in a hash table and walk on through a trie whose children lie side by side. A walk goes no deeper than the longest
 * pattern, so a text takes at most its length times that depth, whatever it contains.
 */
export type Automaton = {
  filter: Uint32Array
  filterShift: number
  /** Hash table of first pairs: the two characters in one number, and the node they lead to plus one (0 is empty). */
  pairs: Int32Array
  pairShift: number
  /** By node: its first child, and the pattern that ends there or -1. The children end where the next node's begin. */
  nodes: Int32Array
  /** By node, the character that leads to it. */
  units: Uint16Array
  /** By character, the pattern that it is all by itself, or -1; empty if there is none. */
  singles: Int32Array
  /** By pattern, its length in UTF-16 units. */
  lengths: Uint8Array
}

/** Occurrences in order of their start and, at one start, of their length: pairs of start and pattern. */
export type Occurrences = { count: number; pairs: Int32Array }

/** Longer patterns are refused (see lint-terms.ts); the bound keeps a walk short. */
export const longestPattern = 64

/** A text is searched a block of places at a time, so that what lies between the steps stays in the cache. */
const block = 4096
const candidates = new Int32Array(block)
const reached = new Int32Array(block)

/** Every occurrence of every pattern, those inside others too. */
export function searchAll(automaton: Automaton, text: string): Occurrences {
  const found = { count: 0, pairs: new Int32Array(64) }
  for (let from = 0; from < text.length - 1; from += block) {
    const count = filtered(automaton, text, from)
    walk(automaton, text, lookUp(automaton, text, count), found)
  }
  return automaton.singles.length > 0 ? withSingles(automaton, text, found) : found
}

/** Collects the places of a block whose first pair may begin a pattern. */
function filtered({ filter, filterShift }: Automaton, text: string, from: number): number {
  const to = Math.min(from + block, text.length - 1)
  const wordShift = filterShift + 5
  let count = 0
  let next = text.charCodeAt(from)
  for (let at = from; at < to; at++) {
    const first = next
    next = text.charCodeAt(at + 1)
    const hash = hashOf(first, next)
    const bits = (1 << (hash & 31)) | (1 << ((hash >>> 5) & 31))
    candidates[count] = at
    if (((filter[hash >>> wordShift] ?? 0) & bits) === bits) count++
  }
  return count
}

/** Keeps the candidates whose pair does begin a pattern. All at a go, so that the processor can fetch ahead. */
function lookUp({ pairs, pairShift }: Automaton, text: string, count: number): number {
  const mask = pairs.length / 2 - 1
  let kept = 0
  for (let i = 0; i < count; i++) {
    const start = candidates[i] ?? 0
    const first = text.charCodeAt(start)
    const second = text.charCodeAt(start + 1)
    const key = (first << 16) | second
    let at = hashOf(first, second) >>> pairShift
    while (pairs[at * 2] !== key && pairs[at * 2 + 1] !== 0) at = (at + 1) & mask
    const node = pairs[at * 2 + 1] ?? 0
    candidates[kept] = start
    reached[kept] = node - 1
    if (node !== 0) kept++
  }
  return kept
}

function walk({ nodes, units }: Automaton, text: string, count: number, into: Occurrences): void {
  let { pairs } = into
  let found = into.count
  for (let i = 0; i < count; i++) {
    const start = candidates[i] ?? 0
    let node = reached[i] ?? 0
    let at = start + 2
    for (;;) {
      const pattern = nodes[node * 2 + 1] ?? -1
      if (pattern >= 0) {
        if (found * 2 === pairs.length) pairs = doubled(pairs)
        pairs[found * 2] = start
        pairs[found * 2 + 1] = pattern
        found++
      }
      const from = nodes[node * 2] ?? 0
      const to = nodes[node * 2 + 2] ?? 0
      if (from === to || at >= text.length) break
      node = childOf(units, from, to, text.charCodeAt(at++))
      if (node < 0) break
    }
  }
  into.count = found
  into.pairs = pairs
}

function childOf(units: Uint16Array, from: number, to: number, unit: number): number {
  let low = from
  let high = to
  while (high - low > 4) {
    const middle = (low + high) >>> 1
    if ((units[middle] ?? 0) <= unit) low = middle
    else high = middle
  }
  for (; low < high; low++) if (units[low] === unit) return low
  return -1
}

/** The rare automaton that has patterns of one character: those are found by a pass of their own and put in order. */
function withSingles(automaton: Automaton, text: string, longer: Occurrences): Occurrences {
  let pairs = new Int32Array(longer.count * 2 + 64)
  let count = 0
  const put = (start: number, pattern: number) => {
    if (count * 2 === pairs.length) pairs = doubled(pairs)
    pairs[count * 2] = start
    pairs[count * 2 + 1] = pattern
    count++
  }
  for (let start = 0, next = 0; start < text.length; start++) {
    const single = automaton.singles[text.charCodeAt(start)] ?? -1
    if (single >= 0) put(start, single)
    for (; next < longer.count && longer.pairs[next * 2] === start; next++) put(start, longer.pairs[next * 2 + 1] ?? 0)
  }
  return { count, pairs }
}

function doubled(pairs: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(pairs.length * 2)
  longer.set(pairs)
  return longer
}

/** Spreads two numbers over 32 bits; the upper ones are the better ones. */
export function hashOf(first: number, second: number): number {
  const mixed = Math.imul(first, 0x9e3779b1) + Math.imul(second, 0x85ebca77)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
