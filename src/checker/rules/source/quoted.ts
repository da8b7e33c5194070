import type { Span } from '../../checked-text.ts'

/** Whether a place lies within quotation marks of its line: what others say is theirs. */
export function isQuoted(text: string, at: number): boolean {
  const line = text.lastIndexOf('\n', at - 1) + 1
  const before = text.slice(Math.max(line, at - 2_000), at)
  return opens(before, '“', '”') || opens(before, '「', '」') || opens(before, '『', '』')
}

function opens(text: string, opening: string, closing: string): boolean {
  return text.lastIndexOf(opening) > text.lastIndexOf(closing)
}

/** The sentence around a place. */
export function sentenceAt(text: string, sentences: readonly Span[], at: number): string {
  let [low, high] = [0, sentences.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((sentences[middle]?.start ?? 0) <= at) low = middle
    else high = middle - 1
  }
  const sentence = sentences[low]
  return sentence ? text.slice(sentence.start, sentence.end) : ''
}
