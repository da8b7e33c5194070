import type { Rule } from '../../rule.ts'
import { commercialAd } from './advertising.ts'
import { hearsaySource, unattributedRepost, unlistedSource, vagueSource } from './attribution.ts'
import { dangerousLink, foreignLink, hiddenLink, shopLink, unseenLink } from './links.ts'
import { authorsOpinion, casualOpinion } from './opinion.ts'

/** §7.1 and §8.1.2: what may be taken over, from whom, and what has no place in an official account. */
export const sourceRules: readonly Rule[] = [
  unattributedRepost,
  unlistedSource,
  vagueSource,
  hearsaySource,
  commercialAd,
  shopLink,
  foreignLink,
  hiddenLink,
  dangerousLink,
  unseenLink,
  authorsOpinion,
  casualOpinion,
]
