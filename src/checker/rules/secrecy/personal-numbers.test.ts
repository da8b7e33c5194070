import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBirthday, isIdNumber, looksLikeIdNumber, masked, passesLuhn } from './personal-numbers.ts'

describe('公民身份号码 (GB 11643)', () => {
  it.each([
    ['the specimen of the standard', '11010519491231002X', true],
    ['its check character in lower case', '11010519491231002x', true],
    ['a wrong check character', '110105194912310021', false],
    ['a day that does not exist', '110105194902300020', false],
    ['29 February of a common year', '110105194902290020', false],
    ['a region that does not exist', '99010519491231002X', false],
    ['seventeen characters', '11010519491231002', false],
    ['nothing', '', false],
  ])('%s', (_case, digits, valid) => expect(isIdNumber(digits)).toBe(valid))

  it('notices every single digit that is wrong', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const right = '11010519491231002X'
        const wrong = right.slice(0, at) + ((Number(right[at]) + by) % 10) + right.slice(at + 1)
        expect(isIdNumber(wrong)).toBe(false)
      }),
    )
  })

  it('tells a mistyped number from any other row of digits', () => {
    expect(looksLikeIdNumber('110105194912310021')).toBe(true)
    expect(looksLikeIdNumber('110105194913310021')).toBe(false)
  })

  it.each([
    ['20000229', true],
    ['19000229', false],
    ['20240229', true],
    ['18991231', false],
    ['20241301', false],
    ['20240400', false],
    ['20240431', false],
  ])('%s is a day: %s', (day, exists) => expect(isBirthday(day)).toBe(exists))
})

describe('Luhn', () => {
  it.each([
    ['6222020000000000000', true],
    ['6222020000000000001', false],
    ['', false],
  ])('%s: %s', (digits, passes) => expect(passesLuhn(digits)).toBe(passes))

  it('notices every single digit that is wrong', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 18 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const right = '6222020000000000000'
        const wrong = right.slice(0, at) + ((Number(right[at]) + by) % 10) + right.slice(at + 1)
        expect(passesLuhn(wrong)).toBe(false)
      }),
    )
  })
})

describe('masking', () => {
  it('keeps the length and shows no more than asked', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{8,20}$/), (digits) => {
        const shown = masked(digits, 3, 4)
        expect(shown).toHaveLength(digits.length)
        expect(shown).toMatch(/^\d{3}\*+\d{4}$/)
      }),
    )
  })
})
