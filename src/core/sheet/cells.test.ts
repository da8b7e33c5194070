import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { needed, parseChoice, parseCount, parsePercent, parseText, parseUrl, parseYesNo } from './cells.rules.ts'
import { parseDate, parseDateTime, parseMonth } from './dates.rules.ts'

const unknown = ['', ' ', '-', '—', '－', '--', '无数据', 'N/A', 'n/a', '\u3000']

describe('counts', () => {
  test.each([
    ['0', { value: 0 }],
    ['1234', { value: 1234 }],
    ['1,234,567', { value: 1234567 }],
    ['１，２３４', { value: 1234 }],
    ['10万+', { value: 100001, capped: true }],
    ['10w+', { value: 100001, capped: true }],
    ['10W＋', { value: 100001, capped: true }],
    ['100000+', { value: 100001, capped: true }],
    ['1.2万', { value: 12000, rounded: true }],
    ['1.1万', { value: 11000, rounded: true }],
    ['1.2345亿', { value: 123450000, rounded: true }],
    ['9007199254740990', { value: 9007199254740990 }],
  ])('reads %s', (text, result) => {
    expect(parseCount(text)).toEqual(result)
  })

  test.each(unknown)('reads %j as unknown, not as zero', (text) => {
    expect(parseCount(text)).toEqual({ value: null })
  })

  test.each([
    '-5',
    '－5',
    '1.5',
    '12.0',
    '1e3',
    '0x10',
    '1,23',
    '12,34,567',
    ',1',
    '1 2',
    '1.23456万',
    '约100',
    '+5',
    '9007199254740992',
    '是',
    '10+万',
  ])('refuses %s', (text) => {
    expect(parseCount(text)).toEqual({ error: expect.any(String) })
  })

  it('says what is wrong with a negative figure', () => {
    expect(parseCount('-5')).toEqual({ error: '“-5”是负数，此处不能为负' })
  })

  it('reads every safe integer written with or without separators', () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER - 1 }), (n) => {
        expect(parseCount(String(n))).toEqual({ value: n })
        expect(parseCount(n.toLocaleString('en-US'))).toEqual({ value: n })
      }),
    )
  })
})

describe('dates', () => {
  const rule = { today: '2025-11-20' }

  test.each([
    '2025-11-01',
    '2025/11/1',
    '2025.11.1',
    '20251101',
    '2025年11月1日',
    '２０２５-１１-０１',
    '2025-11-01 00:00:00',
    '45962',
  ])('reads %s', (text) => {
    expect(parseDate(text, rule)).toEqual({ value: '2025-11-01' })
  })

  test.each([
    ['2026-02-30', '没有这一天'],
    ['2025-13-01', '没有这一天'],
    ['2025年2月29日', '没有这一天'],
    ['2008-12-31', '早于'],
    ['2025-11-21', '晚于今天'],
    ['2025-11-01 08:00', '不是日期'],
    ['11/01/2025', '不是日期'],
    ['明天', '不是日期'],
  ])('refuses %s', (text, reason) => {
    expect(parseDate(text, rule)).toEqual({ error: expect.stringContaining(reason) })
  })

  test.each(['2009-01-01', '2025-11-20', '2024-02-29'])('accepts the border %s', (text) => {
    expect(parseDate(text, rule)).toEqual({ value: text })
  })

  test.each(unknown)('reads %j as unknown', (text) => {
    expect(parseDate(text, rule)).toEqual({ value: null })
  })

  test.each([
    ['2025-11-01 08:30', '2025-11-01T00:30:00.000Z'],
    ['2025/11/1 8:30:05', '2025-11-01T00:30:05.000Z'],
    ['2025年11月1日 8时30分', '2025-11-01T00:30:00.000Z'],
    ['2025年11月1日8时30分05秒', '2025-11-01T00:30:05.000Z'],
    ['20251101 00:00', '2025-10-31T16:00:00.000Z'],
    ['2025-11-01', '2025-10-31T16:00:00.000Z'],
    ['2025-11-01T00:30:00Z', '2025-11-01T00:30:00.000Z'],
    ['2025-11-01T00:30:00.123+08:00', '2025-10-31T16:30:00.000Z'],
    ['45962.5', '2025-11-01T04:00:00.000Z'],
  ])('reads %s as a time of Shanghai', (text, instant) => {
    expect(parseDateTime(text, rule)).toEqual({ value: instant })
  })

  test.each([
    '2025-11-01 24:00',
    '2025-11-01 08:60',
    '2025-02-30 08:00',
    '2025-11-21 00:00',
    '2025-11-20T16:00:00Z',
    '08:30',
    '昨天 08:30',
  ])('refuses the time %s', (text) => {
    expect(parseDateTime(text, rule)).toEqual({ error: expect.any(String) })
  })

  test.each(['2025-11', '2025/11', '202511', '2025年11月', '2025.11', '2025-11-01'])('reads the month %s', (text) => {
    expect(parseMonth(text, rule)).toEqual({ value: '2025-11' })
  })

  test.each(['2025-12', '2008-12', '2025-13', '2025-00', '2025', '2025-11-02', '十一月'])(
    'refuses the month %s',
    (text) => {
      expect(parseMonth(text, rule)).toEqual({ error: expect.any(String) })
    },
  )

  it('reads every day of the calendar in each way of writing', () => {
    const days = fc.date({ min: new Date('2009-01-01'), max: new Date('2025-11-20'), noInvalidDate: true })
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10)
        const [year, month, dayOfMonth] = day.split('-').map(Number)
        for (const text of [
          day,
          day.replaceAll('-', ''),
          `${year}/${month}/${dayOfMonth}`,
          `${year}年${month}月${dayOfMonth}日`,
        ]) {
          expect(parseDate(text, rule)).toEqual({ value: day })
        }
      }),
    )
  })
})

