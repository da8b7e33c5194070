import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { movements, rank, rankWithin } from './ranking.rules.ts'

describe('ranking accounts', () => {
  it('shares a place among equals, skips the next, and ranks nobody with 缺数', () => {
    const ranked = rank([of('e', null), of('d', 70), of('c', 83), of('b', 83), of('a', 90)])
    expect(ranked.map(({ item, rank }) => [item.accountId, rank])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 2],
      ['d', 4],
      ['e', null],
    ])
  })

  it('tells apart what a page would show as equal, but not the last bits of a sum', () => {
    expect(places([of('a', 83.001), of('b', 83.002)])).toEqual({ b: 1, a: 2 })
    expect(places([of('a', 0.1 + 0.2), of('b', 0.3)])).toEqual({ a: 1, b: 1 })
  })

  it('ranks a score of zero last, not as 缺数', () => {
    expect(places([of('a', 0), of('b', null), of('c', 1)])).toEqual({ c: 1, a: 2, b: null })
  })

  it('ranks each group by itself', () => {
    const groups = rankWithin([of('a', 1), of('b', 2), of('x', 3)], ({ accountId }) =>
      accountId === 'x' ? '乙' : '甲',
    )
    expect([...groups].map(([name, list]) => [name, list.map(({ rank }) => rank)])).toEqual([
      ['乙', [1]],
      ['甲', [1, 2]],
    ])
  })

  it('does not depend on the order the accounts come in', () => {
    const totals = fc.array(fc.option(fc.integer({ min: 0, max: 5 })), { maxLength: 12 })
    fc.assert(
      fc.property(totals, (list) => {
        const items = list.map((total, i) => of(`a${i}`, total))
        expect(rank(items.toReversed())).toEqual(rank(items))
      }),
    )
  })

  it('tells who moves between two rankings and leaves out who stays', () => {
    const before = rank([of('a', 90), of('b', 80), of('c', 70), of('d', null)])
    const after = rank([of('a', 90), of('b', 60), of('c', 70), of('d', 10)])
    expect(movements(before, after)).toEqual([
      { id: 'c', from: 3, to: 2, change: 1 },
      { id: 'b', from: 2, to: 3, change: -1 },
      { id: 'd', from: null, to: 4, change: null },
    ])
  })
})

const of = (accountId: string, total: number | null) => ({ accountId, total })
const places = (items: ReturnType<typeof of>[]) =>
  Object.fromEntries(rank(items).map(({ item, rank }) => [item.accountId, rank]))
