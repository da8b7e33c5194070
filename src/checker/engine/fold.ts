import { lookalikePairs } from './lookalikes.data.ts'
import { simplifiedPairs } from './simplified.data.ts'

/** What `foldTable` says of a UTF-16 unit that does not simply become another one. */
export const dropped = 0xffff
export const slow = 0xfffe

/**
 * The first and last of every run of characters that nobody sees (Default_Ignorable_Code_Point, without the fillers
 * of later versions of Unicode). Written down, so that an older engine drops the same ones.
 */
// biome-ignore format: pairs
const invisibleRanges = [
  0x00ad, 0x00ad, 0x034f, 0x034f, 0x061c, 0x061c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180f, 0x200b, 0x200f,
  0x202a, 0x202e, 0x2060, 0x206f, 0x3164, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xfeff, 0xffa0, 0xffa0, 0xfff0, 0xfff8,
]

/** Marks that go with any script: what they make of a letter counts if it is a letter of its own (é), else nothing. */
// biome-ignore format: pairs
const strayMarkRanges = [
  0x0300, 0x036f, 0x0483, 0x0489, 0x1ab0, 0x1aff, 0x1dc0, 0x1dff, 0x20d0, 0x20ff, 0x302a, 0x302f, 0x3099, 0x309a,
  0xfe20, 0xfe2f,
]

/** Single letters of Korean: NFKC would turn them into ones that join their neighbours. */
const koreanLetterRanges = [0x3131, 0x318e, 0xffa1, 0xffdc]

/** Blocks that NFKC leaves alone; asking it about 50,000 characters one by one would take its time. */
// biome-ignore format: pairs
const untouchedRanges = [0x2800, 0x28ff, 0x3400, 0xa66f, 0xac00, 0xd7a3, 0xe000, 0xf8ff, ...koreanLetterRanges]

const joining = makeJoining()

/** By UTF-16 unit: the unit that it is read as, or `dropped`, or `slow`: look closer. */
export const foldTable = makeTable()

/** Marks and what else joins the character before it: whoever meets one has to look at both together. */
export function joinsPrevious(unit: number): boolean {
  return unit >= 0x300 && joining[unit] === 1
}

function makeTable(): Uint16Array {
  const table = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit)
  for (let unit = 0xa0; unit < 0x10000; unit++) {
    if (inRanges(untouchedRanges, unit)) unit = endOfRange(untouchedRanges, unit)
    else table[unit] = composedUnit(unit)
  }
  for (const [from, to] of pairsOf(simplifiedPairs + lookalikePairs)) {
    table[from.charCodeAt(0)] = to.charCodeAt(0)
  }
  // Chains such as fullwidth → look-alike → Latin become one step.
  for (let unit = 0; unit < 0x10000; unit++) {
    for (let to = table[unit] ?? unit; to < slow && table[to] !== to; to = table[to] ?? to)
      table[unit] = table[to] ?? to
  }
  for (let unit = 0x300; unit < 0x10000; unit++) if (joining[unit] === 1) table[unit] = slow
  fill(table, [0xd800, 0xdfff, 0x1100, 0x11ff], slow)
  fill(table, invisibleRanges, dropped)
  return table
}

function composedUnit(unit: number): number {
  const composed = String.fromCharCode(unit).normalize('NFKC')
  return composed.length === 1 ? composed.charCodeAt(0) : slow
}

function makeJoining(): Uint8Array {
  const table = new Uint8Array(0x10000)
  for (let unit = 0x300; unit < 0x10000; unit++) {
    if (inRanges(untouchedRanges, unit)) unit = endOfRange(untouchedRanges, unit)
    else if (/\p{M}/u.test(String.fromCharCode(unit))) table[unit] = 1
  }
  fill(table, strayMarkRanges, 1)
  fill(table, invisibleRanges, 1)
  // Vowels and finals of Korean syllables, and the half-width voicing marks of Japanese.
  fill(table, [0x1161, 0x11ff, 0xff9e, 0xff9f], 1)
  return table
}

export function isStrayMark(unit: number): boolean {
  return unit >= 0x300 && inRanges(strayMarkRanges, unit)
}

export function isKoreanLetter(unit: number): boolean {
  return unit >= 0x3131 && inRanges(koreanLetterRanges, unit)
}

export function isInvisible(unit: number): boolean {
  return foldTable[unit] === dropped
}

function pairsOf(text: string): [string, string][] {
  return [...text.matchAll(/(.)(.)/gu)].map(([, from = '', to = '']) => [from, to])
}

function inRanges(ranges: readonly number[], unit: number): boolean {
  return ranges.some((first, i) => i % 2 === 0 && unit >= first && unit <= (ranges[i + 1] ?? first))
}

function endOfRange(ranges: readonly number[], unit: number): number {
  return ranges.find((last, i) => i % 2 === 1 && unit <= last && unit >= (ranges[i - 1] ?? 0)) ?? unit
}

function fill(table: Uint8Array | Uint16Array, ranges: readonly number[], value: number): void {
  for (let i = 0; i < ranges.length; i += 2) table.fill(value, ranges[i], (ranges[i + 1] ?? 0) + 1)
}
