import type { Rule } from '../../rule.ts'
import { wrongIssuer } from './issuer.ts'
import { wrongNumber, wrongTitle } from './number-and-title.ts'
import { alteredQuotation } from './quotation.ts'
import { noLongerInForce } from './repealed.ts'

/** Documents that a text cites, held against the policy library. What is not in the library is not judged. */
export const citationRules: readonly Rule[] = [wrongNumber, wrongTitle, wrongIssuer, noLongerInForce, alteredQuotation]
