import type { AccountLevel, Home } from './facts.rules.ts'

/**
 * Where an account counts, from the regions around it. A township right below a city (不设区的市) has no county:
 * its city stands in for it.
 */
export function homeOf(account: { level: AccountLevel; regionCode: string; regionPath: string }, places: Places): Home {
  const around = account.regionPath.split('/').filter(Boolean)
  const city = around.find((code) => places.get(code) === 'city') ?? null
  const county = around.find((code) => places.get(code) === 'county') ?? city
  return {
    level: account.level,
    city: account.level === 'city' ? (city ?? account.regionCode) : city,
    county: account.level === 'province' || account.level === 'city' ? null : (county ?? account.regionCode),
  }
}

/** The level of every region by its code. */
export type Places = ReadonlyMap<string, AccountLevel>
