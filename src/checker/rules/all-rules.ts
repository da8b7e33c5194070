import type { Rule } from '../rule.ts'
import { miswrittenBody, miswrittenPhrase } from './politics/set-phrase.ts'

/** Every rule that needs more than a list of words, by chapter of the rule book. */
export const allRules: readonly Rule[] = [miswrittenPhrase, miswrittenBody]
