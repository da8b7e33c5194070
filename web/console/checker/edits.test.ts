import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChange, betweenTexts, changeOf, type Edit, inverseOf, movePlace, moveSpans } from './edits.ts'

const edit = (start: number, end: number, insert: string): Edit => ({ start, end, insert })

describe('changes of a text', () => {
  it('replace several places at once, in places of the text before', () => {
    const change = changeOf([edit(5, 7, '账号'), edit(0, 2, '部署'), edit(10, 11, '')])
    expect(applyChange('布署开展；帐号管理的的', change)).toBe('部署开展；账号管理的')
  })

  it('keep the first of two that overlap, and the first of two at one place', () => {
    expect(changeOf([edit(2, 5, 'b'), edit(0, 3, 'a'), edit(5, 6, 'c')])).toEqual([edit(0, 3, 'a'), edit(5, 6, 'c')])
    expect(changeOf([edit(4, 4, '，'), edit(4, 4, '。')])).toEqual([edit(4, 4, '，')])
  })

  it('are found between any two texts', () => {
    expect(betweenTexts('截止10月', '截至10月')).toEqual([edit(1, 2, '至')])
    expect(betweenTexts('的的', '的的的')).toEqual([edit(2, 2, '的')])
    expect(betweenTexts('同', '同')).toEqual([])
    fc.assert(
      fc.property(words(), words(), (before, after) => {
        expect(applyChange(before, betweenTexts(before, after))).toBe(after)
      }),
    )
  })

  it('can be taken back', () => {
    fc.assert(
      fc.property(textAndChange(), ({ text, change }) => {
        expect(applyChange(applyChange(text, change), inverseOf(text, change))).toBe(text)
      }),
    )
  })

  it('move what they do not touch, and nothing else', () => {
    fc.assert(
      fc.property(textAndChange(), spans(), ({ text, change }, given) => {
        const inside = given.filter(({ end }) => end <= text.length)
        const after = applyChange(text, change)
        const named = inside.map((span) => ({ ...span, words: text.slice(span.start, span.end) }))
        const moved = moveSpans(named, change)
        for (const { start, end, words: same } of moved) expect(after.slice(start, end)).toBe(same)
        const untouched = named.filter(({ start, end }) => change.every((e) => e.end <= start || e.start >= end))
        expect(moved).toHaveLength(untouched.length)
      }),
    )
  })

  it('leave a finding alone that they only adjoin', () => {
    const finding = { start: 3, end: 5 }
    expect(moveSpans([finding], [edit(3, 3, '各')])).toEqual([{ start: 4, end: 6 }])
    expect(moveSpans([finding], [edit(5, 5, '管理')])).toEqual([finding])
    expect(moveSpans([finding], [edit(4, 4, '户')])).toEqual([])
    expect(moveSpans([finding], [edit(2, 4, '')])).toEqual([])
  })

  it('move a place to where its text now stands', () => {
    const change = [edit(2, 4, '一二三四'), edit(6, 6, '五')]
    expect([0, 2, 3, 4, 6, 7].map((place) => movePlace(place, change))).toEqual([0, 2, 6, 6, 8, 10])
  })
})

function words() {
  return fc.string({ unit: fc.constantFrom('帐', '号', '的', '，', '\n', '😀'), maxLength: 30 })
}

function spans() {
  const span = fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 4 })).map(([start, n]) => ({ start, end: start + n }))
  return fc.array(span, { maxLength: 12 }).map((all) => {
    const ordered = all.sort((a, b) => a.start - b.start)
    return ordered.filter(({ start }, i) => i === 0 || start >= (ordered[i - 1]?.end ?? 0))
  })
}

function textAndChange() {
  return words().chain((text) => {
    const one = fc
      .tuple(fc.nat(text.length), fc.nat(3), words())
      .map(([start, n, insert]) => edit(start, Math.min(text.length, start + n), insert.slice(0, 4)))
    return fc.array(one, { maxLength: 6 }).map((edits) => ({ text, change: changeOf(edits) }))
  })
}
