import { describe, expect, it, test } from 'vitest'
import type { Term } from '../knowledge.ts'
import { lintTerms } from './lint-terms.ts'
import { compileTerms } from './terms.ts'

const sound: Term = { text: '帐号', suggest: ['账号'] }

describe('lintTerms', () => {
  it('has nothing to say of sound terms', () => {
    const terms: Term[] = [
      sound,
      { text: '黄片', suggest: [], unless: ['三黄片'], evasion: 'split', from: '2026-01-01', until: '2026-01-01' },
      { text: '加.{0,3}微信', pattern: true, suggest: [] },
      { text: '长'.repeat(64), suggest: [''] },
    ]
    expect(lintTerms(terms)).toEqual([])
    expect(() =>
      compileTerms([
        {
          id: 'a',
          title: '',
          severity: 'minor',
          category: 'banned',
          why: '',
          basis: '',
          provenance: '',
          licence: '',
          asOf: '2026-01-01',
          terms,
        },
      ]),
    ).not.toThrow()
  })

  test.each<[string, Partial<Term>, keyof Term, string]>([
    ['blank', { text: ' \u3000' }, 'text', '为空'],
    ['invisible', { text: '\u200b\u200b' }, 'text', '会处处命中'],
    ['only signs', { text: '……。' }, 'text', '会处处命中'],
    ['spaces around', { text: '帐号 ' }, 'text', '空格'],
    ['one character', { text: '帐' }, 'text', '单个字'],
    ['one character outside the BMP', { text: '𠮷' }, 'text', '单个字'],
    ['one character and something invisible', { text: '帐\u200b' }, 'text', '单个字'],
    ['a formula', { text: '=1+1' }, 'text', '公式'],
    ['a formula in full width', { text: '＝HYPERLINK' }, 'text', '公式'],
    ['an at sign', { text: '@SUM(A1)' }, 'text', '公式'],
    ['a control character', { text: '帐\n号' }, 'text', '控制字符'],
    ['half a pair', { text: '帐号\ud800' }, 'text', '不完整'],
    ['too long', { text: '长'.repeat(65) }, 'text', '过长'],
    ['too long when read', { text: '㈠'.repeat(22) }, 'text', '过长'],
    ['a pattern that matches everything', { text: '.{0,5}', pattern: true }, 'text', '空文本'],
    ['a pattern that would run for minutes', { text: '(帐+)+号', pattern: true }, 'text', '不限次数'],
    ['an exception without the term', { unless: ['银行账户'] }, 'unless', '不包含'],
    ['an exception that is the term', { unless: ['帳號'] }, 'unless', '就是词语本身'],
    ['a blank condition', { near: [''] }, 'near', '为空'],
    ['a suggestion that is the term', { suggest: ['帳號'] }, 'suggest', '相同'],
    ['a formula as suggestion', { suggest: ['=A1'] }, 'suggest', '公式'],
    ['a day that does not exist', { from: '2026-02-30' }, 'from', '日期'],
    ['a day written otherwise', { until: '2026/01/01' }, 'until', '日期'],
    ['an end before its beginning', { from: '2026-02-01', until: '2026-01-31' }, 'until', '早于'],
    ['a pattern in disguise', { text: '加.{0,3}微信', pattern: true, evasion: 'pinyin' }, 'evasion', '不能'],
    ['a remark without end', { why: '因'.repeat(501) }, 'why', '过长'],
  ])('refuses what is %s', (_what, change, field, message) => {
    const refusals = lintTerms(
      [sound, { ...sound, text: '账帐', ...change }]
        .map((t, i) => (i === 1 && !change.text ? { ...t, text: '帐号' } : t))
        .slice(1),
    )
    expect(refusals).toContainEqual({ row: 1, field, message: expect.stringContaining(message) })
  })

  it('names the row that a row repeats, however it is written', () => {
    expect(lintTerms([sound, { text: '人民', suggest: [] }, { ...sound, text: '帳號' }])).toEqual([
      { row: 3, field: 'text', message: '与第1行重复' },
    ])
  })

  it('keeps a pattern and a word of the same text apart', () => {
    expect(lintTerms([{ ...sound }, { ...sound, pattern: true }])).toEqual([])
  })
})
