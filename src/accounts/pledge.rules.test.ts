import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { daysBetween } from '../core/clock.rules.ts'
import {
  decisionFaults,
  extensionFault,
  holdAgainst,
  measureInWords,
  type PledgeRecords,
  paperFaults,
  pledgeState,
  reviewDayOf,
  yearOf,
} from './pledge.rules.ts'

const promise = { followers: 5000, postsPerMonth: 20, averageReads: 800 }
const months = Array.from({ length: 12 }, (_, n) => ({
  month: `2025-${String(n + 1).padStart(2, '0')}`,
  posts: 20,
  listed: true,
  figures: true,
  figurePosts: null,
}))
/** Every promise is kept to the unit. */
const kept: PledgeRecords = {
  year: { first: '2025-01-01', last: '2025-12-31' },
  followers: { value: 5000, asOf: '2025-12-31' },
  months,
  reads: { sum: 800 * 240, known: 240, posts: 240, capped: 0 },
}
const facts = (change: Partial<PledgeRecords>, given = promise) => holdAgainst(given, { ...kept, ...change })
const outcomes = (change: Partial<PledgeRecords>) => facts(change).measures.map(({ outcome }) => outcome)
const month = (n: number, change: object) => months.map((one, at) => (at === n ? { ...one, ...change } : one))

