import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readText } from '../../checked-text.ts'
import { createChecker } from '../../checker.ts'
import type { Knowledge } from '../../knowledge.ts'
import { shippedKnowledge } from '../../lexicon/shipped.ts'
import type { Context } from '../../rule.ts'
import { hostOf, isHostUnder } from './hosts.ts'
import { judgeLink } from './links.ts'
import { isQuoted, sentenceAround } from './quoted.ts'
import { sourceRules } from './source-rules.ts'

const on = '2026-06-01'

describe('§8.1.2 where a repost comes from', () => {
  const text = '有关部门公布了最新数据。'
  const from = (origin: Context['origin'], knowledge: Partial<Knowledge> = {}) =>
    createChecker({ rules: sourceRules, knowledge: { ...shippedKnowledge, ...knowledge } })
      .check(text, { on, ...(origin && { origin }) })
      .map(({ ruleId }) => ruleId)

  it.each([
    '人民日报',
    '《人民日报》',
    '人民日报客户端',
    '新华网',
    '浙江省人民政府',
    '市气象局',
    '长兴县融媒体中心',
    '浙江大学',
    '杭州发布',
    '中国科学院',
  ])('is nothing to object to for %s', (sourceName) => {
    expect(from({ kind: 'repost', sourceName })).toEqual([])
  })

  it.each(['热点财经说', '人民日报体', '某某论坛', '小镇生活圈'])('is to be looked at for %s', (sourceName) => {
    expect(from({ kind: 'repost', sourceName })).toEqual(['source.unlisted'])
  })

  it('is known by its address too', () => {
    const sourceName = '权威发布台'
    expect(from({ kind: 'repost', sourceName, sourceUrl: 'https://www.hangzhou.gov.cn/a' })).toEqual([])
    expect(from({ kind: 'repost', sourceName, sourceUrl: 'https://politics.people.com.cn/a' })).toEqual([])
    expect(from({ kind: 'repost', sourceName, sourceUrl: 'https://people.com.cn.example.com/' })).toEqual([
      'source.unlisted',
    ])
  })

  it('is judged by the list of the day', () => {
    const until = { name: '旧报', aliases: [], hosts: [], until: '2026-05-31', source: '名单' }
    const origin = { kind: 'repost', sourceName: '旧报' } as const
    expect(from(origin, { sources: [until] })).toEqual(['source.unlisted'])
    expect(from(origin, { sources: [{ ...until, until: on }] })).toEqual([])
    expect(from(origin, { sources: [{ ...until, from: '2026-06-02', until: '2027-01-01' }] })).toEqual([
      'source.unlisted',
    ])
  })

  it('is not judged without a list, for originals, and where nothing is known', () => {
    expect(from({ kind: 'repost', sourceName: '小镇生活圈' }, { sources: [] })).toEqual([])
    expect(from({ kind: 'original' })).toEqual([])
    expect(from(undefined)).toEqual([])
  })

  it('must be told: a blank name is none', () => {
    expect(from({ kind: 'repost', sourceName: ' ' })).toEqual(['source.unattributed-repost'])
    expect(from({ kind: 'repost' })).toEqual(['source.unattributed-repost'])
  })
})

describe('where an address leads', () => {
  it.each([
    ['https://detail.tmall.com/item?id=1', 'shop'],
    ['HTTPS://WWW.JD.COM', 'shop'],
    ['https://t.cn/abc', 'short'],
    ['https://youtu.be/1', 'foreign'],
    ['https://www.gov.uk/', 'foreign'],
    ['http://www.gov.cn@203.0.113.7/', 'dangerous'],
    ['javascript:location.href="https://a.example"', 'dangerous'],
    ['data:text/html,<script>', 'dangerous'],
    ['wxp://f2f0abc', 'payment'],
    ['https://u.wechat.com/abc', 'personal'],
    ['https://www.gov.cn/', undefined],
    ['https://nottmall.com/', undefined],
    ['https://tmall.com.cn/', undefined],
    ['https://about.cn/', undefined],
    ['http://47.114.141.101/', undefined],
    ['https://mp.weixin.qq.com/s/abc@def', undefined],
    ['javascript:void(0)', undefined],
    ['mailto:a@gov.cn', undefined],
    ['会议室', undefined],
    ['', undefined],
  ])('%s: %s', (address, kind) => {
    expect(judgeLink(address)?.kind).toBe(kind)
  })

  it('is the host, not what stands around it', () => {
    expect(hostOf('https://user:pw@A.Example.com:8080/b.com?c.com#d.com')).toBe('a.example.com')
    expect(hostOf('//a.cn')).toBe('a.cn')
    expect(hostOf('a.cn/b')).toBeUndefined()
    expect(isHostUnder('gov.cn', 'gov.cn') && isHostUnder('a.gov.cn', 'gov.cn')).toBe(true)
    expect(isHostUnder('xgov.cn', 'gov.cn')).toBe(false)
  })

  it('is told of every QR code and every link behind words', () => {
    const checker = createChecker({ rules: sourceRules, knowledge: shippedKnowledge })
    const found = checker.check('扫码了解详情。', {
      on,
      qrCodes: ['https://www.zj.gov.cn/', 'https://qr.alipay.com/abc', '一段文字'],
      links: [`https://t.cn/${'a'.repeat(500)}`],
    })
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringContaining('二维码指向收款码'),
      expect.stringContaining('超链接指向看不出去向的短链接'),
    ])
    expect(found.every(({ message }) => message.length < 160)).toBe(true)
  })
})

describe('reading around a place', () => {
  it('knows what is quoted', () => {
    const text = '他说：“我觉得好。”我觉得一般。\n“没有收尾\n我觉得'
    expect([...text.matchAll(/我觉得/g)].map(({ index }) => isQuoted(text, index))).toEqual([true, false, false])
  })

  it('gives the sentence that a place is in', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('甲', '乙', '。', '\n'), { maxLength: 60 }), (characters) => {
        const { plain, sentences } = readText(characters.join(''))
        for (const { start, end } of sentences) {
          for (let at = start; at < end; at++) {
            const { before, after } = sentenceAround(plain, sentences, at)
            expect([before, after]).toEqual([plain.slice(start, at), plain.slice(at, end)])
          }
        }
      }),
    )
  })
})

describe('a megabyte in one line', () => {
  const long = (part: string) => part.repeat(Math.ceil(500_000 / part.length))

  it.each([
    '来源',
    '图片来源于',
    'https://t.cn/',
    'www.',
    'javascript:',
    '我觉得，',
    '笔者认为',
    '限时特价加微信',
    '满100减',
    '“',
    '据',
    '保本',
  ])('of %s is read to its end', (part) => {
    const text = readText(long(part))
    for (const rule of sourceRules) {
      expect(() => rule.find(text, { on, origin: { kind: 'repost' } }, shippedKnowledge)).not.toThrow()
    }
  })
})
