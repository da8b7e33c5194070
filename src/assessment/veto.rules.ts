import type { AccountFacts, FindingKind, Home } from './facts.rules.ts'

/** 一票否决: what costs a whole region its health index for the period (9.2 表2, last rows). */
export const vetoes = [
  'silent14Days',
  'graveOpinion',
  'secrecyIncident',
  'provincialCensure',
] as const satisfies FindingKind[]
export type Veto = (typeof vetoes)[number]

/** The id under which the accounts of the province itself (省本级) are counted. */
export const provinceRegion = 'province'

/**
 * The region that pays for a vetoed account: the one at its host unit's own level. 县（市、区）所辖账号, townships
 * among them, cost their county; city accounts their city; 省本级 the province.
 */
export function regionThatPays(home: Home): string {
  if (home.level === 'province') return provinceRegion
  const region = home.level === 'city' ? home.city : home.county
  if (!region)
    throw new RangeError(`a ${home.level} account must name its ${home.level === 'city' ? 'city' : 'county'}`)
  return region
}

export function regionHealth(earned: number | null, hits: readonly Veto[]): number | null {
  return hits.length > 0 ? 0 : earned
}

/** The vetoes that hit an account in the period, of those the scheme counts. */
export function vetoesOf(facts: Pick<AccountFacts, 'findings'>, counted: readonly Veto[]): Veto[] {
  return counted.filter((kind) => (facts.findings[kind] ?? 0) > 0)
}
