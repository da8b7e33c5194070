import { describe, expect, it, test } from 'vitest'
import { defaultScheme } from './default-scheme.rules.ts'
import { type AccountFacts, type FindingKind, findingKinds, type Home } from './facts.rules.ts'
import { references } from './reference.rules.ts'
import { type RegionScore, regionScores } from './region.rules.ts'
import { scoreAccount } from './score.rules.ts'
import { regionHealth, regionThatPays } from './veto.rules.ts'

describe('9.2 表2: one-vote veto', () => {
  test.each<[Home['level'], string]>([
    ['province', 'province'],
    ['city', '湖州市'],
    ['county', '安吉县'],
    ['township', '安吉县'],
  ])('a %s account costs %s its health index', (level, region) => {
    expect(regionThatPays({ level, city: '湖州市', county: '安吉县' })).toBe(region)
  })

  it('refuses an account that does not say where it belongs', () => {
    expect(() => regionThatPays({ level: 'county', city: '湖州市', county: null })).toThrow('county')
    expect(() => regionThatPays({ level: 'city', city: null, county: null })).toThrow('city')
  })

  it('leaves the health index alone when nothing was vetoed', () => {
    expect(regionHealth(87, [])).toBe(87)
    expect(regionHealth(87, ['silent14Days'])).toBe(0)
    expect(regionHealth(null, ['silent14Days'])).toBe(0)
  })
})

describe('9.2 表2: how regions stand', () => {
  const members = [
    member('p', { level: 'province', city: null, county: null }),
    member('c', { level: 'city', city: 'C', county: null }),
    member('a1', { level: 'county', city: 'C', county: 'A' }),
    member('a2', { level: 'township', city: 'C', county: 'A' }),
    member('b1', { level: 'county', city: 'C', county: 'B' }, { silent14Days: 1 }),
    member('b2', { level: 'county', city: 'C', county: 'B' }),
  ]
  const scores = regionScores(members)

  it('counts the accounts of a level for itself and of an area with all inside', () => {
    expect(scores.map(({ region, scope, accounts }) => [region, scope, accounts])).toEqual([
      ['A', 'own', 2],
      ['A', 'area', 2],
      ['B', 'own', 2],
      ['B', 'area', 2],
      ['C', 'own', 1],
      ['C', 'area', 5],
      ['province', 'own', 1],
      ['province', 'area', 6],
    ])
  })

  it('costs the vetoed county its whole health index, sound accounts included, and nobody else theirs', () => {
    expect(of('B', 'own').indices.health).toBe(0)
    expect(of('B', 'own').vetoes).toEqual([{ accountId: 'b1', veto: 'silent14Days' }])
    expect(of('A', 'own').indices.health).toBe(100)
    expect(of('C', 'own').indices.health).toBe(100)
    expect(of('C', 'area').indices.health).toBe(60) // A's two and the city's one keep theirs
  })

  it('puts the lost health index into the total of the region', () => {
    const sound = of('A', 'own').total!
    expect(of('B', 'own').total).toBeCloseTo(sound - 30 / 0.95, 9) // growth has no base year: 30 of 95
    expect(of('C', 'area').total).toBeCloseTo(sound - (2 / 5) * (30 / 0.95), 9)
  })

  it('does not depend on the order the accounts come in', () => {
    expect(regionScores(members.toReversed())).toEqual(scores)
  })

  it('counts an account with 缺数 but takes no total from it', () => {
    const blind = member('a3', { level: 'county', city: 'C', county: 'A' }, { graveError: null })
    const region = regionScores([...members, blind]).find((s) => s.region === 'A')!
    expect(region).toMatchObject({ accounts: 3, ranked: 2, total: of('A', 'own').total })
  })

  function of(region: string, scope: 'own' | 'area'): RegionScore {
    return scores.find((s) => s.region === region && s.scope === scope)!
  }
})

function member(accountId: string, home: Home, found: { [K in FindingKind]?: number | null } = {}) {
  const facts: AccountFacts = {
    accountId,
    platform: 'weibo',
    home,
    period: '2026-03',
    days: 31,
    figures: { posts: 30, originals: 30, originalKnown: 30, activeDays: 22, shares: 90, comments: 80, likes: 70 },
    findings: { ...(Object.fromEntries(findingKinds.map((kind) => [kind, 0])) as AccountFacts['findings']), ...found },
    collaboration: { assigned: 2, done: 2 },
    yearBefore: null,
    provenance: {},
  }
  return { home, score: scoreAccount(defaultScheme, facts, references([facts], defaultScheme)) }
}
