import type { Span } from '../checked-text.ts'

/** A place in a text that is marked as wrong. `right` is what should stand there; absent when a person decides. */
export type Mark = Span & { right?: string }
export type MarkedText = { text: string; marks: readonly Mark[] }

/**
 * Reads ⟦wrong→right⟧: `readMarked('请⟦登陆→登录⟧')` is the text 请登陆 with a mark on its last two characters.
 * ⟦wrong→⟧ has an empty `right` (delete), ⟦wrong⟧ none.
 */
export function readMarked(marked: string): MarkedText {
  const marks: Mark[] = []
  let text = ''
  let from = 0
  for (const { 0: all, 1: wrong = '', 2: right, index } of marked.matchAll(/⟦([^→⟧]+)(?:→([^⟧]*))?⟧/g)) {
    text += marked.slice(from, index)
    const span = { start: text.length, end: text.length + wrong.length }
    marks.push(right === undefined ? span : { ...span, right })
    text += wrong
    from = index + all.length
  }
  return { text: text + marked.slice(from), marks }
}

/** The text as it should read: every mark with a right form replaced. */
export function corrected({ text, marks }: MarkedText): string {
  return marks.reduceRight(
    (so, { start, end, right }) => (right === undefined ? so : so.slice(0, start) + right + so.slice(end)),
    text,
  )
}
