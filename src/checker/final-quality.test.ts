import { describe, expect, it } from 'vitest'
import { categoryNames } from './finding.ts'
import { finalCleanSentences } from './testing/final-clean.data.ts'
import { finalErrors, finalSlips } from './testing/final-errors.data.ts'
import { corrected, readMarked } from './testing/marked.ts'
import { workingSets } from './testing/measure.ts'

const clean = Object.values(finalCleanSentences).flat()
const errors = categoryNames.flatMap((category) =>
  finalErrors[category].map((marked) => ({ category, ...readMarked(marked) })),
)
const texts = [...clean, ...errors.map(({ text }) => text)]

describe('the final sets', () => {
  it('are as large as they should be', () => {
    expect(clean).toHaveLength(400)
    expect(errors).toHaveLength(400)
    const sizes = Object.entries(finalSlips).map(([kind, sentences]) => [kind, sentences.length])
    expect(Object.fromEntries(sizes)).toEqual({
      word: 90,
      character: 60,
      shape: 40,
      idiom: 25,
      country: 8,
      missing: 25,
      extra: 25,
    })
  })

  it('mark exactly one place in every wrong sentence, and a right form that differs', () => {
    const faulty = errors.filter(
      ({ text, marks }) =>
        marks.length !== 1 ||
        /[⟦⟧→]/.test(text) ||
        marks.some(({ start, end, right }) => !(start < end && end <= text.length) || right === text.slice(start, end)),
    )
    expect(faulty).toEqual([])
  })

  it('give every slip its right form', () => {
    const slips = Object.values(finalSlips).flat().map(readMarked)
    expect(slips.filter(({ marks }) => marks.some(({ right }) => right === undefined))).toEqual([])
  })

  it('say nothing twice, whether wrong, right or set right', () => {
    const all = [...clean, ...errors.map(corrected), ...errors.map(({ text }) => text)]
    const left = new Set(errors.filter((one) => corrected(one) === one.text).map(({ text }) => text))
    expect(all.filter((text, i) => all.indexOf(text) !== i && !left.has(text))).toEqual([])
  })

  it('share no sentence with the sets that the rules were tuned by', () => {
    const known = new Set([...workingSets.clean, ...workingSets.errors.flatMap((one) => [one.text, corrected(one)])])
    const own = [...texts, ...errors.map(corrected)]
    expect(own.filter((text) => known.has(text))).toEqual([])
  })

  it('are composed characters of a sentence’s length without blanks around', () => {
    expect(texts.filter((text) => text !== text.normalize('NFC') || text !== text.trim())).toEqual([])
    expect(texts.filter(({ length }) => length < 15 || length > 90)).toEqual([])
    expect(clean.filter((text) => /[⟦⟧→]/.test(text))).toEqual([])
  })

  it('have no slip of theirs in a clean sentence', () => {
    const rare = errors
      .filter(({ category }) => category === 'typo')
      .flatMap(({ text, marks }) => marks.map(({ start, end }) => text.slice(start, end)))
      .filter((wrong) => wrong.length > 2)
    expect(clean.filter((text) => rare.some((wrong) => text.includes(wrong)))).toEqual([])
  })
})
