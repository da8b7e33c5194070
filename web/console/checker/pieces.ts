import type { Span } from '../../../src/checker/checked-text.ts'
import type { Marked } from './desk.ts'

export type Piece = { at: number; text: string; finding?: Marked }

/** A part of the text cut where findings begin and end; findings that are only partly inside are left out. */
export function piecesOf(text: string, findings: readonly Marked[], view: Span): Piece[] {
  const pieces: Piece[] = []
  let at = view.start
  for (const finding of findings) {
    if (finding.start < at || finding.end > view.end || finding.end === finding.start) continue
    if (finding.start > at) pieces.push({ at, text: text.slice(at, finding.start) })
    pieces.push({ at: finding.start, text: text.slice(finding.start, finding.end), finding })
    at = finding.end
  }
  if (at < view.end) pieces.push({ at, text: text.slice(at, view.end) })
  return pieces
}

/** The finding at a place, the one that begins last. */
export function findingAt(findings: readonly Marked[], place: number): Marked | undefined {
  return findings.findLast(({ start, end }) => start <= place && place < end)
}
