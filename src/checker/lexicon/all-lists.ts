import type { TermList } from '../knowledge.ts'
import { harmfulTerms } from './politics/harmful.data.ts'
import { knownBodySlips, knownPhraseSlips } from './politics/known-slips.data.ts'
import { ethnicTerms, personTerms, vulgarTerms } from './politics/society.data.ts'
import { beltAndRoadTerms, territoryTerms } from './politics/territory.data.ts'
import { guardedWords } from './wording/guarded.data.ts'
import { idioms } from './wording/idioms.data.ts'
import { placeNames } from './wording/places.data.ts'
import { variantWords } from './wording/variants.data.ts'
import { confusableWords } from './wording/words.data.ts'

/** The lists that ship with the product: small, sourced, each with its day. Offices add their own. */
export const shippedLists: readonly TermList[] = [
  knownPhraseSlips,
  knownBodySlips,
  territoryTerms,
  beltAndRoadTerms,
  ethnicTerms,
  personTerms,
  vulgarTerms,
  harmfulTerms,
  idioms,
  confusableWords,
  guardedWords,
  variantWords,
  placeNames,
]
