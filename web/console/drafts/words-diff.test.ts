import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyContent } from '../../../src/publishing/content.rules.ts'
import { shortened } from './diff-view.tsx'
import type { DraftForm } from './draft-form.ts'
import { formDiff } from './form-diff.ts'
import { wordsDiff } from './words-diff.ts'

const joined = (pieces: ReturnType<typeof wordsDiff>, without: 'added' | 'removed') =>
  pieces
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('')

describe('two texts compared word for word', () => {
  it('show the word that changed', () => {
    expect(wordsDiff('定于五月一日开放。', '定于六月一日开放。').filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: expect.stringContaining('五') },
      { kind: 'added', text: expect.stringContaining('六') },
    ])
  })

  it('are both still whole in the comparison', () => {
    const text = fc.string({ unit: fc.constantFrom('临', '溪', '县', 'a', '1', '，', '\n', '𠮷'), maxLength: 60 })
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = wordsDiff(before, after)
        expect(joined(pieces, 'added')).toBe(before)
        expect(joined(pieces, 'removed')).toBe(after)
      }),
    )
  })

  it('are told apart as wholes when they are too long to be counted', () => {
    const pieces = wordsDiff('甲'.repeat(40_000), '乙'.repeat(40_000))
    expect(pieces.map(({ kind }) => kind)).toEqual(['removed', 'added'])
  })
})

describe('a conflict', () => {
  const form = (patch: Partial<DraftForm['content']>): DraftForm => ({
    class: 'ordinary',
    columnId: null,
    campaignId: null,
    content: { ...emptyContent, title: '停水通知', html: '<p>周一停水。</p>', ...patch },
  })

  it('names the fields that differ and no others', () => {
    const differ = formDiff(form({}), form({ html: '<p>周二停水。</p>', author: '张三' }))
    expect(differ.map(({ zh }) => zh)).toEqual(['正文', '作者'])
  })

  it('is none where both wrote the same', () => {
    expect(formDiff(form({}), form({}))).toEqual([])
  })

  it('tells a picture that came in', () => {
    const [body] = formDiff(
      form({}),
      form({ html: '<p>周一停水。</p><img data-picture="0b3f8f2e-7c1d-4e59-9d7c-3c6c7d1a0f11" alt="管网图">' }),
    )
    expect(body?.pieces.find(({ kind }) => kind === 'added')?.text).toContain('管网图')
  })
})

describe('what stayed the same', () => {
  it('is cut to what shows the place', () => {
    const long = { kind: 'same' as const, text: '甲'.repeat(1000) }
    const cut = shortened([{ kind: 'added', text: '乙' }, long, { kind: 'removed', text: '丙' }])
    expect(cut[1]?.text.length).toBeLessThan(200)
    expect(cut[0]).toEqual({ kind: 'added', text: '乙' })
  })
})
