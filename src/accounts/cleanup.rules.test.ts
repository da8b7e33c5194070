import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addDays } from '../core/clock.rules.ts'
import { type CleanupClause, clausesWith, cleanupClauses, evaluateCleanup } from './cleanup.rules.ts'
import type { CleanupFacts, InCounty, Provincial } from './cleanup-facts.rules.ts'
import type { Span } from './silence.rules.ts'

const today = '2026-11-24'
const judge = (change: Partial<CleanupFacts>, day = today) => evaluateCleanup({ ...sound, ...change }, day)
const one = (clause: CleanupClause, change: Partial<CleanupFacts>, day = today) =>
  judge(change, day).find((result) => result.clause === clause)!
const met = (change: Partial<CleanupFacts>, day = today) => clausesWith(judge(change, day), 'met')

describe('6.5.1: which accounts are judged', () => {
  test.each<[string, string | null, string, string]>([
    ['opened a year ago today', '2025-11-24', today, 'met'],
    ['opened a year ago tomorrow', '2025-11-25', today, 'notApplicable'],
    ['opened on 29 February, on 27 February', '2024-02-29', '2025-02-27', 'notApplicable'],
    ['opened on 29 February, on 28 February', '2024-02-29', '2025-02-28', 'met'],
    ['of which nobody knows when it was opened', null, today, 'notEvaluable'],
  ])('an account %s', (_case, openedOn, day, outcome) => {
    expect(one('6.5.1(4)', { openedOn, incidents: [{ id: 'f', day: '2024-12-01' }] }, day).outcome).toBe(outcome)
  })

  it('meets nothing when nothing is wrong, and says of each standard why', () => {
    expect(met({})).toEqual([])
    expect(judge({}).map(({ clause }) => clause)).toEqual([...cleanupClauses])
    for (const { why } of judge({})) expect(why).toMatch(/\p{Script=Han}/u)
  })
})

describe('6.5.1(1): below the mean of the province twice in a row', () => {
  const runs = (...given: [string, number | null, number | null][]): Provincial[] =>
    given.map(([period, operation, mean]) => ({ runId: period, period, operation, mean }))
  test.each<[string, Provincial[], string]>([
    ['both below', runs(['2026-10', 49.9, 50], ['2026-09', 49.9, 50]), 'met'],
    ['both below, across a year’s end', runs(['2026-01', 10, 50], ['2025-12', 10, 50]), 'met'],
    ['the newest exactly at the mean', runs(['2026-10', 50, 50], ['2026-09', 10, 50]), 'notMet'],
    ['only the newest below', runs(['2026-10', 49, 50], ['2026-09', 50, 50]), 'notMet'],
    ['the newest unknown, the one before not below', runs(['2026-10', null, 50], ['2026-09', 50, 50]), 'notMet'],
    ['the newest unknown, the one before below', runs(['2026-10', null, 50], ['2026-09', 1, 50]), 'notEvaluable'],
    ['the one before unknown', runs(['2026-10', 1, 50], ['2026-09', null, 50]), 'notEvaluable'],
    ['one assessment only', runs(['2026-10', 1, 50]), 'notMet'],
    ['no assessment of the province', [], 'notEvaluable'],
  ])('%s', (_case, provincial, outcome) => {
    expect(one('6.5.1(1)', { provincial }).outcome).toBe(outcome)
  })

  it('says that one more is enough', () => {
    const result = one('6.5.1(1)', { provincial: runs(['2026-10', 49, 50], ['2026-09', 51, 50]) })
    expect(result).toMatchObject({ forecast: '再有 1 次低于均值即达到标准（1）', near: true })
  })

  it('says that a county’s own assessments do not give the mean of the province', () => {
    expect(one('6.5.1(1)', { provincial: [], assessedLocally: true }).why).toContain('全省')
  })

  it('does not apply to a platform without a column in 表2', () => {
    expect(one('6.5.1(1)', { platform: 'channels' }).outcome).toBe('notApplicable')
  })
})

describe('6.5.1(2): 通报 twice in the year before', () => {
  const on = (...days: string[]) => ({ censures: days.map((day) => ({ id: day, day })) })
  test.each<[string, ReturnType<typeof on>, string, string]>([
    ['on its first and its last day', on('2025-01-01', '2025-12-31'), today, 'met'],
    ['once last year and once this year', on('2025-12-31', '2026-01-01'), today, 'notMet'],
    ['the year before that', on('2024-12-30', '2024-12-31'), today, 'notMet'],
    ['twice, seen on New Year’s Day after', on('2025-03-01', '2025-12-31'), '2026-01-01', 'met'],
    ['twice, seen on New Year’s Eve of the same year', on('2025-03-01', '2025-12-30'), '2025-12-31', 'notMet'],
    ['two lines of one day', on('2025-03-01', '2025-03-01'), today, 'notMet'],
  ])('%s', (_case, facts, day, outcome) => {
    expect(one('6.5.1(2)', { ...facts, openedOn: '2020-01-01' }, day).outcome).toBe(outcome)
  })

  it('says from when on two of this year will count', () => {
    expect(one('6.5.1(2)', on('2026-02-01', '2026-03-01')).forecast).toContain('2027-01-01')
  })
})

