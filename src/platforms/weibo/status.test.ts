import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { base62Of, midOf, weiboPermalink } from './permalink.rules.ts'
import { comparable, isUnder, topicsIn, weiboLength, weiboStatus } from './status.rules.ts'

describe('the length of a post', () => {
  test.each([
    ['', 0],
    ['政务', 2],
    ['ab', 1],
    ['abc', 2],
    ['a政', 2],
    ['，。', 2],
    ['https://www.yunlan.gov.cn/news/2026/03/02/a-very-long-address-that-would-not-fit.html?from=weibo', 12],
    [`${'政'.repeat(128)}http://a.cn`, 140],
    [`${'政'.repeat(129)}http://a.cn`, 141],
  ])('%j counts %i', (text, length) => {
    expect(weiboLength(text)).toBe(length)
  })

  it('never shrinks when something is added, and one half more at least per character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('政', 'a', '，', '😀', ' ') }),
        fc.constantFrom('政', 'b'),
        (text, more) => {
          expect(weiboLength(text + more)).toBeGreaterThanOrEqual(weiboLength(text))
          expect(weiboLength(text) * 2).toBeGreaterThanOrEqual([...text].length)
        },
      ),
    )
  })
})

describe('#话题#', () => {
  test.each([
    ['#最多跑一次#今天上线', 1],
    ['一个 # 号不是话题', 0],
    ['两行#\n#不是', 0],
    ['https://a.gov.cn/#/x 与 https://a.gov.cn/#/y', 0],
    ['## 空的不是', 0],
  ])('%j has %i', (text, count) => {
    expect(topicsIn(text)).toHaveLength(count)
  })
})

describe('what is posted', () => {
  const link = 'https://www.yunlan.gov.cn/1.html'
  test.each([
    [{ title: '标题', text: '正文', link }, `【标题】正文 ${link}`],
    [{ title: '标题', text: '【标题】正文', link }, `【标题】正文 ${link}`],
    [{ title: '', text: `正文 ${link}`, link }, `正文 ${link}`],
    [{ title: '', text: '正文', link: null }, '正文'],
  ])('of %o is %s', (out, status) => {
    expect(weiboStatus(out)).toBe(status)
  })

  it('is compared without addresses, entities and spaces', () => {
    expect(comparable('【A&amp;B】正文 http://t.cn/A6abcd\u200b')).toBe(comparable(`【A&B】正文${' '}${link}`))
    expect(comparable('&amp;lt;')).toBe('&lt;')
  })

  test.each([
    ['https://www.yunlan.gov.cn/1', 'yunlan.gov.cn', true],
    ['https://yunlan.gov.cn/1', 'yunlan.gov.cn', true],
    ['https://notyunlan.gov.cn/1', 'yunlan.gov.cn', false],
    ['https://yunlan.gov.cn.evil.com/', 'yunlan.gov.cn', false],
    ['not an address', 'yunlan.gov.cn', false],
  ])('%s under %s: %s', (address, domain, expected) => {
    expect(isUnder(address, domain)).toBe(expected)
  })
})

describe('the address of a post', () => {
  test.each([
    ['3501756485200075', 'z0JH2lOMb'],
    ['3501703397689247', 'z0Ijpwgk7'],
    ['10000000', '10000'],
  ])('of %s ends in %s', (mid, slug) => {
    expect(base62Of(mid)).toBe(slug)
    expect(midOf(slug)).toBe(mid)
  })

  it('leads back to the same number, however long', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), (number) => {
        expect(midOf(base62Of(String(number)))).toBe(String(number))
      }),
    )
  })

  it('refuses what is no number', () => {
    expect(() => base62Of('12a')).toThrow(RangeError)
    expect(midOf('z0JH-2')).toBeNull()
    expect(midOf('zZZZZ')).toBeNull()
    expect(weiboPermalink('https://weibo.com/', { uid: '1', mid: '3501756485200075' })).toBe(
      'https://weibo.com/1/z0JH2lOMb',
    )
  })
})
