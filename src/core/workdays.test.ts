import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addYears } from './clock.rules.ts'
import { addWorkdays, isWorkday, nextWorkingMoment, workdaysBetween } from './workdays.rules.ts'

const at = (text: string) => new Date(`${text}:00+08:00`)

describe('workdays of the State Council', () => {
  test.each<[string, boolean, string]>([
    ['2026-09-30', true, 'an ordinary Wednesday'],
    ['2026-10-01', false, 'National Day'],
    ['2026-10-10', true, 'a Saturday that makes up for the holiday'],
    ['2026-10-11', false, 'an ordinary Sunday'],
  ])('%s: %s, %s', (day, works) => {
    expect(isWorkday(day)).toBe(works)
  })

  it('counts deadlines over a holiday and its make-up day', () => {
    expect(addWorkdays('2026-09-30', 1)).toBe('2026-10-08')
    expect(addWorkdays('2026-09-30', 3)).toBe('2026-10-10')
    expect(workdaysBetween('2026-09-30', '2026-10-10')).toBe(3)
    expect(addWorkdays('2026-10-01', 0)).toBe('2026-10-08')
  })

  it('lets an override say otherwise', () => {
    expect(addWorkdays('2026-09-30', 1, { '2026-10-02': true })).toBe('2026-10-02')
    expect(isWorkday('2026-09-30', { '2026-09-30': false })).toBe(false)
  })

  it('gives a workday as many workdays later as asked, across any year', () => {
    const anyDay = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (date, count) => {
        const day = date.toISOString().slice(0, 10)
        const due = addWorkdays(day, count)
        expect(isWorkday(due)).toBe(true)
        expect(workdaysBetween(day, due)).toBe(count)
      }),
    )
  })
})

describe('a reminder', () => {
  test.each<[string, string]>([
    ['2026-09-29T10:30', '2026-09-29T10:30'],
    ['2026-09-29T08:59', '2026-09-29T09:00'],
    ['2026-09-29T18:00', '2026-09-30T09:00'],
    ['2026-09-30T23:59', '2026-10-08T09:00'],
    ['2026-10-03T12:00', '2026-10-08T09:00'],
    ['2025-12-31T20:00', '2026-01-04T09:00'],
  ])('wanted at %s goes out at %s', (wanted, sent) => {
    expect(nextWorkingMoment(at(wanted))).toEqual(at(sent))
  })
})

describe('a term of years', () => {
  test.each<[string, number, string]>([
    ['2025-11-27', 1, '2026-11-27'],
    ['2024-02-29', 1, '2025-02-28'],
    ['2024-02-29', 4, '2028-02-29'],
    ['2025-12-31', 1, '2026-12-31'],
  ])('from %s for %i ends on %s', (day, years, end) => {
    expect(addYears(day, years)).toBe(end)
  })
})
