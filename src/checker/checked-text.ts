import { normalise } from './engine/normalise.ts'

/** A stretch of the original text, in UTF-16 units, end excluded. */
export type Span = { start: number; end: number }

/**
 * A text under check, in two forms. `raw` is what the person wrote. `plain` is what it says: simplified characters,
 * half width, composed, without invisible characters. Rules on punctuation read `raw`; rules on words read `plain`
 * and lead their findings back with `spanOf`.
 */
export type CheckedText = {
  raw: string
  plain: string
  /** Where `plain.slice(start, end)` stands in `raw`. */
  spanOf: (start: number, end: number) => Span
  /** The sentences of `plain`, each with its closing mark. */
  sentences: readonly Span[]
}

export function readText(raw: string): CheckedText {
  const { plain, spanOf } = normalise(raw)
  let sentences: readonly Span[] | undefined
  return {
    raw,
    plain,
    spanOf,
    // Few texts are asked for their sentences; the others save the work.
    get sentences() {
      sentences ??= sentencesOf(plain)
      return sentences
    },
  }
}

/** Sentences end at 。！？；… and at line ends; closing quotes and brackets belong to the sentence they close. */
export function sentencesOf(text: string): Span[] {
  const found = text.matchAll(/[^。!?！？；;…\n]*(?:[。!?！？；;…]+[”’」』）)》】]*|\n|$)/g)
  return [...found]
    .filter(([all]) => all.trim() !== '')
    .map(({ 0: all, index }) => ({ start: index, end: index + all.length }))
}
