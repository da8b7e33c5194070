import type { RatioToReference, ReferenceGroup } from './conversion.rules.ts'
import { type AccountFacts, levelLabels } from './facts.rules.ts'
import { type Computed, computeIndex, type FormulaId, formulas } from './formulas.rules.ts'
import { indexDays, parsePeriod } from './period.rules.ts'
import type { Scheme } from './scheme.rules.ts'
import { type AssessedPlatform, platformLabels } from './table2.rules.ts'

/** Percentiles of the peers by formula and group; part of what a run freezes. */
export type References = Record<string, { value: number; count: number }>

type Peer = Pick<AccountFacts, 'platform' | 'home'>

/** Which part of 表2 holds the operation index of a platform. */
export const operationPart = {
  wechat: 'wci',
  weibo: 'bci',
  toutiao: 'bci',
  douyin: 'dci',
} as const satisfies Record<AssessedPlatform, 'wci' | 'bci' | 'dci'>

export function operationConversion(scheme: Scheme, platform: AssessedPlatform): RatioToReference {
  return scheme.conversions[operationPart[platform]]
}

/** The published index of an account under a formula, over the days the index counts. */
export function rawIndex(formula: FormulaId, facts: AccountFacts): Computed {
  return computeIndex(formula, facts.figures, indexDays(parsePeriod(facts.period), facts.days))
}

/**
 * What operation indices are measured against, from the frozen inputs of a run. Each account stands under the
 * formula in force and under that formula's fallback, so an account without 转发 figures is compared with what
 * its peers would have without them, not with another formula's values.
 */
export function references(inputs: readonly AccountFacts[], scheme: Scheme): References {
  const peers = new Map<string, { p: number; values: number[] }>()
  for (const facts of inputs) {
    const { reference } = operationConversion(scheme, facts.platform)
    if (reference.kind === 'fixed') continue
    for (const { key, value } of standings(scheme, facts, reference.groups)) {
      const group = peers.get(key) ?? { p: reference.p, values: [] }
      group.values.push(value)
      peers.set(key, group)
    }
  }
  const sorted = [...peers].sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(
    sorted.map(([key, { p, values }]) => [key, { value: percentile(values, p), count: values.length }]),
  )
}

/** The reference for one account: its narrowest group that is large enough, or else its widest. */
export function referenceFor(
  scheme: Scheme,
  peer: Peer,
  given: { formula: FormulaId; references: References },
): { value: number; zh: string } | null {
  const { reference } = operationConversion(scheme, peer.platform)
  if (reference.kind === 'fixed') return { value: reference.values[peer.platform], zh: '方案设定值' }

  const found = reference.groups.flatMap((group) => {
    const entry = given.references[keyOf(given.formula, group, peer)]
    return entry ? [{ group, ...entry }] : []
  })
  const chosen = found.find(({ count }) => count >= reference.atLeast) ?? found.at(-1)
  if (!chosen) return null
  const who = chosen.group === 'platform' ? '' : `·${levelLabels[peer.home.level]}`
  return {
    value: chosen.value,
    zh: `${platformLabels[peer.platform]}${who} ${chosen.count} 个账号的第 ${reference.p} 百分位`,
  }
}

/** Linear between neighbours, as PERCENTILE.INC of a spreadsheet does, so that anybody can check it there. */
export function percentile(values: readonly number[], p: number): number {
  if (values.length === 0) throw new RangeError('no values, no percentile')
  const sorted = values.toSorted((a, b) => a - b)
  const at = ((sorted.length - 1) * p) / 100
  const below = sorted[Math.floor(at)] ?? 0
  const above = sorted[Math.ceil(at)] ?? below
  return below + (above - below) * (at - Math.floor(at))
}

function standings(scheme: Scheme, facts: AccountFacts, groups: readonly ReferenceGroup[]) {
  const chosen = scheme.formulas[facts.platform]
  const fallback = formulas[chosen].fallback
  return [chosen, ...(fallback ? [fallback] : [])].flatMap((formula) => {
    const computed = rawIndex(formula, facts)
    if (!('value' in computed) || computed.formula !== formula) return []
    return groups.map((group) => ({ key: keyOf(formula, group, facts), value: computed.value }))
  })
}

function keyOf(formula: FormulaId, group: ReferenceGroup, peer: Peer): string {
  return group === 'platform' ? `${formula}/${peer.platform}` : `${formula}/${peer.platform}/${peer.home.level}`
}
