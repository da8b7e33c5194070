import type { Outcome } from './conversion.rules.ts'
import { type AccountFacts, type FindingKind, findingLabels } from './facts.rules.ts'
import type { FormulaId } from './formulas.rules.ts'
import { measurePart } from './measure.rules.ts'
import { parsePeriod } from './period.rules.ts'
import type { References } from './reference.rules.ts'
import type { Scheme } from './scheme.rules.ts'
import { type IndexName, indexLabels, indexNames, type PartName, partLabels, partsOf } from './table2.rules.ts'
import { type Veto, vetoesOf } from './veto.rules.ts'

/**
 * `weight` is the scheme's; `share` is what is left of it after 缺数 and 不适用, both in percent of the level
 * above. Share × score ÷ 100 is what the part gives to its index.
 */
export type PartScore = {
  part: PartName
  zh: string
  weight: number
  share: number
  score: number | null
  formula: FormulaId | null
  outcome: Outcome
}

export type IndexScore = {
  index: IndexName
  zh: string
  weight: number
  share: number
  score: number | null
  parts: PartScore[]
  note: string | null
}

export type Verdict = {
  result: 'fit' | 'unfit' | 'undetermined'
  zh: string
  reasons: { finding: FindingKind; cases: number; zh: string }[]
}

export type AccountScore = {
  accountId: string
  platform: AccountFacts['platform']
  period: string
  indices: IndexScore[]
  /** null: 缺数, not ranked. */
  total: number | null
  vetoes: Veto[]
  verdict: Verdict
  missing: { index: IndexName; part: PartName; zh: string; why: string; unranks: boolean }[]
}

/** 表2 for one account: every part measured, weighed into five indices and a total. Never rounds. */
export function scoreAccount(scheme: Scheme, facts: AccountFacts, references: References): AccountScore {
  checkFacts(facts)
  const vetoes = vetoesOf(facts, scheme.veto.kinds)
  const earned = new Map<IndexName, number | null>()
  const drafts = indexNames.map((index) => {
    const draft = scoreIndex(index, { scheme, facts, references, vetoed: vetoes.length > 0, earned })
    earned.set(index, draft.score)
    return draft
  })
  const total = drafts.some((draft) => draft.unranked) ? null : weigh(drafts)
  const shares = sharesOf(drafts)
  return {
    accountId: facts.accountId,
    platform: facts.platform,
    period: facts.period,
    indices: drafts.map(({ unranked: _, ...index }, at) => ({ ...index, share: shares[at] ?? 0 })),
    total,
    vetoes,
    verdict: verdictOf(scheme, facts),
    missing: drafts.flatMap((draft) => missingOf(scheme, draft)),
  }
}

/** The weighted mean of what has a score; what has none leaves its weight to the others. Null when nothing has. */
export function weigh(items: readonly { weight: number; score: number | null }[]): number | null {
  let sum = 0
  let weights = 0
  for (const { weight, score } of items) {
    if (score === null) continue
    if (!(score >= 0 && score <= 100)) throw new RangeError(`a score of ${score} does not lie between 0 and 100`)
    sum += weight * score
    weights += weight
  }
  return weights === 0 ? null : Math.min(100, sum / weights)
}

/** 合格 or 不合格, apart from the score: one grave error or veto is enough (国办秘函〔2019〕19号). */
export function verdictOf(scheme: Scheme, facts: Pick<AccountFacts, 'findings'>): Verdict {
  const cases = scheme.verdict.unfitOn.map((finding) => ({ finding, cases: facts.findings[finding] }))
  const reasons = cases.flatMap(({ finding, cases }) =>
    cases ? [{ finding, cases, zh: `${findingLabels[finding]} ${cases} 起` }] : [],
  )
  if (reasons.length > 0) return { result: 'unfit', zh: '不合格', reasons }
  const unseen = cases.some(({ cases }) => cases === null)
  return unseen ? { result: 'undetermined', zh: '待核', reasons } : { result: 'fit', zh: '合格', reasons }
}

type Draft = Omit<IndexScore, 'share'> & { unranked: boolean }
type Given = {
  scheme: Scheme
  facts: AccountFacts
  references: References
  vetoed: boolean
  earned: ReadonlyMap<IndexName, number | null>
}

function scoreIndex(index: IndexName, given: Given): Draft {
  const { scheme, facts } = given
  const row = scheme.weights[facts.platform][index]
  const measured = partsOf(row).map(({ part, weight }) => {
    const { outcome, formula } = measurePart(part, given)
    return { part, zh: partLabels[part], weight, score: marksOf(scheme, part, outcome), formula, outcome }
  })
  const shares = sharesOf(measured)
  const parts = measured.map((part, at) => ({ ...part, share: shares[at] ?? 0 }))
  const base = { index, zh: indexLabels[index], weight: row.weight, parts }

  if (index === 'health' && given.vetoed && scheme.veto.accountHealth === 'zero') {
    return { ...base, score: 0, unranked: false, note: '因一票否决，当期健康指数记 0 分' }
  }
  if (parts.some((part) => unranks(scheme, row.weight, part))) {
    return { ...base, score: null, unranked: true, note: '缺数，账号不计总分、不参加排名' }
  }
  const score = weigh(measured)
  return { ...base, score, unranked: false, note: score === null ? '没有可计分的子指标，权重由其他指数分担' : null }
}

function marksOf(scheme: Scheme, part: PartName, outcome: Outcome): number | null {
  if (outcome.status === 'scored') return outcome.score
  return outcome.status === 'missing' && scheme.missing[part] === 'zero' ? 0 : null
}

/** A part that weighs nothing in the scheme keeps nobody from being ranked. */
function unranks(scheme: Scheme, indexWeight: number, { part, weight, outcome }: Omit<PartScore, 'share'>): boolean {
  return outcome.status === 'missing' && scheme.missing[part] === 'unranked' && weight * indexWeight > 0
}

function sharesOf(items: readonly { weight: number; score: number | null }[]): number[] {
  const inForce = items.map(({ weight, score }) => (score === null ? 0 : weight))
  const sum = inForce.reduce((a, b) => a + b, 0)
  return inForce.map((weight) => (sum === 0 ? 0 : (weight * 100) / sum))
}

function missingOf(scheme: Scheme, draft: Draft): AccountScore['missing'] {
  return draft.parts.flatMap((row) => {
    if (row.outcome.status !== 'missing') return []
    const stops = draft.unranked && unranks(scheme, draft.weight, row)
    return [{ index: draft.index, part: row.part, zh: row.zh, why: row.outcome.why, unranks: stops }]
  })
}

function checkFacts(facts: AccountFacts): void {
  const period = parsePeriod(facts.period)
  if (!Number.isInteger(facts.days) || facts.days < 1 || facts.days > period.days) {
    throw new RangeError(`${facts.days} days don't fit into ${facts.period}`)
  }
  const counts = [...Object.values(facts.findings), facts.collaboration?.assigned, facts.collaboration?.done]
  for (const count of counts) {
    if (typeof count === 'number' && !(Number.isInteger(count) && count >= 0))
      throw new RangeError(`${count} is no count`)
  }
}
