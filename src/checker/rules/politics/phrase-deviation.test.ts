import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { setPhrases } from '../../lexicon/politics/set-phrases.data.ts'
import { isAlike, isNearlyAlike } from './alike.ts'
import { findDeviations, indexPhrases } from './phrase-deviation.ts'

const index = indexPhrases([{ right: '中国特色社会主义', firm: true }, { right: '脱贫攻坚' }])
const told = (text: string) => findDeviations(text, index).map(({ start, end, kind }) => [text.slice(start, end), kind])

describe('a text one character off a set phrase', () => {
  it.each([
    ['another character inside', '坚持中国特设社会主义。', '中国特设社会主义', 'replaced'],
    ['one of like sound at the end', '坚持中国特色社会主意。', '中国特色社会主意', 'replaced'],
    ['one missing', '坚持中国特色会主义。', '中国特色会主义', 'missing'],
    ['one doubled', '坚持中国特色社会会主义。', '中国特色社会会主义', 'doubled'],
    ['two swapped', '坚持中国特色社会义主。', '中国特色社会义主', 'swapped'],
    ['a short phrase, like sound', '打赢脱贫攻艰战。', '脱贫攻艰', 'replaced'],
  ])('%s', (_case, text, written, kind) => expect(told(text)).toEqual([[written, kind]]))

  it.each([
    ['the phrase itself', '坚持中国特色社会主义。'],
    ['cut short', '中国特色社会'],
    ['a short phrase, another word', '脱贫攻略发布，脱贫巩固成果。'],
    ['another end', '中国特色社会主张'],
    ['a mark inside', '中国特色、会主义'],
    ['nothing', ''],
  ])('leaves alone: %s', (_case, text) => expect(told(text)).toEqual([]))

  it('refuses phrases too short to be told from chance', () => {
    expect(() => indexPhrases([{ right: '放管服' }])).toThrow('放管服')
  })
})

describe('all set phrases', () => {
  const all = indexPhrases(setPhrases)
  const firm = setPhrases.filter((phrase) => phrase.firm)

  it('find nothing in one another, nor in what is spared', () => {
    const found = setPhrases.flatMap(({ right, spare = [] }) =>
      [right, ...spare].flatMap((text) => findDeviations(text, all).map(({ phrase }) => `${text} → ${phrase.right}`)),
    )
    expect(found).toEqual([])
  })

  it('find any character put inside a firm phrase in place of another', () => {
    fc.assert(
      fc.property(fc.constantFrom(...firm), fc.nat(), fc.constantFrom(...'犇羴鱻骉'), ({ right }, at, odd) => {
        const k = 1 + (at % (right.length - 2))
        const text = `认真落实${right.slice(0, k)}${odd}${right.slice(k + 1)}要求`
        expect(findDeviations(text, all).some((d) => d.at === 4 + k)).toBe(/^\p{Script=Han}$/u.test(odd))
      }),
    )
  })

  it('point at places inside any text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'中国特色社会主义脱贫攻坚，。的 a'), { maxLength: 60 }), (characters) => {
        const text = characters.join('')
        for (const { start, end, at } of findDeviations(text, all)) {
          expect(0 <= start && start <= at && at <= end && end <= text.length).toBe(true)
        }
      }),
    )
  })
})

describe('characters taken for one another', () => {
  it.each([
    ['豪', '毫', true],
    ['坚', '艰', true],
    ['险', '除', true],
    ['时', '四', false],
    ['豪', '强', false],
  ])('%s %s: %s', (a, b, alike) => expect(isAlike(a, b)).toBe(alike))

  it('forgives zh/z and -ng/-n only where asked to', () => {
    expect([isAlike('民', '明'), isAlike('治', '自'), isNearlyAlike('治', '自')]).toEqual([true, false, true])
  })
})
