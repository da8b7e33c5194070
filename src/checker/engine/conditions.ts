import type { CheckedText, Span } from '../checked-text.ts'
import type { Term } from '../knowledge.ts'
import { normalise } from './normalise.ts'

/** What a term asks of its surroundings, in the characters of `plain`. */
export type Conditions = Pick<Term, (typeof conditionNames)[number]>
export const conditionNames = ['before', 'after', 'near', 'notBefore', 'notAfter', 'notNear'] as const

export function conditionsOf(term: Term): Conditions {
  const asked = conditionNames.flatMap((name) => {
    const words = term[name]
    return words ? [[name, words.map((word) => normalise(word).plain).filter((word) => word !== '')] as const] : []
  })
  return Object.fromEntries(asked)
}

/** A text with what has been found out about its sentences: each word is searched once in each sentence. */
export type Surroundings = { text: CheckedText; has: (at: number, word: string) => boolean }

export function surroundingsOf(text: CheckedText): Surroundings {
  const known = new Map<string, boolean>()
  return {
    text,
    has(at, word) {
      const number = sentenceAt(text.sentences, at)
      const sentence = text.sentences[number]
      if (!sentence) return false
      const key = `${number} ${word}`
      const found = known.get(key) ?? text.plain.slice(sentence.start, sentence.end).includes(word)
      known.set(key, found)
      return found
    },
  }
}

/**
 * Whether the conditions hold for a place of `plain`. `written` is the text in which its neighbours are read, which
 * for a disguised word is not `plain` but what is left of it.
 */
export function fits(conditions: Conditions, around: Surroundings, at: number, written: Place): boolean {
  const { before, after, near, notBefore, notAfter, notNear } = conditions
  const precedes = (word: string) =>
    written.start >= word.length && written.text.startsWith(word, written.start - word.length)
  const follows = (word: string) => written.text.startsWith(word, written.end)
  const isNear = (word: string) => around.has(at, word)
  return (
    before?.some(precedes) !== false &&
    after?.some(follows) !== false &&
    !notBefore?.some(precedes) &&
    !notAfter?.some(follows) &&
    near?.some(isNear) !== false &&
    !notNear?.some(isNear)
  )
}

export type Place = { text: string; start: number; end: number }

/** The number of the sentence that a place is in, by halving. */
function sentenceAt(sentences: readonly Span[], at: number): number {
  let low = 0
  let high = sentences.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sentences[middle]?.end ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}
