import type { CheckedText, Span } from '../checked-text.ts'
import type { Finding } from '../finding.ts'
import type { Term, TermList } from '../knowledge.ts'
import type { Day } from '../rule.ts'
import { searchAll } from './automaton.ts'
import {
  asAnchor,
  type CompiledTerms,
  compilingTerms,
  type Entry,
  isBound,
  isDated,
  isExcusable,
} from './compile-terms.ts'
import { fits, type Place, type Surroundings, surroundingsOf } from './conditions.ts'
import { type Disguise, placeOf } from './evasions.ts'
import { runPattern } from './run-pattern.ts'
import { type Squeezed, squeeze } from './squeeze.ts'
import { isHan, isWholeWord } from './words.ts'
import { drain, drainInSlices } from './work.ts'

export type TermMatcher = { find: (text: CheckedText, on: Day) => Finding[] }

/** Makes the lists searchable; 100,000 terms take a fraction of a second, during which nothing else runs. */
export function compileTerms(lists: readonly TermList[]): TermMatcher {
  return matcherOf(drain(compilingTerms(lists)))
}

/** The same without keeping others waiting: `pause` is awaited after every slice and told what the slice was worth. */
export async function compileInSlices(
  lists: readonly TermList[],
  pause: (units: number) => Promise<void>,
  unitsPerSlice?: number,
): Promise<TermMatcher> {
  return matcherOf(await drainInSlices(compilingTerms(lists), pause, unitsPerSlice))
}

function matcherOf(compiled: CompiledTerms): TermMatcher {
  return {
    find(text, on) {
      const around = surroundingsOf(text)
      const found = findWritten(compiled, around, on)
      return compiled.disguised ? [...found, ...findDisguised(compiled, around, on)] : found
    },
  }
}

/** Terms as they are, in one pass; exceptions met on the way excuse the terms inside them. */
function findWritten(compiled: CompiledTerms, around: Surroundings, on: Day): Finding[] {
  const { automaton, uses, entries, traits } = compiled
  const { plain } = around.text
  const { count, pairs } = searchAll(automaton, plain)
  if (count === 0) return []
  const excused = excusedPlaces(compiled, count, pairs)
  const anchored = new Map<number, number[]>()
  const findings: Finding[] = []
  for (let i = 0; i < count; i++) {
    const start = pairs[i * 2] ?? 0
    const pattern = pairs[i * 2 + 1] ?? 0
    const last = uses.from[pattern + 1] ?? 0
    for (let use = uses.from[pattern] ?? 0; use < last; use++) {
      const number = uses.cells[use * 2] ?? 0
      const kind = uses.cells[use * 2 + 1] ?? 0
      if (kind >= 0) continue
      if (kind === asAnchor) {
        const places = anchored.get(number) ?? []
        places.push(start)
        anchored.set(number, places)
        continue
      }
      const trait = traits[number] ?? 0
      if (trait & isExcusable && excused.has(keyOf(number, start))) continue
      const entry = entries[number]
      if (!entry || (trait & isDated && !inForce(entry.term, on))) continue
      const place = { text: plain, start, end: start + (automaton.lengths[pattern] ?? 0) }
      if (!(trait & isBound) || holds(compiled, entry, around, place))
        findings.push(findingOf(entry, around.text, place))
    }
  }
  for (const [number, places] of anchored) {
    const entry = entries[number]
    if (entry && inForce(entry.term, on)) findings.push(...findPattern(compiled, entry, around, places))
  }
  return findings
}

/** The places of terms that an exception covers, by term and start. */
function excusedPlaces({ uses }: CompiledTerms, count: number, pairs: Int32Array): ReadonlySet<number> {
  const excused = new Set<number>()
  for (let i = 0; i < count; i++) {
    const pattern = pairs[i * 2 + 1] ?? 0
    const last = uses.from[pattern + 1] ?? 0
    for (let use = uses.from[pattern] ?? 0; use < last; use++) {
      const shift = uses.cells[use * 2 + 1] ?? -1
      if (shift >= 0) excused.add(keyOf(uses.cells[use * 2] ?? 0, (pairs[i * 2] ?? 0) + shift))
    }
  }
  return excused
}

/** An entry and a place in one number: both stay far below 2²⁶ and 2²⁷. */
function keyOf(entry: number, start: number): number {
  return entry * 2 ** 27 + start
}

function inForce({ from, until }: Term, on: Day): boolean {
  return !(from && on < from) && !(until && on > until)
}

function holds(compiled: CompiledTerms, entry: Entry, around: Surroundings, place: Place): boolean {
  if (!fits(compiled.conditions(entry), around, place.start, place)) return false
  return !entry.term.wholeWord || isWholeWord(place.text, place.start, place.end)
}

