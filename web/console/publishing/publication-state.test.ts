import { expect, it } from 'vitest'
import { readState } from '../../ui/url-state.ts'
import { queryOf, RegisterUrl, totalOf } from './publication-state.ts'

it('sends the filters as the server takes them, and leaves out what is not set', () => {
  const state = readState(RegisterUrl, { state: 'failed,handOver', way: 'api', q: '', platform: 'wechat' })
  expect(queryOf(state)).toEqual({ state: 'failed,handOver', way: 'api', platform: 'wechat' })
  expect(queryOf(readState(RegisterUrl, { state: 'unheard', accountId: 'x' }))).toEqual({})
})

it('counts the states that are chosen, and all when none is', () => {
  const byState = { failed: 3, handOver: 2, published: 60 }
  expect(totalOf(byState, ['failed', 'handOver'])).toBe(5)
  expect(totalOf(byState, ['withdrawn'])).toBe(0)
  expect(totalOf(byState, [])).toBe(65)
  expect(totalOf(byState, undefined)).toBe(65)
})
