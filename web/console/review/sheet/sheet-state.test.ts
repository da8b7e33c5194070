import { describe, expect, it } from 'vitest'
import type { ReviewSheetView } from '../../../../src/publishing/drafts.contract.ts'
import { elementNames } from '../../../../src/review/elements.rules.ts'
import { elementsNow, faultOf, findingsOf, noMarks, passAll, quickOnes, sheetOf, verdictLine } from './sheet-state.ts'

const grave = {
  ...{ ruleId: 'test', category: 'institution', severity: 'grave', start: 30, end: 34, text: '旧机构名' },
  ...{ suggestions: [], message: '机构已更名', why: '', basis: '', key: 'body|test@30:旧机构名', element: 'politics' },
} as const
const text = `${'前'.repeat(30)}旧机构名${'后'.repeat(30)}`
type Given = { level?: ReviewSheetView['level']; found?: boolean }
/** What a reviewer has before her; the rest of the manuscript does not matter here. */
const viewOf = ({ level = 'first', found = false }: Given = {}) =>
  ({
    check: { hash: 'a'.repeat(64), parts: [{ part: 'body', zh: '正文', text, findings: found ? [grave] : [] }] },
    elements: Object.fromEntries(
      elementNames.map((name) => [
        name,
        name === 'politics' && found
          ? { state: 'failed', count: 1 }
          : { state: ['politics', 'business', 'opinion'].includes(name) ? 'person' : 'clear', count: 0 },
      ]),
    ),
    level,
    releases: [],
  }) as unknown as ReviewSheetView // of a sheet, only what this module reads

describe('a sheet without findings', () => {
  const view = viewOf()

  it('waits for the three that only a person can judge, which one control passes', () => {
    expect(quickOnes(view)).toEqual(['politics', 'business', 'opinion'])
    expect(faultOf(view, noMarks, { action: 'approve', opinion: '' })?.message).toContain('政治、业务、舆情')
    const marks = passAll(noMarks, quickOnes(view))
    expect(faultOf(view, marks, { action: 'approve', opinion: '' })).toBeNull()
    expect(Object.keys(elementsNow(view, marks)).sort()).toEqual([...elementNames].sort())
  })

  it('goes back only with an element that failed', () => {
    expect(faultOf(view, noMarks, { action: 'sendBack', opinion: '不妥' })?.at).toBe('elements')
    const marks = { ...noMarks, elements: { business: { verdict: 'failed' as const, note: '' } } }
    expect(faultOf(view, marks, { action: 'sendBack', opinion: '不妥' })).toBeNull()
  })

  it('is said in one line', () => {
    expect(verdictLine(view)).toEqual({ grave: false, text: '检查未发现问题' })
    expect(verdictLine(viewOf({ found: true }))).toEqual({ grave: true, text: '1 处严重问题未处理' })
  })
})

describe('a 严重 finding', () => {
  const passed = (level: ReviewSheetView['level']) => {
    const view = viewOf({ level, found: true })
    return { view, marks: passAll(noMarks, elementNames) }
  }

  it('stands among the words around it', () => {
    const [one] = findingsOf(viewOf({ found: true }))
    expect(`${one?.before}${one?.text}${one?.after}`).toBe(`…${'前'.repeat(24)}旧机构名${'后'.repeat(24)}…`)
  })

  it('is not passed by the one control', () => {
    expect(quickOnes(viewOf({ found: true }))).toEqual(['business', 'opinion'])
  })

  it('needs words before 三审, and a reason of some length there', () => {
    const first = passed('first')
    expect(faultOf(first.view, first.marks, { action: 'approve', opinion: '同意' })?.at).toBe('opinion')
    const final = passed('final')
    expect(faultOf(final.view, final.marks, { action: 'approve', opinion: '' })?.at).toBe('releases')
    const short = { ...final.marks, reasons: { [grave.key]: '原文如此' } }
    expect(faultOf(final.view, short, { action: 'approve', opinion: '' })?.message).toContain('至少 10 个字')
    const long = { ...final.marks, reasons: { [grave.key]: '引用历史文件原文，保留当时的名称' } }
    expect(faultOf(final.view, long, { action: 'approve', opinion: '' })).toBeNull()
    expect(sheetOf(final.view, long, 'approve').releases).toHaveLength(1)
    expect(sheetOf(final.view, long, 'sendBack').releases).toEqual([])
    expect(sheetOf(first.view, long, 'approve').releases).toEqual([])
  })
})
