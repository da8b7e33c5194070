import { type CheckedText, readText } from './checked-text.ts'
import { compileTerms } from './engine/terms.ts'
import { type Finding, severityNames } from './finding.ts'
import type { Knowledge } from './knowledge.ts'
import type { Context, Hit, Rule } from './rule.ts'

/** Finds open typos by statistics; kept apart because its data is large and may be loaded later. */
export type TypoFinder = { find: (text: CheckedText) => Finding[] }

export type CheckerParts = { rules: readonly Rule[]; knowledge: Knowledge; typos?: TypoFinder }
export type Checker = { check: (text: string, context: Context) => Finding[] }

/**
 * Puts rules and knowledge together into something that checks texts. A checker is never changed: to reload a list
 * make another one and exchange the two. The same input gives the same findings in Node and in a browser.
 */
export function createChecker(parts: CheckerParts): Checker {
  const terms = compileTerms(parts.knowledge.lists)
  const byLine = parts.rules.filter(({ reach }) => reach === 'paragraph')
  const byDocument = parts.rules.filter(({ reach }) => reach === 'document')
  const accepted = new Set(parts.knowledge.accepted.map(({ ruleId, text }) => `${ruleId}\n${text}`))

  function ruled(rules: readonly Rule[], text: CheckedText, context: Context): Finding[] {
    return rules
      .filter((rule) => !(rule.from && context.on < rule.from) && !(rule.until && context.on > rule.until))
      .flatMap((rule) => rule.find(text, context, parts.knowledge).map((hit) => findingOf(rule, hit, text)))
  }

  function checkLine(line: string, context: Context): Finding[] {
    const text = readText(line)
    return [...terms.find(text, context.on), ...ruled(byLine, text, context), ...(parts.typos?.find(text) ?? [])]
  }

  return {
    check(raw, context) {
      const found = linesOf(raw).flatMap(({ line, at }) =>
        checkLine(line, context).map((f) => ({ ...f, start: f.start + at, end: f.end + at })),
      )
      const all = [...found, ...(byDocument.length > 0 ? ruled(byDocument, readText(raw), context) : [])]
      return withoutOverlaps(all.filter(({ ruleId, text }) => !accepted.has(`${ruleId}\n${text}`)))
    },
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

function linesOf(raw: string): { line: string; at: number }[] {
  return [...raw.matchAll(/[^\n]+/g)].map(({ 0: line, index }) => ({ line, at: index }))
}

/** One finding a place: the graver wins, then the longer, then the one that knows (a typo by statistics only guesses). */
function withoutOverlaps(found: readonly Finding[]): Finding[] {
  const rank = (f: Finding) => severityNames.indexOf(f.severity) * 2 + (f.ruleId.startsWith('typo.') ? 1 : 0)
  const best = [...found].sort((a, b) => rank(a) - rank(b) || b.end - b.start - (a.end - a.start) || a.start - b.start)
  const kept: Finding[] = []
  for (const finding of best) {
    if (!kept.some((k) => k.start < finding.end && finding.start < k.end)) kept.push(finding)
  }
  return kept.sort((a, b) => a.start - b.start || a.end - b.end)
}
