import { describe, expect, it, test } from 'vitest'
import { clausesWith } from './cleanup.rules.ts'
import type { CleanupFacts } from './cleanup-facts.rules.ts'
import { evaluateUnfit } from './unfit.rules.ts'

const today = '2026-11-24'
const met = (change: Partial<CleanupFacts>) => clausesWith(evaluateUnfit({ ...young, ...change }, today), 'met')
const quietSince = (lastPost: string | null, knownTo = '2026-11-23'): Partial<CleanupFacts> => ({
  posting: { firstPost: lastPost, lastPost, gaps: [], known: [['2026-08-01', knownTo]] },
})
const cases = (count: number) => ({
  poorInteractions: Array.from({ length: count }, (_, n) => ({ id: `${n}`, day: `2026-10-0${n + 1}` })),
})

describe('6.1.2: grave problems of an account of any age', () => {
  test.each<[string, Partial<CleanupFacts>, string[]]>([
    ['a sound account in its first months', {}, []],
    ['an accident in its first months', { incidents: [{ id: 'a', day: '2026-11-01' }] }, ['6.1.2/incident']],
    ['14 days without an update up to yesterday', quietSince('2026-11-09'), ['6.1.2/notUpdated']],
    ['13 days', quietSince('2026-11-10'), []],
    ['14 days of which the last is unknown', quietSince('2026-11-09', '2026-11-22'), []],
    ['never a post since it was opened', quietSince(null), ['6.1.2/notUpdated']],
    ['confirmed silence after the last post', { silences: [{ id: 's', day: '2026-11-24' }] }, ['6.1.2/notUpdated']],
    ['confirmed silence that has ended', { silences: [{ id: 's', day: '2026-11-20' }] }, []],
    ['poor interaction twice', cases(2), []],
    ['poor interaction three times', cases(3), ['6.1.2/poorInteraction']],
  ])('%s', (_case, facts, clauses) => {
    expect(met(facts)).toEqual(clauses)
  })

  it('does not take missing data for a silence', () => {
    const facts = { ...young, posting: { firstPost: null, lastPost: null, gaps: [], known: [] } }
    expect(evaluateUnfit(facts, today)[1]?.outcome).toBe('notEvaluable')
  })
})

const young: CleanupFacts = {
  openedOn: '2026-08-01',
  platform: 'wechat',
  hostType: 'department',
  level: 'county',
  followers: 5,
  followersAsOf: null,
  county: null,
  own: { code: '990101', name: '临溪县', count: null, year: null },
  provincial: [],
  inCounty: [],
  assessedLocally: false,
  censures: [],
  silences: [],
  incidents: [],
  poorInteractions: [],
  posting: { firstPost: '2026-08-01', lastPost: '2026-11-23', gaps: [], known: [['2026-08-01', '2026-11-23']] },
  exposures: null,
}
