import { findPair } from './language-model.ts'
import { begin, extend, type Lattice, newLattice, put, reached, seed, statesPerPlace, transition } from './lattice.ts'
import type { TypoModel } from './model.ts'

/** The reading of a stretch of text by one of the two language models. */
export type View = {
  lattice: Lattice
  /** On the best reading, by character: where its word starts and ends, and the word's number (-1: none). */
  startOf: Int16Array
  endOf: Int16Array
  wordOf: Int32Array
}
export type Analysis = { text: string; views: readonly [View, View] }

/** Longer stretches are cut, so that work and memory stay proportional to the text. */
export const longestStretch = 400
const room = longestStretch + 16

/** Half-width marks as the models know them. */
const marks: Record<string, string> = { ',': '，', ':': '：', ';': '；', '?': '？', '!': '！' }
export const withModelMarks = (text: string) => text.replace(/[,:;?!]/g, (mark) => marks[mark]!)

export type Analyst = {
  /** How many lattice places were extended so far; the measure of work. */
  work: () => number
  analyse: (text: string) => Analysis
  /** What the text would gain, in cost steps, and what its surroundings then cost, if [start, end) were `word`. */
  replaceByWord: (analysis: Analysis, view: 0 | 1, start: number, end: number, word: number) => Gain
  /** The same for `count` characters left out at `at`. */
  leaveOut: (analysis: Analysis, view: 0 | 1, at: number, count: number) => Gain
}
export type Gain = { gain: number; cost: number }

export function createAnalyst(model: TypoModel): Analyst {
  const scratch = newLattice(room)
  let work = 0

  const run = (lattice: Lattice, view: 0 | 1, from: number, to: number) => {
    for (let place = from; place < to; place++) extend(lattice, model.languages[view], model.trie, place, to)
    work += to - from
  }
  const viewOf = (text: string, view: 0 | 1): View => {
    const lattice = newLattice(text.length)
    for (let i = 0; i < text.length; i++) lattice.units[i] = text.charCodeAt(i)
    begin(lattice)
    run(lattice, view, 0, text.length)
    return { lattice, ...bestReading(lattice, text.length) }
  }
  /** The end of the second word of the best reading after a place: from there on two readings have met again. */
  const meeting = (view: View, end: number, length: number) => {
    let place = end
    for (let words = 0; words < 2 && place < length; words++) place = view.endOf[place]!
    return place
  }
  const finish = (view: View, start: number, meet: number, length: number): Gain => {
    const cost = scratch.cost[length * statesPerPlace]!
    return {
      gain: view.lattice.cost[meet * statesPerPlace]! - cost,
      cost: cost - view.lattice.cost[start * statesPerPlace]!,
    }
  }

  return {
    work: () => work,
    analyse: (text) => ({ text, views: [viewOf(text, 0), viewOf(text, 1)] }),
    replaceByWord({ text, views }, which, start, end, word) {
      const view = views[which]
      const { lattice } = view
      const lm = model.languages[which]
      const meet = meeting(view, end, text.length)
      const length = meet - end
      scratch.count.fill(0, 0, length + 1)
      for (let i = 0; i < length; i++) scratch.units[i] = lattice.units[end + i]!
      const base = start * statesPerPlace
      for (let i = 0; i < lattice.count[start]!; i++) {
        const step = transition(lm, lattice.word[base + i]!, lattice.pair[base + i]!, word)
        put(scratch, 0, lattice.cost[base + i]! + step, word, reached.pair, -1, 0)
      }
      run(scratch, which, 0, length)
      return finish(view, start, meet, length)
    },
    leaveOut({ text, views }, which, at, count) {
      const view = views[which]
      const meet = meeting(view, at + count, text.length)
      let start = at
      for (let words = 0; words < 2 && start > 0; words++) start = view.startOf[start - 1]!
      const kept = text.slice(start, at) + text.slice(at + count, meet)
      scratch.count.fill(0, 0, kept.length + 1)
      for (let i = 0; i < kept.length; i++) scratch.units[i] = kept.charCodeAt(i)
      seed(scratch, view.lattice, start)
      run(scratch, which, 0, kept.length)
      return finish(view, start, meet, kept.length)
    },
  }
}

function bestReading(l: Lattice, length: number) {
  const startOf = new Int16Array(length)
  const endOf = new Int16Array(length)
  const wordOf = new Int32Array(length)
  let state = length * statesPerPlace
  for (let place = length; place > 0; ) {
    const start = place - l.length[state]!
    startOf.fill(start, start, place)
    endOf.fill(place, start, place)
    wordOf.fill(l.word[state]!, start, place)
    state = l.from[state]!
    place = start
  }
  return { startOf, endOf, wordOf }
}

/** The cost of the pair, 255 if the model has never seen it. */
export function linkCost(model: TypoModel, view: 0 | 1, first: number, second: number): number {
  if (first < 0 || second < 0) return 255
  const pair = findPair(model.languages[view], first, second)
  return pair < 0 ? 255 : model.languages[view].pairCost[pair]!
}
