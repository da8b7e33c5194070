import type { Span } from '../checked-text.ts'
import { type Category, categoryNames, type Finding } from '../finding.ts'
import { cleanSentences } from './clean.data.ts'
import { markedErrors } from './errors.data.ts'
import { type EvasionCase, evasionCases } from './evasions.data.ts'
import { finalCleanSentences } from './final-clean.data.ts'
import { finalErrors } from './final-errors.data.ts'
import { type MarkedText, readMarked } from './marked.ts'

export type Sample = MarkedText & { category: Category }

export type Sets = { errors: readonly Sample[]; clean: readonly string[] }

const samplesOf = (marked: Readonly<Record<Category, readonly string[]>>): Sample[] =>
  categoryNames.flatMap((category) => marked[category].map((one) => ({ category, ...readMarked(one) })))

/** The sets that rules are improved on. */
export const workingSets: Sets = { errors: samplesOf(markedErrors), clean: Object.values(cleanSentences).flat() }
/** The sets that are only measured: nothing is made better by looking at them. */
export const finalSets: Sets = { errors: samplesOf(finalErrors), clean: Object.values(finalCleanSentences).flat() }

type Check = (text: string) => readonly Finding[]

/** What a checker does with one category. An error counts as found when any finding touches its mark. */
export type CategoryScore = {
  category: Category | 'all'
  /** Marked errors of the category; those touched by any finding; those touched by one of the same category. */
  errors: number
  found: number
  foundAsSuch: number
  /** Findings of the category in wrong and in clean sentences, and how many of them touch a mark. */
  findings: number
  hits: number
  /** Clean sentences with at least one finding of the category. */
  falseAlarms: number
}

export type Quality = {
  scores: readonly CategoryScore[]
  all: CategoryScore
  cleanCount: number
  missed: readonly Sample[]
  /** Findings that touch no mark, each with its sentence: what to look at first. */
  wrong: readonly { text: string; finding: Finding; clean: boolean }[]
}

/** Runs a checker over wrong and clean sentences. Pure: the same checker gives the same table. */
export function measure(check: Check, { errors, clean }: Sets): Quality {
  const inErrors = errors.map((sample) => ({ sample, findings: check(sample.text) }))
  const inClean = clean.map((text) => ({ text, findings: check(text) }))

  function score(category: Category | 'all'): CategoryScore {
    const of = (c: Category) => category === 'all' || c === category
    const marks = inErrors
      .filter(({ sample }) => of(sample.category))
      .flatMap(({ sample, findings }) => sample.marks.map((mark) => ({ sample, mark, findings })))
    const reported = inErrors.flatMap(({ sample, findings }) =>
      findings.filter((f) => of(f.category)).map((f) => sample.marks.some((mark) => touches(mark, f))),
    )
    const alarms = inClean.map(({ findings }) => findings.filter((f) => of(f.category)).length)
    return {
      category,
      errors: marks.length,
      found: marks.filter(({ mark, findings }) => findings.some((f) => touches(mark, f))).length,
      foundAsSuch: marks.filter(({ sample, mark, findings }) =>
        findings.some((f) => f.category === sample.category && touches(mark, f)),
      ).length,
      findings: reported.length + alarms.reduce((sum, n) => sum + n, 0),
      hits: reported.filter(Boolean).length,
      falseAlarms: alarms.filter((n) => n > 0).length,
    }
  }

  return {
    scores: categoryNames.map(score),
    all: score('all'),
    cleanCount: inClean.length,
    missed: inErrors
      .filter(({ sample, findings }) => !sample.marks.some((mark) => findings.some((f) => touches(mark, f))))
      .map(({ sample }) => sample),
    wrong: [
      ...inErrors.flatMap(({ sample: { text, marks }, findings }) =>
        findings
          .filter((f) => !marks.some((mark) => touches(mark, f)))
          .map((finding) => ({ text, finding, clean: false })),
      ),
      ...inClean.flatMap(({ text, findings }) => findings.map((finding) => ({ text, finding, clean: true }))),
    ],
  }
}

export type EvasionScore = { cases: number; right: number; wrong: readonly EvasionCase[] }

/** `find` gives the places where one term, followed to one level, stands in a text. A case is right to the offset. */
export function measureEvasions(find: (wanted: EvasionCase) => readonly Span[]): EvasionScore {
  const wrong = evasionCases.filter((wanted) => {
    const spans = find(wanted)
    if (!wanted.found) return spans.length > 0
    const [start, end] = wanted.found
    return !(spans.length === 1 && spans[0]?.start === start && spans[0].end === end)
  })
  return { cases: evasionCases.length, right: evasionCases.length - wrong.length, wrong }
}

/** Whether two stretches share a character; a mark between two characters is touched at its borders. */
function touches(mark: Span, { start, end }: Span): boolean {
  return start < end ? start < mark.end && mark.start < end : mark.start <= start && start <= mark.end
}
