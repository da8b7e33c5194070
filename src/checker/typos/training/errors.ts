import { pinyin } from 'pinyin-pro'
import { nearSyllables } from '../confusions.ts'

/** A clean text with one typing error in it. */
export type Spoiled = {
  clean: string
  text: string
  kind: ErrorKind
  /** Where the error stands in `text`; empty for a missing character. */
  start: number
  end: number
}

/** How people mistype, with how often: what a pinyin user, a Wubi user and a hasty hand leave behind. */
export const errorKinds = {
  sound: 30,
  word: 22,
  nearSound: 12,
  shape: 14,
  keys: 8,
  missing: 16,
  doubled: 10,
} as const
export type ErrorKind = keyof typeof errorKinds

/** What errors are drawn from; frequencies and words are those of another dictionary than the model's. */
export type ErrorSource = {
  /** By word or character. */
  frequency: ReadonlyMap<string, number>
  bySyllables: ReadonlyMap<string, readonly string[]>
  byReading: ReadonlyMap<string, readonly string[]>
  shapes: ReadonlyMap<string, readonly string[]>
  keys: ReadonlyMap<string, readonly string[]>
}

const isHan = (character: string | undefined) => character !== undefined && character >= '一' && character <= '龥'
/** Changing one of these gives other correct text more often than an error. */
const leftAlone = new Set('一二三四五六七八九十的了是在年月日和')

export const syllablesOf = (word: string) => pinyin(word, { toneType: 'none', type: 'array' }).join(' ')

export function errorSource(dictionary: string, shapes: string, keys: ErrorSource['keys']): ErrorSource {
  const frequency = new Map<string, number>()
  for (const line of dictionary.split('\n')) {
    const [word, count] = line.split(' ')
    if (word && /^[\u4e00-\u9fa5]{1,4}$/.test(word)) frequency.set(word, Number(count))
  }
  const bySyllables = new Map<string, string[]>()
  const byReading = new Map<string, string[]>()
  const add = (index: Map<string, string[]>, key: string, word: string) => {
    const row = index.get(key)
    if (row) row.push(word)
    else index.set(key, [word])
  }
  for (const [word, count] of frequency) {
    if (word.length === 1) {
      const readings = pinyin(word, { toneType: 'none', type: 'array', multiple: true })
      for (const reading of new Set(readings)) add(byReading, reading, word)
    } else if (word.length <= 3 && count >= 20) add(bySyllables, syllablesOf(word), word)
  }
  const alike = new Map<string, string[]>()
  for (const line of shapes.split('\n')) {
    if (line.startsWith('#')) continue
    for (const a of line.trim()) for (const b of line.trim()) if (a !== b) add(alike, a, b)
  }
  return { frequency, bySyllables, byReading, shapes: alike, keys }
}

/** The generator mulberry32: the same seed, the same errors. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Puts one error into a text, or gives undefined where none of the kind fits. */
export function spoil(
  clean: string,
  source: ErrorSource,
  random: () => number,
  wanted?: ErrorKind,
): Spoiled | undefined {
  for (let attempt = 0; attempt < 60; attempt++) {
    const kind = wanted ?? draw(Object.keys(errorKinds) as ErrorKind[], (name) => errorKinds[name], random)!
    const at = Math.floor(random() * clean.length)
    const character = clean[at]!
    if (!isHan(character) || (kind !== 'doubled' && leftAlone.has(character))) continue
    const made = make(clean, at, kind, source, random)
    if (made)
      return { clean, text: clean.slice(0, made.from) + made.put + clean.slice(made.to), kind, ...rangeOf(made) }
  }
  return undefined
}

type Change = { from: number; to: number; put: string; start?: number; end?: number }
const rangeOf = ({ from, put, start, end }: Change) => ({ start: start ?? from, end: end ?? from + put.length })

function make(
  clean: string,
  at: number,
  kind: ErrorKind,
  source: ErrorSource,
  random: () => number,
): Change | undefined {
  const character = clean[at]!
  const weight = (word: string) => Math.sqrt(source.frequency.get(word) ?? 0)
  const reading = syllablesOf(character)
  const oneOf = (others: readonly string[]) => {
    const put = draw(
      others.filter((other) => other !== character && source.frequency.has(other)),
      weight,
      random,
    )
    return put === undefined ? undefined : { from: at, to: at + 1, put }
  }
  switch (kind) {
    case 'sound':
      return oneOf(source.byReading.get(reading) ?? [])
    case 'nearSound':
      return oneOf(nearSyllables(reading).flatMap((near) => source.byReading.get(near) ?? []))
    case 'shape':
      return oneOf(source.shapes.get(character) ?? [])
    case 'keys':
      return oneOf((source.keys.get(character) ?? []).filter((other) => (source.frequency.get(other) ?? 0) > 50))
    case 'word':
      return otherWord(clean, at, source, random, weight)
    case 'missing':
      if (clean[at - 1] === character || clean[at + 1] === character) return undefined
      return { from: at, to: at + 1, put: '' }
    case 'doubled': {
      const count = random() < 0.6 ? 1 : 2
      const twice = clean.slice(at, at + count)
      if (![...twice].every(isHan) || twice.length < count || clean[at + count] === character) return undefined
      return { from: at, to: at, put: twice, start: at, end: at + 2 * count }
    }
  }
}

/** The word at a place (the longest of the dictionary there), replaced by another of the same sound. */
function otherWord(
  clean: string,
  at: number,
  source: ErrorSource,
  random: () => number,
  weight: (word: string) => number,
): Change | undefined {
  for (const length of [3, 2]) {
    const word = clean.slice(at, at + length)
    if (word.length < length || !source.frequency.has(word)) continue
    const others = (source.bySyllables.get(syllablesOf(word)) ?? []).filter((other) => other !== word)
    const put = draw(others, weight, random)
    if (put === undefined) return undefined
    let head = 0
    while (put[head] === word[head]) head++
    let tail = 0
    while (tail < length - head - 1 && put[length - 1 - tail] === word[length - 1 - tail]) tail++
    return { from: at, to: at + length, put, start: at + head, end: at + length - tail }
  }
  return undefined
}

function draw<T>(from: readonly T[], weight: (one: T) => number, random: () => number): T | undefined {
  const total = from.reduce((sum, one) => sum + weight(one), 0)
  if (total <= 0) return undefined
  let left = random() * total
  for (const one of from) {
    left -= weight(one)
    if (left <= 0) return one
  }
  return from.at(-1)
}
