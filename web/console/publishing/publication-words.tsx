import { type PublicationState, publicationStates } from '../../../src/publishing/publication.rules.ts'
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

/** Whether what was registered by hand was seen at its address. */
export function VerifiedTag({ verified }: { verified: keyof typeof verifiedWords }) {
  return <StateTag tone={verifiedTones[verified]}>{verifiedWords[verified].zh}</StateTag>
}
