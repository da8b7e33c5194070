import type { Knowledge } from '../knowledge.ts'
import { shippedLists } from './all-lists.ts'
import { shippedPolicies } from './citation/policies.data.ts'
import { centralBodies, shippedTenures } from './people.data.ts'
import { shippedSources } from './source/sources.data.ts'
import { commonBodies } from './wording/bodies.data.ts'

/** What the checker knows before an office has told it anything. */
export const shippedKnowledge: Knowledge = {
  lists: shippedLists,
  tenures: shippedTenures,
  bodies: [...centralBodies, ...commonBodies],
  policies: shippedPolicies,
  sources: shippedSources,
  accepted: [],
}
