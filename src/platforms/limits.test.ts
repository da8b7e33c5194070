import { describe, expect, it, test } from 'vitest'
import { type PlatformName, platformNames } from '../accounts/platforms.rules.ts'
import { limits, limitsOf, refusalsOn, type Written } from './limits.rules.ts'
import { publishers } from './publishers.ts'

const sound: Written = {
  title: '我县春季招聘会本周六举行',
  author: '云岚发布',
  digest: '',
  html: '<p>正文</p>',
  text: '正文',
  link: 'https://www.yunlan.gov.cn/1',
  pictures: 1,
  cover: true,
  video: null,
}
const on = (platform: string, more: Partial<Written> = {}) =>
  refusalsOn(platform, { ...sound, ...more }).map(({ field }) => field)

describe('微信公众号 (§1.4)', () => {
  test.each<[string, Partial<Written>, string[]]>([
    ['a sound article', {}, []],
    ['no title', { title: '' }, ['title']],
    ['64 字 of title', { title: '题'.repeat(64) }, []],
    ['65 字 of title', { title: '题'.repeat(65) }, ['title']],
    ['64 rare characters, each of two code units', { title: '𠮷'.repeat(64) }, []],
    ['16 字 of author', { author: '者'.repeat(16) }, []],
    ['17 字 of author', { author: '者'.repeat(17) }, ['author']],
    ['128 字 of digest', { digest: '摘'.repeat(128) }, []],
    ['129 字 of digest', { digest: '摘'.repeat(129) }, ['digest']],
    ['19 999 characters', { html: '字'.repeat(19_999), pictures: 0 }, []],
    ['20 000 characters', { html: '字'.repeat(20_000), pictures: 0 }, ['body']],
    ['19 999 characters and a picture, whose address is long', { html: '字'.repeat(19_999), pictures: 1 }, ['body']],
    ['no body', { html: ' ' }, ['body']],
    ['no cover', { cover: false }, ['cover']],
    ['no link', { link: null }, []],
    ['a video', { video: { size: 1 } }, ['video']],
  ])('%s', (_case, more, fields) => {
    expect(on('wechat', more)).toEqual(fields)
  })
})

describe('微博 (§2.2)', () => {
  test.each<[string, Partial<Written>, string[]]>([
    ['a sound post', {}, []],
    ['no cover', { cover: false }, []],
    ['no link', { link: null }, ['link']],
    ['a link in the text', { link: null, text: '详见 https://www.yunlan.gov.cn/1' }, []],
    ['a topic', { text: '#春季招聘#周六' }, ['body']],
    ['two pictures', { pictures: 2 }, ['pictures']],
    ['140 字', { title: '', text: '政'.repeat(128) }, []],
    ['141 字', { title: '', text: '政'.repeat(129) }, ['body']],
    ['a title that makes it too long', { text: '政'.repeat(128) }, ['body']],
    ['nothing', { title: '', text: '', link: null }, ['body', 'link']],
    ['a video', { video: { size: 1 } }, ['video']],
  ])('%s', (_case, more, fields) => {
    expect(on('weibo', more)).toEqual(fields)
  })
})

describe('抖音 (§3.2)', () => {
  const gigabyte = 1024 ** 3
  test.each<[string, Partial<Written>, string[]]>([
    ['pictures', {}, []],
    ['30 pictures', { pictures: 30 }, []],
    ['31 pictures', { pictures: 31 }, ['pictures']],
    ['a video of 4 GB, whatever pictures the text has', { video: { size: 4 * gigabyte }, pictures: 31 }, []],
    ['a larger video', { video: { size: 4 * gigabyte + 1 } }, ['video']],
    ['neither', { pictures: 0 }, ['video']],
  ])('%s', (_case, more, fields) => {
    expect(on('douyin', more)).toEqual(fields)
  })
})

describe('今日头条 (§4), for the hand-over package', () => {
  test.each([
    ['', ['title']],
    ['题', ['title']],
    ['题目', []],
    ['题'.repeat(30), []],
    ['题'.repeat(31), ['title']],
  ])('%j', (title, fields) => {
    expect(on('toutiao', { title })).toEqual(fields)
  })
})

describe('every platform', () => {
  it('either can be published to or says in Chinese why not', () => {
    expect(Object.keys(publishers).sort()).toEqual([...platformNames].sort())
    for (const { publisher, whyNot, baseUrl } of Object.values(publishers)) {
      if (publisher) expect(baseUrl).toMatch(/^https:/)
      else expect(whyNot).toMatch(/[\u4e00-\u9fff]/)
    }
  })

  it('that can be published to has limits, and refuses by them', () => {
    const able = platformNames.filter((name: PlatformName) => publishers[name].publisher)
    expect(able).toEqual(['wechat', 'weibo', 'douyin'])
    for (const name of able) {
      expect(limits).toHaveProperty(name)
      const refusals = publishers[name].publisher?.refusals({ ...nothing, pictures: 0, cover: false })
      expect(refusals).toEqual(refusalsOn(name, { ...nothing, pictures: 0, cover: false }))
      expect(refusals).not.toEqual([])
    }
  })

  it('whose limits nobody knows refuses nothing beforehand', () => {
    expect(limitsOf('kuaishou')).toBeNull()
    expect(limitsOf('constructor')).toBeNull()
    expect(refusalsOn('kuaishou', sound)).toEqual([])
  })
})

const nothing = {
  id: '',
  title: '',
  author: '',
  digest: '',
  html: '',
  text: '',
  link: null,
  video: null,
  origin: { kind: 'original' as const, sourceName: null },
}
