import {
  afterDeduction,
  againstReference,
  againstTarget,
  type DeductPerCase,
  missing,
  type Outcome,
  rateOf,
  shareOf,
  yearOnYear,
} from './conversion.rules.ts'
import { type AccountFacts, type FindingKind, findingLabels } from './facts.rules.ts'
import { type FigureName, figureLabels, figureOf, missingFigures } from './figures.rules.ts'
import { type FormulaId, formulas } from './formulas.rules.ts'
import { parsePeriod } from './period.rules.ts'
import { type References, rawIndex, referenceFor } from './reference.rules.ts'
import type { Scheme } from './scheme.rules.ts'
import { type IndexName, indexLabels, type PartName } from './table2.rules.ts'

export type Measuring = {
  scheme: Scheme
  facts: AccountFacts
  references: References
  /** The indices already scored: growth compares two of them with the year before. */
  earned: ReadonlyMap<IndexName, number | null>
}

export type Measured = { outcome: Outcome; formula: FormulaId | null }

/** Marks for one part of 表2: takes its facts, asks its conversion. */
export function measurePart(part: PartName, m: Measuring): Measured {
  return measures[part](m)
}

const measures: Record<PartName, (m: Measuring) => Measured> = {
  wci: operation,
  bci: operation,
  dci: operation,
  posts: (m) => plain(target(m, 'posts', { verb: '编发', unit: m.facts.platform === 'douyin' ? '条' : '篇' })),
  originality: (m) => plain(originality(m)),
  activeDays: (m) => plain(target(m, 'activeDays', { verb: '有编发', unit: '天' })),
  graveErrors: (m) => plain(deduction(m, 'graveError', m.scheme.conversions.graveErrors)),
  onlineServices: (m) => plain(deduction(m, 'onlineServices', m.scheme.conversions.onlineServices)),
  poorInteraction: (m) => plain(deduction(m, 'poorInteraction', m.scheme.conversions.poorInteraction)),
  minorErrors: (m) => plain(deduction(m, 'minorError', m.scheme.conversions.minorErrors)),
  collaboration: ({ scheme, facts }) =>
    plain(
      facts.collaboration ? rateOf(scheme.conversions.collaboration, facts.collaboration) : missing(['协同任务数据']),
    ),
  platformUse: (m) => plain(deduction(m, 'platformUse', m.scheme.conversions.platformUse)),
  operationYearOnYear: (m) => plain(growth(m, 'operation')),
  diligenceYearOnYear: (m) => plain(growth(m, 'diligence')),
}

function operation({ scheme, facts, references }: Measuring): Measured {
  const computed = rawIndex(scheme.formulas[facts.platform], facts)
  const { formula, note } = computed
  if ('missing' in computed) {
    return { outcome: missing(computed.missing.map((name) => figureLabels[name])), formula }
  }
  const reference = referenceFor(scheme, facts, { formula, references })
  if (!reference) return { outcome: missing(['同类账号参照值']), formula }
  const outcome = againstReference(computed.value, reference, formulas[formula].zh)
  return { outcome: note ? { ...outcome, why: `${outcome.why}；${note}` } : outcome, formula }
}

function target(m: Measuring, part: 'posts' | 'activeDays', words: { verb: string; unit: string }): Outcome {
  const raw = figureOf(m.facts.figures, part)
  if (raw === null) return lacks([part])
  const { months, days } = parsePeriod(m.facts.period)
  const count = { raw, platform: m.facts.platform, months: (months * m.facts.days) / days }
  return againstTarget(m.scheme.conversions[part], count, words)
}

function originality({ scheme, facts }: Measuring): Outcome {
  const posts = figureOf(facts.figures, 'posts')
  if (posts === null) return lacks(['posts'])
  if (posts === 0) return shareOf(scheme.conversions.originality, { posts, known: 0, originals: 0 })
  const originals = figureOf(facts.figures, 'originals')
  const known = figureOf(facts.figures, 'originalKnown')
  if (originals === null || known === null) return lacks(missingFigures(facts.figures, ['originals', 'originalKnown']))
  return shareOf(scheme.conversions.originality, { posts, known, originals })
}

function deduction({ facts }: Measuring, kind: FindingKind, conversion: DeductPerCase): Outcome {
  const cases = facts.findings[kind]
  const name = findingLabels[kind]
  if (cases === null) return { status: 'missing', missing: [name], why: `缺数：本期未检查${name}` }
  return afterDeduction(conversion, { cases, months: parsePeriod(facts.period).months }, name)
}

function growth({ scheme, facts, earned }: Measuring, index: 'operation' | 'diligence'): Outcome {
  const now = earned.get(index) ?? null
  const then = facts.yearBefore?.[index] ?? null
  if (now === null) return missing([`本期${indexLabels[index]}`])
  if (then === null) return missing([`上年同期${indexLabels[index]}`])
  return yearOnYear(scheme.conversions[`${index}YearOnYear`], now, then)
}

function lacks(names: FigureName[]): Outcome {
  return missing(names.map((name) => figureLabels[name]))
}

function plain(outcome: Outcome): Measured {
  return { outcome, formula: null }
}
