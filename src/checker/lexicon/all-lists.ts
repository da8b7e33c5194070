import type { TermList } from '../knowledge.ts'
import { confusableWords } from './confusable.data.ts'
import { harmfulTerms } from './politics/harmful.data.ts'
import { knownBodySlips, knownPhraseSlips } from './politics/known-slips.data.ts'
import { ethnicTerms, personTerms, vulgarTerms } from './politics/society.data.ts'
import { beltAndRoadTerms, territoryTerms } from './politics/territory.data.ts'

/** The lists that ship with the product: small, sourced, each with its day. Offices add their own. */
export const shippedLists: readonly TermList[] = [
  confusableWords,
  knownPhraseSlips,
  knownBodySlips,
  territoryTerms,
  beltAndRoadTerms,
  ethnicTerms,
  personTerms,
  vulgarTerms,
  harmfulTerms,
]
