import { z } from 'zod'
import {
  type Category,
  categories,
  categoryNames,
  type Finding,
  type Severity,
  severityNames,
} from '../../../src/checker/finding.ts'
import { listOf } from '../../../src/core/page.contract.ts'

/** What the page keeps in its address: options and filters, never the text. */
export const CheckState = z.object({
  /** The day of publication; absent is today. */
  on: z.iso.date().optional(),
  origin: z.enum(['original', 'repost']).optional(),
  source: z.string().trim().max(60).optional(),
  severity: z.enum(severityNames).optional(),
  category: listOf(categoryNames),
  order: z.enum(['text', 'severity']).optional(),
})
export type CheckState = z.output<typeof CheckState>

type Filter = Pick<CheckState, 'severity' | 'category'>

export function filtered<T extends Finding>(findings: readonly T[], { severity, category }: Filter): T[] {
  return findings.filter(
    (one) => (!severity || one.severity === severity) && (!category?.length || category.includes(one.category)),
  )
}

export type Group<T> = { severity: Severity; findings: T[] }

/** The gravest first, each group in the order of the text. */
export function bySeverity<T extends Finding>(findings: readonly T[]): Group<T>[] {
  return severityNames
    .map((severity) => ({ severity, findings: findings.filter((one) => one.severity === severity) }))
    .filter((group) => group.findings.length > 0)
}

export function countSeverities(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { grave: 0, minor: 0, hint: 0 }
  for (const { severity } of findings) counts[severity]++
  return counts
}

/** The categories that were found, in the order of the table. */
export function countCategories(findings: readonly Finding[]): { category: Category; zh: string; count: number }[] {
  const counts = new Map<Category, number>()
  for (const { category } of findings) counts.set(category, (counts.get(category) ?? 0) + 1)
  return categoryNames.flatMap((category) => {
    const count = counts.get(category)
    return count === undefined ? [] : [{ category, zh: categories[category].zh, count }]
  })
}

/** Those that may be corrected all at once: one replacement and no more, by a rule that knows and does not guess. */
export function sureFindings<T extends Finding>(findings: readonly T[]): T[] {
  return findings.filter(
    ({ suggestions, severity, ruleId }) =>
      suggestions.length === 1 && severity !== 'hint' && !ruleId.startsWith('typo.'),
  )
}
