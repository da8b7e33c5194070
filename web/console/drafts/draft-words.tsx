import { type DraftState, draftStates } from '../../../src/publishing/draft.rules.ts'
import type { ContentClass } from '../../../src/review/three-review.rules.ts'
import { contentClasses } from '../../../src/review/three-review.rules.ts'
import { StateTag, type Tone } from '../../ui/state-tag.tsx'

const tones: Record<DraftState, Tone> = {
  drafting: 'plain',
  inReview: 'busy',
  returned: 'soon',
  refused: 'soon',
  approved: 'done',
  published: 'done',
  discarded: 'ended',
}

export function DraftStateTag({ state }: { state: DraftState }) {
  return <StateTag tone={tones[state]}>{draftStates[state].zh}</StateTag>
}

export function ClassWord({ of }: { of: ContentClass }) {
  const { zh, urgent } = contentClasses[of]
  return urgent ? <StateTag tone="soon">{zh}</StateTag> : zh
}

/** What a manuscript is called where it has no title yet. */
export function titleOf(title: string): string {
  return title.trim() === '' ? '（未拟标题）' : title
}
