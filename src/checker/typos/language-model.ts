import { type Asset, numberReader, unpackWords } from './container.ts'

/**
 * A trigram model over words with back-off. All costs are whole numbers, `-log10 p` in steps of 0.03, so that sums and
 * comparisons come out the same in every engine. Words are numbers of the joint list of all models.
 */
export type LanguageModel = {
  /** By word: its cost on its own (`unknown`: the model does not have it) and the cost of backing off from it. */
  unigram: Uint8Array
  backOff: Int8Array
  /** Pairs by their first word: those of word w stand in `pairStart[w]..pairStart[w + 1]`, ascending by second word. */
  pairStart: Uint32Array
  pairWord: Uint32Array
  pairCost: Uint8Array
  pairBackOff: Int8Array
  /** Triples by their pair, ascending by third word. */
  tripleStart: Uint32Array
  tripleWord: Uint32Array
  tripleCost: Uint8Array
}

export const costStep = 0.03
export const unknown = 255

/** The pair's place, or -1. */
export function findPair(lm: LanguageModel, first: number, second: number): number {
  return search(lm.pairWord, lm.pairStart[first]!, lm.pairStart[first + 1]!, second)
}

export function search(sorted: Uint32Array, from: number, to: number, value: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low < to && sorted[low] === value ? low : -1
}

export function wordsIn(asset: Asset): string[] {
  return unpackWords(asset.section('words'))
}

/**
 * Unpacks the model of an asset. `numbers[i]` is the number of the asset's word i in the joint list; both lists are
 * sorted, so rows stay ascending.
 */
export function unpackLanguageModel(asset: Asset, numbers: Uint32Array, wordCount: number): LanguageModel {
  const { pairs, triples } = asset.header.counts as { pairs: number; triples: number }
  const alone = asset.section('unigrams')
  const backs = asset.section('backOffs')
  const unigram = new Uint8Array(wordCount).fill(unknown)
  const backOff = new Int8Array(wordCount)
  const pairStart = new Uint32Array(wordCount + 1)
  const pairWord = new Uint32Array(pairs)
  const tripleStart = new Uint32Array(pairs + 1)
  const tripleWord = new Uint32Array(triples)

  const nextSize = numberReader(asset.section('pairSizes'))
  const nextPair = numberReader(asset.section('pairGaps'))
  let pair = 0
  let filled = 0
  for (let word = 0; word < numbers.length; word++) {
    const number = numbers[word]!
    unigram[number] = alone[word]!
    backOff[number] = backs[word]! - 128
    while (filled <= number) pairStart[filled++] = pair
    let second = -1
    for (let left = nextSize(); left > 0; left--) {
      second += nextPair() + 1
      pairWord[pair++] = numbers[second]!
    }
  }
  while (filled <= wordCount) pairStart[filled++] = pair

  const nextTriples = numberReader(asset.section('tripleSizes'))
  const nextTriple = numberReader(asset.section('tripleGaps'))
  let triple = 0
  // Most pairs have no triples: the sizes are kept as runs of pairs without, then the size of one with.
  const pairBackOff = new Int8Array(pairs)
  const packedBackOffs = asset.section('pairBackOffs')
  let backed = 0
  let bare = nextTriples()
  for (let p = 0; p < pairs; p++) {
    tripleStart[p] = triple
    if (bare-- > 0) continue
    pairBackOff[p] = packedBackOffs[backed++]! - 128
    let third = -1
    for (let left = nextTriples(); left > 0; left--) {
      third += nextTriple() + 1
      tripleWord[triple++] = numbers[third]!
    }
    bare = nextTriples()
  }
  tripleStart[pairs] = triple
  if (pair !== pairs || triple !== triples) throw new Error(`${asset.header.name}: its counts do not match its data`)
  return {
    unigram,
    backOff,
    pairStart,
    pairWord,
    pairCost: asset.section('pairCosts'),
    pairBackOff,
    tripleStart,
    tripleWord,
    tripleCost: asset.section('tripleCosts'),
  }
}
