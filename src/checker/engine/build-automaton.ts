import { type Automaton, hashOf, longestPattern } from './automaton.ts'
import { drain, type Work } from './work.ts'

/** `numbers` says by position in `patterns` which pattern of the automaton it is: equal ones are one. */
export type Built = { automaton: Automaton; numbers: Int32Array }

export function buildAutomaton(patterns: readonly string[]): Built {
  return drain(buildingAutomaton(patterns))
}

/**
 * Builds in small steps, each worth about as many units as characters were handled. First a trie by hash table, which
 * takes patterns in any order; then the same with children side by side, which is what searching wants.
 */
export function* buildingAutomaton(patterns: readonly string[]): Work<Built> {
  const trie = emptyTrie(patterns)
  const numbers = new Int32Array(patterns.length)
  for (const [index, pattern] of patterns.entries()) {
    numbers[index] = trie.add(pattern)
    yield pattern.length
  }
  return { automaton: yield* settle(trie), numbers }
}

type Trie = ReturnType<typeof emptyTrie>

/** Nodes below 65536 stand for first characters; those after them are numbered as they are made. */
const firstInner = 0x10000

function emptyTrie(patterns: readonly string[]) {
  let room = 1
  for (const { length } of patterns) {
    if (length === 0 || length > longestPattern) throw new RangeError(`a pattern of ${length} characters`)
    room += length - 1
  }
  const bits = Math.max(4, Math.ceil(Math.log2(room * 2)))
  const slots = new Int32Array(1 << bits)
  const parents = new Int32Array(room)
  const units = new Uint16Array(room)
  const ends = new Int32Array(room).fill(-1)
  const singles = patterns.some(({ length }) => length === 1) ? new Int32Array(firstInner).fill(-1) : new Int32Array(0)
  const lengths: number[] = []
  let used = 0

  /** The node that `unit` leads to; inner nodes count from 1 here. */
  function step(node: number, unit: number): number {
    const mask = slots.length - 1
    let at = hashOf(node, unit) >>> (32 - bits)
    for (let next = slots[at] ?? 0; next !== 0; next = slots[at] ?? 0) {
      if (parents[next] === node && units[next] === unit) return next
      at = (at + 1) & mask
    }
    used++
    slots[at] = used
    parents[used] = node
    units[used] = unit
    return used
  }

  return {
    parents,
    units,
    ends,
    singles,
    lengths,
    count: () => used,
    add(pattern: string): number {
      let node = 0
      let above = pattern.charCodeAt(0)
      for (let i = 1; i < pattern.length; i++) {
        node = step(above, pattern.charCodeAt(i))
        above = firstInner + node
      }
      const [table, at] = pattern.length === 1 ? [singles, above] : [ends, node]
      const known = table[at] ?? -1
      if (known >= 0) return known
      table[at] = lengths.length
      lengths.push(pattern.length)
      return lengths.length - 1
    },
  }
}

/** Numbers the nodes anew, level by level, so that brothers follow each other in the order of their characters. */
function* settle(trie: Trie): Work<Automaton> {
  const count = trie.count()
  const { firstChild, nextBrother, roots } = yield* families(trie)
  const order = new Int32Array(count)
  const nodes = new Int32Array(count * 2 + 2)
  const units = new Uint16Array(count)
  order.set(roots)
  let made = roots.length
  for (let node = 0; node < count; node++) {
    const old = order[node] ?? 0
    units[node] = trie.units[old] ?? 0
    nodes[node * 2] = made
    nodes[node * 2 + 1] = trie.ends[old] ?? -1
    const children: number[] = []
    for (let child = firstChild[old] ?? 0; child !== 0; child = nextBrother[child] ?? 0) children.push(child)
    if (children.length > 1) children.sort((a, b) => (trie.units[a] ?? 0) - (trie.units[b] ?? 0))
    for (const child of children) order[made++] = child
    yield 1 + children.length
  }
  nodes[count * 2] = made
  const heads = yield* hashedPairs(trie, roots)
  return { ...heads, nodes, units, singles: trie.singles, lengths: Uint8Array.from(trie.lengths) }
}

function* families({ parents, count }: Trie) {
  const firstChild = new Int32Array(count() + 1)
  const nextBrother = new Int32Array(count() + 1)
  const roots: number[] = []
  for (let node = count(); node > 0; node--) {
    const parent = (parents[node] ?? 0) - firstInner
    if (parent < 0) roots.push(node)
    else {
      nextBrother[node] = firstChild[parent] ?? 0
      firstChild[parent] = node
    }
    yield 1
  }
  return { firstChild, nextBrother, roots }
}

function* hashedPairs({ parents, units }: Trie, roots: readonly number[]) {
  const pairBits = Math.max(4, Math.ceil(Math.log2(roots.length * 2 + 1)))
  const pairs = new Int32Array(2 << pairBits)
  const filterBits = Math.min(22, Math.max(15, Math.ceil(Math.log2(roots.length * 40 + 1))))
  const filter = new Uint32Array(1 << (filterBits - 5))
  const filterShift = 32 - filterBits
  const mask = (1 << pairBits) - 1
  for (const [node, old] of roots.entries()) {
    const first = parents[old] ?? 0
    const second = units[old] ?? 0
    const hash = hashOf(first, second)
    const word = hash >>> (filterShift + 5)
    filter[word] = (filter[word] ?? 0) | (1 << (hash & 31)) | (1 << ((hash >>> 5) & 31))
    let at = hash >>> (32 - pairBits)
    while (pairs[at * 2 + 1] !== 0) at = (at + 1) & mask
    pairs[at * 2] = (first << 16) | second
    pairs[at * 2 + 1] = node + 1
    yield 1
  }
  return { filter, filterShift, pairs, pairShift: 32 - pairBits }
}
