import { readFileSync } from 'node:fs'
import { createChecker } from '../checker.ts'
import { severities } from '../finding.ts'
import { shippedKnowledge } from '../lexicon/shipped.ts'
import { allRules } from '../rules/all-rules.ts'

const file = process.argv.at(-1) ?? '-'
const text = readFileSync(file === '-' ? 0 : file, 'utf8')
const checker = createChecker({ rules: allRules, knowledge: shippedKnowledge })
const found = checker.check(text, { on: new Date().toISOString().slice(0, 10) })
console.log(
  JSON.stringify(
    found.map(({ severity, suggestions, why, basis, ...rest }) => ({
      ...rest,
      severity: severities[severity],
      suggestion: suggestions[0] ?? null,
    })),
  ),
)
