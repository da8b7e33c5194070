import { expect, it } from 'vitest'
import { readText } from '../checked-text.ts'
import { measureEvasions } from '../testing/measure.ts'
import { compileTerms } from './terms.ts'

it('finds every disguise of the table to the offset, and leaves every harmless look-alike alone', () => {
  const { cases, wrong } = measureEvasions(({ term, level, text, unless }) => {
    const said = { why: '试验', basis: '试验', provenance: '试验', licence: '试验', asOf: '2026-06-01' }
    const terms = [{ text: term, suggest: [], evasion: level, ...(unless ? { unless } : {}) }]
    const list = { id: 'test.list', title: '试验', severity: 'grave', category: 'harmful', ...said, terms } as const
    return compileTerms([list]).find(readText(text), '2026-06-01')
  })
  expect(cases).toBeGreaterThanOrEqual(200)
  expect(wrong).toEqual([])
})
