import { AhoCorasick } from '@monyone/aho-corasick'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { longestPattern, searchAll } from './automaton.ts'
import { buildAutomaton, buildingAutomaton } from './build-automaton.ts'
import { drainInSlices } from './work.ts'

const letters = fc.constantFrom('中', '国', '人', '民', 'a', '\ud83d', '\ude00', '\u0000', '\uffff')
const word = fc.array(letters, { minLength: 1, maxLength: 6 }).map((units) => units.join(''))
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 30 })
const text = fc.array(letters, { maxLength: 120 }).map((units) => units.join(''))

describe('searchAll', () => {
  it('finds what a search for each word by itself finds', () => {
    fc.assert(
      fc.property(words, text, (patterns, searched) => {
        expect(found(patterns, searched)).toEqual(naive(patterns, searched))
      }),
      { numRuns: 2000 },
    )
  })

  it('finds the places that @monyone/aho-corasick finds', () => {
    fc.assert(
      fc.property(words, text, (patterns, searched) => {
        const oracle = new AhoCorasick(patterns).matchInText(searched)
        expect(found(patterns, searched)).toEqual(sorted(oracle.map(({ begin, keyword }) => `${begin} ${keyword}`)))
      }),
      { numRuns: 500 },
    )
  })

  it('gives occurrences by start, then by length', () => {
    const { automaton } = buildAutomaton(['人民', '人', '民', '人民政府', '政府'])
    const { count, pairs } = searchAll(automaton, '市人民政府')
    const starts = [...pairs.subarray(0, count * 2)].filter((_, i) => i % 2 === 0)
    const lengths = [...pairs.subarray(0, count * 2)].filter((_, i) => i % 2 === 1).map((p) => automaton.lengths[p])
    expect(starts).toEqual([1, 1, 1, 2, 3])
    expect(lengths).toEqual([1, 2, 4, 1, 2])
  })

  it('finds words over the border of two blocks', () => {
    const filler = '文'.repeat(4095)
    expect(found(['人民政府', '人民'], `${filler}人民政府`)).toEqual(['4095 人民', '4095 人民政府'])
  })

  it('takes equal patterns as one', () => {
    const { automaton, numbers } = buildAutomaton(['人民', '政府', '人民'])
    expect([...numbers]).toEqual([0, 1, 0])
    expect(automaton.lengths).toHaveLength(2)
  })

  it('finds nothing in nothing and with nothing', () => {
    expect(found(['人民'], '')).toEqual([])
    expect(found(['人'], '')).toEqual([])
    expect(searchAll(buildAutomaton([]).automaton, '人民').count).toBe(0)
  })

  it('refuses what is empty and what is too long', () => {
    expect(() => buildAutomaton([''])).toThrow(RangeError)
    expect(() => buildAutomaton(['长'.repeat(longestPattern + 1)])).toThrow(RangeError)
    expect(found(['长'.repeat(longestPattern)], '长'.repeat(longestPattern))).toHaveLength(1)
  })

  it('keeps many words with one beginning apart', () => {
    const patterns = Array.from({ length: 3000 }, (_, i) => `中国${String.fromCharCode(0x4e00 + i)}`)
    expect(found(patterns, '中国一中国丁中国\u4e00')).toEqual(['0 中国一', '3 中国丁', '6 中国一'])
  })

  it('can be handed on as the arrays that it is', () => {
    const { automaton } = buildAutomaton(['人民', '政府'])
    expect(searchAll(structuredClone(automaton), '人民政府').count).toBe(2)
  })
})

describe('buildingAutomaton', () => {
  it('works in slices none of which is longer than asked for by more than one step', async () => {
    const patterns = Array.from({ length: 5000 }, (_, i) => `词语${String.fromCharCode(0x4e00 + i)}${i}`)
    const slices: number[] = []
    const built = await drainInSlices(buildingAutomaton(patterns), async (units) => void slices.push(units), 500)
    expect(slices.length).toBeGreaterThan(50)
    // A step is one word, or one node with its children: here at most all 5,000 that follow 词语.
    expect(slices.filter((units) => units > 500 + longestPattern)).toHaveLength(1)
    expect(built).toEqual(buildAutomaton(patterns))
  })
})

function found(patterns: readonly string[], searched: string): string[] {
  const { automaton, numbers } = buildAutomaton(patterns)
  const { count, pairs } = searchAll(automaton, searched)
  const byNumber = new Map(patterns.map((pattern, i) => [numbers[i], pattern]))
  return sorted(Array.from({ length: count }, (_, i) => `${pairs[i * 2]} ${byNumber.get(pairs[i * 2 + 1])}`))
}

function naive(patterns: readonly string[], searched: string): string[] {
  const places: string[] = []
  for (const pattern of patterns) {
    for (let at = searched.indexOf(pattern); at >= 0; at = searched.indexOf(pattern, at + 1)) {
      places.push(`${at} ${pattern}`)
    }
  }
  return sorted(places)
}

function sorted(places: readonly string[]): string[] {
  return [...places].sort()
}