describe('6.5.1(3): 14 days without an update, twice', () => {
  const all: Span[] = [['2025-01-01', '2026-11-23']]
  /** Posts on these days, and of all days it is known. */
  const posted = (days: string[], known: Span[] = all): Partial<CleanupFacts> => {
    const gaps = days.flatMap((day, n): Span[] => {
      const before = days[n - 1]
      return before !== undefined && addDays(before, 14) < day ? [[before, day]] : []
    })
    return { posting: { firstPost: days[0] ?? null, lastPost: days.at(-1) ?? null, gaps, known }, exposures: [] }
  }
  const daily = (from: string, to: string) => {
    const days: string[] = []
    for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
    return days
  }
  /** Every day of the year, without these. */
  const without = (...spans: Span[]) =>
    daily('2025-11-01', '2026-11-23').filter((day) => !spans.some(([from, to]) => from <= day && day <= to))

  test.each<[string, string[], string, number]>([
    ['never silent', without(), 'notMet', 0],
    ['once for 14 days', without(['2026-03-01', '2026-03-14']), 'notMet', 1],
    ['twice for 14 days', without(['2026-03-01', '2026-03-14'], ['2026-05-01', '2026-05-14']), 'met', 2],
    [
      'once for 14 and once for 13 days',
      without(['2026-03-01', '2026-03-14'], ['2026-05-01', '2026-05-13']),
      'notMet',
      1,
    ],
    ['once for 40 days: one silence is one', without(['2026-03-01', '2026-04-09']), 'notMet', 1],
    [
      'once, and for the 14 days up to yesterday',
      without(['2026-03-01', '2026-03-14'], ['2026-11-10', '2026-11-23']),
      'met',
      2,
    ],
    [
      'once, and for the 13 days up to yesterday',
      without(['2026-03-01', '2026-03-14'], ['2026-11-11', '2026-11-23']),
      'notMet',
      1,
    ],
    ['across a year’s end', without(['2025-12-25', '2026-01-07'], ['2026-05-01', '2026-05-14']), 'met', 2],
  ])('%s', (_case, days, outcome, count) => {
    const result = one('6.5.1(3)', posted(days))
    expect(result.outcome).toBe(outcome)
    expect(result.evidence).toHaveLength(count)
  })

  it('says how many days are left', () => {
    const days = without(['2026-03-01', '2026-03-14'], ['2026-11-11', '2026-11-23'])
    expect(one('6.5.1(3)', posted(days))).toMatchObject({
      near: true,
      forecast: '截至 2026-11-23 已连续 13 天未更新，再有 1 天未更新即第 2 次，达到标准（3）',
    })
  })

  it('never takes a month without data for a month without posts', () => {
    const days = without(['2026-03-01', '2026-03-14'], ['2026-06-01', '2026-06-30'])
    const known: Span[] = [
      ['2025-01-01', '2026-05-31'],
      ['2026-07-01', '2026-11-23'],
    ]
    const result = one('6.5.1(3)', posted(days, known))
    expect(result.outcome).toBe('notEvaluable')
    expect(result.why).toContain('2026-06')
    expect(one('6.5.1(3)', posted([], [])).outcome).toBe('notEvaluable')
  })

  it('takes 14 known silent days for sure although more beside them is unknown', () => {
    const days = without(['2026-03-01', '2026-03-14'], ['2026-05-10', '2026-06-30'])
    const known: Span[] = [
      ['2025-01-01', '2026-05-31'],
      ['2026-07-01', '2026-11-23'],
    ]
    expect(one('6.5.1(3)', posted(days, known)).outcome).toBe('met')
  })

  it('counts what a person has confirmed, once beside the posts that show the same', () => {
    const silences = [{ id: 'f', day: '2026-03-14' }]
    const spell: Span = ['2026-03-01', '2026-03-14']
    expect(one('6.5.1(3)', { ...posted(without(spell)), silences }).outcome).toBe('notMet')
    const two = [...silences, { id: 'g', day: '2026-08-01' }]
    expect(one('6.5.1(3)', { ...posted(without(spell)), silences: two }).outcome).toBe('met')
    const sameAgain = [
      { id: 'g', day: '2026-08-01' },
      { id: 'h', day: '2026-08-15' },
    ]
    expect(one('6.5.1(3)', { ...posted(without()), silences: sameAgain }).outcome).toBe('notMet')
    const nextOne = [
      { id: 'g', day: '2026-08-01' },
      { id: 'h', day: '2026-08-16' },
    ]
    expect(one('6.5.1(3)', { ...posted(without()), silences: nextOne }).outcome).toBe('met')
  })

  test.each<[string, string | null, string, string]>([
    ['put right on the third day', '2026-11-13', today, 'notMet'],
    ['put right on the fourth day', '2026-11-14', today, 'met'],
    ['open on the third day', null, '2026-11-13', 'notMet'],
    ['open on the fourth day', null, '2026-11-14', 'met'],
  ])('晾晒, %s', (_case, rectifiedOn, day, outcome) => {
    const exposures = [{ id: 'x', exposedOn: '2026-11-10', rectifiedOn }]
    expect(one('6.5.1(3)', { ...posted(without()), exposures }, day).outcome).toBe(outcome)
  })

  it('does not call an account sound by a half that nobody records', () => {
    const result = one('6.5.1(3)', { ...posted(without()), exposures: null })
    expect(result.outcome).toBe('notEvaluable')
    expect(result.why).toContain('不足 2 次')
    expect(result.why).toContain('晾晒')
  })

  it('is met by one half whatever is unknown of the other', () => {
    const twice = without(['2026-03-01', '2026-03-14'], ['2026-05-01', '2026-05-14'])
    expect(one('6.5.1(3)', { ...posted(twice), exposures: null }).outcome).toBe('met')
  })
})

