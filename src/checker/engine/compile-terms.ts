import type { Term, TermList } from '../knowledge.ts'
import type { Automaton } from './automaton.ts'
import { longestPattern } from './automaton.ts'
import { buildingAutomaton } from './build-automaton.ts'
import { type Conditions, conditionNames, conditionsOf } from './conditions.ts'
import { type Disguise, disguisesOf } from './evasions.ts'
import { normalise } from './normalise.ts'
import { type Anchor, parsePattern } from './pattern.ts'
import { machineOf, type PatternMachine } from './run-pattern.ts'
import type { Work } from './work.ts'

/** A term of a list, as it is searched for. What only a hit needs is made at the first one. */
export type Entry = { list: TermList; term: Term; plain: string }

/** What a pattern of the automaton was put in for. */
export const asTerm = -1
export const asAnchor = -2
/** … or, from 0 on, as an exception that contains the term so many characters from its start. */

/** Traits of a term: what has to be looked at before a hit counts. Most terms have none of them. */
export const isDated = 1
export const isExcusable = 2
export const isBound = 4

/**
 * What each pattern of the automaton is to which entries: its uses are those from `from[pattern]` up to
 * `from[pattern + 1]`, two numbers each in `cells`: the entry and the kind of use.
 */
export type Uses = { from: Int32Array; cells: Int32Array }

export type CompiledTerms = {
  entries: readonly Entry[]
  /** By entry, its traits; together, so that a hit on a term without any need not fetch the term. */
  traits: Uint8Array
  automaton: Automaton
  uses: Uses
  /** The same for squeezed text; absent when no term is looked for in disguise. `kind` is the number of the disguise. */
  disguised?: { automaton: Automaton; uses: Uses; disguises: readonly Disguise[] }
  conditions: (entry: Entry) => Conditions
  exceptions: (entry: Entry) => readonly string[]
  machine: (entry: Entry) => PreparedPattern
}

export type PreparedPattern = { machine: PatternMachine; anchors: readonly Anchor[] }

/** Makes the lists searchable, in small steps. A term that cannot be searched for is refused by name (RangeError). */
export function* compilingTerms(lists: readonly TermList[]): Work<CompiledTerms> {
  const entries: Entry[] = []
  const traits: number[] = []
  const searched = emptyUses()
  const squeezed = emptyUses()
  const disguises: Disguise[] = []
  for (const list of lists) {
    for (const term of list.terms) {
      const entry = { list, term, plain: normalise(term.text).plain }
      const number = entries.push(entry) - 1
      traits.push(traitsOf(term))
      if (term.pattern) {
        for (const { text } of parsedOf(entry).anchors) searched.put(text, number, asAnchor)
      } else {
        checkLength(entry, entry.plain)
        searched.put(entry.plain, number, asTerm)
        putExceptions(entry, number, searched)
        if (term.evasion && term.evasion !== 'none') {
          for (const disguise of disguisesOf(entry.plain, term.evasion)) {
            if (disguise.text.length <= longestPattern)
              squeezed.put(disguise.text, number, disguises.push(disguise) - 1)
          }
        }
      }
      yield 1 + entry.plain.length
    }
  }
  const { automaton, uses } = yield* searched.build()
  const disguised = disguises.length > 0 ? { ...(yield* squeezed.build()), disguises } : undefined
  return {
    entries,
    traits: Uint8Array.from(traits),
    automaton,
    uses,
    ...(disguised ? { disguised } : {}),
    conditions: once((entry) => conditionsOf(entry.term)),
    exceptions: once((entry) => (entry.term.unless ?? []).map((word) => normalise(word).plain)),
    machine: once((entry) => {
      const { root, anchors } = parsedOf(entry)
      return { machine: machineOf(root), anchors }
    }),
  }
}

function traitsOf(term: Term): number {
  const asks = term.wholeWord === true || conditionNames.some((name) => term[name] !== undefined)
  return (term.from || term.until ? isDated : 0) | (term.unless ? isExcusable : 0) | (asks ? isBound : 0)
}

/** The longer word excuses the term at each place where it contains it. */
function putExceptions(entry: Entry, number: number, uses: ReturnType<typeof emptyUses>): void {
  const { term, plain } = entry
  for (const word of term.unless ?? []) {
    const longer = normalise(word).plain
    checkLength(entry, longer)
    for (let at = longer.indexOf(plain); at >= 0; at = longer.indexOf(plain, at + 1)) uses.put(longer, number, at)
  }
}

function parsedOf({ term, list }: Entry) {
  const parsed = parsePattern(term.text)
  if ('refusal' in parsed) throw new RangeError(`${list.id}#${term.text}: ${parsed.refusal}`)
  return parsed.pattern
}

function checkLength({ term, list }: Entry, plain: string): void {
  if (plain.length > 0 && plain.length <= longestPattern) return
  throw new RangeError(
    `${list.id}#${term.text}: a word has 1 to ${longestPattern} characters, this one ${plain.length}`,
  )
}

function emptyUses() {
  const patterns: string[] = []
  const entry: number[] = []
  const kind: number[] = []
  return {
    put(pattern: string, number: number, as: number): void {
      patterns.push(pattern)
      entry.push(number)
      kind.push(as)
    },
    *build(): Work<{ automaton: Automaton; uses: Uses }> {
      const { automaton, numbers } = yield* buildingAutomaton(patterns)
      const from = new Int32Array(automaton.lengths.length + 2)
      for (const pattern of numbers) {
        from[pattern + 2] = (from[pattern + 2] ?? 0) + 1
        yield 1
      }
      for (let pattern = 2; pattern < from.length; pattern++) {
        from[pattern] = (from[pattern] ?? 0) + (from[pattern - 1] ?? 0)
        yield 1
      }
      const cells = new Int32Array(patterns.length * 2)
      for (let use = 0; use < patterns.length; use++) {
        const pattern = numbers[use] ?? 0
        const at = from[pattern + 1] ?? 0
        from[pattern + 1] = at + 1
        cells[at * 2] = entry[use] ?? 0
        cells[at * 2 + 1] = kind[use] ?? 0
        yield 1
      }
      return { automaton, uses: { from: from.subarray(0, -1), cells } }
    },
  }
}

/** Remembers what was made for an entry; most entries never ask. */
function once<T>(make: (entry: Entry) => T): (entry: Entry) => T {
  const made = new Map<Entry, T>()
  return (entry) => {
    const known = made.get(entry)
    if (known !== undefined) return known
    const value = make(entry)
    made.set(entry, value)
    return value
  }
}
