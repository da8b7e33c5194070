import { describe, expect, it, test } from 'vitest'
import { daysOf, type Item, moved, spanOf } from './calendar-days.ts'

describe('the calendar', () => {
  test.each([
    ['month', '2026-11-15', '2026-10-26', '2026-12-06'],
    ['month', '2026-02-01', '2026-01-26', '2026-03-01'],
    ['week', '2026-11-29', '2026-11-23', '2026-11-29'],
    ['week', '2026-11-30', '2026-11-30', '2026-12-06'],
  ] as const)('of a %s around %s goes from Monday %s to Sunday %s', (view, at, from, to) => {
    expect(spanOf(view, at)).toEqual({ from, to })
  })

  test.each([
    ['month', '2026-01-31', 1, '2026-02-01'],
    ['month', '2026-03-31', -1, '2026-02-01'],
    ['month', '2026-12-05', 1, '2027-01-01'],
    ['week', '2026-12-30', 1, '2027-01-06'],
  ] as const)('of a %s at %s moves by %i to %s', (view, at, by, to) => {
    expect(moved(view, at, by)).toBe(to)
  })

  it('puts each entry on its Beijing day, topics on all of theirs', () => {
    const items: Item[] = [
      { kind: 'draft', id: 'd', title: '稿', state: 'approved', at: '2026-11-03T16:30:00.000Z' },
      { kind: 'campaign', id: 'c', name: '主题', startsOn: '2026-11-03', endsOn: '2026-11-04' },
    ]
    const days = daysOf({ from: '2026-11-02', to: '2026-11-08' }, { items, restDays: ['2026-11-07'], month: null })
    expect(days.map(({ items: on }) => on.map(({ id }) => id).join())).toEqual(['', 'c', 'c,d', '', '', '', ''])
    expect(days.filter(({ rest }) => rest).map(({ day }) => day)).toEqual(['2026-11-07'])
  })
})
