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
      case 'repeat': {
        const copies = Array.from({ length: node.max }, (_, i) => {
          const part = build(node.part)
          return i < node.min ? part : { ...part, empty: true }
        })
        return sequence(copies)
      }
    }
  }

  function sequence(parts: readonly Part[]): Part {
    return parts.reduce(
      (before, part) => {
        join(before.last, part.first)
        return {
          first: before.empty ? [...before.first, ...part.first] : before.first,
          last: part.empty ? [...before.last, ...part.last] : part.last,
          empty: before.empty && part.empty,
        }
      },
      { first: [], last: [], empty: true } as Part,
    )
  }

  const { first, last } = build(root)
  return { sets, first, last, follow: follow.map((next) => [...next]) }
}

type Part = { first: readonly number[]; last: readonly number[]; empty: boolean }

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
    if (starts.length > 0) found.push({ start: Math.min(...starts), end: at + 1 })
    active = reached
    ;[now, next] = [next, now]
  }
  return withoutRepeats(found)
}

function withoutRepeats(found: readonly Span[]): Span[] {
  const kept: Span[] = []
  for (const span of [...found].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span)
  }
  return kept
}

function contains(set: CharacterSet | undefined, unit: number): boolean {
  if (!set) return false
  for (let i = 0; i < set.ranges.length; i += 2) {
    if (unit >= (set.ranges[i] ?? 0) && unit <= (set.ranges[i + 1] ?? 0)) return !set.negated
  }
  return set.negated
}
