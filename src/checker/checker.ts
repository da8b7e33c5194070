import { type CheckedText, readText } from './checked-text.ts'
import { withoutOverlaps } from './engine/overlaps.ts'
import { compileInSlices, compileTerms, type TermMatcher } from './engine/terms.ts'
import type { Finding } from './finding.ts'
import type { Knowledge } from './knowledge.ts'
import type { Context, Hit, Rule } from './rule.ts'

/** Finds open typos by statistics; kept apart because its data is large and may be loaded later. */
export type TypoFinder = { find: (text: CheckedText) => Finding[] }

export type CheckerParts = {
  rules: readonly Rule[]
  knowledge: Knowledge
  typos?: TypoFinder
  /** `knowledge.lists` made searchable beforehand (`compileInSlices`); made here, at one go, if absent. */
  terms?: TermMatcher
}

export type Checker = {
  check: (text: string, context: Context) => Finding[]
  /** The steps of `check`, for whoever keeps results of lines that did not change (see session.ts). */
  checkLine: (line: string, context: Context) => Finding[]
  checkDocument: (text: string, context: Context) => Finding[]
  settle: (found: readonly Finding[]) => Finding[]
}

/**
 * Puts rules and knowledge together into something that checks texts. A checker is never changed: to reload a list
 * make another one and exchange the two. The same input gives the same findings in Node and in a browser. All of
 * them are given, however many. A rule that throws is a bug, and the error rises with the rule's name: a result
 * that lacks one rule would look like a text without fault.
 */
export function createChecker(parts: CheckerParts): Checker {
  const terms = parts.terms ?? compileTerms(parts.knowledge.lists)
  const byLine = parts.rules.filter(({ reach }) => reach === 'paragraph')
  const byDocument = parts.rules.filter(({ reach }) => reach === 'document')
  const accepted = new Set(parts.knowledge.accepted.map(({ ruleId, text }) => `${ruleId}\n${text}`))

  function ruled(rules: readonly Rule[], text: CheckedText, context: Context): Finding[] {
    return rules
      .filter((rule) => !(rule.from && context.on < rule.from) && !(rule.until && context.on > rule.until))
      .flatMap((rule) => hitsOf(rule, text, context, parts.knowledge).map((hit) => findingOf(rule, hit, text)))
  }

  const checker: Checker = {
    check(raw, context) {
      const found = linesOf(raw).flatMap(({ line, at }) => moved(checker.checkLine(line, context), at))
      return checker.settle([...found, ...checker.checkDocument(raw, context)])
    },
    checkLine(line, context) {
      const text = readText(line)
      return [...terms.find(text, context.on), ...ruled(byLine, text, context), ...(parts.typos?.find(text) ?? [])]
    },
    checkDocument: (raw, context) => (byDocument.length > 0 ? ruled(byDocument, readText(raw), context) : []),
    // Only then: what lay under an accepted finding is not to come up in its place.
    settle: (found) => withoutOverlaps(found).filter(({ ruleId, text }) => !accepted.has(`${ruleId}\n${text}`)),
  }
  return checker
}

/** A checker whose lists are made searchable in slices, so that nothing else has to wait; see `compileInSlices`. */
export async function createCheckerInSlices(
  parts: CheckerParts,
  pause: (units: number) => Promise<void>,
): Promise<Checker> {
  return createChecker({ ...parts, terms: await compileInSlices(parts.knowledge.lists, pause) })
}

function hitsOf(rule: Rule, text: CheckedText, context: Context, knowledge: Knowledge): Hit[] {
  try {
    return rule.find(text, context, knowledge)
  } catch (error) {
    throw new Error(`rule ${rule.id} failed`, { cause: error })
  }
}

function findingOf(rule: Rule, hit: Hit, text: CheckedText): Finding {
  return {
    ruleId: rule.id,
    category: rule.category,
    severity: hit.severity ?? rule.severity,
    start: hit.start,
    end: hit.end,
    text: text.raw.slice(hit.start, hit.end),
    suggestions: hit.suggestions ?? [],
    message: hit.message,
    why: hit.why ?? rule.why,
    basis: hit.basis ?? rule.basis,
  }
}

/** The lines of a text that say something, each with its place; what ends a line belongs to none. */
export function linesOf(raw: string): { line: string; at: number }[] {
  return [...raw.matchAll(/[^\n]+/g)].map(({ 0: line, index }) => ({ line, at: index }))
}

export function moved(found: readonly Finding[], by: number): Finding[] {
  return by === 0 ? [...found] : found.map((f) => ({ ...f, start: f.start + by, end: f.end + by }))
}
