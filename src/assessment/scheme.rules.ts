import { inWords } from '../core/round.rules.ts'
import type { DeductPerCase, Rate, RatioToReference, RatioToTarget, Share, YearOnYear } from './conversion.rules.ts'
import type { FindingKind } from './facts.rules.ts'
import { type FormulaId, formulas } from './formulas.rules.ts'
import {
  type AssessedPlatform,
  assessedPlatforms,
  type IndexName,
  type IndexWeight,
  indexLabels,
  indexNames,
  type PartName,
  partLabels,
  partNames,
  platformLabels,
  table2,
  type Weights,
} from './table2.rules.ts'
import type { Veto } from './veto.rules.ts'

/**
 * What a part with 缺数 does: `exclude` lets the other parts of its index carry its weight, `zero` counts it as 0,
 * `unranked` leaves the account without a total (listed as 缺数, not ranked).
 */
export type MissingPolicy = 'exclude' | 'zero' | 'unranked'

export type Conversions = {
  wci: RatioToReference
  bci: RatioToReference
  dci: RatioToReference
  posts: RatioToTarget
  originality: Share
  activeDays: RatioToTarget
  graveErrors: DeductPerCase
  onlineServices: DeductPerCase
  poorInteraction: DeductPerCase
  minorErrors: DeductPerCase
  collaboration: Rate
  platformUse: DeductPerCase
  operationYearOnYear: YearOnYear
  diligenceYearOnYear: YearOnYear
}

/** Everything that turns facts into scores, as plain data: stored by version, shown in full, hashed with each run. */
export type Scheme = {
  weights: Weights
  formulas: Record<AssessedPlatform, FormulaId>
  conversions: Conversions
  missing: Record<PartName, MissingPolicy>
  veto: { kinds: Veto[]; accountHealth: 'zero' | 'keep' }
  verdict: { unfitOn: FindingKind[] }
  /** Scores are kept in full precision; only pages and exports round. */
  shownDigits: number
  citations: { subject: string; zh: string; source: string }[]
}

/** What is wrong with a scheme, in words for the user, at the path of the field. */
export type Problem = { path: string; zh: string }

/** A change of some weights, for what-if: only what is named changes. */
export type WeightsPatch = {
  [P in AssessedPlatform]?: {
    [I in IndexName]?: { weight?: number | undefined; parts?: IndexWeight['parts'] | undefined } | undefined
  }
}

/** What no single field can tell: sums of 100, the parts of 表2, a formula that suits its platform. */
export function schemeProblems(scheme: Pick<Scheme, 'weights' | 'formulas'>): Problem[] {
  return assessedPlatforms.flatMap((platform) => [
    ...weightProblems(scheme.weights, platform),
    ...indexNames.flatMap((index) => partProblems(scheme.weights, platform, index)),
    ...formulaProblems(scheme.formulas[platform], platform),
  ])
}

/** The scheme with some weights changed, or why it can't be. References don't depend on weights and stay valid. */
export function changedWeights(scheme: Scheme, patch: WeightsPatch): { scheme: Scheme } | { errors: Problem[] } {
  const change = (platform: AssessedPlatform, index: IndexName): IndexWeight => {
    const row = scheme.weights[platform][index]
    const asked = patch[platform]?.[index]
    return { weight: asked?.weight ?? row.weight, parts: { ...row.parts, ...asked?.parts } }
  }
  const weights = record(assessedPlatforms, (platform) => record(indexNames, (index) => change(platform, index)))
  const changed = { ...scheme, weights }
  const errors = schemeProblems(changed)
  return errors.length > 0 ? { errors } : { scheme: changed }
}

function weightProblems(weights: Weights, platform: AssessedPlatform): Problem[] {
  const path = `weights.${platform}`
  const ranges = indexNames.flatMap((index) =>
    rangeProblem(`${path}.${index}.weight`, weights[platform][index].weight, indexLabels[index]),
  )
  const all = indexNames.map((index) => weights[platform][index].weight)
  return [...ranges, ...sumProblem(path, all, `${platformLabels[platform]}的五项指数`)]
}

function partProblems(weights: Weights, platform: AssessedPlatform, index: IndexName): Problem[] {
  const path = `weights.${platform}.${index}.parts`
  const zh = `${platformLabels[platform]}${indexLabels[index]}`
  const { parts } = weights[platform][index]
  const expected: IndexWeight['parts'] = table2[platform][index].parts
  const foreign = partNames.flatMap((part) => {
    if ((parts[part] === undefined) === (expected[part] === undefined)) return []
    const told =
      parts[part] === undefined ? `缺少子指标“${partLabels[part]}”` : `没有“${partLabels[part]}”子指标（表2）`
    return [{ path: `${path}.${part}`, zh: `${zh}${told}` }]
  })
  const ranges = partNames.flatMap((part) => rangeProblem(`${path}.${part}`, parts[part] ?? 0, partLabels[part]))
  return [...foreign, ...ranges, ...sumProblem(path, Object.values(parts), `${zh}的子指标`)]
}

function formulaProblems(formula: FormulaId, platform: AssessedPlatform): Problem[] {
  if (formulas[formula].suits.includes(platform)) return []
  return [{ path: `formulas.${platform}`, zh: `${formulas[formula].zh}不适用于${platformLabels[platform]}` }]
}

function rangeProblem(path: string, weight: number, zh: string): Problem[] {
  return weight >= 0 && weight <= 100 ? [] : [{ path, zh: `${zh}的权重应在 0 至 100 之间` }]
}

function sumProblem(path: string, weights: readonly number[], zh: string): Problem[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  if (Math.abs(sum - 100) < 1e-9) return [] // 33.3 + 33.3 + 33.4 is not quite 100 in binary
  return [{ path, zh: Number.isFinite(sum) ? `${zh}权重合计为 ${inWords(sum)}，应为 100` : `${zh}权重须为数字` }]
}

function record<K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V> {
  // Every key of the list is filled, and the list holds every key of the union.
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>
}
