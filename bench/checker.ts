import { AhoCorasick } from '@monyone/aho-corasick'
import { AhoCorasick as FastAhoCorasick } from '@monyone/aho-corasick/fast'
import BrunoAhoCorasick from 'ahocorasick'
import FastScanner from 'fastscan'
import { Mint } from 'mint-filter'
import { readText } from '../src/checker/checked-text.ts'
import { searchAll } from '../src/checker/engine/automaton.ts'
import { buildAutomaton } from '../src/checker/engine/build-automaton.ts'
import { compileTerms } from '../src/checker/engine/terms.ts'
import { asTerms, knowing, syntheticWorld } from './checker-world.ts'
import { best, heldBy, type Result, rounded, timed } from './measure.ts'

const on = '2026-06-01'

/** A library that finds words: what it is, how often it is worth trying, and how many places it finds in a text. */
type Peer = { zh: string; tries: number; make: (words: readonly string[]) => (text: string) => number }

const peers: readonly Peer[] = [
  { zh: '@monyone fast', tries: 3, make: (words) => counting(new FastAhoCorasick([...words]), 'matchInText') },
  { zh: '@monyone', tries: 1, make: (words) => counting(new AhoCorasick([...words]), 'matchInText') },
  { zh: 'fastscan', tries: 1, make: (words) => counting(new FastScanner(words), 'search') },
  { zh: 'ahocorasick', tries: 1, make: (words) => bruno(words) },
  { zh: 'mint-filter', tries: 1, make: (words) => mint(words) },
]

/**
 * (e) All words of a large list in a large text: the automaton by itself, which does what the libraries do, and the
 * whole of it with normalisation, exceptions, conditions and findings, against each library and against reading the
 * text once. Every place is compared with those of @monyone/aho-corasick.
 */
export async function benchSearch(size: { terms: number; bytes: number }): Promise<Result[]> {
  const { words, pieces } = syntheticWorld(size)
  const units = pieces.reduce((sum, { length }) => sum + length, 0)
  const bytes = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0)
  const speed = (seconds: number) => rounded(bytes / 1e6 / seconds, 1)
  const over = async (find: (text: string) => number) => {
    let places = 0
    for (const piece of pieces) places += find(piece)
    return places
  }

  const built = await heldBy(() => buildAutomaton(words).automaton)
  const compiled = await heldBy(() => compileTerms(knowing(asTerms(words)).lists))
  const places = comparePlaces(words, pieces)
  const runBare = () => best(3, () => over((piece) => searchAll(built.value, piece).count))
  const runWhole = () => best(3, () => over((piece) => compiled.value.find(readText(piece), on).length))

  const results: Result[] = []
  for (const { zh, tries, make } of peers) {
    const peer = await heldBy(() => make(words))
    // Next to each other, so that whatever else the machine does weighs on all three alike.
    const bare = await runBare()
    const run = await best(tries, () => over(peer.value))
    const whole = await runWhole()
    results.push({
      part: 'e',
      database: '—',
      zh: `${words.length} 个词、${rounded(bytes / 2 ** 20, 0)} MiB 文本：本平台 ÷ ${zh}`,
      ratio: rounded(run.seconds / bare.seconds, 1),
      figures: {
        '本平台自动机（MB/秒）': speed(bare.seconds),
        '本平台连同规范化、例外、条件、结果（MB/秒）': speed(whole.seconds),
        [`${zh}（MB/秒）`]: speed(run.seconds),
        全程之比: rounded(run.seconds / whole.seconds, 1),
        '建立（毫秒）': `${Math.round(built.seconds * 1000)} : ${Math.round(peer.seconds * 1000)}`,
        '占用（MB）': `${rounded(built.megabytes, 1)} : ${rounded(peer.megabytes, 1)}`,
        命中数: `${places} : ${run.value}`,
      },
    })
  }
  const reading = await best(3, () => over(readOnce))
  const bare = await runBare()
  const whole = await runWhole()
  results.push({
    part: 'e',
    database: '—',
    zh: '自动机用时 ÷ 把同样的文本逐字读一遍',
    ratio: rounded(bare.seconds / reading.seconds, 1),
    figures: {
      '读一遍（MB/秒）': speed(reading.seconds),
      '全程 ÷ 读一遍': rounded(whole.seconds / reading.seconds, 1),
      '词表装入（毫秒）': Math.round(compiled.seconds * 1000),
      '词表占用（MB）': rounded(compiled.megabytes, 1),
      每百字命中: rounded((places / units) * 100),
    },
  })
  return results
}

/** Stops the run if a single place differs. */
function comparePlaces(words: readonly string[], pieces: readonly string[]): number {
  const oracle = new AhoCorasick([...words])
  const { automaton, numbers } = buildAutomaton(words)
  const wordOf = new Map(words.map((word, i) => [numbers[i], word]))
  let places = 0
  for (const piece of pieces) {
    const { count, pairs } = searchAll(automaton, piece)
    const ours = Array.from({ length: count }, (_, i) => `${pairs[i * 2]} ${wordOf.get(pairs[i * 2 + 1])}`)
    const theirs = oracle.matchInText(piece).map(({ begin, keyword }) => `${begin} ${keyword}`)
    if (ours.sort().join() !== theirs.sort().join())
      throw new Error('places differ from those of @monyone/aho-corasick')
    places += count
  }
  return places
}

/** What cannot be done faster: looking at every unit of the text. */
function readOnce(text: string): number {
  let sum = 0
  for (let at = 0; at < text.length; at++) sum = (sum + text.charCodeAt(at)) | 0
  return sum
}

function counting<M extends string>(library: Record<M, (text: string) => unknown[]>, method: M) {
  return (text: string) => library[method](text).length
}

function bruno(words: readonly string[]) {
  const library = new BrunoAhoCorasick(words)
  return (text: string) => library.search(text).reduce((sum, [, found]) => sum + found.length, 0)
}

/** Tells words, not places; and changes the text unless told not to. */
function mint(words: readonly string[]) {
  const library = new Mint([...words])
  return (text: string) => library.filter(text, { replace: false }).words.length
}

/** What one more run of the whole takes; used by the bench of articles for its peer. */
export async function fastPeer(words: readonly string[], texts: readonly string[]): Promise<number> {
  const library = new FastAhoCorasick([...words])
  const { seconds } = await timed(async () => texts.map((text) => library.matchInText(text).length))
  return seconds / texts.length
}
