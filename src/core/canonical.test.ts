import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { canonicalJson, sm3Hex } from './canonical.ts'

describe('canonical JSON', () => {
  it('sorts keys at every depth, leaves undefined members out and keeps the order of lists', () => {
    expect(canonicalJson({ b: [{ y: 1, x: 2 }, 3], a: undefined, 中: '文' })).toBe('{"b":[{"x":2,"y":1},3],"中":"文"}')
  })

  it('writes numbers in their shortest form', () => {
    expect(canonicalJson([1.0, 0.1, -0, 1e21, 100001])).toBe('[1,0.1,0,1e+21,100001]')
  })

  it('writes a date as the instant it names', () => {
    expect(canonicalJson(new Date('2026-03-01T00:00:00+08:00'))).toBe('"2026-02-28T16:00:00.000Z"')
  })

  test.each<[string, unknown]>([
    ['NaN', Number.NaN],
    ['infinity', { a: Number.POSITIVE_INFINITY }],
    ['bigint', 1n],
    ['a function', () => 1],
    ['undefined inside a list', [undefined]],
    ['a hole in a list', new Array(1)],
    ['a map', new Map()],
  ])('refuses %s', (_case, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  })

  it('gives equal text for equal values, whatever the order of their keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(reversed)).toBe(canonicalJson(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})

describe('SM3 (GB/T 32905)', () => {
  it('is the standard one', () => {
    const digest = createHash('sm3').update('abc').digest('hex')
    expect(digest).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  })

  it('names a value, not the way it was written', () => {
    expect(sm3Hex({ a: 1, b: 2 })).toBe(sm3Hex({ b: 2, a: 1 }))
    expect(sm3Hex({ a: 1 })).not.toBe(sm3Hex({ a: 2 }))
    expect(sm3Hex({})).toMatch(/^[0-9a-f]{64}$/)
  })
})
