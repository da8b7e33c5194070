import { describe, expect, it, test } from 'vitest'
import { changeRate, contradictionsIn, type NoticeTable, passRate } from './inspection.rules.ts'
import notices from './testdata/inspection-notices.json' with { type: 'json' }

type Printed = NoticeTable & { consistent: boolean }
const tables = notices.tables as unknown as Printed[]

describe('published inspection notices', () => {
  test.each(tables.filter(({ consistent }) => consistent))(
    '$id $who: every printed rate and sum is ours too',
    (table) => {
      expect(contradictionsIn(table)).toEqual([])
    },
  )

  it('names the figure of T10 that its own numbers don’t give, with ours and the difference', () => {
    const [table, ...others] = tables.filter(({ consistent }) => !consistent)
    expect(others).toEqual([])
    expect(contradictionsIn(table!)).toEqual([
      { id: 'T10', field: 'sitePassRatePrinted', printed: 94.3, computed: 94.03, difference: 0.27 },
    ])
  })

  it('would notice a sum that is off by one', () => {
    const table = tables.find(({ id }) => id === 'T4')!
    expect(contradictionsIn({ ...table, total: 309 }).map(({ field }) => field)).toEqual(['byPlatform', 'byRegion'])
  })
})

describe('合格率', () => {
  test.each([
    [3120, 2, 2, '99.94'],
    [591, 25, 2, '95.77'],
    [381, 63, 1, '83.5'],
    [8, 1, 1, '87.5'],
    [200, 1, 0, '100'], // 99.5 goes up
    [3, 3, 2, '0.00'],
  ])('of %i with %i faulty at %i digits is %s', (checked, faulty, digits, rate) => {
    expect(passRate({ checked, faulty, digits })).toBe(rate)
  })

  it('needs somebody who was checked', () => {
    expect(() => passRate({ checked: 0, faulty: 0, digits: 1 })).toThrow(RangeError)
  })

  it('gives a change its sign, and none to no change', () => {
    expect([changeRate(3120, 3942, 1), changeRate(110, 100, 1), changeRate(100, 100, 1)]).toEqual([
      '-20.9',
      '10.0',
      '0.0',
    ])
  })
})
