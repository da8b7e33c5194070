import { type Finding, severityNames } from '../finding.ts'

/**
 * One finding a place: the graver wins, then the longer, then the one that knows (a typo by statistics only guesses).
 * Takes n log n steps for n findings, however they lie over each other.
 */
export function withoutOverlaps(found: readonly Finding[]): Finding[] {
  const rank = (f: Finding) => severityNames.indexOf(f.severity) * 2 + (f.ruleId.startsWith('typo.') ? 1 : 0)
  const best = found
    .map((finding) => ({ finding, rank: rank(finding), length: finding.end - finding.start }))
    .sort((a, b) => a.rank - b.rank || b.length - a.length || a.finding.start - b.finding.start)
  const kept = keptSpans(found)
  return best
    .map(({ finding }) => finding)
    .filter((finding) => kept.keepsUnlessCovered(finding))
    .sort((a, b) => a.start - b.start || a.end - b.end)
}

/**
 * Remembers spans by their start in a tree of maxima (Fenwick): the furthest end among those that start before a
 * place is one question of log n steps.
 */
function keptSpans(all: readonly Finding[]) {
  const starts = [...new Set(all.map(({ start }) => start))].sort((a, b) => a - b)
  const furthest = new Int32Array(starts.length + 1).fill(-1)

  function startsBefore(place: number): number {
    let low = 0
    let high = starts.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((starts[middle] ?? 0) < place) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    keepsUnlessCovered({ start, end }: Finding): boolean {
      for (let i = startsBefore(end); i > 0; i -= i & -i) if ((furthest[i] ?? -1) > start) return false
      for (let i = startsBefore(start) + 1; i < furthest.length; i += i & -i) {
        furthest[i] = Math.max(furthest[i] ?? -1, end)
      }
      return true
    },
  }
}
