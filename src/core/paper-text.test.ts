import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { dayInWords, linesOf, printable, thousands } from './paper-text.rules.ts'

describe('text on an official paper', () => {
  test.each([
    ['', ['']],
    ['一行', ['一行']],
    ['一\n二\r\n三\r四', ['一', '二', '三', '四']],
    ['一\n\n二', ['一', '', '二']],
    ['一\u2028二\u2029三\u0085四', ['一', '二', '三', '四']],
  ])('%j has the lines %j', (text, lines) => {
    expect(linesOf(text)).toEqual(lines)
  })

  it('loses only what XML cannot hold', () => {
    expect(printable('甲\u0000\u000b\u001f\ufffe\uffff\t乙\n')).toBe('甲\t乙\n')
    expect(printable('半个\ud83d字')).toBe('半个\ufffd字')
    expect(printable('𠮷😀<&>"')).toBe('𠮷😀<&>"')
  })
})

describe('numbers and days on an official paper', () => {
  test.each([
    ['0', '0'],
    ['999', '999'],
    ['1000', '1,000'],
    ['12000.00', '12,000.00'],
    ['999999999999.99', '999,999,999,999.99'],
    ['1234567.5', '1,234,567.5'],
    ['0.07', '0.07'],
    ['', ''],
    ['约一万', '约一万'],
    ['1.', '1.'],
    ['-1000', '-1000'],
  ])('shows %j as %j', (digits, shown) => {
    expect(thousands(digits)).toBe(shown)
  })

  it('changes no digit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.nat(99), (yuan, fen) => {
        const written = `${yuan}.${String(fen).padStart(2, '0')}`
        expect(thousands(written).replaceAll(',', '')).toBe(written)
        expect(thousands(written)).toMatch(/^\d{1,3}(,\d{3})*\.\d\d$/)
      }),
    )
  })

  it('writes a day without leading zeros', () => {
    expect(dayInWords('2026-01-09')).toBe('2026年1月9日')
    expect(dayInWords('2028-02-29')).toBe('2028年2月29日')
  })
})
