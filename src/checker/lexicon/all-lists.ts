import type { TermList } from '../knowledge.ts'
import { confusableWords } from './confusable.data.ts'
import { knownBodySlips, knownPhraseSlips } from './politics/known-slips.data.ts'

/** The lists that ship with the product: small, sourced, each with its day. Offices add their own. */
export const shippedLists: readonly TermList[] = [confusableWords, knownPhraseSlips, knownBodySlips]
