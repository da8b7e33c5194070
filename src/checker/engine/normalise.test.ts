import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { normalise } from './normalise.ts'

describe('what a text says', () => {
  test.each([
    ['half width', '２０２６年，第（３）条', '2026年,第(3)条'],
    ['composed', 'cafe\u0301', 'café'],
    ['simplified', '臺灣後於裡發髮', '台湾后于里发发'],
    ['compatibility ideographs', '\uf914\u2f00\u2f25', '乐一女'],
    ['radicals as PDF gives them', '⻓⺠⻅⻋⻔⻰', '长民见车门龙'],
    ['enclosed digits and letters', '①⑩⒈㈠ⒶⓏ🅐🆉', '1101.(一)AZAZ'],
    ['mathematical letters', '𝐀𝟗𝒙', 'A9x'],
    ['Cyrillic and Greek look-alikes', 'АВС ΑΒΧ хуе', 'ABC ABX xye'],
    ['zero-width characters', '法\u200b轮\u200d功\ufeff', '法轮功'],
    ['direction marks', '\u202e法轮\u202c功\u2066\u2069', '法轮功'],
    ['soft hyphens and variation selectors', '法\u00ad轮\ufe0f功\u{e0100}', '法轮功'],
    ['tags', '法\u{e0041}轮', '法轮'],
    ['marks that compose to nothing', '法\u0338轮\u20dd功\u0300', '法轮功'],
    ['keycaps', '1️⃣2️⃣', '12'],
    ['characters in a square, unless asked for as pictures', '🈚🈚️', '无\ufffc'],
    ['voicing marks of half-width kana', 'ｶﾞﾊﾟ', 'ガパ'],
    ['syllables of Korean written in letters', '\u1112\u1161\u11ab', '한'],
  ])('reads %s', (_what, raw, plain) => {
    expect(normalise(raw).plain).toBe(plain)
  })

  test.each([
    ['characters that simplified Chinese has too', '乾隆乾坤著名瞭望藉口宫商角徵羽'],
    ['names taken back by the 通用规范汉字表', '昇堃喆'],
    ['letters of formulas', 'αβμΩ±℃'.replace('℃', '°C')],
    ['Russian letters without a Latin shape', 'ЖЯд'],
    ['pictures', '👍🇨🇳'],
    ['lone surrogates', 'a\ud800b\udc00'],
    ['full stops and quotation marks', '。、“”《》'],
  ])('leaves alone %s', (_what, raw) => {
    expect(normalise(raw).plain).toBe(raw)
  })

  it('is the very text where nothing is to be done', () => {
    const raw = '关于做好政务新媒体工作的通知。'
    expect(normalise(raw).plain).toBe(raw)
    expect(normalise(raw).spanOf(2, 5)).toEqual({ start: 2, end: 5 })
  })
})

describe('the way back', () => {
  test.each([
    ['法\u200b轮\u0338\u0338功。', '法轮功', '法\u200b轮\u0338\u0338功'],
    ['甲㈠乙', '(', '㈠'],
    ['甲㈠乙', '一)乙', '㈠乙'],
    ['乙𝐀\u0301甲', 'Á', '𝐀\u0301'],
    ['臺灣，好', '台湾,', '臺灣，'],
    ['法\u202e轮', '轮', '轮'],
  ])('of %s leads from %s to %s', (raw, part, written) => {
    const { plain, spanOf } = normalise(raw)
    const at = plain.indexOf(part)
    const { start, end } = spanOf(at, at + part.length)
    expect(at).toBeGreaterThanOrEqual(0)
    expect(raw.slice(start, end)).toBe(written)
  })

  it('never leads to half of a pair', () => {
    expect(normalise('好👍好').spanOf(2, 3)).toEqual({ start: 1, end: 3 })
  })
})

const unit = fc.oneof(
  fc.constantFrom('法', '轮', '臺', '乾', '①', '㈠', 'ｶ', 'ﾞ', '\u0301', '\u0338', '\u200b', '\ufe0f', 'А', '，', '👍'),
  fc.constantFrom('\ud800', '\udc00', '\u1112', '\u1161', '\u11ab', 'ㄱ', 'ㅏ', '\u0915', '\u093c', 'e', '\n', '´'),
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  fc.string({ unit: 'binary', maxLength: 3 }),
)
const anyText = fc.array(unit, { maxLength: 40 }).map((units) => units.join(''))

describe('for any text', () => {
  it('reading it again changes nothing', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const { plain } = normalise(raw)
        expect(normalise(plain).plain).toBe(plain)
      }),
      { numRuns: 3000 },
    )
  })

  it('places follow each other, stay inside and are never empty', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const { plain, spanOf } = normalise(raw)
        let last = 0
        for (let i = 0; i < plain.length; i++) {
          const { start, end } = spanOf(i, i + 1)
          expect(start).toBeGreaterThanOrEqual(Math.min(last, start))
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(raw.length)
          expect(end).toBeGreaterThanOrEqual(last)
          last = end
        }
        expect(spanOf(0, plain.length).end).toBe(plain.length === 0 ? raw.length : last)
        expect(spanOf(plain.length, plain.length)).toEqual({ start: raw.length, end: raw.length })
      }),
      { numRuns: 2000 },
    )
  })

  it('a place covers all that its characters were read from', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(), (raw, a, b) => {
        const { plain, spanOf } = normalise(raw)
        const start = plain.length === 0 ? 0 : a % plain.length
        const end = start + (plain.length === 0 ? 0 : b % (plain.length - start + 1))
        const { start: from, end: to } = spanOf(start, end)
        if (end > start) expect(normalise(raw.slice(from, to)).plain).toContain(plain.slice(start, end))
      }),
      { numRuns: 2000 },
    )
  })
})
