import { type Evasion, evasions } from '../knowledge.ts'
import { normalise } from './normalise.ts'
import { syllables } from './pinyin.data.ts'
import { splitCharacters } from './splits.data.ts'
import type { Squeezed } from './squeeze.ts'

/** One way of writing a word, as it stands in squeezed text: `parts` by character of the word. */
export type Disguise = { text: string; parts: readonly string[] }

/** More ways than this come only from long words; the likely ones are kept. */
const mostWays = 200
const longestGap = 4

/** Every way of writing `word` (already normalised) that the grade looks for, the word itself among them. */
export function disguisesOf(word: string, grade: Evasion): Disguise[] {
  const plain = word.toLowerCase()
  const level = evasions.indexOf(grade)
  const ways = [...plain].map((character) => [
    character,
    ...(level >= evasions.indexOf('pinyin') ? readingsOf(character) : []),
    ...(level >= evasions.indexOf('split') ? splitsOf(character) : []),
  ])
  const all = ways.reduce((product, choices) => product * choices.length, 1)
  const found = (all <= mostWays ? everyWay(ways) : likelyWays(ways))
    .map((parts): [string, Disguise] => [parts.join(''), { text: parts.join(''), parts }])
    .filter(([text, { parts }]) => text === plain || isTelling(parts, [...plain]))
  return [...new Map(found).values()]
}

function everyWay(ways: readonly (readonly string[])[]): string[][] {
  return ways.reduce<string[][]>(
    (begun, choices) => begun.flatMap((head) => choices.map((choice) => [...head, choice])),
    [[]],
  )
}

/** One character changed, or all of them by their first reading. */
function likelyWays(ways: readonly (readonly string[])[]): string[][] {
  const plain = ways.map(([character = '']) => character)
  const single = ways.flatMap((choices, at) => choices.slice(1).map((choice) => plain.with(at, choice)))
  return [plain, ...single, ways.map(([character = '', reading]) => reading ?? character)]
}

/**
 * Syllables alone say enough from three on, or from six letters; one of a single letter says nothing. Letters that
 * are the word's own (K粉) count as they are.
 */
function isTelling(parts: readonly string[], characters: readonly string[]): boolean {
  const latin = parts.filter((part) => /^[a-z]+$/.test(part))
  if (parts.some((part, at) => part !== characters[at] && /^[a-z]$/.test(part))) return false
  return latin.length < parts.length || parts.length >= 3 || parts.join('').length >= 6
}

/**
 * Where a disguise found in squeezed text stands in `plain`, or nothing if it only looks like one: letters that are
 * part of a longer word, a gap too wide, a remark in brackets.
 */
export function placeOf(disguise: Disguise, squeezed: Squeezed, at: number, plain: string) {
  const end = at + disguise.text.length
  const start = squeezed.places[at] ?? 0
  const last = squeezed.places[end - 1] ?? 0
  if (isLetter(plain, start) && isLetter(plain, start - 1)) return undefined
  if (isLetter(plain, last) && isLetter(plain, last + 1)) return undefined
  const borders = new Set<number>()
  disguise.parts.reduce((to, part) => {
    borders.add(to)
    return to + part.length
  }, at)
  let gaps = 0
  let inside = 0
  for (let i = at + 1; i < end; i++) {
    const from = (squeezed.places[i - 1] ?? 0) + 1
    const width = (squeezed.places[i] ?? 0) - from
    if (width === 0) continue
    if (width > longestGap) return undefined
    // One bracket in a word of two characters is how lists and remarks are written.
    if (disguise.parts.length < 3 && /[()[\]【】〔〕]/.test(plain.slice(from, from + width))) return undefined
    gaps++
    if (!borders.has(i)) inside++
  }
  // Inside a syllable only where every letter stands apart: "dam ada" is not "da mada".
  if (inside > 0 && gaps < end - at - 1) return undefined
  return { start, end: last + (isHighSurrogate(plain, last) ? 2 : 1) }
}

let readings: Map<string, string[]> | undefined

function readingsOf(character: string): readonly string[] {
  readings ??= syllables.split(' ').reduce((table, group) => {
    const syllable = /^[a-z]+/.exec(group)?.[0] ?? ''
    for (const one of group.slice(syllable.length)) table.set(one, [...(table.get(one) ?? []), syllable])
    return table
  }, new Map<string, string[]>())
  return readings.get(character) ?? []
}

function splitsOf(character: string): string[] {
  return (splitCharacters[character] ?? []).map((parts) => normalise(parts).plain)
}

function isLetter(text: string, at: number): boolean {
  const unit = text.charCodeAt(at) | 0x20
  return unit >= 0x61 && unit <= 0x7a
}

function isHighSurrogate(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800
}
