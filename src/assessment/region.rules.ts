import type { Home } from './facts.rules.ts'
import { type AccountScore, weigh } from './score.rules.ts'
import { type IndexName, indexNames } from './table2.rules.ts'
import { provinceRegion, regionHealth, regionThatPays, type Veto } from './veto.rules.ts'

export type Member = { home: Home; score: AccountScore }

/**
 * How a region stands in a period. `own` counts the accounts of its own level (a county's with its townships, a
 * city's city-level ones, 省本级): this is what a veto is paid from. `area` counts every account inside it.
 */
export type RegionScore = {
  region: string
  scope: 'own' | 'area'
  accounts: number
  ranked: number
  indices: Record<IndexName, number | null>
  total: number | null
  vetoes: { accountId: string; veto: Veto }[]
}

/**
 * Every region that has accounts. An index of a region is the mean over its accounts; its health index is 0 when
 * one of its own accounts was vetoed (9.2 表2), and the total is the mean of its accounts' totals with that health
 * index in them. Accounts with 缺数 count in no mean they have no number for; `ranked` says how many have a total.
 */
export function regionScores(members: readonly Member[]): RegionScore[] {
  const ordered = members.toSorted((a, b) => (a.score.accountId < b.score.accountId ? -1 : 1))
  const own = Map.groupBy(ordered, ({ home }) => regionThatPays(home))
  const vetoesBy = new Map([...own].map(([region, group]) => [region, vetoesIn(group)]))
  const regions = new Set(ordered.flatMap(({ home }) => regionsAround(home)))
  return [...regions].sort().flatMap((region) => {
    const inside = ordered.filter(({ home }) => regionsAround(home).includes(region))
    const scopes = { own: own.get(region) ?? [], area: inside }
    return (['own', 'area'] as const).flatMap((scope) =>
      scopes[scope].length === 0 ? [] : [{ region, scope, ...summary(scopes[scope], vetoesBy) }],
    )
  })
}

type VetoesByRegion = ReadonlyMap<string, RegionScore['vetoes']>

function summary(group: readonly Member[], vetoesBy: VetoesByRegion): Omit<RegionScore, 'region' | 'scope'> {
  const paid = group.map((member) => afterVeto(member, vetoesBy))
  const totals = paid.flatMap(({ total }) => (total === null ? [] : [total]))
  const means = indexNames.map((index) => [index, mean(paid.map(({ indices }) => indices.get(index) ?? null))])
  return {
    accounts: group.length,
    ranked: totals.length,
    // One entry for every index name.
    indices: Object.fromEntries(means) as Record<IndexName, number | null>,
    total: mean(totals),
    vetoes: vetoesIn(group),
  }
}

/** The account as it counts for its region: with the health index its region is left with. */
function afterVeto({ home, score }: Member, vetoesBy: VetoesByRegion) {
  const hits = vetoesBy.get(regionThatPays(home)) ?? []
  const rows = score.indices.map((row) =>
    row.index === 'health'
      ? {
          ...row,
          score: regionHealth(
            row.score,
            hits.map(({ veto }) => veto),
          ),
        }
      : row,
  )
  return {
    indices: new Map(rows.map((row) => [row.index, row.score])),
    total: score.total === null ? null : weigh(rows),
  }
}

function vetoesIn(group: readonly Member[]): RegionScore['vetoes'] {
  return group.flatMap(({ score }) => score.vetoes.map((veto) => ({ accountId: score.accountId, veto })))
}

function regionsAround({ level, city, county }: Home): string[] {
  const inside = level === 'province' ? [] : level === 'city' ? [city] : [city, county]
  return [provinceRegion, ...inside.filter((region) => region !== null)]
}

function mean(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null)
  return present.length === 0 ? null : present.reduce((a, b) => a + b, 0) / present.length
}
