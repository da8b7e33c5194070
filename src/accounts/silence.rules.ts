import { addDays, daysBetween } from '../core/clock.rules.ts'

/** So many calendar days without a post are one 14天未更新 (§6.5.1(3)). */
export const spellDays = 14

/** Both days included. */
export type Span = readonly [from: string, to: string]

/** When an account published, as far as anybody knows. Beijing days; only days that are over are judged. */
export type SilenceFacts = {
  /** The first and the last day that count: a year back or the day of opening, and yesterday. */
  window: Span
  firstPost: string | null
  lastPost: string | null
  /** Pairs of days with posts between which lie 14 days or more. */
  gaps: readonly Span[]
  /** Of which days all posts are known: a month without data is not a month without posts. */
  known: readonly Span[]
}

export type Silence = {
  /** Spells that are sure, the oldest first. */
  spells: Span[]
  /** How many there may have been at most, if nothing was posted on the days that nobody knows of. */
  most: number
  /** Months with unknown days that could hold a spell. */
  unknownMonths: string[]
  /** The silence that has not ended, as far as the days are known. */
  running: Span | null
  /** The last day of which anything is known. */
  knownUntil: string | null
}

/**
 * Which silences of 14 days there were (§6.5.1(3)). One silence is one spell, however long it lasted: the next one
 * begins after the account has published again.
 */
export function silencesOf(facts: SilenceFacts): Silence {
  const known = merged(facts.known)
  const silences = quietSpans(facts).map((span) => judgeSpan(span, known))
  const knownUntil = known.at(-1)?.[1] ?? null
  const unknown = silences.filter(({ span, sure, most }) => most > sure.length && lengthOf(span) >= spellDays)
  return {
    spells: silences.flatMap(({ sure }) => sure),
    most: silences.reduce((sum, { most }) => sum + most, 0),
    unknownMonths: [...new Set(unknown.flatMap(({ unknownMonths }) => unknownMonths))].sort(),
    running: runningOf(facts, known),
    knownUntil,
  }
}

/** Spans without a post: before the first, between posts, after the last. */
function quietSpans({ window: [from, to], firstPost, lastPost, gaps }: SilenceFacts): Span[] {
  if (firstPost === null || lastPost === null) return from <= to ? [[from, to]] : []
  const between = gaps.map(([before, after]): Span => [addDays(before, 1), addDays(after, -1)])
  const all: Span[] = [[from, addDays(firstPost, -1)], ...between, [addDays(lastPost, 1), to]]
  return all.filter(([start, end]) => start <= end)
}

function judgeSpan(span: Span, known: readonly Span[]) {
  const parts = known.flatMap((one) => overlapOf(span, one))
  const long = parts.filter((part) => lengthOf(part) >= spellDays)
  const [first] = long
  // Whatever else may have happened, one silence is sure when 14 known days in a row were silent.
  const sure: Span[] = first ? [first] : []
  const covered = parts.reduce((sum, part) => sum + lengthOf(part), 0)
  if (covered === lengthOf(span)) return { span, sure: first ? [span] : [], most: sure.length, unknownMonths: [] }
  // On the unknown days posts may lie, each of which parts one spell from the next.
  const most = Math.max(sure.length, Math.floor((lengthOf(span) + 1) / (spellDays + 1)))
  return { span, sure, most, unknownMonths: monthsOf(span).filter((month) => !isKnown(month, span, parts)) }
}

function isKnown(month: string, span: Span, parts: readonly Span[]): boolean {
  const [days] = overlapOf(span, [`${month}-01`, lastDayOf(month)])
  if (!days) return true
  return (
    parts.flatMap((part) => overlapOf(days, part)).reduce((sum, part) => sum + lengthOf(part), 0) === lengthOf(days)
  )
}

function runningOf({ window: [from, to], lastPost }: SilenceFacts, known: readonly Span[]): Span | null {
  const start = lastPost === null ? from : addDays(lastPost, 1)
  if (start > to) return null
  const reach = known.find(([first, last]) => first <= start && start <= last)
  if (!reach) return null
  return [start, earlier(reach[1], to)]
}

/** Spans in order, those that touch made one. */
function merged(spans: readonly Span[]): Span[] {
  const sorted = spans.filter(([from, to]) => from <= to).toSorted((a, b) => (a[0] < b[0] ? -1 : 1))
  const result: Span[] = []
  for (const [from, to] of sorted) {
    const last = result.at(-1)
    if (last && from <= addDays(last[1], 1)) result[result.length - 1] = [last[0], to > last[1] ? to : last[1]]
    else result.push([from, to])
  }
  return result
}

function overlapOf(a: Span, b: Span): Span[] {
  const from = a[0] > b[0] ? a[0] : b[0]
  const to = earlier(a[1], b[1])
  return from <= to ? [[from, to]] : []
}

export function lengthOf([from, to]: Span): number {
  return daysBetween(from, to) + 1
}

function monthsOf([from, to]: Span): string[] {
  const months: string[] = []
  for (
    let day = `${from.slice(0, 7)}-01`;
    day <= to;
    day = addDays(`${day.slice(0, 7)}-28`, 4)
      .slice(0, 8)
      .concat('01')
  ) {
    months.push(day.slice(0, 7))
  }
  return months
}

function lastDayOf(month: string): string {
  return addDays(addDays(`${month}-28`, 4).slice(0, 8).concat('01'), -1)
}

type Imported = { month: string; posts: number; imported: string }
type Counted = { period_start: string; period_end: string; posts: number; captured: string }

/**
 * Of which days all posts are known. A month with imported works is, up to the day before the last import, unless the
 * platform itself counts more of them; a period for which it counts none is known to be silent.
 */
export function knownDays(months: readonly Imported[], counted: readonly Counted[]): Span[] {
  const ofWorks = months
    .filter(({ month, posts }) => !counted.some((one) => one.period_start.startsWith(month) && one.posts > posts))
    .map(({ month, imported }): Span => [`${month}-01`, earlier(lastDayOf(month), addDays(imported, -1))])
  const ofNone = counted
    .filter(({ posts }) => posts === 0)
    .map((one): Span => [one.period_start, earlier(one.period_end, addDays(one.captured, -1))])
  return merged([...ofWorks, ...ofNone])
}

function earlier(a: string, b: string): string {
  return a < b ? a : b
}

/**
 * Spells that a person has confirmed beside those that the posts show. A finding says that the 14 days before it were
 * silent; where that meets a spell that is counted already, it is the same one.
 */
export function confirmedBeside(spells: readonly Span[], days: readonly string[]): string[] {
  const beside: string[] = []
  for (const day of days.toSorted()) {
    const claimed: Span = [addDays(day, -spellDays), day]
    const last = beside.at(-1)
    const same = spells.some((spell) => overlapOf(spell, claimed).length > 0)
    if (!same && (last === undefined || daysBetween(last, day) > spellDays)) beside.push(day)
  }
  return beside
}
