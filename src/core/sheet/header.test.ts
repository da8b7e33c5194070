import { describe, expect, it, test } from 'vitest'
import { type ColumnSpec, findHeader } from './header.rules.ts'

const specs: ColumnSpec[] = [
  { key: 'title', zh: '内容标题', synonyms: ['标题', '作品名称'], required: 'required' },
  { key: 'time', zh: '发表时间', synonyms: ['发布时间'], required: 'required' },
  { key: 'reads', zh: '阅读次数', synonyms: ['总阅读次数', '阅读数'], required: 'optional' },
]

describe('finding the header row', () => {
  it('passes over title rows and maps columns in any order', () => {
    const rows = [['2025年11月内容标题统计表'], [], ['发布时间', '序号', '标题'], ['2025-11-01', '1', '甲']]
    expect(findHeader(rows, specs)).toEqual({
      headerIndex: 2,
      columns: { title: 2, time: 0 },
      unknown: [{ column: 1, text: '序号' }],
      missing: [],
      duplicates: [],
    })
  })

  test.each([
    ['a trailing NBSP', '内容标题\u00a0'],
    ['spaces inside', ' 内 容 标 题 '],
    ['full-width forms and a star', '＊内容标题'],
    ['a note in full-width brackets', '内容标题（必填）'],
    ['a note with an example', '内容标题(格式：不超过64字)'],
    ['a note in square brackets', '*内容标题【选填】'],
    ['a line break', '内容\n标题'],
  ])('recognises a name with %s', (_case, text) => {
    expect(findHeader([[text, '发表时间']], specs)?.columns.title).toBe(0)
  })

  it('leaves alone brackets that change what a column means', () => {
    const found = findHeader([['内容标题', '阅读数（万）', '阅读数(单位：万次)']], specs)
    expect(found?.columns.reads).toBeUndefined()
    expect(found?.unknown.map((u) => u.column)).toEqual([1, 2])
  })

  it('names required columns that are missing', () => {
    expect(findHeader([['标题', '阅读数']], specs)?.missing.map((spec) => spec.zh)).toEqual(['发表时间'])
  })

  it('reports columns of one name, and two names of one thing, taking the better name', () => {
    const found = findHeader([['阅读数', '阅读次数', '标题', '标题 ', '备注', '备注']], specs)
    expect(found?.columns).toEqual({ title: 2, reads: 1 })
    expect(found?.duplicates).toEqual([
      { zh: '内容标题', columns: [2, 3] },
      { zh: '阅读次数', columns: [1, 0] },
      { zh: '备注', columns: [4, 5] },
    ])
  })

  it('takes the row that names most columns, the first of several', () => {
    const header = ['标题', '发表时间', '阅读数']
    expect(findHeader([['标题'], header, header], specs)?.headerIndex).toBe(1)
  })

  it('looks at the first twenty rows only and may find none', () => {
    const titles = Array.from({ length: 20 }, () => ['说明'])
    expect(findHeader([...titles.slice(1), ['标题']], specs)?.headerIndex).toBe(19)
    expect(findHeader([...titles, ['标题']], specs)).toBeUndefined()
    expect(findHeader([], specs)).toBeUndefined()
  })

  it('ignores the column of our error files', () => {
    expect(findHeader([['标题', '错误说明']], specs)?.unknown).toEqual([])
  })
})
