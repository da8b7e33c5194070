import type { Span } from '../../checked-text.ts'

const within = 200

/** Whether a place lies within quotation marks of its line: what others say is theirs. */
export function isQuoted(text: string, at: number): boolean {
  const line = text.lastIndexOf('\n', at - 1) + 1
  const before = text.slice(Math.max(line, at - 400), at)
  return opens(before, '“', '”') || opens(before, '「', '」') || opens(before, '『', '』')
}

function opens(text: string, opening: string, closing: string): boolean {
  return text.lastIndexOf(opening) > text.lastIndexOf(closing)
}

/** As much of the sentence around a place as a reader keeps in mind; a line may be one sentence of a megabyte. */
export function sentenceAround(
  text: string,
  sentences: readonly Span[],
  at: number,
): { before: string; after: string } {
  let [low, high] = [0, sentences.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((sentences[middle]?.start ?? 0) <= at) low = middle
    else high = middle - 1
  }
  const { start, end } = sentences[low] ?? { start: at, end: at }
  return { before: text.slice(Math.max(start, at - within), at), after: text.slice(at, Math.min(end, at + within)) }
}