describe('6.1.2: promised against real', () => {
  test.each<[string, Partial<PledgeRecords>, string[], string]>([
    ['kept to the unit', {}, ['met', 'met', 'met'], 'met'],
    ['one follower short', { followers: { value: 4999, asOf: '2025-12-31' } }, ['unmet', 'met', 'met'], 'unmet'],
    ['one post short', { months: month(0, { posts: 19 }) }, ['met', 'unmet', 'met'], 'unmet'],
    [
      'one read short',
      { reads: { sum: 800 * 240 - 1, known: 240, posts: 240, capped: 0 } },
      ['met', 'met', 'unmet'],
      'unmet',
    ],
    ['followers never imported', { followers: null }, ['unknown', 'met', 'met'], 'unknown'],
    [
      'followers known on the day before the year only',
      { followers: { value: 9, asOf: '2024-12-31' } },
      ['unknown', 'met', 'met'],
      'unknown',
    ],
    [
      'followers known on the first day',
      { followers: { value: 5000, asOf: '2025-01-01' } },
      ['met', 'met', 'met'],
      'met',
    ],
    [
      'nothing imported at all',
      {
        followers: null,
        months: months.map((one) => ({ ...one, posts: 0, listed: false, figures: false })),
        reads: { sum: 0, known: 0, posts: 0, capped: 0 },
      },
      ['unknown', 'unknown', 'unknown'],
      'unknown',
    ],
    [
      'posts without any reads',
      { reads: { sum: 0, known: 0, posts: 240, capped: 0 } },
      ['met', 'met', 'unknown'],
      'unknown',
    ],
    [
      'unmet beside unknown',
      { followers: null, months: month(0, { posts: 19 }) },
      ['unknown', 'unmet', 'met'],
      'unmet',
    ],
  ])('%s', (_case, change, expected, outcome) => {
    expect(outcomes(change)).toEqual(expected)
    expect(facts(change).outcome).toBe(outcome)
  })

  it('names a month of which nothing was imported, and does not fail the promise for it', () => {
    const gap = facts({ months: month(2, { posts: 0, listed: false, figures: false }) })
    expect(gap.gaps).toEqual(['2025-03'])
    expect(gap.measures[1]).toMatchObject({ real: 220 / 12, atLeast: true, outcome: 'unknown' })
    expect(gap.measures[1]?.why).toContain('2025-03 没有导入作品数据')
    const enough = facts({
      months: month(2, { posts: 0, listed: false, figures: false }).map((one) => ({
        ...one,
        posts: one.listed ? 30 : 0,
      })),
    })
    expect(enough.measures[1]).toMatchObject({ outcome: 'met' })
  })

  it('takes a month’s total where its works are not listed; a month of nothing is a zero, not a gap', () => {
    expect(facts({ months: month(2, { posts: 0, listed: false, figurePosts: 20 }) }).measures[1]?.real).toBe(20)
    const silent = facts({ months: month(2, { posts: 0, listed: false, figurePosts: 0 }) })
    expect(silent.gaps).toEqual([])
    expect(silent.measures[1]).toMatchObject({ real: 220 / 12, atLeast: false, outcome: 'unmet' })
    // Totals that do not say how many posts there were leave the month unknown.
    expect(facts({ months: month(2, { posts: 0, listed: false }) }).measures[1]).toMatchObject({
      atLeast: true,
      outcome: 'unknown',
    })
  })

  it('takes a month whose only posts lie outside the year for a silent one, not for a gap', () => {
    const edge = facts({ months: month(0, { posts: 0, listed: true }) })
    expect(edge.gaps).toEqual([])
    expect(edge.measures[1]).toMatchObject({ real: 220 / 12, atLeast: false, outcome: 'unmet' })
  })

  it('counts “10万+” as the stored number and says so', () => {
    const capped = facts({ reads: { sum: 100_001, known: 1, posts: 2, capped: 1 } }).measures[2]
    expect(capped).toMatchObject({ real: 100_001, atLeast: true, outcome: 'met' })
    expect(capped?.why).toContain('10万+')
    expect(capped?.why).toContain('另有 1 条没有阅读量')
    const short = holdAgainst(
      { ...promise, averageReads: 200_000 },
      { ...kept, reads: { sum: 100_001, known: 1, posts: 1, capped: 1 } },
    )
    expect(short.measures[2]?.outcome).toBe('unknown')
  })

  it('has no ratio for a promise of nothing, and none without a figure', () => {
    const nothing = holdAgainst({ followers: 0, postsPerMonth: 0, averageReads: 0 }, { ...kept, followers: null })
    expect(nothing.measures.map(({ ratio }) => ratio)).toEqual([null, null, null])
    expect(nothing.measures.map(({ outcome }) => outcome)).toEqual(['unknown', 'met', 'met'])
    expect(facts({ followers: { value: 6000, asOf: '2025-12-31' } }).measures[0]?.ratio).toBe(1.2)
  })

  it('is said in words', () => {
    expect(facts({ followers: { value: 4800, asOf: '2025-12-31' } }).measures.map(measureInWords)).toEqual([
      '粉丝数承诺 5000，实际 4800（96%）',
      '发布频率承诺 20 条/月，实际 20 条/月（100%）',
      '平均阅读量承诺 800，实际 800（100%）',
    ])
    expect(facts({ followers: null }).measures.map(measureInWords)[0]).toBe('粉丝数承诺 5000，缺数')
  })

  it('never makes a number of what is unknown, and never finds a promise kept that is missed', () => {
    const known = fc.record({ value: fc.nat(10_000), asOf: fc.constant('2025-12-31') })
    const line = fc.record({
      posts: fc.nat(40),
      figures: fc.boolean(),
      figurePosts: fc.constantFrom(null, 0, 15),
    })
    fc.assert(
      fc.property(
        fc.option(known, { nil: null }),
        fc.array(line, { minLength: 12, maxLength: 12 }),
        fc.nat(300),
        (followers, lines, withReads) => {
          const all = lines.map((one, n) => ({
            ...one,
            listed: one.posts > 0,
            figurePosts: one.figures ? one.figurePosts : null,
            month: months[n]?.month ?? '',
          }))
          const posts = all.reduce((sum, one) => sum + one.posts, 0)
          const reads = { sum: withReads * 700, known: Math.min(withReads, posts), posts, capped: 0 }
          const result = holdAgainst(promise, { ...kept, followers, months: all, reads })
          for (const { real, ratio, outcome, why, promised } of result.measures) {
            if (real === null) expect([ratio, outcome, why.startsWith('缺数：')]).toEqual([null, 'unknown', true])
            else expect(outcome === 'met').toBe(real >= promised)
          }
          if (result.outcome === 'met') expect(result.measures.every((one) => one.outcome === 'met')).toBe(true)
        },
      ),
    )
  })
})

