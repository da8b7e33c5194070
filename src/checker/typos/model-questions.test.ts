import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../finding.ts'
import { longestQuestion, type ModelAnswer } from './model-endpoint.ts'
import { askInParts, questionsOf } from './model-questions.ts'

const finding = (start: number, text: string): Finding => ({
  ruleId: 'typo.model',
  category: 'typo',
  severity: 'hint',
  start,
  end: start + text.length,
  text,
  suggestions: [],
  message: '',
  why: '',
  basis: '',
})
/** Finds every 错 of what it is asked about. */
const finder = async (part: string): Promise<ModelAnswer> => ({
  findings: [...part.matchAll(/错/g)].map(({ index }) => finding(index, '错')),
})
const long = `${'一二三四五六七八九。'.repeat(60)}`

describe('the questions about a text', () => {
  it('are whole lines, short ones together', () => {
    expect(questionsOf('甲\n\n乙\r\n丙').map(({ text }) => text)).toEqual(['甲\n\n乙\r\n丙'])
    expect(questionsOf(`${long}\n${long}`).map(({ at, text }) => [at, text.length])).toEqual([
      [0, 600],
      [601, 600],
    ])
  })

  it('cut a very long line at a sentence end, and never a character', () => {
    const lengths = (text: string) => questionsOf(text).map((part) => part.text.length)
    expect(lengths('字'.repeat(longestQuestion))).toEqual([longestQuestion])
    expect(lengths(`${'字'.repeat(3000)}。${'字'.repeat(3000)}`)).toEqual([3001, 3000])
    expect(lengths(`字${'𠮷'.repeat(2500)}`)).toEqual([longestQuestion - 1, 1002])
  })

  it('leave out what holds no Chinese', () => {
    expect(questionsOf('')).toEqual([])
    expect(questionsOf('\n\n')).toEqual([])
    expect(questionsOf('https://example.gov.cn/ 2026-11-27')).toEqual([])
  })

  it('are never too long, and hold every Chinese character at its place', () => {
    const piece = fc.tuple(fc.constantFrom('错', '。', '\n', 'a', '𠮷', '\ud842'), fc.integer({ min: 1, max: 3000 }))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.map(([unit, times]) => unit.repeat(times)).join('')
        const parts = questionsOf(text)
        expect(parts.every((part) => part.text.length <= longestQuestion)).toBe(true)
        expect(parts.every((part) => text.startsWith(part.text, part.at))).toBe(true)
        const asked = parts.reduce((sum, part) => sum + (part.text.match(/错/g)?.length ?? 0), 0)
        expect(asked).toBe(text.match(/错/g)?.length ?? 0)
      }),
      { numRuns: 60 },
    )
  })
})

describe('asking about a text in parts', () => {
  it('gives places of the whole text', async () => {
    const text = `${long}\n错${long}\n有错`
    const { findings, failures } = await askInParts(text, finder)
    expect(failures).toEqual([])
    expect(findings.map(({ start, end }) => text.slice(start, end))).toEqual(['错', '错'])
  })

  it('asks two at a time', async () => {
    let [now, most] = [0, 0]
    const { failures } = await askInParts(Array(5).fill(long).join('\n'), async () => {
      most = Math.max(most, ++now)
      await Promise.resolve()
      now--
      return { findings: [] }
    })
    expect([most, failures]).toEqual([2, []])
  })

  it('keeps what was found, and says each reason once', async () => {
    const text = `${long}错\n${long}坏\n${long}坏`
    const { findings, failures } = await askInParts(text, async (part) =>
      part.includes('坏') ? { findings: [], failure: '模型服务返回状态码500' } : finder(part),
    )
    expect(findings).toHaveLength(1)
    expect(failures).toEqual(['模型服务返回状态码500（全文分 3 段，2 段未检查）'])
  })

  it('asks nothing more after the whole limit', async () => {
    const overall = new AbortController()
    const { findings, failures } = await askInParts(
      Array(4).fill(`${long}错`).join('\n'),
      async (part) => {
        overall.abort()
        return finder(part)
      },
      overall.signal,
    )
    expect(findings.length).toBeLessThan(4)
    expect(failures).toEqual([expect.stringMatching(/^检查超过总时限，未送模型检查（全文分 4 段，[23] 段未检查）$/)])
  })
})
