import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { sm3Hex } from '../core/canonical.ts'
import type { DraftContent } from './content.contract.ts'
import { cleanContent, emptyContent, mediaIn, signedContent } from './content.rules.ts'
import { diffContents } from './diff.rules.ts'
import { xssPayloads } from './testdata/xss.ts'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const picture = (n: number, alt: string) => `<img data-picture="${id(n)}" alt="${alt}" />`

const content: DraftContent = {
  title: '标题',
  author: '作者',
  digest: '摘要',
  html: `<p>正文${picture(1, '一')}${picture(2, '二')}</p>`,
  coverId: id(3),
  videoId: id(4),
  attachmentIds: [id(5), id(6)],
  link: 'https://www.gov.cn/',
  origin: { kind: 'repost', sourceName: '来源', sourceUrl: 'https://www.gov.cn/1', licence: 'granted' },
  targets: [
    { accountId: id(10), title: '另题', digest: null, html: null },
    { accountId: id(11), title: null, digest: '另摘要', html: `<p>另文${picture(7, '七')}</p>` },
  ],
  scheduledAt: '2026-12-01T00:00:00.000Z',
}
const hashes = new Map(mediaIn(content).map(({ id: media }) => [media, `sha-${media}`]))
const hashWith = (of: DraftContent, known: ReadonlyMap<string, string> = hashes, kind = 'ordinary') =>
  sm3Hex(signedContent(of, { class: kind, hashOf: (media) => known.get(media) ?? '' }))
const hash = hashWith(content)

/** Every value in the content, with the way to it. */
function leavesOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
}

function changedAt(path: readonly (string | number)[]): DraftContent {
  const copy = structuredClone(content)
  const last = path.at(-1) ?? ''
  const holder = path
    .slice(0, -1)
    .reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy as never)
  const old = holder[last]
  holder[last] = typeof old === 'string' ? `${old.slice(0, -1)}${old.endsWith('9') ? '8' : '9'}` : id(99)
  return copy
}

describe('what the reviewers sign', () => {
  test.each(leavesOf(content).map((path) => [path.join('.'), path] as const))('changes with %s', (_name, path) => {
    expect(hashWith(changedAt(path))).not.toBe(hash)
  })

  test.each([...hashes.keys()].map((media) => [media]))('changes with the bytes of %s', (media) => {
    expect(hashWith(content, new Map([...hashes, [media, 'other']]))).not.toBe(hash)
  })

  it('changes with the class, with the order of pictures and with each thing more or less', () => {
    const html = `<p>正文${picture(2, '二')}${picture(1, '一')}</p>`
    const [one, two] = content.targets
    for (const other of [
      hashWith(content, hashes, 'urgent'),
      hashWith({ ...content, html }),
      hashWith({ ...content, attachmentIds: content.attachmentIds.toReversed() }),
      hashWith({ ...content, attachmentIds: [id(5)] }),
      hashWith({ ...content, targets: one ? [one] : [] }),
      hashWith({ ...content, targets: [] }),
      hashWith({ ...content, scheduledAt: null }),
      hashWith({ ...content, coverId: null }),
    ]) {
      expect(other).not.toBe(hash)
    }
    expect(two).toBeDefined()
  })

  it('does not change with the order in which keys were written or accounts were ticked', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed)
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, reversed(inner)]),
      )
    }
    expect(hashWith(reversed(content) as DraftContent)).toBe(hash)
    expect(hashWith({ ...content, targets: content.targets.toReversed() })).toBe(hash)
  })

  it('is of clean content, which cleaning leaves as it is', () => {
    expect(cleanContent(content)).toEqual({ content, removed: [] })
    fc.assert(
      fc.property(fc.constantFrom(...xssPayloads), fc.constantFrom(...xssPayloads), (words, html) => {
        const target = { accountId: id(10), title: words, digest: words, html }
        const origin = { ...emptyContent.origin, sourceName: words }
        const given = { ...emptyContent, title: words, author: words, digest: words, html, origin, targets: [target] }
        const { content: clean } = cleanContent(given)
        expect(cleanContent(clean)).toEqual({ content: clean, removed: [] })
        expect(`${clean.title}${clean.author}${clean.origin.sourceName}`).not.toMatch(/[\p{Cc}\u202a-\u202e]/u)
      }),
    )
  })
})

describe('a comparison of two versions', () => {
  const names = {
    accountName: (account: string) => `账号${account.slice(-2)}`,
    mediaName: (media: string) => `图${media.slice(-1)}`,
  }
  const body = (html: string) => ({ ...emptyContent, html })

  it('counts a picture as one word', () => {
    const before = body(`<p>一段话${picture(1, '一')}。</p>`)
    const after = body(`<p>一段话${picture(2, '二')}。</p>`)
    expect(diffContents(before, after, names)).toEqual([
      {
        ...{ part: 'body', zh: '正文' },
        pieces: [
          { kind: 'same', text: '一段话' },
          { kind: 'removed', text: '〔图片：图1〕' },
          { kind: 'added', text: '〔图片：图2〕' },
          { kind: 'same', text: '。' },
        ],
      },
    ])
  })

  it('names every part that differs, and none that does not', () => {
    expect(diffContents(content, content, names)).toEqual([])
    const parts = diffContents(emptyContent, content, names).map(({ zh }) => zh)
    expect(parts).toEqual([
      ...['标题', '作者', '摘要', '正文', '封面', '视频', '附件', '阅读原文', '来源', '发布账号', '发布时间'],
      ...['账号10：标题', '账号11：摘要', '账号11：正文'],
    ])
  })

  it('loses no character on either side', () => {
    const words = fc
      .array(fc.constantFrom('开学', '通知', '，', '的', ' ', 'A1', '😀', '。'), { maxLength: 30 })
      .map((all) => all.join(''))
    fc.assert(
      fc.property(words, words, (before, after) => {
        const parts = diffContents({ ...emptyContent, digest: before }, { ...emptyContent, digest: after }, names)
        const sides = (kind: string) =>
          (parts[0]?.pieces ?? [])
            .filter((piece) => piece.kind !== kind)
            .map(({ text }) => text)
            .join('')
        if (before === after) expect(parts).toEqual([])
        else expect([sides('added'), sides('removed')]).toEqual([before, after])
      }),
    )
  })
})
