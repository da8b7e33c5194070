import { isNearlyAlike } from './alike.ts'

/** The same surname, and one character of like sound or shape in place of another, or two that have changed places. */
export function isSlipOf(written: string, name: string): boolean {
  if (written.length !== name.length || written === name) return false
  if (written[0] !== name[0]) return false
  const differing = [...name].map((_, i) => i).filter((i) => written[i] !== name[i])
  const [first = 0, second] = differing
  if (differing.length === 2 && second === first + 1) {
    return written[first] === name[second] && written[second] === name[first]
  }
  return differing.length === 1 && isNearlyAlike(written[first] ?? '', name[first] ?? '')
}
