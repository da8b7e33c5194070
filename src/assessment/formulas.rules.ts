import { bciFormulas } from './bci.rules.ts'
import { dciFormulas } from './dci.rules.ts'
import { type FigureName, type Figures, figureLabels, known, missingFigures } from './figures.rules.ts'
import type { AssessedPlatform } from './table2.rules.ts'
import { wciFormulas } from './wci.rules.ts'

export const formulaIds = [
  'wci-2.0',
  'wci-11',
  'wci-13',
  'wci-14.2-classic',
  'wci-14.2-shares',
  'bci-zjip-2024',
  'bci-full',
  'toutiao-bci-frame',
  'dci-recalled',
  'vci-zjip',
] as const
export type FormulaId = (typeof formulaIds)[number]

/** How sure we are of a formula: what its vectors in `index-vectors.json` are worth. */
export const gradeLabels = {
  published: '公布值已复算一致',
  computed: '公式有出处，算例为自算',
  recalled: '系数待核',
} as const

export type Formula = {
  zh: string
  source: string
  grade: keyof typeof gradeLabels
  note: string
  /** Platforms whose scheme may choose it. */
  suits: readonly AssessedPlatform[]
  /** Figures it can't do without, besides `posts`. */
  needs: readonly FigureName[]
  value: (figures: Figures, days: number) => number
  /** The version to use when `needs` are not met. */
  fallback?: FormulaId
}

/** Every index formula by its id; the scheme says which one is in force on which platform. */
export const formulas: Record<FormulaId, Formula> = { ...wciFormulas, ...bciFormulas, ...dciFormulas }

export type Computed =
  | { value: number; formula: FormulaId; note: string | null }
  | { missing: FigureName[]; formula: FormulaId; note: string | null }

/**
 * The published index of an account. Nothing published is an index of 0; a missing figure is 缺数 and is never
 * read as zero (WCI with shares = 0 instead of missing would fall by a quarter). `days`: see `indexDays`.
 */
export function computeIndex(id: FormulaId, figures: Figures, days: number): Computed {
  if (!(days > 0)) throw new RangeError('an index needs at least one day')
  const formula = formulas[id]
  const missing = missingFigures(figures, formula.needs.includes('posts') ? formula.needs : ['posts', ...formula.needs])
  if (!missing.includes('posts') && known(figures, 'posts') === 0) {
    return { value: 0, formula: id, note: '本期未编发，指数记 0' }
  }
  if (missing.length === 0) return { value: formula.value(figures, days), formula: id, note: null }
  if (!formula.fallback) return { missing, formula: id, note: null }

  const instead = computeIndex(formula.fallback, figures, days)
  const names = missing.map((name) => figureLabels[name]).join('、')
  return { ...instead, note: `缺${names}，改按${formulas[formula.fallback].zh}计算` }
}
