import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lifecycleActions } from '../../../src/accounts/lifecycle.rules.ts'
import { reviewActionNames } from '../../../src/review/review.rules.ts'
import { actionWords, fieldName, sliceWords, subjectWords } from './audit-words.ts'

const sources = globSync('src/**/*.ts')
  .filter((file) => !/\.test\.ts$|testing[^/]*\.ts$/.test(file))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')
const found = (pattern: RegExp) => [...new Set([...sources.matchAll(pattern)].map((match) => match[1] ?? ''))]

describe('the words of the audit', () => {
  it('name every action that the program records, and its field of work', () => {
    // `action: locked ? 'identity.lock' : 'identity.signInFailed'` names two.
    const actions = found(/(?<=action: .*)'([a-zA-Z]+\.[a-zA-Z]+)'/g)
    expect(actions.length).toBeGreaterThan(30)
    expect(actions.filter((action) => !actionWords[action])).toEqual([])
    expect(actions.filter((action) => !sliceWords[action.split('.')[0] ?? ''])).toEqual([])
  })

  it('name every step of an application and every action of a review', () => {
    const named = [
      ...lifecycleActions.map((one) => `application.${one}`),
      ...reviewActionNames.map((one) => `review.${one}`),
    ]
    expect(named.filter((action) => !actionWords[action])).toEqual([])
  })

  it('name every kind of subject', () => {
    expect(found(/subject: \{ type: '([a-zA-Z]+)'/g).filter((type) => !subjectWords[type])).toEqual([])
  })

  it('say a field within a field, and a place in a list', () => {
    expect(fieldName(['unit', 'name'])).toBe('单位 · 名称')
    expect(fieldName(['items', '0', 'title'])).toBe('事项 · 第 1 项 · 标题')
    expect(fieldName(['账号简介'])).toBe('账号简介')
  })
})
