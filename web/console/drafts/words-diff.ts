import { diffArrays } from 'diff'

export type DiffPiece = { kind: 'same' | 'added' | 'removed'; text: string }

const words = new Intl.Segmenter('zh', { granularity: 'word' })
/** Beyond it a comparison would hold the page up; the edges that agree are cut off before it is counted. */
const longest = 60_000

/** What stayed, came and went from one text to another, word for word. */
export function wordsDiff(before: string, after: string): DiffPiece[] {
  const { head, tail } = sharedEdges(before, after)
  const a = before.slice(head, before.length - tail)
  const b = after.slice(head, after.length - tail)
  const middle: DiffPiece[] =
    a.length + b.length > longest
      ? [
          { kind: 'removed', text: a },
          { kind: 'added', text: b },
        ]
      : diffArrays(split(a), split(b)).map(({ added, removed, value }) => ({
          kind: added ? 'added' : removed ? 'removed' : 'same',
          text: value.join(''),
        }))
  const whole: DiffPiece[] = [
    { kind: 'same', text: before.slice(0, head) },
    ...middle,
    { kind: 'same', text: before.slice(before.length - tail) },
  ]
  return whole.filter(({ text }) => text !== '')
}

function split(text: string): string[] {
  return Array.from(words.segment(text), ({ segment }) => segment)
}

/** How much agrees at the beginning and at the end, never cutting a surrogate pair. */
function sharedEdges(before: string, after: string): { head: number; tail: number } {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before.charCodeAt(head) === after.charCodeAt(head)) head++
  while (head > 0 && /[\p{L}\p{N}\uD800-\uDBFF]/u.test(before[head - 1] ?? '')) head--
  let tail = 0
  while (
    tail < most - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++
  while (tail > 0 && /[\p{L}\p{N}\uDC00-\uDFFF]/u.test(before[before.length - tail] ?? '')) tail--
  return { head, tail }
}
