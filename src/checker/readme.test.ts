import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createChecker } from './checker.ts'
import { help } from './command/arguments.ts'
import { categories, severities } from './finding.ts'
import { shippedKnowledge } from './lexicon/shipped.ts'
import { allRules } from './rules/all-rules.ts'

const readme = readFileSync('src/checker/README.md', 'utf8')

describe('the documentation', () => {
  it('lists every category and severity as they are', () => {
    for (const [name, { zh, element }] of Object.entries(categories)) {
      expect(readme).toContain(`| \`${name}\` | ${zh} | ${element} |`)
    }
    for (const [name, zh] of Object.entries(severities)) expect(readme).toContain(`| \`${name}\` | ${zh} |`)
  })

  it('explains every option that the command has', () => {
    const options = new Set(help.match(/--[a-z][a-z-]+/g))
    expect([...options].filter((option) => !readme.includes(`| \`${option}`))).toEqual([])
  })

  it('shows what the checker answers', () => {
    const checker = createChecker({ rules: allRules, knowledge: shippedKnowledge })
    const [finding] = checker.check('用户帐号管理。', { on: '2026-06-01' })
    expect(finding).toMatchObject({
      category: 'confusable',
      severity: 'minor',
      start: 2,
      end: 4,
      suggestions: ['账号'],
    })
    expect(readme).toContain(`"ruleId":"${finding?.ruleId}"`)
  })
})
