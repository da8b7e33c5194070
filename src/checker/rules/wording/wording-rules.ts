import type { Rule } from '../../rule.ts'
import { contextConfusion } from './context.ts'
import { announcedCount, listedCount, skippedPoint } from './counts.ts'
import { impossibleDate, impossibleTime, mixedDate, reversedRange, wrongWeekday } from './dates.ts'
import { documentNumber } from './doc-number.ts'
import { markForms, mixedWidth } from './marks.ts'
import { bodyNames, cityOfProvince, joinedNames } from './names.ts'
import { doubledEstimate, fallByTimes, mixedNumerals, percentPoints } from './numbers.ts'
import { unpairedMarks } from './pairs.ts'
import { repeatedParticles, repeatedWords } from './repetition.ts'
import { bracketedCount, wrongDifference, wrongTotal } from './sums.ts'
import { unitSymbols } from './units.ts'

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
  mixedNumerals,
  doubledEstimate,
  fallByTimes,
  percentPoints,
  unitSymbols,
  skippedPoint,
  announcedCount,
  wrongTotal,
  wrongDifference,
  listedCount,
  bracketedCount,
  bodyNames,
  joinedNames,
  cityOfProvince,
]
