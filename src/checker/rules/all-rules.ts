import type { Rule } from '../rule.ts'

/** Every rule that needs more than a list of words, by chapter of the rule book. */
export const allRules: readonly Rule[] = []
