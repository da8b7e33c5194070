import type { Span } from '../checked-text.ts'
import { dropped, foldTable, isInvisible, isKoreanLetter, isStrayMark, joinsPrevious, slow } from './fold.ts'
import { textOf } from './text-of.ts'

export type Normalised = { plain: string; spanOf: (start: number, end: number) => Span }

/** More marks than this on one character compose to nothing that anybody writes; the rest are dropped unread. */
const marksRead = 8

/**
 * What a text says, with the way back to how it was written: NFKC, half width, simplified characters, look-alikes
 * joined, invisible characters and stray marks dropped. A character of `plain` leads back to the whole cluster that
 * it was read from. Every unit of `plain` is a UTF-16 unit; lone surrogates stay what they are.
 */
export function normalise(raw: string): Normalised {
  const simple = simplyFolded(raw)
  if (simple !== undefined) return { plain: simple, spanOf: (start, end) => wholeCharacters(raw, start, end) }
  return foldClusters(raw)
}

/** The text unit for unit, where that is enough: nothing dropped, nothing longer or shorter than before. */
function simplyFolded(raw: string): string | undefined {
  let at = 0
  while (at < raw.length && foldTable[raw.charCodeAt(at)] === raw.charCodeAt(at)) at++
  if (at === raw.length) return raw
  const units = new Uint16Array(raw.length)
  for (let i = 0; i < at; i++) units[i] = raw.charCodeAt(i)
  for (; at < raw.length; at++) {
    const folded = foldTable[raw.charCodeAt(at)] ?? slow
    if (folded >= slow) return undefined
    units[at] = folded
  }
  return textOf(units, 'none')
}

function foldClusters(raw: string): Normalised {
  const out = growingOutput(raw.length)
  for (let at = 0; at < raw.length; ) {
    const unit = raw.charCodeAt(at)
    const folded = foldTable[unit] ?? unit
    let end = at + 1
    if (folded < slow && !(end < raw.length && joinsPrevious(raw.charCodeAt(end)))) {
      out.add(folded, at, end)
    } else if (folded !== dropped) {
      if (isPair(raw, at)) end++
      const base = end
      while (end < raw.length && joinsPrevious(raw.charCodeAt(end))) end++
      for (const written of read(raw.slice(at, base), raw, base, end)) out.add(written, at, end)
    }
    at = end
  }
  return out.done(raw)
}

/** The units that a character with its marks is read as. */
function read(base: string, raw: string, from: number, to: number): number[] {
  // 🈚️ is asked for as a picture, although it could be read as 无: it stands as “some object”.
  if (/^[\u{1f200}-\u{1f2ff}]$/u.test(base) && raw.charCodeAt(from) === 0xfe0f) return [0xfffc]
  let marks = ''
  for (let i = from; i < to && marks.length < marksRead; i++) {
    if (!isInvisible(raw.charCodeAt(i))) marks += raw.charAt(i)
  }
  if (isKoreanLetter(base.charCodeAt(0))) return [base.charCodeAt(0), ...foldedUnits(composed(marks))]
  return foldedUnits(composed(base + marks))
}

/** Once more when a stray mark is gone, which may have stood between two that belong together. */
function composed(cluster: string): string {
  const once = cluster.normalize('NFKC')
  const kept = [...once].filter((one) => !isStrayMark(one.charCodeAt(0)) && !isInvisible(one.charCodeAt(0))).join('')
  return kept === once ? once : kept.normalize('NFKC')
}

function foldedUnits(text: string): number[] {
  return [...text].flatMap((character) => {
    const code = character.codePointAt(0) ?? 0
    if (code > 0xffff) return enclosed(code)
    const folded = foldTable[code] ?? code
    return folded >= slow ? code : folded
  })
}

/** White letters on dark ground (🅐 🅰), which NFKC does not join; tags and further variation selectors vanish. */
function enclosed(code: number): number[] {
  if (code >= 0xe0000 && code <= 0xe0fff) return []
  if (code >= 0x1f150 && code <= 0x1f169) return [65 + code - 0x1f150]
  if (code >= 0x1f170 && code <= 0x1f189) return [65 + code - 0x1f170]
  return [0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff)]
}

/** `plain` and where each of its units came from, in arrays that grow by doubling. */
function growingOutput(expected: number) {
  let units = new Uint16Array(expected + 16)
  let starts = new Uint32Array(expected + 16)
  let ends = new Uint32Array(expected + 16)
  let length = 0
  let surrogates = false

  function grow(): void {
    const before = { units, starts, ends }
    units = new Uint16Array(length * 2)
    starts = new Uint32Array(length * 2)
    ends = new Uint32Array(length * 2)
    units.set(before.units)
    starts.set(before.starts)
    ends.set(before.ends)
  }

  return {
    add(unit: number, start: number, end: number): void {
      if (length === units.length) grow()
      if (unit >= 0xd800 && unit <= 0xdfff) surrogates = true
      units[length] = unit
      starts[length] = start
      ends[length++] = end
    },
    done(raw: string): Normalised {
      const spanOf = (start: number, end: number): Span => {
        const from = start < length ? (starts[start] ?? 0) : raw.length
        return { start: from, end: end > start ? (ends[Math.min(end, length) - 1] ?? raw.length) : from }
      }
      return { plain: textOf(units.subarray(0, length), surrogates ? 'some' : 'none'), spanOf }
    },
  }
}

/** Where nothing moved, a stretch is itself, but never half of a pair. */
function wholeCharacters(raw: string, start: number, end: number): Span {
  const from = Math.min(start, raw.length)
  const to = Math.max(from, Math.min(end, raw.length))
  if (from === to) return { start: from, end: to }
  return { start: from > 0 && isPair(raw, from - 1) ? from - 1 : from, end: isPair(raw, to - 1) ? to + 1 : to }
}

function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00
}
