import { type Analysis, type Analyst, linkCost } from './analysis.ts'
import type { Cover } from './features.ts'
import { statesPerPlace } from './lattice.ts'
import { syllablesKey, type TypoModel } from './model.ts'
import { wordAt } from './word-trie.ts'

/** How a candidate came about, in numbers that the judge was trained with; 0 to 4 are `confusionKinds`. */
export const candidateKinds = {
  /** Another word of the same syllables, both characters different. */
  soundWord: 5,
  /** A character is missing from a word of three or more. */
  missing: 6,
  /** One, two or three characters stand twice: 7, 8, 9. */
  doubled: 6,
  /** A single character that is a word of its own, replaced by another: 10 plus the confusion kind, up to shape. */
  lone: 10,
  /** A character is missing from a word of two. */
  missingOfTwo: 14,
} as const

/** One way to read [start, end) of the stretch differently: as the word `fix`. */
export type Candidate = {
  start: number
  end: number
  fix: string
  /** Number of the word `fix`, or -1. */
  word: number
  kind: number
  /** What is changed in fact: [from, to) becomes `put`. */
  from: number
  to: number
  put: string
  /** What the stretch gains in each model, in cost steps, and what the surroundings then cost. */
  gain: readonly [number, number]
  cost: readonly [number, number]
}

/** The two models together must gain this much, and the first must not lose much. */
const leastGain = 30
const mostLoss = -60
/** A lone character that follows this cheaply is where it belongs. */
const suspiciousCost = 70

/** What stands in an official word or phrase this long is not doubted. */
const settledLength = 4
const nothing = new Uint16Array()

const isHan = (unit: number) => unit >= 0x4e00 && unit <= 0x9fff

/** All readings of the stretch with one error mended that both models together find clearly better. */
export function findCandidates(model: TypoModel, analyst: Analyst, analysis: Analysis, cover: Cover): Candidate[] {
  const { text } = analysis
  const { trie, fixes } = model
  const settled = cover.official
  const found: Candidate[] = []

  function byWord(start: number, end: number, from: number, to: number, word: number, kind: number, least = mostLoss) {
    // After a figure stands a measure word: 5个, 3剂次, 2册次.
    if (/[0-9A-Za-z%]/.test(text[from - 1] ?? '')) return
    const first = analyst.replaceByWord(analysis, 0, start, end, word)
    if (first.gain < least) return
    const second = analyst.replaceByWord(analysis, 1, start, end, word)
    if (first.gain + second.gain < leastGain) return
    const fix = model.words[word]!
    const put = fix.slice(from - start, fix.length - (end - to))
    const [gain, cost] = [[first.gain, second.gain] as const, [first.cost, second.cost] as const]
    found.push({ start, end, fix, word, kind, from, to, put, gain, cost })
  }

  /** Words that begin at `start`, read on from `node` at `place`, with the one change at [from, to) already made. */
  function complete(node: number, start: number, place: number, from: number, kind: number): void {
    for (let end = place; node >= 0; node = fixes.step(node, text.charCodeAt(end)), end++) {
      const word = fixes.word[node]!
      const missing = kind === candidateKinds.missing
      if (word >= 0 && end - start >= 2 && !(missing && end === from)) {
        byWord(start, end, from, missing ? from : from + 1, word, kind, missing ? -30 : mostLoss)
      }
      if (end >= text.length) return
    }
  }

  function misspeltFrom(start: number): void {
    let node = 0
    for (let i = start; node >= 0 && i < text.length && isHan(text.charCodeAt(i)); i++) {
      const unit = text.charCodeAt(i)
      const others = settled[i]! >= settledLength ? nothing : model.confusions.of(unit)
      for (let k = 0; k < others.length; k += 2) {
        const next = fixes.step(node, others[k]!)
        if (next >= 0) complete(next, start, i + 1, i, others[k + 1]!)
      }
      if (i > start) {
        for (let child = fixes.firstChild[node]!; child > 0; child = fixes.nextSibling[child]!) {
          complete(child, start, i, i, candidateKinds.missing)
        }
      }
      node = fixes.step(node, unit)
    }
  }

  function doubledAt(at: number): void {
    for (const count of [1, 2, 3]) {
      const again = at + count
      if (text.slice(at, again) !== text.slice(again, again + count)) continue
      const [first, second] = [0, 1].map((view) => analyst.leaveOut(analysis, view as 0 | 1, again, count)) as [
        { gain: number; cost: number },
        { gain: number; cost: number },
      ]
      const fix = text.slice(at, again)
      found.push({
        start: at,
        end: again + count,
        fix,
        word: wordAt(trie, fix, 0, count),
        kind: candidateKinds.doubled + count,
        from: again,
        to: again + count,
        put: '',
        gain: [first.gain, second.gain],
        cost: [first.cost, second.cost],
      })
    }
  }

  function sameSoundFor(start: number): void {
    const [first, second] = [text.charCodeAt(start), text.charCodeAt(start + 1)]
    for (const a of model.confusions.syllables(first)) {
      for (const b of model.confusions.syllables(second)) {
        for (const word of model.wordsOfTwo.bySyllables.get(syllablesKey(a, b)) ?? []) {
          const other = model.words[word]!
          if (other.charCodeAt(0) === first || other.charCodeAt(1) === second) continue
          byWord(start, start + 2, start, start + 2, word, candidateKinds.soundWord)
        }
      }
    }
  }

  function loneAt(at: number): void {
    const { lattice, wordOf } = analysis.views[0]
    const cost = lattice.cost[(at + 1) * statesPerPlace]! - lattice.cost[at * statesPerPlace]!
    if (cost < suspiciousCost) return
    const unit = text.charCodeAt(at)
    const before = at > 0 ? wordOf[at - 1]! : -1
    const after = at + 1 < text.length ? wordOf[at + 1]! : -1
    const linked = (word: number) =>
      ([0, 1] as const).some(
        (view) => linkCost(model, view, before, word) < 255 || linkCost(model, view, word, after) < 255,
      )
    for (const word of model.wordsOfTwo.byFirst.get(unit) ?? []) {
      if (linked(word)) byWord(at, at + 1, at + 1, at + 1, word, candidateKinds.missingOfTwo, 10)
    }
    for (const word of model.wordsOfTwo.byLast.get(unit) ?? []) {
      if (linked(word)) byWord(at, at + 1, at, at, word, candidateKinds.missingOfTwo, 10)
    }
    const others = model.confusions.of(unit)
    for (let k = 0; k < others.length; k += 2) {
      if (others[k + 1]! > 3) continue
      const word = trie.word[Math.max(0, trie.step(0, others[k]!))]!
      if (word < 0 || model.ownCost[0][word]! >= 150 || !linked(word)) continue
      byWord(at, at + 1, at, at + 1, word, candidateKinds.lone + others[k + 1]!)
    }
  }

  for (let at = 0; at < text.length; at++) {
    if (!isHan(text.charCodeAt(at))) continue
    misspeltFrom(at)
    doubledAt(at)
    const isWordOfTwo = analysis.views.some((v) => v.startOf[at] === at && v.endOf[at] === at + 2 && v.wordOf[at]! >= 0)
    if (isWordOfTwo) sameSoundFor(at)
    if (analysis.views[0].endOf[at]! - analysis.views[0].startOf[at]! === 1) loneAt(at)
  }
  return found
}
