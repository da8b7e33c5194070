import type { CheckedText, Span } from '../checked-text.ts'
import type { TypoFinder } from '../checker.ts'
import type { Finding } from '../finding.ts'
import { type Analyst, createAnalyst, longestStretch, withModelMarks } from './analysis.ts'
import { type Candidate, candidateKinds, findCandidates } from './candidates.ts'
import { coverOf, featuresOf } from './features.ts'
import { judgeScore } from './judge.ts'
import type { TypoModel } from './model.ts'
import { typoRule } from './typo-rule.ts'

export type Suspicion = { candidate: Candidate; score: number }

/** Finds open typos sentence by sentence; the same text gives the same findings in every engine. */
export function createTypoFinder(model: TypoModel): TypoFinder & { work: () => number } {
  const analyst = createAnalyst(model)
  return {
    work: analyst.work,
    find(text) {
      return stretchesOf(text).flatMap(({ start, end }) => {
        const stretch = withModelMarks(text.plain.slice(start, end))
        return suspicionsIn(model, analyst, stretch, model.judge.threshold)
          .filter(({ candidate }) => !isCutWord(candidate, start, text.plain.length))
          .map((suspicion) => findingOf(suspicion, stretch, text, start))
      })
    },
  }
}

/**
 * A lone character that fits badly is more often an abbreviation or part of a name than an error: what is guessed from
 * it alone must be surer, in thousandths of log-odds.
 */
const loneHandicap = 1500

/** The likeliest errors of a stretch above a score, none overlapping another, from left to right. */
export function suspicionsIn(model: TypoModel, analyst: Analyst, stretch: string, least: number): Suspicion[] {
  const analysis = analyst.analyse(stretch)
  const cover = coverOf(model, stretch)
  const candidates = findCandidates(model, analyst, analysis, cover)
  if (candidates.length === 0) return []
  const suspicions = candidates
    .map((candidate) => {
      const features = featuresOf(model, analysis, cover, candidate, candidates)
      const handicap = candidate.kind >= candidateKinds.lone ? loneHandicap : 0
      return { candidate, score: judgeScore(model.judge, features) - handicap }
    })
    .filter(({ score }) => score > least)
    .sort((a, b) => b.score - a.score || a.candidate.start - b.candidate.start || a.candidate.end - b.candidate.end)
  const kept: Suspicion[] = []
  for (const suspicion of suspicions) {
    const { start, end } = suspicion.candidate
    if (!kept.some(({ candidate }) => candidate.start < end && start < candidate.end)) kept.push(suspicion)
  }
  return kept.sort((a, b) => a.candidate.start - b.candidate.start)
}

/** Sentences, cut where they are too long: at a mark if there is one in the second half. */
function stretchesOf({ plain, sentences }: CheckedText): Span[] {
  return sentences.flatMap(({ start, end }) => {
    const parts: Span[] = []
    let from = start
    while (end - from > longestStretch) {
      let to = from + longestStretch
      for (let i = to; i > from + longestStretch / 2; i--) {
        if (!/[、,，:：\s]/.test(plain[i - 1]!)) continue
        to = i
        break
      }
      parts.push({ start: from, end: to })
      from = to
    }
    return [...parts, { start: from, end }]
  })
}

/** What lacks a character at the edge of a line may be a word that the line break divides. */
function isCutWord({ kind, start, end }: Candidate, offset: number, length: number): boolean {
  if (kind !== candidateKinds.missing && kind !== candidateKinds.missingOfTwo) return false
  return offset + start === 0 || offset + end === length
}

const kindsInWords: Record<number, string> = {
  0: '二者读音相同',
  1: '二者读音相近，仅声调不同',
  2: '二者读音相近',
  3: '二者字形相近',
  4: '二者五笔编码相近',
  5: '二者读音相同',
  10: '二者读音相同',
  11: '二者读音相近，仅声调不同',
  12: '二者读音相近',
  13: '二者字形相近',
}

function findingOf({ candidate }: Suspicion, stretch: string, text: CheckedText, offset: number): Finding {
  const { start, end, from, to, put, fix, kind } = candidate
  const written = stretch.slice(start, end)
  const missing = kind === candidateKinds.missing || kind === candidateKinds.missingOfTwo
  const doubled = put === ''
  // A missing character has no place of its own: the word it is missing from is marked.
  const marked = missing ? { start, end } : { start: from, end: to }
  const span = text.spanOf(offset + marked.start, offset + marked.end)
  return {
    ruleId: typoRule.id,
    category: missing || doubled ? 'repetition' : 'typo',
    severity: 'minor',
    ...span,
    text: text.raw.slice(span.start, span.end),
    suggestions: [missing ? fix : put],
    message: messageOf(written, fix, missing, doubled),
    why: whyOf(written, fix, kind, missing, doubled),
    basis: typoRule.basis,
  }
}

function messageOf(written: string, fix: string, missing: boolean, doubled: boolean): string {
  if (doubled) return `“${written}”疑为重复，应为“${fix}”`
  if (missing) return `“${written}”疑有漏字，应为“${fix}”`
  return `“${written}”疑为“${fix}”`
}

function whyOf(written: string, fix: string, kind: number, missing: boolean, doubled: boolean): string {
  if (doubled) return `去掉一个“${fix}”后，上下文明显通顺。`
  if (missing) return `补成“${fix}”后，上下文明显通顺。`
  return `在此上下文中，“${fix}”比“${written}”常见得多，${kindsInWords[kind] ?? '二者容易混淆'}。`
}
