import type { Rule } from '../rule.ts'
import { sourceRules } from './source/source-rules.ts'

/** Every rule that needs more than a list of words, by chapter of the rule book. */
export const allRules: readonly Rule[] = [...sourceRules]
