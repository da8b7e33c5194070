import { type Category, type Severity, severityNames } from '../checker/finding.ts'
import type { TermList } from '../checker/knowledge.ts'
import { shippedKnowledge } from '../checker/lexicon/shipped.ts'
import type { Rule } from '../checker/rule.ts'
import { allRules } from '../checker/rules/all-rules.ts'
import { typoRule } from '../checker/typos/typo-rule.ts'

/** What ships with the product and can be looked at, rule by rule and list by list. */
export type CatalogueRow = {
  id: string
  what: 'rule' | 'list'
  title: string
  severity: Severity
  category: Category
  why: string
  basis: string
  /** Of a list: who made it, from what, and how many words it has. */
  provenance: string | null
  terms: number | null
  fires: readonly string[]
  quiet: readonly string[]
  /** Anything in it is 严重: then nobody switches it off. */
  grave: boolean
}

export const catalogue: readonly CatalogueRow[] = [
  ...allRules.map(rowOfRule),
  rowOfRule(typoRule),
  ...shippedKnowledge.lists.map(rowOfList),
]
const byId = new Map(catalogue.map((row) => [row.id, row]))

type Listed = Pick<Rule, 'id' | 'title' | 'severity' | 'category' | 'why' | 'basis' | 'examples'>

function rowOfRule({ id, title, severity, category, why, basis, examples }: Listed): CatalogueRow {
  const shown = { fires: examples.fires.slice(0, 5), quiet: examples.quiet.slice(0, 5) }
  const grave = severity === 'grave'
  return { id, what: 'rule', title, severity, category, why, basis, provenance: null, terms: null, ...shown, grave }
}

function rowOfList({
  id,
  title,
  severity,
  category,
  why,
  basis,
  provenance,
  licence,
  asOf,
  terms,
}: TermList): CatalogueRow {
  const grave = severity === 'grave' || terms.some((term) => term.severity === 'grave')
  const fires = terms.slice(0, 5).map(({ text, suggest }) => (suggest[0] ? `${text} → ${suggest[0]}` : text))
  const origin = `${provenance}（${licence}，截至 ${asOf}）`
  const counted = { provenance: origin, terms: terms.length, fires, quiet: [] }
  return { id, what: 'list', title, severity, category, why, basis, ...counted, grave }
}

export function catalogued(id: string): CatalogueRow | undefined {
  return byId.get(id)
}

/** How grave what this rule says can be, as far as is known; null when there is no such rule or word. */
export function severityOf(ruleId: string, lists: readonly TermList[]): Severity | null {
  const own = allRules.find(({ id }) => id === ruleId)
  if (own) return own.severity
  if (ruleId === typoRule.id) return typoRule.severity
  const at = ruleId.indexOf('#')
  const list = lists.find(({ id }) => id === (at < 0 ? ruleId : ruleId.slice(0, at)))
  if (!list || at < 0) return null
  const term = list.terms.find(({ text }) => text === ruleId.slice(at + 1))
  return term ? (term.severity ?? list.severity) : null
}

export function graver(a: Severity, b: Severity): Severity {
  return severityNames.indexOf(a) <= severityNames.indexOf(b) ? a : b
}
