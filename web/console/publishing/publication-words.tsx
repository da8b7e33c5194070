import { type PublicationState, publicationStates } from '../../../src/publishing/publication.rules.ts'
import type { PublicationRow } from '../../../src/publishing/publications.contract.ts'
import { StateTag, type Tone } from '../../ui/state-tag.tsx'
import { verifiedWords } from './next-words.ts'

const tones: Record<PublicationState, Tone> = {
  scheduled: 'soon',
  sending: 'busy',
  unsure: 'busy',
  accepted: 'busy',
  handOver: 'soon',
  published: 'done',
  failed: 'grave',
  withdrawn: 'ended',
  removed: 'grave',
  cancelled: 'ended',
}

export function PublicationTag({ state }: { state: PublicationState }) {
  return <StateTag tone={tones[state]}>{publicationStates[state].zh}</StateTag>
}

const verifiedTones = { unchecked: 'plain', verified: 'done', differs: 'soon', unreachable: 'soon' } as const

type Registered = Pick<PublicationRow, 'state' | 'verified'>

/** Whether what was registered by hand was seen at its address; of no interest once it is no longer out. */
export function VerifiedTag({ of: { state, verified } }: { of: Registered }) {
  if (!verified || state !== 'published') return null
  return <StateTag tone={verifiedTones[verified]}>{verifiedWords[verified].zh}</StateTag>
}
