import type { Span } from '../checked-text.ts'

export type Normalised = { plain: string; spanOf: (start: number, end: number) => Span }

/** Invisible: zero-width characters, direction marks, soft hyphens, variation selectors. */
const invisible = /\p{Default_Ignorable_Code_Point}/u

/** What a text says, with the way back to how it was written. */
export function normalise(raw: string): Normalised {
  let plain = ''
  const starts: number[] = []
  const ends: number[] = []
  for (const { segment, at } of clusters(raw)) {
    const written = invisible.test(segment) ? '' : segment.normalize('NFKC')
    plain += written
    for (let i = 0; i < written.length; i++) {
      starts.push(at)
      ends.push(at + segment.length)
    }
  }
  return {
    plain,
    spanOf: (start, end) => ({
      start: starts[start] ?? raw.length,
      end: end > start ? (ends[end - 1] ?? raw.length) : (starts[start] ?? raw.length),
    }),
  }
}

function* clusters(raw: string): Generator<{ segment: string; at: number }> {
  for (const { 0: segment, index } of raw.matchAll(/[\s\S]\p{M}*/gu)) yield { segment, at: index }
}
