/**
 * Reads a KenLM binary of model type 5 (trie, quantised, pointers compressed as an array), order 3, little endian, as
 * libime ships it. Facts of the format are those of KenLM's format version 5; everything is checked by the caller
 * against the counts in the header and by rows that must ascend.
 */
export type Ngrams = {
  words: readonly string[]
  /** log10 of the probability, and of the back-off weight, by word. */
  logProb: Float64Array
  backOff: Float64Array
  /** Every pair `first second` with log10 of its probability and back-off weight. */
  bigrams: (take: (first: number, second: number, logProb: number, backOff: number) => void) => void
  trigrams: (take: (first: number, second: number, third: number, logProb: number) => void) => void
}

const headerSize = 0x88
const magic = 'mmap lm http://kheafield.com/code format version 5\n'

export function readKenlmTrie(file: Buffer): Ngrams {
  if (!file.subarray(0, magic.length).equals(Buffer.from(magic))) throw new Error('not a KenLM binary of version 5')
  const [order, modelType] = [file[0x58]!, file.readUInt32LE(0x60)]
  if (order !== 3 || modelType !== 5)
    throw new Error(`KenLM model of order ${order} and type ${modelType}, expected 3 and 5`)
  const [n1, n2, n3] = [0x6c, 0x74, 0x7c].map((at) => Number(file.readBigUInt64LE(at))) as [number, number, number]

  const quantAt = headerSize + 8 + 8 * n1
  const [probBits, backOffBits] = [file[quantAt + 1]!, file[quantAt + 2]!]
  if (probBits !== 8 || backOffBits !== 8) throw new Error('expected 8 bits for probabilities and back-offs')
  const table = (index: number) => {
    const at = quantAt + 8 + 1024 * index
    return Float64Array.from({ length: 256 }, (_, i) => file.readFloatLE(at + 4 * i))
  }
  const [pairProb, pairBackOff, tripleProb] = [table(0), table(1), table(2)]

  const unigramAt = quantAt + 8 + 3 * 1024
  const middleAt = unigramAt + 16 * (n1 + 2)
  const inlineBits = inlineBitsFor(n3)
  const offsets = (n3 >> inlineBits) + 1
  const pairsAt = middleAt + 8 + 8 * offsets + 7
  const wordBits = bitsFor(n1)
  const pairBits = wordBits + 16 + inlineBits
  const triplesAt = pairsAt + Math.floor(((1 + n2) * pairBits + 7) / 8) + 8
  const tripleBits = wordBits + 8
  const wordsAt = triplesAt + Math.floor(((1 + n3) * tripleBits + 7) / 8) + 8

  if (file.toString('latin1', wordsAt, wordsAt + 6) !== '<unk>\0')
    throw new Error('the words are not where they should be')
  const words = file.toString('utf8', wordsAt).split('\0').slice(0, n1)

  const bits = (base: number, bit: number, count: number) => {
    const at = base + Math.floor(bit / 8)
    const low = file.readUInt32LE(at)
    const high = file[at + 4]!
    return Math.floor((high * 4294967296 + low) / 2 ** (bit % 8)) % 2 ** count
  }
  const rowOf = (word: number) => Number(file.readBigUInt64LE(unigramAt + 16 * word + 8))

  /** Where the triples of each pair begin: the low bits stand in the pair, the high bits are counted in the array. */
  function* rows() {
    let high = 0
    const nextHigh = (pair: number) => {
      while (high + 1 < offsets && Number(file.readBigUInt64LE(middleAt + 8 + 8 * (high + 1))) <= pair) high++
      return high
    }
    for (let pair = 0; pair <= n2; pair++) {
      const low = bits(pairsAt, pair * pairBits + wordBits + 16, inlineBits)
      yield nextHigh(pair) * 2 ** inlineBits + low
    }
  }

  return {
    words,
    logProb: Float64Array.from(words, (_, w) => file.readFloatLE(unigramAt + 16 * w)),
    backOff: Float64Array.from(words, (_, w) => file.readFloatLE(unigramAt + 16 * w + 4)),
    bigrams(take) {
      for (let second = 0; second < n1; second++) {
        for (let pair = rowOf(second); pair < rowOf(second + 1); pair++) {
          const at = pair * pairBits
          const value = bits(pairsAt, at + wordBits, 16)
          take(bits(pairsAt, at, wordBits), second, pairProb[value >> 8]!, pairBackOff[value & 255]!)
        }
      }
    },
    trigrams(take) {
      const begins = rows()
      let begin = begins.next().value as number
      for (let third = 0; third < n1; third++) {
        for (let pair = rowOf(third); pair < rowOf(third + 1); pair++) {
          const end = begins.next().value as number
          const second = bits(pairsAt, pair * pairBits, wordBits)
          for (let triple = begin; triple < end; triple++) {
            const at = triple * tripleBits
            take(bits(triplesAt, at, wordBits), second, third, tripleProb[bits(triplesAt, at + wordBits, 8)]!)
          }
          begin = end
        }
      }
    },
  }
}

function bitsFor(max: number): number {
  let bits = 0
  for (let left = max; left > 0; left = Math.floor(left / 2)) bits++
  return bits
}

/** The split of a pointer into array and inline bits; for the sizes at hand 16 bits are kept in the array. */
function inlineBitsFor(triples: number): number {
  return Math.max(0, bitsFor(triples) - 16)
}
