import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { midOf, postKey, titleKey, urlKey } from './post-key.rules.ts'

describe('one work has one key, whatever its address carries', () => {
  test.each([
    [
      'wechat:MzA:12:1',
      'https://mp.weixin.qq.com/s?__biz=MzA==&mid=12&idx=1&sn=abc&chksm=1&scene=27#rd',
      'http://mp.weixin.qq.com/s?sn=abc&idx=1&mid=12&__biz=MzA%3D%3D',
    ],
    ['wechat:s:AbC-_9', 'https://mp.weixin.qq.com/s/AbC-_9', 'https://mp.weixin.qq.com/s/AbC-_9?from=timeline'],
    [
      'weibo:3501756485200075',
      'https://weibo.com/2803301701/z0JH2lOMb',
      'https://m.weibo.cn/status/3501756485200075',
      'https://weibo.com/detail/3501756485200075?type=comment',
    ],
    [
      'toutiao:7123456789012345678',
      'https://www.toutiao.com/article/7123456789012345678/',
      'https://m.toutiao.com/i7123456789012345678/',
      'https://www.toutiao.com/a7123456789012345678?app=news',
    ],
    [
      'douyin:7123456789012345678',
      'https://www.douyin.com/video/7123456789012345678?share_token=1',
      'https://www.iesdouyin.com/share/video/7123456789012345678/',
      'https://www.douyin.com/user/x?modal_id=7123456789012345678',
    ],
    ['bilibili:BV1xx411c7mD', 'https://www.bilibili.com/video/BV1xx411c7mD/?spm_id_from=333'],
    [
      'url:news.example.com/a?id=7',
      'https://news.example.com/a/?utm_source=x&id=7',
      'http://www.news.example.com/a?id=7#top',
    ],
  ])('%s', (key, ...addresses) => {
    expect(addresses.map(urlKey)).toEqual(addresses.map(() => key))
  })

  it('keeps works apart that differ in what names them', () => {
    const keys = ['mid=1&idx=1', 'mid=1&idx=2', 'mid=2&idx=1'].map((q) =>
      urlKey(`https://mp.weixin.qq.com/s?__biz=MzA&${q}`),
    )
    expect(new Set(keys).size).toBe(3)
  })

  it('knows the base-62 numbers of Weibo', () => {
    expect(midOf('z0JH2lOMb')).toBe('3501756485200075')
    expect(midOf('ZZZZZZZZZ')).toBe(null)
  })

  it('falls back to title and Beijing day', () => {
    const at = (iso: string, title: string) => postKey({ url: null, title, publishedAt: new Date(iso) })
    expect(at('2026-03-01T15:59:00Z', '开学 第一课！')).toBe(at('2026-03-01T01:00:00Z', '开学第一课'))
    expect(at('2026-03-01T16:00:00Z', '开学第一课')).not.toBe(at('2026-03-01T15:59:00Z', '开学第一课'))
    expect(titleKey('！！！', '2026-03-01')).not.toBe(titleKey('？？？', '2026-03-01'))
  })
})

describe('urlKey, of anything', () => {
  const tracking = fc.constantFrom('utm_source', 'spm', 'share_token', 'scene', 'from', 'timestamp', 'chksm')

  it('is not changed by the order of parameters, by tracking, or by an anchor', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ validSchemes: ['https'] }),
        fc.uniqueArray(fc.tuple(fc.stringMatching(/^k[a-z0-9]{1,8}$/), fc.string({ maxLength: 12 })), {
          selector: ([k]) => k,
        }),
        tracking,
        (base, params, noise) => {
          const first = new URL(base)
          const second = new URL(base)
          for (const [k, v] of params) first.searchParams.append(k, v)
          for (const [k, v] of params.toReversed()) second.searchParams.append(k, v)
          second.searchParams.append(noise, 'x')
          second.hash = 'part-2'
          expect(urlKey(second.href)).toBe(urlKey(first.href))
        },
      ),
    )
  })

  it('never throws, fits the index, and is stable on what it is given twice', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true, withFragments: true })), (text) => {
        const key = urlKey(text)
        expect(urlKey(text)).toBe(key)
        expect(key === null || key.length <= 1000).toBe(true)
      }),
    )
  })
})
