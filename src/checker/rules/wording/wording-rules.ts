import type { Rule } from '../../rule.ts'
import { contextConfusion } from './context.ts'
import { impossibleDate, impossibleTime, mixedDate, reversedRange, wrongWeekday } from './dates.ts'
import { documentNumber } from './doc-number.ts'
import { markForms, mixedWidth } from './marks.ts'
import { unpairedMarks } from './pairs.ts'
import { repeatedParticles, repeatedWords } from './repetition.ts'

/** The rules on wording, punctuation, numbers, dates and names (文字要素). */
export const wordingRules: readonly Rule[] = [
  contextConfusion,
  repeatedWords,
  repeatedParticles,
  unpairedMarks,
  markForms,
  mixedWidth,
  documentNumber,
  impossibleDate,
  impossibleTime,
  wrongWeekday,
  reversedRange,
  mixedDate,
]
