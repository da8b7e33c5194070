import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { inWords, roundHalfUp } from './round.rules.ts'

describe('rounding for display', () => {
  test.each<[number, string]>([
    [1.005, '1.01'],
    [99.995, '100.00'],
    [2.675, '2.68'],
    [2.6749, '2.67'],
    [0, '0.00'],
    [-0, '0.00'],
    [-1.005, '-1.01'],
    [-0.001, '0.00'],
    [1e-7, '0.00'],
    [0.005, '0.01'],
    [1e21, '1000000000000000000000.00'],
    [1.5e300, `15${'0'.repeat(299)}.00`],
    [83, '83.00'],
  ])('%d is shown as %s', (value, text) => {
    expect(roundHalfUp(value)).toBe(text)
  })

  it('rounds to whole numbers and to more digits', () => {
    expect(roundHalfUp(99.5, 0)).toBe('100')
    expect(roundHalfUp(0.4, 0)).toBe('0')
    expect(roundHalfUp(0.00005, 4)).toBe('0.0001')
  })

  it('refuses what is not a number', () => {
    expect(() => roundHalfUp(Number.NaN)).toThrow(RangeError)
  })

  it('moves a number by no more than half a unit of the last digit', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
        expect(Math.abs(Number(roundHalfUp(value)) - value)).toBeLessThanOrEqual(0.005 + 1e-9)
      }),
    )
  })

  it('drops trailing zeros inside a sentence', () => {
    expect([30, 12.5, 100, 0, 66.666].map(inWords)).toEqual(['30', '12.5', '100', '0', '66.67'])
  })
})
