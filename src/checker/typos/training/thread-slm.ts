import type { Ngrams } from './kenlm-trie.ts'

/**
 * Reads sunpinyin's threaded trigram model (`lm_sc.t3g`) with the words of its pinyin dictionary. Levels 0 to 2 are nodes
 * of 12 bytes `word:18 bow:14 pr:16 ch:16 bon:23 bol:2 ch:7`, level 3 leaves of 8 bytes `word:18 pr:14 bon:23 bol:2 pr:2`;
 * the tables before them hold the plain probabilities and back-off weights the indices stand for. The children of a node
 * end where those of the next one begin.
 */
export function readThreadSlm(file: Buffer, dictionary: Buffer): Ngrams {
  const [order, usesLogs] = [file.readUInt32LE(0), file.readUInt32LE(4)]
  if (order !== 3 || usesLogs !== 0)
    throw new Error(`threaded model of order ${order}, logs ${usesLogs}; expected 3 and 0`)
  const sizes = [0, 1, 2, 3].map((level) => file.readUInt32LE(8 + 4 * level))
  const probAt = 8 + 16
  const bowAt = probAt + 4 * 65536
  const levelAt = [bowAt + 4 * 16384]
  for (const level of [0, 1, 2]) levelAt.push(levelAt[level]! + sizes[level]! * 12)
  if (levelAt[3]! + sizes[3]! * 8 !== file.length) throw new Error('the levels do not fill the file')

  const log10 = (at: number) => Math.log10(Math.max(file.readFloatLE(at), 1e-12))
  const node = (level: number, index: number) => {
    const at = levelAt[level]! + index * 12
    const [a, b, c] = [file.readUInt32LE(at), file.readUInt32LE(at + 4), file.readUInt32LE(at + 8)]
    return { word: a & 0x3ffff, bow: a >>> 18, pr: b & 0xffff, ch: ((c >>> 25) << 16) + (b >>> 16) }
  }
  const words = wordsOf(dictionary)
  const logProb = new Float64Array(words.length).fill(-9)
  const backOff = new Float64Array(words.length)
  const unigrams = sizes[1]! - 1
  for (let i = 0; i < unigrams; i++) {
    const { word, bow, pr } = node(1, i)
    logProb[word] = log10(probAt + 4 * pr)
    backOff[word] = log10(bowAt + 4 * bow)
  }
  return {
    words,
    logProb,
    backOff,
    bigrams(take) {
      for (let i = 0; i < unigrams; i++) {
        const first = node(1, i)
        for (let j = first.ch; j < node(1, i + 1).ch; j++) {
          const { word, bow, pr } = node(2, j)
          take(first.word, word, log10(probAt + 4 * pr), log10(bowAt + 4 * bow))
        }
      }
    },
    trigrams(take) {
      for (let i = 0; i < unigrams; i++) {
        const first = node(1, i)
        for (let j = first.ch; j < node(1, i + 1).ch; j++) {
          const second = node(2, j)
          for (let k = second.ch; k < node(2, j + 1).ch; k++) {
            const at = levelAt[3]! + k * 8
            const [a, b] = [file.readUInt32LE(at), file.readUInt32LE(at + 4)]
            const pr = (((b >>> 25) & 3) << 14) + (a >>> 18)
            take(first.word, second.word, a & 0x3ffff, log10(probAt + 4 * pr))
          }
        }
      }
    },
  }
}

/** The dictionary's words stand at its end in the order of their numbers: UTF-32, each closed by a zero. */
function wordsOf(dictionary: Buffer): string[] {
  const [count, at] = [dictionary.readUInt32LE(0), dictionary.readUInt32LE(8)]
  const units = new Uint32Array(
    dictionary.buffer.slice(dictionary.byteOffset + at, dictionary.byteOffset + dictionary.length),
  )
  const words: string[] = []
  let word = ''
  for (const unit of units) {
    if (unit === 0) words.push(word)
    word = unit === 0 ? '' : word + String.fromCodePoint(unit)
  }
  if (words.length !== count) throw new Error(`dictionary of ${words.length} words, its header says ${count}`)
  return words
}
