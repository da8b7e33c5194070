import type { Node } from '@tiptap/pm/model'

/** One stretch of characters of the document: where it begins in the plain text and where in the document. */
type Run = { at: number; pos: number; length: number }

/** The plain text of a document, paragraphs apart by a line break, and where each character of it stands. */
export type TextMap = { text: string; runs: readonly Run[] }

/** Pictures are no characters; a forced line break is one. */
export function textMapOf(doc: Node): TextMap {
  const runs: Run[] = []
  const parts: string[] = []
  let length = 0
  let begun = false
  const write = (words: string) => {
    parts.push(words)
    length += words.length
  }
  doc.descendants((node, pos) => {
    if (node.isTextblock) {
      if (begun) write('\n')
      begun = true
      return true
    }
    if (node.isText) {
      const words = node.text ?? ''
      runs.push({ at: length, pos, length: words.length })
      write(words)
    } else if (node.type.name === 'hardBreak') write('\n')
    return true
  })
  return { text: parts.join(''), runs }
}

/** Where a stretch of the plain text stands in the document; null where it holds no character. */
export function rangeOf(map: TextMap, start: number, end: number): { from: number; to: number } | null {
  const first = map.runs[indexAt(map.runs, start)]
  const last = map.runs[indexAt(map.runs, end - 1)]
  if (!first || !last || end <= start) return null
  // A line break belongs to no run: the stretch begins with the next characters, or ends with those before.
  const from = start < first.at + first.length ? first.pos + start - first.at : nextPos(map.runs, first)
  const to = last.pos + Math.min(end - last.at, last.length)
  return from !== null && from < to ? { from, to } : null
}

/** The place in the plain text of a position of the document. */
export function offsetOf(map: TextMap, pos: number): number {
  let found = 0
  for (const run of map.runs) {
    if (run.pos > pos) break
    found = run.at + Math.min(pos - run.pos, run.length)
  }
  return found
}

/** The last run that begins at or before an offset. */
function indexAt(runs: readonly Run[], offset: number): number {
  let low = 0
  let high = runs.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((runs[middle]?.at ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

function nextPos(runs: readonly Run[], run: Run): number | null {
  return runs[runs.indexOf(run) + 1]?.pos ?? null
}
