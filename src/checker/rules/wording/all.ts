import type { Rule } from '../../rule.ts'
import { contextConfusion } from './context.ts'

/** The rules on wording, punctuation, numbers, dates and names (文字要素). */
export const wordingRules: readonly Rule[] = [contextConfusion]
