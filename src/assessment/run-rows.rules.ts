import type { AccountLevel } from './facts.rules.ts'
import type { RegionOutcome } from './outcome.rules.ts'
import type { AccountScore } from './score.rules.ts'
import { provinceRegion, type Veto } from './veto.rules.ts'

type Account = {
  id: string
  name: string
  level: AccountLevel
  host_unit_id: string
  host_unit_name: string
  region_code: string
  region_path: string
}

/** A score as it is stored: full precision, and the total once more as it is compared. */
export function scoreRow(account: Account, score: AccountScore) {
  return {
    account_id: account.id,
    account_name: account.name,
    platform: score.platform,
    level: account.level,
    host_unit_id: account.host_unit_id,
    host_unit_name: account.host_unit_name,
    region_code: account.region_code,
    region_path: account.region_path,
    total: score.total,
    // Nine decimals, as `rank` compares.
    rank_total: score.total === null ? null : score.total.toFixed(9),
    ...indicesOf(score),
    verdict: score.verdict.zh as '合格' | '不合格' | '待核', // the three words of `verdictOf`
    vetoes: [...score.vetoes],
    missing: score.missing.map(({ zh }) => zh),
    breakdown: score,
  }
}

function indicesOf(score: AccountScore) {
  const of = (name: string) => score.indices.find(({ index }) => index === name)?.score ?? null
  return {
    operation: of('operation'),
    diligence: of('diligence'),
    health: of('health'),
    cluster: of('cluster'),
    growth: of('growth'),
  }
}

export type StoredVeto = { accountId: string; accountName: string; veto: Veto }
type Place = { code: string; name: string; path: string; level: string }

/** A region's result as it is stored; regions around the run's own are left out, since the run holds a part of them only. */
export function regionRow(outcome: RegionOutcome, places: readonly Place[], names: ReadonlyMap<string, string>) {
  const place = places.find(({ code, level }) =>
    outcome.region === provinceRegion ? level === 'province' : code === outcome.region,
  )
  if (!place) return null
  const vetoes: StoredVeto[] = outcome.vetoes.map(({ accountId, veto }) => ({
    accountId,
    accountName: names.get(accountId) ?? '',
    veto,
  }))
  return {
    region_code: place.code,
    scope: outcome.scope,
    region_name: place.name,
    region_path: place.path,
    level: place.level,
    account_count: outcome.accounts,
    ranked_count: outcome.ranked,
    total: outcome.total,
    ...outcome.indices,
    health_earned: outcome.healthEarned,
    total_earned: outcome.totalEarned,
    vetoes,
  }
}
