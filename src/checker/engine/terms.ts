import type { CheckedText } from '../checked-text.ts'
import { sentencesOf } from '../checked-text.ts'
import type { Finding } from '../finding.ts'
import type { Term, TermList } from '../knowledge.ts'
import type { Day } from '../rule.ts'

export type TermMatcher = { find: (text: CheckedText, on: Day) => Finding[] }

/** Makes the lists searchable. */
export function compileTerms(lists: readonly TermList[]): TermMatcher {
  return { find: (text, on) => lists.flatMap((list) => list.terms.flatMap((term) => hitsOf(list, term, text, on))) }
}

function hitsOf(list: TermList, term: Term, text: CheckedText, on: Day): Finding[] {
  if ((term.from && on < term.from) || (term.until && on > term.until)) return []
  return placesOf(text.plain, term.text)
    .filter((start) => !excused(term, text.plain, start) && fits(term, text, start))
    .map((start) => {
      const { start: from, end: to } = text.spanOf(start, start + term.text.length)
      const written = text.raw.slice(from, to)
      return {
        ruleId: `${list.id}#${term.text}`,
        category: term.category ?? list.category,
        severity: term.severity ?? list.severity,
        start: from,
        end: to,
        text: written,
        suggestions: term.suggest,
        message: term.message ?? messageOf(written, term.suggest),
        why: term.why ?? list.why,
        basis: term.basis ?? list.basis,
      }
    })
}

function messageOf(written: string, suggest: readonly string[]): string {
  const [first] = suggest
  if (first === undefined) return `“${written}”须慎用，请核对`
  return first === '' ? `“${written}”应当删去` : `“${written}”应为“${first}”`
}

function placesOf(text: string, part: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) places.push(at)
  return places
}

function excused(term: Term, text: string, start: number): boolean {
  return (term.unless ?? []).some((longer) =>
    placesOf(longer, term.text).some((shift) => text.startsWith(longer, start - shift)),
  )
}

function fits(term: Term, text: CheckedText, start: number): boolean {
  const head = text.plain.slice(0, start)
  const tail = text.plain.slice(start + term.text.length)
  const sentence = sentencesOf(text.plain).find((s) => s.start <= start && start < s.end)
  const around = sentence ? text.plain.slice(sentence.start, sentence.end) : ''
  const some = (words: readonly string[] | undefined, test: (word: string) => boolean) => words?.some(test)
  return (
    some(term.before, (w) => head.endsWith(w)) !== false &&
    some(term.after, (w) => tail.startsWith(w)) !== false &&
    some(term.near, (w) => around.includes(w)) !== false &&
    !some(term.notBefore, (w) => head.endsWith(w)) &&
    !some(term.notAfter, (w) => tail.startsWith(w)) &&
    !some(term.notNear, (w) => around.includes(w))
  )
}
