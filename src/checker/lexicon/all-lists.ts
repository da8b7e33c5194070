import type { TermList } from '../knowledge.ts'
import { guardedWords } from './wording/guarded.data.ts'
import { idioms } from './wording/idioms.data.ts'
import { placeNames } from './wording/places.data.ts'
import { variantWords } from './wording/variants.data.ts'
import { confusableWords } from './wording/words.data.ts'

/** The lists that ship with the product: small, sourced, each with its day. Offices add their own. */
export const shippedLists: readonly TermList[] = [idioms, confusableWords, guardedWords, variantWords, placeNames]