describe('6.5.1(5): a department’s followers', () => {
  const of = (followers: number | null, count: number | null, more: Partial<CleanupFacts> = {}) =>
    one('6.5.1(5)', { followers, county: { code: '990101', name: '临溪县', count, year: 2020 }, ...more }).outcome
  it('are too few below 1 %, and exactly 1 % is not below', () => {
    expect(of(2999, 300_000)).toBe('met')
    expect(of(3000, 300_000)).toBe('notMet')
    expect(of(3001, 300_000)).toBe('notMet')
    expect(of(3000, 300_001)).toBe('met')
  })
  it('cannot be judged without either number', () => {
    expect(of(null, 300_000)).toBe('notEvaluable')
    expect(of(3000, null)).toBe('notEvaluable')
  })
  it.each(['township', 'institution', 'enterprise'] as const)('are not asked of a %s', (hostType) => {
    expect(of(1, 300_000, { hostType })).toBe('notApplicable')
  })
  it('are not asked of a city’s department, nor of a body of unknown type', () => {
    expect(of(1, 300_000, { level: 'city' })).toBe('notApplicable')
    expect(of(1, 300_000, { hostType: null })).toBe('notEvaluable')
  })
  it('never are too few and enough at once', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.integer({ min: 1, max: 20_000_000 }), (followers, residents) => {
        expect(of(followers, residents)).toBe(BigInt(followers) * 100n < BigInt(residents) ? 'met' : 'notMet')
      }),
    )
  })
})

describe('6.5.1(6): a township’s account', () => {
  const held = (...operations: (number | null)[]): InCounty[] =>
    operations.map((operation, n) => ({ runId: `${n}`, period: `2026-0${9 - n}`, operation, fifth: 60 }))
  const town = (followers: number | null, inCounty: InCounty[], more: Partial<CleanupFacts> = {}) =>
    one('6.5.1(6)', { ...townFacts, followers, inCounty, ...more }).outcome

  it('is kept above 20 % and steadily among the first five; exactly 20 % is not enough', () => {
    expect(town(4001, held(60, 61, 99))).toBe('notMet')
    expect(town(4000, held(60, 61, 99))).toBe('met')
    expect(town(4001, held(60, 59.9, 99))).toBe('met')
  })
  it('is not to be kept when one of the two fails, whatever is unknown of the other', () => {
    expect(town(4000, [])).toBe('met')
    expect(town(null, held(1, 61, 99))).toBe('met')
  })
  it('cannot be judged while the failing one could still be missing', () => {
    expect(town(4001, held(60, null, 99))).toBe('notEvaluable')
    expect(town(4001, held(60, 61))).toBe('notEvaluable')
    expect(town(null, held(60, 61, 99))).toBe('notEvaluable')
    expect(town(4001, held(60, 61, 99), { level: 'county' })).toBe('notEvaluable')
    expect(town(4001, [], { platform: 'channels' })).toBe('notEvaluable')
  })
  it('counts among the first five where the county has no sixth', () => {
    const alone = held(1, 1, 1).map((run) => ({ ...run, fifth: null }))
    expect(town(4001, alone)).toBe('notMet')
  })
  it('is nothing to a department', () => {
    expect(one('6.5.1(6)', {}).outcome).toBe('notApplicable')
  })
})

const sound: CleanupFacts = {
  openedOn: '2020-05-01',
  platform: 'wechat',
  hostType: 'department',
  level: 'county',
  followers: 50_000,
  followersAsOf: '2026-11-01',
  county: { code: '990101', name: '临溪县', count: 300_000, year: 2020 },
  own: { code: '990101', name: '临溪县', count: 300_000, year: 2020 },
  provincial: [
    { runId: 'a', period: '2026-10', operation: 70, mean: 60 },
    { runId: 'b', period: '2026-09', operation: 70, mean: 60 },
  ],
  inCounty: [],
  assessedLocally: false,
  censures: [],
  silences: [],
  incidents: [],
  poorInteractions: [],
  posting: { firstPost: '2025-11-01', lastPost: '2026-11-23', gaps: [], known: [['2025-11-01', '2026-11-23']] },
  exposures: [],
}
const townFacts: Partial<CleanupFacts> = {
  hostType: 'township',
  level: 'township',
  own: { code: '990101001', name: '竹溪镇', count: 20_000, year: 2020 },
}
