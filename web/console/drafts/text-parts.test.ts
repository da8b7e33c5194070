import { describe, expect, it } from 'vitest'
import { partAt, partsOf } from './text-parts.ts'

describe('the text that is checked as a whole', () => {
  const given = { title: '标题', digest: '', author: '张三' }

  it('holds the fields that have words, each on lines of its own', () => {
    const { text, parts } = partsOf(given, '正文\n第二段')
    expect(text).toBe('标题\n张三\n正文\n第二段')
    for (const { part, start, end } of parts) {
      expect(text.slice(start, end)).toBe(part === 'body' ? '正文\n第二段' : given[part])
    }
  })

  it('tells in which field a finding stands, and of none that reaches over an edge', () => {
    const whole = partsOf(given, '正文')
    expect(partAt(whole, { start: 0, end: 2 })?.part).toBe('title')
    expect(partAt(whole, { start: 6, end: 8 })?.part).toBe('body')
    expect(partAt(whole, { start: 1, end: 4 })).toBeNull()
  })

  it('is empty for a manuscript with nothing in it', () => {
    expect(partsOf({ title: '', digest: '', author: '' }, '')).toEqual({ text: '', parts: [] })
  })
})
