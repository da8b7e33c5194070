import type { Span } from '../checked-text.ts'
import type { CharacterSet, PatternNode } from './pattern.ts'

/**
 * A pattern as the characters it is made of (repetitions written out) and which may follow which. Running it takes
 * one pass and, at each character, no more than the positions it has; nothing is ever tried twice.
 */
export type PatternMachine = {
  sets: readonly CharacterSet[]
  first: readonly number[]
  last: readonly number[]
  follow: readonly (readonly number[])[]
}

export function machineOf(root: PatternNode): PatternMachine {
  const sets: CharacterSet[] = []
  const follow: Set<number>[] = []
  const join = (from: Iterable<number>, to: Iterable<number>) => {
    for (const a of from) for (const b of to) follow[a]?.add(b)
  }

  function build(node: PatternNode): Part {
    switch (node.kind) {
      case 'character': {
        sets.push(node.set)
        follow.push(new Set())
        return { first: [sets.length - 1], last: [sets.length - 1], empty: false }
      }
      case 'choice': {
        const parts = node.parts.map(build)
        return {
          first: parts.flatMap(({ first }) => first),
          last: parts.flatMap(({ last }) => last),
          empty: parts.some(({ empty }) => empty),
        }
      }
      case 'sequence':
        return sequence(node.parts.map(build))
      case 'repeat':
        return repeat(node)
    }
  }

  function sequence(parts: readonly Part[]): Part {
    return parts.reduce((before, part) => {
      join(before.last, part.first)
      return {
        first: before.empty ? [...before.first, ...part.first] : before.first,
        last: part.empty ? [...before.last, ...part.last] : part.last,
        empty: before.empty && part.empty,
      }
    }, nothing)
  }

  /**
   * x{2,4} is written out as xx(x(x)?)?, so that each copy leads to the next one only. A part that may be empty may as
   * well be left out, so it counts as one that is not empty and need not come at all.
   */
  function repeat(node: PatternNode & { kind: 'repeat' }): Part {
    const copies = Array.from({ length: node.max }, () => build(node.part))
    const least = copies.some(({ empty }) => empty) ? 0 : node.min
    const chain = copies.reduceRight<Part>((after, copy, i) => {
      const both = sequence([{ ...copy, empty: false }, after])
      return { ...both, empty: i >= least }
    }, nothing)
    return { ...chain, empty: least === 0 }
  }

  const { first, last } = build(root)
  return { sets, first, last, follow: follow.map((next) => [...next]) }
}

type Part = { first: readonly number[]; last: readonly number[]; empty: boolean }
const nothing: Part = { first: [], last: [], empty: true }

/** How many steps from character to character the machine has: what one character of a text may cost at most. */
export function stepsOf(machine: PatternMachine): number {
  return machine.first.length + machine.follow.reduce((sum, { length }) => sum + length, 0)
}

/** The matches that lie within a stretch: from the left, the longest first, none over another. */
export function runPattern(machine: PatternMachine, text: string, within: Span): Span[] {
  const size = machine.sets.length
  // By position, the earliest start of a match that has come so far; -1 if none has.
  let now = new Int32Array(size).fill(-1)
  let next = new Int32Array(size).fill(-1)
  let active: number[] = []
  const found: Span[] = []
  for (let at = within.start; at < within.end; at++) {
    const unit = text.charCodeAt(at)
    const reached: number[] = []
    const reach = (position: number, start: number) => {
      const known = next[position] ?? -1
      if (known >= 0 ? start >= known : !contains(machine.sets[position], unit)) return
      if (known < 0) reached.push(position)
      next[position] = start
    }
    for (const position of active) {
      for (const to of machine.follow[position] ?? []) reach(to, now[position] ?? at)
    }
    for (const position of machine.first) reach(position, at)
    for (const position of active) now[position] = -1
    const starts = machine.last.map((position) => next[position] ?? -1).filter((start) => start >= 0)
    active = reached
    if (starts.length > 0) {
      const start = Math.min(...starts)
      // A match that began earlier takes the place of those inside it; what began within this one is given up.
      while ((found.at(-1)?.start ?? -1) >= start) found.pop()
      found.push({ start, end: at + 1 })
      active = reached.filter((position) => (next[position] ?? -1) <= start)
      for (const position of reached) if ((next[position] ?? -1) > start) next[position] = -1
    }
    ;[now, next] = [next, now]
  }
  return found
}

function contains(set: CharacterSet | undefined, unit: number): boolean {
  if (!set) return false
  for (let i = 0; i < set.ranges.length; i += 2) {
    if (unit >= (set.ranges[i] ?? 0) && unit <= (set.ranges[i + 1] ?? 0)) return !set.negated
  }
  return set.negated
}
