import type { AccountFacts } from './facts.rules.ts'
import { type References, references } from './reference.rules.ts'
import { type Member, type RegionScore, regionScores } from './region.rules.ts'
import type { Scheme } from './scheme.rules.ts'
import { type AccountScore, scoreAccount } from './score.rules.ts'

export type RegionOutcome = RegionScore & {
  /** What the health index and the total would have been without any veto. */
  healthEarned: number | null
  totalEarned: number | null
}

/**
 * The regions of a run from its scores. What was earned before the vetoes is scored again with no veto counted, so
 * that the page can show both numbers side by side.
 */
export function regionOutcomes(
  given: { scheme: Scheme; inputs: readonly AccountFacts[]; references: References },
  scores: readonly AccountScore[],
): RegionOutcome[] {
  const { scheme, inputs } = given
  const withoutVeto: Scheme = { ...scheme, veto: { ...scheme.veto, kinds: [] } }
  const members: Member[] = inputs.map((facts, at) => ({ home: facts.home, score: scoreAt(scores, at) }))
  const unvetoed = members.map(({ home, score }, at) => {
    const facts = inputs[at]
    if (score.vetoes.length === 0 || !facts) return { home, score }
    return { home, score: scoreAccount(withoutVeto, facts, given.references) }
  })
  const earned = new Map(regionScores(unvetoed).map((row) => [`${row.region}/${row.scope}`, row]))
  return regionScores(members).map((row) => {
    const before = earned.get(`${row.region}/${row.scope}`)
    return { ...row, healthEarned: before?.indices.health ?? null, totalEarned: before?.total ?? null }
  })
}

/** All scores of a run at once: for what-if and for computing again. A run itself goes in steps, to tell its progress. */
export function scoreAll(scheme: Scheme, inputs: readonly AccountFacts[]) {
  const peers = references(inputs, scheme)
  const scores = inputs.map((facts) => scoreAccount(scheme, facts, peers))
  return { references: peers, scores, regions: regionOutcomes({ scheme, inputs, references: peers }, scores) }
}

function scoreAt(scores: readonly AccountScore[], at: number): AccountScore {
  const score = scores[at]
  if (!score) throw new RangeError('every input has its score')
  return score
}
