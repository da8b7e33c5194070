import type { TermList } from '../knowledge.ts'
import { confusableWords } from './confusable.data.ts'

/** The lists that ship with the product: small, sourced, each with its day. Offices add their own. */
export const shippedLists: readonly TermList[] = [confusableWords]
