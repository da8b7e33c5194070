import { describe, expect, it, test } from 'vitest'
import { indexDays, instantsOf, isOver, parsePeriod, periodRefusal, yearBefore } from './period.rules.ts'

describe('9.2 periods of 考核', () => {
  test.each([
    ['2026-03', 'month', '2026-03-01', '2026-03-31', 31, 1, '2026年3月'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29', 29, 1, '2024年2月'],
    ['2025-12', 'month', '2025-12-01', '2025-12-31', 31, 1, '2025年12月'],
    ['2026-Q1', 'quarter', '2026-01-01', '2026-03-31', 90, 3, '2026年第一季度'],
    ['2026-Q4', 'quarter', '2026-10-01', '2026-12-31', 92, 3, '2026年第四季度'],
    ['2026', 'year', '2026-01-01', '2026-12-31', 365, 12, '2026年度'],
  ])('%s is a %s', (code, kind, start, end, days, months, zh) => {
    expect(parsePeriod(code)).toEqual({ code, kind, start, end, days, months, zh })
  })

  test.each(['2026-13', '2026-00', '2026-3', '2026-Q5', '26-03', '', '2008', '2026-03 '])('refuses "%s"', (code) => {
    expect(() => parsePeriod(code)).toThrow(RangeError)
    expect(periodRefusal(code, new Date('2027-01-01'))).toMatch(/考核周期/)
  })

  it('begins and ends at midnight in Beijing', () => {
    const { from, to } = instantsOf(parsePeriod('2026-03'))
    expect([from, to].map((d) => d.toISOString())).toEqual(['2026-02-28T16:00:00.000Z', '2026-03-31T16:00:00.000Z'])
  })

  it('is refused until its first day has begun in Beijing, and is over after its last', () => {
    expect(periodRefusal('2026-03', new Date('2026-02-28T15:59:59Z'))).toBe('考核周期尚未开始')
    expect(periodRefusal('2026-03', new Date('2026-02-28T16:00:00Z'))).toBeNull()
    expect(isOver(parsePeriod('2026-03'), new Date('2026-03-31T15:59:59Z'))).toBe(false)
    expect(isOver(parsePeriod('2026-03'), new Date('2026-03-31T16:00:00Z'))).toBe(true)
  })

  it('is compared with the same period a year before, as far as there is one', () => {
    expect(['2026-03', '2026-Q1', '2026'].map((code) => yearBefore(parsePeriod(code))?.code)).toEqual([
      '2025-03',
      '2025-Q1',
      '2025',
    ])
    expect(yearBefore(parsePeriod('2009-Q4'))).toBeNull()
  })

  it('counts 30 days to every month for the published indices, and real days for a part of a period', () => {
    expect(
      ['2026-03', '2026-02', '2026-Q4', '2024'].map((c) => indexDays(parsePeriod(c), parsePeriod(c).days)),
    ).toEqual([30, 30, 90, 365])
    expect(indexDays(parsePeriod('2026-03'), 10)).toBe(10)
  })
})
