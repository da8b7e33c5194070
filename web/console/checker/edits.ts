import type { Span } from '../../../src/checker/checked-text.ts'

/** One replacement: what stands from `start` to `end` becomes `insert`. */
export type Edit = Span & { insert: string }

/** Replacements made at once: ascending, apart from each other, in places of the text before them. */
export type Change = readonly Edit[]

/** In order, and of two that overlap the first alone. */
export function changeOf(edits: readonly Edit[]): Change {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
  let free = 0
  return ordered.filter(({ start, end }) => {
    if (start < free) return false
    free = Math.max(end, start + 1)
    return true
  })
}

export function applyChange(text: string, change: Change): string {
  const parts: string[] = []
  let at = 0
  for (const { start, end, insert } of change) {
    parts.push(text.slice(at, start), insert)
    at = end
  }
  return parts.join('') + text.slice(at)
}

/** What leads from the changed text back to `text`. */
export function inverseOf(text: string, change: Change): Change {
  let shift = 0
  return change.map(({ start, end, insert }) => {
    const back = { start: start + shift, end: start + shift + insert.length, insert: text.slice(start, end) }
    shift += insert.length - (end - start)
    return back
  })
}

/** The one replacement that leads from a text to the next: what typing, pasting or dropping has done. */
export function betweenTexts(before: string, after: string): Change {
  if (before === after) return []
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head++
  let tail = 0
  const most = shorter - head
  while (tail < most && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) {
    tail++
  }
  return [{ start: head, end: before.length - tail, insert: after.slice(head, after.length - tail) }]
}

/** Places moved along with a change; those it touched are gone. Both are in ascending order. */
export function moveSpans<T extends Span>(spans: readonly T[], change: Change): T[] {
  const moved: T[] = []
  let next = 0
  let shift = 0
  for (const span of spans) {
    for (let edit = change[next]; edit && edit.end <= span.start; edit = change[++next]) {
      shift += edit.insert.length - (edit.end - edit.start)
    }
    const edit = change[next]
    if (edit && edit.start < span.end) continue
    moved.push(shift === 0 ? span : { ...span, start: span.start + shift, end: span.end + shift })
  }
  return moved
}

/** Where a place of the text before is in the text after; inside a replacement it is its end. */
export function movePlace(place: number, change: Change): number {
  let shift = 0
  for (const { start, end, insert } of change) {
    if (start >= place) break
    if (end > place) return start + shift + insert.length
    shift += insert.length - (end - start)
  }
  return place + shift
}
