import type { Knowledge } from '../knowledge.ts'
import { shippedLists } from './all-lists.ts'
import { shippedSources } from './source/sources.data.ts'

/** What the checker knows before an office has told it anything. */
export const shippedKnowledge: Knowledge = {
  lists: shippedLists,
  tenures: [],
  bodies: [],
  policies: [],
  sources: shippedSources,
  accepted: [],
}
