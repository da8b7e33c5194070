export type Ranked<T> = { item: T; rank: number | null }
export type Movement = { id: string; from: number | null; to: number | null; change: number | null }

type Scored = { accountId: string; total: number | null }

/**
 * Places by total, the highest first: equals share a place and the next one is skipped (1, 2, 2, 4). An account
 * with 缺数 has no total and no place and stands last. Among equals the order is by id, the same on every machine.
 */
export function rank<T extends Scored>(items: readonly T[]): Ranked<T>[] {
  const ordered = items.toSorted((a, b) => compare(b.total, a.total) || (a.accountId < b.accountId ? -1 : 1))
  const ranked: Ranked<T>[] = []
  for (const [at, item] of ordered.entries()) {
    const before = ranked[at - 1]
    const tied = before !== undefined && compare(before.item.total, item.total) === 0
    ranked.push({ item, rank: item.total === null ? null : tied ? before.rank : at + 1 })
  }
  return ranked
}

/** Places within each group: platform, level, region, or what else `groupOf` names. Groups come in order of name. */
export function rankWithin<T extends Scored>(
  items: readonly T[],
  groupOf: (item: T) => string,
): Map<string, Ranked<T>[]> {
  const groups = Map.groupBy(items, groupOf)
  const names = [...groups.keys()].sort()
  return new Map(names.map((name) => [name, rank(groups.get(name) ?? [])]))
}

/** Who moves between two rankings of the same accounts; `change` is places won. Those who stay are left out. */
export function movements<T extends Scored>(before: readonly Ranked<T>[], after: readonly Ranked<T>[]): Movement[] {
  const places = new Map(before.map(({ item, rank }) => [item.accountId, rank]))
  return after.flatMap(({ item, rank: to }) => {
    const from = places.get(item.accountId) ?? null
    if (from === to) return []
    return [{ id: item.accountId, from, to, change: from === null || to === null ? null : from - to }]
  })
}

/**
 * Full precision: never the rounded number a page shows. Sums of the same marks taken in another order can differ
 * in the last bits, so what agrees to nine decimals is equal.
 */
function compare(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null)
  return Number(a.toFixed(9)) - Number(b.toFixed(9))
}
