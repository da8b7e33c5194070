/**
 * A wrong character can have come about by 0: the same sound, 1: the same syllable in another tone, 2: a near sound,
 * 3: a like shape, 4: a slip on the Wubi keyboard. The judge was trained with these numbers.
 */

export type Confusions = {
  /** Characters that may have been meant where `unit` was written, each with its kind; flat: unit, kind, unit, kind. */
  of: (unit: number) => Uint16Array
  /** Numbers of the syllables a character can be read with, without tones. */
  syllables: (unit: number) => readonly number[]
}

type Reading = { syllable: number; tone: string }

/**
 * From the readings (`bei4 备背…` a line), the Wubi codes (`tlf 备…` a line) and the groups of look-alikes.
 * Only usable characters can have been meant. The nearest kind wins when a character is confusable in several ways.
 */
export function buildConfusions(readings: string, wubi: string, shapes: string, usable: Uint8Array): Confusions {
  const { numbers, byUnit, bySyllable, names } = parseReadings(readings)
  const near = names.map((name) => nearSyllables(name).flatMap((other) => numbers.get(other) ?? []))
  const { codes, byPattern } = parseWubi(wubi)
  const alike = parseShapes(shapes)
  const known = new Map<number, Uint16Array>()
  const syllables = new Map<number, readonly number[]>()

  function build(unit: number): Uint16Array {
    const kinds = new Map<number, number>()
    const take = (other: number, kind: number) => {
      if (other !== unit && usable[other] && (kinds.get(other) ?? 9) > kind) kinds.set(other, kind)
    }
    const code = codes.get(unit)
    if (code) for (const pattern of patternsOf(code)) for (const other of byPattern.get(pattern) ?? []) take(other, 4)
    for (const other of alike.get(unit) ?? []) take(other, 3)
    for (const { syllable, tone } of byUnit.get(unit) ?? []) {
      for (const neighbour of near[syllable]!) for (const other of bySyllable[neighbour]!) take(other, 2)
      for (const other of bySyllable[syllable]!) {
        const same = byUnit.get(other)!.some((reading) => reading.syllable === syllable && reading.tone === tone)
        take(other, same ? 0 : 1)
      }
    }
    return Uint16Array.from([...kinds].flat())
  }
  return {
    of(unit) {
      let found = known.get(unit)
      if (!found) {
        found = build(unit)
        known.set(unit, found)
      }
      return found
    },
    syllables(unit) {
      let found = syllables.get(unit)
      if (!found) {
        found = [...new Set((byUnit.get(unit) ?? []).map(({ syllable }) => syllable))]
        syllables.set(unit, found)
      }
      return found
    },
  }
}

function parseReadings(text: string) {
  const numbers = new Map<string, number>()
  const names: string[] = []
  const byUnit = new Map<number, Reading[]>()
  const bySyllable: number[][] = []
  for (const line of linesOf(text)) {
    const [, name, tone, characters] = /^([a-zü]+)(\d) (.+)$/.exec(line) ?? []
    if (!name || !tone || !characters) throw new Error(`readings: cannot read the line ${line}`)
    let syllable = numbers.get(name)
    if (syllable === undefined) {
      syllable = names.length
      numbers.set(name, syllable)
      names.push(name)
      bySyllable.push([])
    }
    for (const character of characters) {
      const unit = character.charCodeAt(0)
      const own = byUnit.get(unit)
      if (!own?.some((reading) => reading.syllable === syllable)) bySyllable[syllable]!.push(unit)
      if (own) own.push({ syllable, tone })
      else byUnit.set(unit, [{ syllable, tone }])
    }
  }
  return { numbers, names, byUnit, bySyllable }
}

const nearInitials: Record<string, readonly string[]> = {
  z: ['zh'],
  zh: ['z'],
  c: ['ch'],
  ch: ['c'],
  s: ['sh'],
  sh: ['s'],
  n: ['l'],
  l: ['n', 'r'],
  r: ['l'],
  f: ['h'],
  h: ['f'],
}
const nearFinals: Record<string, readonly string[]> = {
  in: ['ing'],
  ing: ['in'],
  en: ['eng'],
  eng: ['en'],
  an: ['ang'],
  ang: ['an'],
  ian: ['iang'],
  iang: ['ian'],
  uan: ['uang'],
  uang: ['uan'],
  un: ['ong'],
  ui: ['ei'],
  ei: ['ui'],
}

/** Syllables that speakers of southern dialects and hasty fingers take for each other. */
export function nearSyllables(name: string): string[] {
  const [, initial, final] = /^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.*)$/.exec(name)!
  const initials = nearInitials[initial!] ?? []
  const finals = nearFinals[final!] ?? []
  return [
    ...initials.map((other) => other + final),
    ...finals.map((other) => initial + other),
    ...initials.flatMap((first) => finals.map((second) => first + second)),
  ]
}

function parseWubi(text: string) {
  const codes = new Map<number, string>()
  const byPattern = new Map<string, number[]>()
  for (const line of linesOf(text)) {
    const [code, characters] = line.split(' ')
    if (!code || !characters) throw new Error(`wubi: cannot read the line ${line}`)
    for (const character of characters) {
      const unit = character.charCodeAt(0)
      codes.set(unit, code)
      for (const pattern of code.length > 1 ? [code, ...oneKeyOpen(code)] : []) {
        const row = byPattern.get(pattern)
        if (row) row.push(unit)
        else byPattern.set(pattern, [unit])
      }
    }
  }
  return { codes, byPattern }
}

/** What a slip on the Wubi keyboard can have been: one key wrong, the last key left out, or the same code. */
const patternsOf = (code: string) => [code, ...oneKeyOpen(code), ...(code.length >= 3 ? [code.slice(0, -1)] : [])]
const oneKeyOpen = (code: string) => Array.from(code, (_, i) => `${code.slice(0, i)}*${code.slice(i + 1)}`)

function parseShapes(text: string): Map<number, number[]> {
  const alike = new Map<number, Set<number>>()
  for (const line of linesOf(text)) {
    const units = Array.from(line, (character) => character.charCodeAt(0))
    for (const unit of units) {
      const others = alike.get(unit) ?? new Set()
      for (const other of units) others.add(other)
      alike.set(unit, others)
    }
  }
  return new Map([...alike].map(([unit, others]) => [unit, [...others]]))
}

export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}
