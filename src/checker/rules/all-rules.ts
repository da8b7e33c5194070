import type { Rule } from '../rule.ts'
import { citationRules } from './citation/citation-rules.ts'
import { politicsRules } from './politics/politics-rules.ts'
import { secrecyRules } from './secrecy/secrecy-rules.ts'
import { sourceRules } from './source/source-rules.ts'
import { wordingRules } from './wording/wording-rules.ts'

/** Every rule that needs more than a list of words, by chapter of the rule book. */
export const allRules: readonly Rule[] = [
  ...politicsRules,
  ...secrecyRules,
  ...wordingRules,
  ...sourceRules,
  ...citationRules,
]
