import { findPair, type LanguageModel, search, unknown } from './language-model.ts'
import type { WordTrie } from './word-trie.ts'

/** How many ways of reading the text so far are kept at each place. */
export const statesPerPlace = 4
/** No word of the models that matters is longer. */
export const longestWord = 8
/** Cost of a character that is no word of the model: about 10^-7.2. */
const strangerCost = 240
/** Stands for a character that is no word. */
const stranger = -1

/**
 * The best readings of a text as words. At each place stand up to `statesPerPlace` states, the best first; a state is
 * the last word and the place of the pair it forms with the word before, with the cost of the way to it.
 */
export type Lattice = {
  units: Uint16Array
  count: Uint8Array
  cost: Int32Array
  word: Int32Array
  pair: Int32Array
  from: Int32Array
  length: Uint8Array
}

export function newLattice(places: number): Lattice {
  const states = (places + 1) * statesPerPlace
  return {
    units: new Uint16Array(places),
    count: new Uint8Array(places + 1),
    cost: new Int32Array(states),
    word: new Int32Array(states),
    pair: new Int32Array(states),
    from: new Int32Array(states),
    length: new Uint8Array(states),
  }
}

/** The pair that the last `transition` found; a return of two numbers would cost an object per step. */
export const reached = { pair: -1 }

/** Cost of `word` after the last word and the pair that ends with it. */
export function transition(lm: LanguageModel, lastWord: number, lastPair: number, word: number): number {
  reached.pair = -1
  if (word < 0) return strangerCost
  const alone = lm.unigram[word]!
  if (lastWord < 0) return alone
  const pair = findPair(lm, lastWord, word)
  reached.pair = pair
  const backed = pair >= 0 ? lm.pairCost[pair]! : lm.backOff[lastWord]! + alone
  if (lastPair < 0) return backed
  const from = lm.tripleStart[lastPair]!
  const to = lm.tripleStart[lastPair + 1]!
  if (from === to) return backed
  const triple = search(lm.tripleWord, from, to, word)
  return triple >= 0 ? lm.tripleCost[triple]! : lm.pairBackOff[lastPair]! + backed
}

/** Adds a state at a place if it is among the best; of two ways to the same word only the better one stays. */
export function put(l: Lattice, place: number, cost: number, word: number, pair: number, from: number, length: number) {
  const base = place * statesPerPlace
  let n = l.count[place]!
  if (n === statesPerPlace && l.cost[base + n - 1]! <= cost) return
  for (let i = 0; i < n; i++) {
    if (l.word[base + i] !== word || l.length[base + i] !== length) continue
    if (l.cost[base + i]! <= cost) return
    for (let j = i; j + 1 < n; j++) copyState(l, base + j + 1, base + j)
    n--
    break
  }
  let at = n
  while (at > 0 && l.cost[base + at - 1]! > cost) at--
  if (n === statesPerPlace) n--
  for (let j = n; j > at; j--) copyState(l, base + j - 1, base + j)
  l.cost[base + at] = cost
  l.word[base + at] = word
  l.pair[base + at] = pair
  l.from[base + at] = from
  l.length[base + at] = length
  l.count[place] = n + 1
}

function copyState(l: Lattice, from: number, to: number): void {
  l.cost[to] = l.cost[from]!
  l.word[to] = l.word[from]!
  l.pair[to] = l.pair[from]!
  l.from[to] = l.from[from]!
  l.length[to] = l.length[from]!
}

/** Takes over the states of another lattice, as the beginning of a continuation. */
export function seed(to: Lattice, from: Lattice, place: number): void {
  const base = place * statesPerPlace
  for (let i = 0; i < from.count[place]!; i++) {
    put(to, 0, from.cost[base + i]!, from.word[base + i]!, from.pair[base + i]!, -1, from.length[base + i]!)
  }
}

export function begin(l: Lattice): void {
  put(l, 0, 0, stranger, -1, -1, 0)
}

/** Extends all states at `place` by the words of the text that begin there and end no later than `end`. */
export function extend(l: Lattice, lm: LanguageModel, trie: WordTrie, place: number, end: number): void {
  const n = l.count[place]!
  const base = place * statesPerPlace
  const last = Math.min(end, place + longestWord)
  let node = 0
  let known = false
  for (let to = place + 1; to <= last; to++) {
    node = trie.step(node, l.units[to - 1]!)
    if (node < 0) break
    const word = trie.word[node]!
    if (word < 0 || lm.unigram[word] === unknown) continue
    if (to === place + 1) known = true
    for (let i = 0; i < n; i++) {
      const step = transition(lm, l.word[base + i]!, l.pair[base + i]!, word)
      put(l, to, l.cost[base + i]! + step, word, reached.pair, base + i, to - place)
    }
  }
  if (known) return
  for (let i = 0; i < n; i++) put(l, place + 1, l.cost[base + i]! + strangerCost, stranger, -1, base + i, 1)
}
