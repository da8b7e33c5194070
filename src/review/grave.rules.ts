import type { ReviewAction } from './review.rules.ts'
import type { ReviewLevel } from './three-review.rules.ts'

/** How a manuscript stands to its 严重 findings: it has none, some are open, or each was released for this very content. */
export const graveStates = ['none', 'open', 'released'] as const
export type GraveState = (typeof graveStates)[number]

/**
 * What a judgement needs beside the seven elements: nothing more; an opinion that asks for release (with a word on each
 * element that has an open one); a release of each open one with its reason; or an element that failed.
 */
export type GraveNeed = 'nothing' | 'request' | 'release' | 'failedElement'

/**
 * §8.2: what is 严重 does not go out; only the third reviewer lets it pass. Whoever stands before her may ask her to, or
 * returns it to the author. A further look that is no level of its own is `look`.
 */
// biome-ignore format: a table is read by columns
export const graveTable = {
  first:  { approve: { none: 'nothing', open: 'request', released: 'nothing' }, giveBack: 'failedElement', mayRelease: false },
  second: { approve: { none: 'nothing', open: 'request', released: 'nothing' }, giveBack: 'failedElement', mayRelease: false },
  look:   { approve: { none: 'nothing', open: 'request', released: 'nothing' }, giveBack: 'failedElement', mayRelease: false },
  final:  { approve: { none: 'nothing', open: 'release', released: 'nothing' }, giveBack: 'failedElement', mayRelease: true },
} as const satisfies Record<
  ReviewLevel | 'look',
  { approve: Record<GraveState, GraveNeed>; giveBack: GraveNeed; mayRelease: boolean }
>

/** How many characters a request for release has at least. */
export const requestLength = 10

export function graveStateOf(graves: readonly string[], released: ReadonlySet<string>): GraveState {
  if (graves.length === 0) return 'none'
  return graves.every((key) => released.has(key)) ? 'released' : 'open'
}

/** What this judgement needs at this level while the findings stand so. */
export function graveNeed(level: ReviewLevel | null, state: GraveState, action: ReviewAction): GraveNeed {
  const row = graveTable[level ?? 'look']
  return action === 'approve' ? row.approve[state] : row.giveBack
}

/** Whether 严重 findings can be let pass with this judgement (三审 that agrees, and nobody else). */
export function mayRelease(level: ReviewLevel | null, action: ReviewAction): boolean {
  return action === 'approve' && graveTable[level ?? 'look'].mayRelease
}
