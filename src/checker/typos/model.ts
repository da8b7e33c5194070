import { buildConfusions, type Confusions, linesOf } from './confusions.ts'
import { readAsset } from './container.ts'
import { type Judge, readJudge } from './judge.ts'
import { type LanguageModel, unknown, unpackLanguageModel, wordsIn } from './language-model.ts'
import { buildWordTrie, type WordTrie, wordAt } from './word-trie.ts'

/** The files of the model, as they stand in `data/`; README.md there says where each came from. */
export const typoFiles = [
  'libime.ngrams',
  'sunpinyin.ngrams',
  'readings.txt',
  'wubi.txt',
  'shapes.txt',
  'official-words.txt',
  'not-words.txt',
  'domain.txt',
  'judge.json',
] as const
export type TypoFile = (typeof typoFiles)[number]

export type TypoModel = {
  /** All words of both models and of the list of official words, sorted; a word's number is its place. */
  words: readonly string[]
  trie: WordTrie
  /** The words common enough to have been meant. */
  fixes: WordTrie
  languages: readonly [LanguageModel, LanguageModel]
  /** By word: its cost in each model as it came, `unknown` where a model does not have it. */
  ownCost: readonly [Uint8Array, Uint8Array]
  /** By word: 1 if it is in the list of official words; how often it occurs in official language (at most 255). */
  official: Uint8Array
  domain: Uint8Array
  confusions: Confusions
  wordsOfTwo: WordsOfTwo
  judge: Judge
}

/** Words of two characters by what a typing error leaves of them. */
export type WordsOfTwo = {
  bySyllables: ReadonlyMap<number, readonly number[]>
  byFirst: ReadonlyMap<number, readonly number[]>
  byLast: ReadonlyMap<number, readonly number[]>
}
export const syllablesKey = (first: number, second: number) => first * 1024 + second

/** Throws an Error that names the file and the reason when a file is missing, foreign, cut off or damaged. */
export function loadTypoModel(files: Readonly<Record<TypoFile, Uint8Array>>): TypoModel {
  for (const name of typoFiles) if (!files[name]) throw new Error(`${name}: missing`)
  const text = (name: TypoFile) => new TextDecoder().decode(files[name])
  const assets = [
    readAsset(files['libime.ngrams'], 'libime'),
    readAsset(files['sunpinyin.ngrams'], 'sunpinyin'),
  ] as const
  const officialWords = linesOf(text('official-words.txt')).flatMap((line) => line.split(/\s+/))
  const lists = [wordsIn(assets[0]), wordsIn(assets[1])] as const
  const words = mergeSorted(mergeSorted(lists[0], lists[1]), sortedWords(officialWords))
  const languages = [0, 1].map((i) => {
    return unpackLanguageModel(assets[i]!, placesIn(words, lists[i]!), words.length)
  }) as [LanguageModel, LanguageModel]
  const trie = buildWordTrie(words)
  const official = new Uint8Array(words.length)
  for (const place of placesIn(words, sortedWords(officialWords))) official[place] = 1
  for (const place of placesOf(
    linesOf(text('not-words.txt')).flatMap((line) => line.split(/\s+/)),
    words,
    trie,
  )) {
    for (const language of languages) language.unigram[place] = unknown
  }
  const ownCost = [languages[0].unigram.slice(), languages[1].unigram.slice()] as const
  completeUnigrams(words, languages, ownCost, official)
  const fixes = buildWordTrie(words, (word) => {
    if (words[word]!.length > 2 || official[word]) return true
    return ownCost[0][word]! < commonCost || ownCost[1][word]! < commonCost
  })
  const usable = charactersOf(fixes)
  const confusions = buildConfusions(text('readings.txt'), text('wubi.txt'), text('shapes.txt'), usable)
  return {
    words,
    trie,
    fixes,
    languages,
    ownCost,
    official,
    domain: readDomain(text('domain.txt'), words),
    confusions,
    wordsOfTwo: indexWordsOfTwo(words, confusions, ownCost, official),
    judge: readJudge(text('judge.json')),
  }
}

/** The numbers of those of some words that there are. */
const placesOf = (some: readonly string[], words: readonly string[], trie: WordTrie) =>
  some.map((word) => wordAt(trie, word, 0, word.length)).filter((place) => words[place] !== undefined)

/** Rarer words of two characters than about 10^-5.7 are hardly ever what was meant. */
const commonCost = 191

function charactersOf(trie: WordTrie): Uint8Array {
  const usable = new Uint8Array(65536)
  for (const unit of trie.unit) usable[unit] = 1
  return usable
}

/** Longer entries of the list are read as several words anyway. */
const sortedWords = (list: readonly string[]) => [...new Set(list.filter((word) => word.length <= 8))].sort()

function mergeSorted(a: readonly string[], b: readonly string[]): string[] {
  const all: string[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const fromA = j === b.length || (i < a.length && a[i]! <= b[j]!)
    const word = fromA ? a[i++]! : b[j++]!
    if (all.at(-1) !== word) all.push(word)
  }
  return all
}

/** Where each of some sorted words stands in the sorted list of all. */
function placesIn(all: readonly string[], some: readonly string[]): Uint32Array {
  const places = new Uint32Array(some.length)
  let at = 0
  for (let i = 0; i < some.length; i++) {
    while (all[at] !== some[i]) at++
    places[i] = at
  }
  return places
}

/**
 * A word that one model lacks gets a cost there all the same, or every text with it would look wrong to that model:
 * a little more than in the other model, and for official words a modest cost that falls with their length.
 */
function completeUnigrams(
  words: readonly string[],
  languages: readonly [LanguageModel, LanguageModel],
  ownCost: readonly [Uint8Array, Uint8Array],
  official: Uint8Array,
): void {
  for (let word = 0; word < words.length; word++) {
    const byList = official[word] ? 205 - 8 * Math.min(words[word]!.length, 6) : unknown
    for (const [i, language] of languages.entries()) {
      const other = ownCost[1 - i]![word]!
      const byOther = other === unknown ? unknown : Math.min(254, other + 30)
      language.unigram[word] = Math.min(ownCost[i]![word]!, byOther, byList)
    }
  }
}

function readDomain(text: string, words: readonly string[]): Uint8Array {
  const counts = new Map(
    linesOf(text).flatMap((line) => {
      const [count, ...list] = line.split(' ')
      return list.map((word) => [word, Math.min(255, Number(count))] as const)
    }),
  )
  return Uint8Array.from(words, (word) => counts.get(word) ?? 0)
}

function indexWordsOfTwo(
  words: readonly string[],
  confusions: Confusions,
  ownCost: readonly [Uint8Array, Uint8Array],
  official: Uint8Array,
): WordsOfTwo {
  const bySyllables = new Map<number, number[]>()
  const byFirst = new Map<number, number[]>()
  const byLast = new Map<number, number[]>()
  const add = (index: Map<number, number[]>, key: number, word: number) => {
    const row = index.get(key)
    if (row) row.push(word)
    else index.set(key, [word])
  }
  for (const [word, text] of words.entries()) {
    if (text.length !== 2) continue
    const [first, last] = [text.charCodeAt(0), text.charCodeAt(1)]
    if (ownCost[0][word]! < 180 || official[word]) {
      add(byFirst, first, word)
      add(byLast, last, word)
    }
    if (ownCost[0][word]! >= 190 && ownCost[1][word]! >= 190 && !official[word]) continue
    for (const a of confusions.syllables(first))
      for (const b of confusions.syllables(last)) add(bySyllables, syllablesKey(a, b), word)
  }
  return { bySyllables, byFirst, byLast }
}
