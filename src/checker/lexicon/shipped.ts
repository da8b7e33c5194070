import type { Knowledge } from '../knowledge.ts'
import { shippedLists } from './all-lists.ts'
import { shippedBodies } from './wording/bodies.data.ts'

/** What the checker knows before an office has told it anything. */
export const shippedKnowledge: Knowledge = {
  lists: shippedLists,
  tenures: [],
  bodies: shippedBodies,
  policies: [],
  sources: [],
  accepted: [],
}