/** Runs a pattern near its anchors only; stretches that meet are run as one, so no place is passed twice. */
function findPattern(
  compiled: CompiledTerms,
  entry: Entry,
  around: Surroundings,
  places: readonly number[],
): Finding[] {
  const { machine, anchors } = compiled.machine(entry)
  const { plain } = around.text
  const before = Math.max(...anchors.map((anchor) => anchor.before))
  const after = Math.max(...anchors.map((anchor) => anchor.after + anchor.text.length))
  const stretches: Span[] = []
  for (const place of places) {
    const [start, end] = [Math.max(0, place - before), Math.min(plain.length, place + after)]
    const last = stretches.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else stretches.push({ start, end })
  }
  return stretches
    .flatMap((stretch) => runPattern(machine, plain, stretch))
    .filter(({ start, end }) => !isInside(compiled.exceptions(entry), plain, { start, end }))
    .map(({ start, end }) => ({ text: plain, start, end }))
    .filter((place) => holds(compiled, entry, around, place))
    .map((place) => findingOf(entry, around.text, place))
}

/** Whether one of the words stands over the whole place. */
function isInside(words: readonly string[], text: string, { start, end }: Span): boolean {
  return words.some((word) => {
    const from = Math.max(0, end - word.length)
    const at = text.slice(from, start + word.length).indexOf(word)
    return at >= 0 && from + at <= start
  })
}

function findDisguised(compiled: CompiledTerms, around: Surroundings, on: Day): Finding[] {
  if (!compiled.disguised) return []
  const { automaton, uses, disguises } = compiled.disguised
  const squeezed = squeeze(around.text.plain)
  const { count, pairs } = searchAll(automaton, squeezed.text)
  const findings: Finding[] = []
  for (let i = 0; i < count; i++) {
    const at = pairs[i * 2] ?? 0
    const pattern = pairs[i * 2 + 1] ?? 0
    const last = uses.from[pattern + 1] ?? 0
    for (let use = uses.from[pattern] ?? 0; use < last; use++) {
      const entry = compiled.entries[uses.cells[use * 2] ?? 0]
      const disguise = disguises[uses.cells[use * 2 + 1] ?? 0]
      if (!entry || !disguise || !inForce(entry.term, on)) continue
      const place = disguisedPlace(compiled, { entry, disguise, squeezed, at }, around)
      if (place) findings.push(findingOf(entry, around.text, place, 'disguised'))
    }
  }
  return findings
}

type Suspect = { entry: Entry; disguise: Disguise; squeezed: Squeezed; at: number }

/** The surroundings are read as if the word stood there openly: 路口 交通 is 路口交通, and no harm in it. */
function disguisedPlace(compiled: CompiledTerms, suspect: Suspect, around: Surroundings): Span | undefined {
  const { entry, disguise, squeezed, at } = suspect
  const { plain } = around.text
  const place = placeOf(disguise, squeezed, at, plain)
  if (!place || plain.slice(place.start, place.end) === entry.plain) return undefined
  const head = squeezed.text.slice(Math.max(0, at - 32), at)
  const open = head + entry.plain + squeezed.text.slice(at + disguise.text.length, at + disguise.text.length + 32)
  const written = { text: open, start: head.length, end: head.length + entry.plain.length }
  if (isInside(compiled.exceptions(entry), open, written)) return undefined
  if (!fits(compiled.conditions(entry), around, place.start, written)) return undefined
  const borders = isHan(open, written.start) && isHan(open, written.end - 1)
  return borders && !isWholeWord(open, written.start, written.end) ? undefined : place
}

function findingOf({ list, term }: Entry, text: CheckedText, place: Span, how: 'open' | 'disguised' = 'open'): Finding {
  const { start, end } = text.spanOf(place.start, place.end)
  const written = text.raw.slice(start, end)
  const disguised = how === 'disguised' ? `“${written}”疑为“${term.text}”的变形写法，请核对` : undefined
  return {
    ruleId: `${list.id}#${term.text}`,
    category: term.category ?? list.category,
    severity: term.severity ?? list.severity,
    start,
    end,
    text: written,
    suggestions: term.suggest,
    message: disguised ?? term.message ?? messageOf(written, term.suggest),
    why: term.why ?? list.why,
    basis: term.basis ?? list.basis,
  }
}

function messageOf(written: string, suggest: readonly string[]): string {
  const [first] = suggest
  if (first === undefined) return `“${written}”须慎用，请核对`
  return first === '' ? `“${written}”应当删去` : `“${written}”应为“${first}”`
}