describe('texts and choices', () => {
  it('counts characters, not code units, up to the limit', () => {
    expect(parseText(' 𠮷祥 ', { max: 2 })).toEqual({ value: '𠮷祥' })
    expect(parseText('一二三', { max: 2 })).toEqual({ error: '最多 2 字，现有 3 字' })
    expect(parseText(' ', { max: 2 })).toEqual({ value: null })
  })

  test.each(['安\u202e吉', '安\u200b吉', '安\u0007吉', '安\n吉', '安\ud800吉'])('refuses %j', (text) => {
    expect(parseText(text, { max: 20 })).toEqual({ error: expect.any(String) })
  })

  it('allows several lines where the column does', () => {
    expect(parseText('一\n二', { max: 20, lines: 'many' })).toEqual({ value: '一\n二' })
  })

  it('turns unknown into a refusal where a value is needed, and keeps everything else', () => {
    expect(needed(parseText('', { max: 5 }))).toEqual({ error: '必填项不能为空' })
    expect(needed(parseText('甲', { max: 5 }))).toEqual({ value: '甲' })
  })

  test.each<[string, boolean | null]>([
    ['是', true],
    ['√', true],
    ['1', true],
    ['原创', true],
    ['否', false],
    ['0', false],
    ['转载', false],
    ['×', false],
    ['', null],
    ['-', null],
  ])('reads %s as yes or no', (text, value) => {
    expect(parseYesNo(text)).toEqual({ value })
  })

  it('finds a choice by name or synonym and lists the choices otherwise', () => {
    const choices = [
      { value: 'wechat', zh: '微信', synonyms: ['微信公众号', 'WeChat'] },
      { value: 'weibo', zh: '微博' },
    ]
    expect(parseChoice(' ｗechat', choices)).toEqual({ value: 'wechat' })
    expect(parseChoice('微 博', choices)).toEqual({ value: 'weibo' })
    expect(parseChoice('人人网', choices)).toEqual({ error: '“人人网”不在可选范围内，可填：微信、微博' })
  })

  test.each([
    ['12.5%', 0.125],
    ['0.125', 0.125],
    ['１００％', 1],
    ['0', 0],
    ['29%', 0.29],
  ])('reads %s as a ratio', (text, value) => {
    expect(parsePercent(text)).toEqual({ value })
  })

  test.each(['12.5', '101%', '-5%', '5%%', 'abc'])('refuses the ratio %s', (text) => {
    expect(parsePercent(text)).toEqual({ error: expect.any(String) })
  })

  it('accepts web addresses only', () => {
    const url = 'https://mp.weixin.qq.com/s?__biz=MzA&mid=1&idx=1'
    expect(parseUrl(` ${url} `)).toEqual({ value: url })
    for (const bad of [
      'javascript:alert(1)',
      'mp.weixin.qq.com/s',
      'http://',
      'https://a b',
      'https://u:p@a.cn',
      'ftp://a.cn',
    ]) {
      expect(parseUrl(bad)).toEqual({ error: expect.any(String) })
    }
  })
})
