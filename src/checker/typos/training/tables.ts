import { packNumbers, packWords, writeAsset } from '../container.ts'
import { costStep, unknown } from '../language-model.ts'
import type { Ngrams } from './kenlm-trie.ts'

export type Pruning = {
  /** Pairs and triples whose cost differs from what backing off would give by no more than this say too little. */
  pairGain: number
  tripleGain: number
}

const cost = (log10: number) => Math.max(0, Math.min(254, Math.round(-log10 / costStep)))
const weight = (log10: number) => Math.max(-127, Math.min(127, Math.round(-log10 / costStep)))

/** Words of at most eight Chinese characters, and the punctuation that sentences are read with. */
const fit = /^(?:\p{Script=Han}{1,8}|[，。；：？！、“”])$/u
/** One Chinese character outside the basic plane would be two units. */
const isWord = (word: string) => fit.test(word) && word.length <= 8

/** Packs a model as an asset: words sorted by code unit, n-grams that say little left out. */
export function packModel(
  ngrams: Ngrams,
  about: { name: string; licence: string; source: string },
  pruning: Pruning,
): Uint8Array {
  const known = ngrams.words.filter((word, i) => isWord(word) && ngrams.logProb[i]! > -8.9)
  const words = [...new Set(known)].sort(byUnits)
  const numbers = new Map(words.map((word, number) => [word, number]))
  const own = Int32Array.from(ngrams.words, (word) => numbers.get(word) ?? -1)
  const unigram = new Uint8Array(words.length).fill(unknown)
  const backOff = new Int8Array(words.length)
  for (const [i, number] of own.entries()) {
    if (number < 0 || ngrams.logProb[i]! <= -8.9) continue
    unigram[number] = cost(ngrams.logProb[i]!)
    backOff[number] = weight(ngrams.backOff[i]!)
  }

  // A pair and its two bytes fit into one double, so that plain numeric sorting keeps them together.
  const packed: number[] = []
  ngrams.bigrams((a, b, p, bow) => {
    const [first, second] = [own[a]!, own[b]!]
    if (first >= 0 && second >= 0)
      packed.push((first * words.length + second) * 65536 + cost(p) * 256 + weight(bow) + 128)
  })
  const all = Float64Array.from(packed).sort()
  const keys = all.map((value) => Math.floor(value / 65536))
  const costOf = (pair: number) => Math.floor(all[pair]! / 256) % 256
  const backOffOf = (pair: number) => (all[pair]! % 256) - 128
  const place = (first: number, second: number) => lowerBound(keys, first * words.length + second)
  const backed = (first: number, second: number) => backOff[first]! + unigram[second]!

  const triples: number[] = []
  ngrams.trigrams((a, b, c, p) => {
    const [first, second, third] = [own[a]!, own[b]!, own[c]!]
    if (first < 0 || second < 0 || third < 0) return
    const history = place(first, second)
    if (history < 0) return
    const tail = place(second, third)
    const shorter = backOffOf(history) + (tail >= 0 ? costOf(tail) : backed(second, third))
    if (Math.abs(shorter - cost(p)) > pruning.tripleGain) triples.push((history * words.length + third) * 256 + cost(p))
  })
  const allTriples = Float64Array.from(triples).sort()

  const pairSizes = new Array<number>(words.length).fill(0)
  const pairGaps: number[] = []
  const pairCosts: number[] = []
  const pairBackOffs: number[] = []
  const tripleSizes: number[] = []
  const tripleGaps: number[] = []
  const tripleCosts: number[] = []
  let bare = 0
  let triple = 0
  let lastFirst = -1
  let lastSecond = -1
  for (let pair = 0; pair < all.length; pair++) {
    const first = Math.floor(keys[pair]! / words.length)
    const second = keys[pair]! % words.length
    const from = triple
    while (triple < allTriples.length && historyOf(allTriples[triple]!) === pair) triple++
    if (triple === from && Math.abs(backed(first, second) - costOf(pair)) <= pruning.pairGain) continue
    pairSizes[first]!++
    pairGaps.push(second - (first === lastFirst ? lastSecond + 1 : 0))
    pairCosts.push(costOf(pair))
    lastFirst = first
    lastSecond = second
    if (triple === from) {
      bare++
      continue
    }
    // Only pairs with triples are backed off from: the others cost nothing to leave.
    pairBackOffs.push(backOffOf(pair) + 128)
    tripleSizes.push(bare, triple - from)
    bare = 0
    for (let at = from, last = -1; at < triple; at++) {
      const third = Math.floor(allTriples[at]! / 256) % words.length
      tripleGaps.push(third - last - 1)
      tripleCosts.push(allTriples[at]! % 256)
      last = third
    }
  }
  tripleSizes.push(bare)
  function historyOf(value: number): number {
    return Math.floor(value / 256 / words.length)
  }

  return writeAsset(
    { ...about, counts: { words: words.length, pairs: pairCosts.length, triples: tripleCosts.length } },
    [
      { name: 'words', bytes: packWords(words) },
      { name: 'unigrams', bytes: unigram },
      { name: 'backOffs', bytes: Uint8Array.from(backOff, (value) => value + 128) },
      { name: 'pairSizes', bytes: packNumbers(pairSizes) },
      { name: 'pairGaps', bytes: packNumbers(pairGaps) },
      { name: 'pairCosts', bytes: Uint8Array.from(pairCosts) },
      { name: 'pairBackOffs', bytes: Uint8Array.from(pairBackOffs) },
      { name: 'tripleSizes', bytes: packNumbers(tripleSizes) },
      { name: 'tripleGaps', bytes: packNumbers(tripleGaps) },
      { name: 'tripleCosts', bytes: Uint8Array.from(tripleCosts) },
    ],
  )
}

/** The place of a value in an ascending list, or -1. */
function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return sorted[low] === value ? low : -1
}

export const byUnits = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