describe('6.1.2: the day of review', () => {
  test.each([
    ['an ordinary day', '2025-05-18', '2026-05-18', 365],
    ['29 February', '2024-02-29', '2025-02-28', 365],
    ['28 February before a leap day', '2023-02-28', '2024-02-28', 365],
    ['the day after, across the leap day', '2023-03-01', '2024-03-01', 366],
    ['the year’s end', '2025-12-31', '2026-12-31', 365],
    ['New Year', '2026-01-01', '2027-01-01', 365],
  ])('after %s', (_case, startsOn, reviewsOn, days) => {
    expect(reviewDayOf(startsOn)).toBe(reviewsOn)
    const year = yearOf({ startsOn, reviewsOn })
    expect(year.first).toBe(startsOn)
    expect(daysBetween(year.first, year.last) + 1).toBe(days)
  })

  it('looks at the year before the new day once the time was extended', () => {
    expect(yearOf({ startsOn: '2024-02-29', reviewsOn: '2025-08-31' })).toEqual({
      first: '2024-08-31',
      last: '2025-08-30',
    })
  })

  test.each([
    ['the day before', '2026-05-17', {}, 'waiting'],
    ['exactly one year after', '2026-05-18', {}, 'due'],
    ['long after', '2027-01-01', {}, 'due'],
    ['during 限期整改', '2026-05-17', { decision: 'extended' }, 'rectifying'],
    ['at its end', '2026-05-18', { decision: 'extended' }, 'due'],
    ['once met', '2027-01-01', { decision: 'met' }, 'met'],
    ['once closed by it', '2027-01-01', { decision: 'closed', accountClosed: true }, 'closed'],
    ['of an account closed for another reason', '2027-01-01', { accountClosed: true }, 'ended'],
  ] as const)('stands, %s', (_case, today, change, state) => {
    expect(pledgeState({ decision: null, reviewsOn: '2026-05-18', accountClosed: false, ...change }, today)).toBe(state)
  })
})

describe('6.1.2: a decision', () => {
  const today = '2026-05-18'
  const plain = { decision: 'met', reason: '已核实', until: null } as const
  test.each([
    ['met as computed', plain, 'met', []],
    ['met against the facts, without saying why', plain, 'unmet', ['reason']],
    ['met with something unknown, and why', { ...plain, reason: '后台截图显示各项均已达到' }, 'unknown', []],
    [
      'closed although everything was kept',
      { ...plain, decision: 'closed', reason: '该账号长期无人维护更新' },
      'met',
      ['decision'],
    ],
    ['closed as computed', { ...plain, decision: 'closed', reason: '粉丝数远低于承诺的数值' }, 'unmet', []],
    ['extended without a day', { ...plain, decision: 'extended', reason: '粉丝增长较快予以宽限' }, 'unmet', ['until']],
    ['met with a day', { ...plain, until: '2026-08-01' }, 'met', ['until']],
  ] as const)('%s', (_case, given, outcome, paths) => {
    expect(decisionFaults(given, { outcome, today }).map(({ path }) => path)).toEqual(paths)
  })

  test.each([
    ['today', '2026-05-18', false],
    ['tomorrow', '2026-05-19', true],
    ['in a year', '2027-05-18', true],
    ['in a year and a day', '2027-05-19', false],
  ])('extends until %s or not', (_case, until, fits) => {
    expect(extensionFault(until, today) === null).toBe(fits)
  })

  test.each([
    ['sound', {}, []],
    ['beginning on the day of opening', { startsOn: '2020-05-01' }, []],
    ['beginning before the opening', { startsOn: '2020-04-30' }, ['startsOn']],
    ['beginning tomorrow', { startsOn: '2026-05-19' }, ['startsOn']],
    ['signed tomorrow', { promisedOn: '2026-05-19' }, ['promisedOn']],
  ])('on paper, %s', (_case, change, paths) => {
    const given = { startsOn: '2025-05-01', promisedOn: '2025-04-20', ...change }
    expect(paperFaults(given, { today, openedOn: '2020-05-01' }).map(({ path }) => path)).toEqual(paths)
  })
})
