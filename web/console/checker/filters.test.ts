import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src/checker/finding.ts'
import { parseSearch, readState } from '../../ui/url-state.ts'
import { bySeverity, CheckState, countCategories, countSeverities, filtered, sureFindings } from './filters.ts'
import { findingsCsv } from './list-file.ts'
import { findingAt, piecesOf } from './pieces.ts'
import { decoded, evenLines } from './read-file.ts'

const found: Finding[] = [
  finding({ start: 0, severity: 'minor', category: 'confusable', suggestions: ['账号'] }),
  finding({ start: 3, severity: 'grave', category: 'privacy', suggestions: [] }),
  finding({ start: 6, severity: 'hint', category: 'confusable', suggestions: ['账户'] }),
  finding({ start: 9, severity: 'minor', category: 'typo', suggestions: ['及时'], ruleId: 'typo.statistics' }),
  finding({ start: 12, severity: 'minor', category: 'number', suggestions: ['一', '二'] }),
]
const starts = (findings: readonly Finding[]) => findings.map(({ start }) => start)

describe('the list of findings', () => {
  it('is narrowed by severity and by categories, both together', () => {
    expect(starts(filtered(found, {}))).toEqual([0, 3, 6, 9, 12])
    expect(starts(filtered(found, { severity: 'minor' }))).toEqual([0, 9, 12])
    expect(starts(filtered(found, { category: ['confusable', 'number'] }))).toEqual([0, 6, 12])
    expect(starts(filtered(found, { severity: 'hint', category: ['number'] }))).toEqual([])
    expect(starts(filtered(found, { category: [] }))).toEqual([0, 3, 6, 9, 12])
  })

  it('counts what it holds', () => {
    expect(countSeverities(found)).toEqual({ grave: 1, minor: 3, hint: 1 })
    expect(countCategories(found).map(({ zh, count }) => `${zh} ${count}`)).toEqual([
      '个人信息 1',
      '易混用词 2',
      '错别字 1',
      '数字与计量单位 1',
    ])
  })

  it('stands in groups with the gravest first, without empty ones', () => {
    expect(bySeverity(found).map(({ severity, findings }) => [severity, starts(findings)])).toEqual([
      ['grave', [3]],
      ['minor', [0, 9, 12]],
      ['hint', [6]],
    ])
    expect(bySeverity([])).toEqual([])
  })

  it('is corrected at once only where one replacement is known, not guessed and not merely hinted at', () => {
    expect(starts(sureFindings(found))).toEqual([0])
    expect(starts(sureFindings([{ ...found[0]!, suggestions: [''] }]))).toEqual([0])
  })
})

describe('the address of the page', () => {
  it('keeps options and filters, and leaves out what it does not know', () => {
    const state = (url: string) => readState(CheckState, parseSearch(url))
    expect(state('on=2026-11-27&origin=repost&source=浙江日报&severity=grave&category=typo,number')).toEqual({
      on: '2026-11-27',
      origin: 'repost',
      source: '浙江日报',
      severity: 'grave',
      category: ['typo', 'number'],
    })
    expect(state('on=2026-02-30&severity=worst&category=nothing&origin=x')).toEqual({})
  })
})

describe('the text behind the editor', () => {
  const marked = found.map((one, id) => ({ ...one, id }))
  it('is cut where findings begin and end, and stays the same text', () => {
    const text = '〇一二三四五六七八九十甲乙丙丁'
    const pieces = piecesOf(text, marked, { start: 0, end: text.length })
    expect(pieces.map((piece) => piece.text).join('')).toBe(text)
    expect(pieces.filter((piece) => piece.finding).map(({ at }) => at)).toEqual([0, 3, 6, 9, 12])
    const part = piecesOf(text, marked, { start: 4, end: 10 })
    expect(part.map((piece) => piece.text).join('')).toBe('四五六七八九')
    expect(part.filter((piece) => piece.finding).map(({ at }) => at)).toEqual([6])
  })

  it('knows which finding the cursor is in', () => {
    expect(findingAt(marked, 3)?.start).toBe(3)
    expect(findingAt(marked, 4)?.start).toBe(3)
    expect(findingAt(marked, 5)).toBeUndefined()
  })
})

describe('the list as a file', () => {
  it('says where each finding stands, and starts no formula', () => {
    const text = '第一行\n=1+1，"引号"'
    const rows = findingsCsv(text, [
      finding({ start: 4, end: 8, text: '=1+1', message: '含"引号"，须核对', suggestions: [''] }),
    ]).split('\r\n')
    expect(rows[0]).toBe('\uFEFF序号,严重程度,类别,原文,建议,说明,理由,依据,所在行,行内位置,规则编号')
    expect(rows[1]).toBe(
      '1,一般,易混用词,\'=1+1,（删去）,"含""引号""，须核对",规范写法只有一种。,《现代汉语词典》（第7版）,2,1,confusable.words#帐号',
    )
  })
})

describe('a file of text', () => {
  it('is read in UTF-8, UTF-16 and GBK', () => {
    expect(decoded(new TextEncoder().encode('\uFEFF账号'))).toBe('账号')
    expect(decoded(Uint8Array.of(0xd5, 0xcb, 0xba, 0xc5))).toBe('账号')
    expect(decoded(Uint8Array.of(0xff, 0xfe, 0x26, 0x8d, 0xf7, 0x53))).toBe('账号')
    expect(decoded(Uint8Array.of(0xfe, 0xff, 0x8d, 0x26, 0x53, 0xf7))).toBe('账号')
  })

  it('has the line ends of the editor', () => {
    expect(evenLines('一\r\n二\r三\n四')).toBe('一\n二\n三\n四')
  })
})

function finding(part: Partial<Finding>): Finding {
  const start = part.start ?? 0
  return {
    ruleId: 'confusable.words#帐号',
    category: 'confusable',
    severity: 'minor',
    start,
    end: start + 2,
    text: '帐号',
    suggestions: [],
    message: '“帐号”应为“账号”',
    why: '规范写法只有一种。',
    basis: '《现代汉语词典》（第7版）',
    ...part,
  }
}
