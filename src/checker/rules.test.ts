import { describe, expect, it } from 'vitest'
import { createChecker } from './checker.ts'
import type { Term } from './knowledge.ts'
import { shippedLists } from './lexicon/all-lists.ts'
import { shippedKnowledge } from './lexicon/shipped.ts'
import { allRules } from './rules/all-rules.ts'

const checker = createChecker({ rules: allRules, knowledge: shippedKnowledge })
const on = '2026-06-01'

describe.each(allRules.map((rule) => [rule.id, rule] as const))('%s', (id, { examples }) => {
  const context = { on, ...examples.context }

  it.each(examples.fires.map((text) => [text]))('finds: %s', (text) => {
    expect(checker.check(text, context).map(({ ruleId }) => ruleId)).toContain(id)
  })

  it.each(examples.quiet.map((text) => [text]))('leaves alone: %s', (text) => {
    expect(checker.check(text, context)).toEqual([])
  })
})

describe.each(shippedLists.map((list) => [list.id, list] as const))('%s', (id, list) => {
  it('finds every one of its terms, and nothing to object to in what it suggests', () => {
    const missed = list.terms.filter((term) => {
      const found = checker.check(sentenceWith(term, term.text), { on: term.from ?? on })
      return !found.some(({ ruleId }) => ruleId === `${id}#${term.text}`)
    })
    expect(missed.map(({ text }) => text)).toEqual([])

    const objected = list.terms.flatMap((term) =>
      term.suggest.flatMap((right) =>
        checker
          .check(sentenceWith(term, right), { on: term.from ?? on })
          .filter(({ ruleId }) => ruleId.startsWith(id))
          .map(({ message }) => `${term.text} → ${right}: ${message}`),
      ),
    )
    expect(objected).toEqual([])
  })

  it('excuses every longer word that is right', () => {
    const found = list.terms.flatMap((term) =>
      (term.unless ?? []).flatMap((longer) =>
        checker
          .check(sentenceWith(term, longer), { on: term.from ?? on })
          .filter(({ ruleId }) => ruleId === `${id}#${term.text}`),
      ),
    )
    expect(found).toEqual([])
  })

  it('says where it comes from', () => {
    expect(list.provenance && list.licence && list.basis && list.why).toBeTruthy()
  })
})

/** A sentence in which the conditions of a term hold. */
function sentenceWith(term: Term, word: string): string {
  return `${term.near?.[0] ?? ''}，${term.before?.[0] ?? ''}${word}${term.after?.[0] ?? ''}。`
}
