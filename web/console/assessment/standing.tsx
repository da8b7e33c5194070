import { type SchemeStanding, standingLabels } from '../../../src/assessment/standing.rules.ts'
import { StateTag, type Tone } from '../../ui/state-tag.tsx'

const tones: Record<SchemeStanding, Tone> = { draft: 'plain', coming: 'soon', inForce: 'done', ended: 'ended' }

export function Standing({ of }: { of: SchemeStanding }) {
  return <StateTag tone={tones[of]}>{standingLabels[of]}</StateTag>
}
