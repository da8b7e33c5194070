import type { Span } from '../../../src/checker/checked-text.ts'

/** A text up to this length stands in the editor as a whole, in UTF-16 units; a browser lays that out at every key. */
export const wholeLimit = 30_000
/** Of a longer one a part of about this length is shown. */
const partLength = 20_000
const search = 2_000

/** The part of a long text that shows a place, cut at line or sentence ends where there are any. */
export function viewAround(text: string, place: number): Span {
  if (text.length <= wholeLimit) return { start: 0, end: text.length }
  const start = cutBefore(text, Math.max(0, Math.min(place, text.length) - partLength / 2))
  return { start, end: cutBefore(text, start + partLength) }
}

export function viewAfter(text: string, { end }: Span): Span {
  return { start: end, end: cutBefore(text, end + partLength) }
}

export function viewBefore(text: string, { start }: Span): Span {
  return { start: cutBefore(text, start - partLength), end: start }
}

/** The part that stays in the editor after a change: the same one, unless it has become too long or too short. */
export function fitView(text: string, view: Span, place: number): Span {
  if (text.length <= wholeLimit) return { start: 0, end: text.length }
  const length = view.end - view.start
  const fits = length <= wholeLimit && length >= partLength / 4 && view.start <= place && place <= view.end
  return fits ? view : viewAround(text, place)
}

/** The last line end before a place, or else sentence end, or else the place itself. */
function cutBefore(text: string, place: number): number {
  if (place <= 0) return 0
  if (place >= text.length) return text.length
  const before = text.slice(Math.max(0, place - search), place)
  const line = before.lastIndexOf('\n')
  const end = line >= 0 ? line : before.lastIndexOf('。')
  if (end >= 0) return place - before.length + end + 1
  // Never between the two halves of a character.
  return /[\uD800-\uDBFF]$/.test(before) ? place - 1 : place
}
