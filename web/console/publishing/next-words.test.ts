import { describe, expect, it } from 'vitest'
import { faultClasses, faultClassNames } from '../../../src/platforms/faults.rules.ts'
import { openPublicationActions, publicationStateNames } from '../../../src/publishing/publication.rules.ts'
import { momentWords, nextWords, remedyOf, type Standing } from './next-words.ts'

const now = new Date('2026-11-24T10:00:00+08:00')
const standing = (given: Partial<Standing>): Standing => ({
  state: 'scheduled',
  scheduledAt: '2026-11-24T09:00:00+08:00',
  nextAt: null,
  fault: null,
  verified: null,
  ...given,
})
const fault = (name: (typeof faultClassNames)[number]) => ({ class: name, zh: faultClasses[name].zh })

describe('a time beside today', () => {
  it.each([
    ['2026-11-24T10:35:00+08:00', '10:35'],
    // In UTC still the 24th.
    ['2026-11-24T16:00:00Z', '明日 00:00'],
    ['2026-11-26T00:00:00+08:00', '2026-11-26 00:00'],
    ['2026-11-23T23:59:00+08:00', '2026-11-23 23:59'],
  ])('%s is %s', (at, words) => {
    expect(momentWords(at, now)).toBe(words)
  })
})

describe('what happens next', () => {
  it.each<[string, Partial<Standing>, string]>([
    ['waits for its time', { scheduledAt: '2026-11-25T08:30:00+08:00' }, '明日 08:30 自动发布'],
    ['is due', {}, '已到发布时间，正在排队发布'],
    [
      'has used up the day',
      { fault: fault('quotaDay'), nextAt: '2026-11-25T00:00:00+08:00' },
      '额度用完，明日 00:00 后自动继续',
    ],
    [
      'is tried again',
      { fault: fault('transient'), nextAt: '2026-11-24T10:10:00+08:00' },
      '平台暂时不可用，10:10 后自动继续',
    ],
    [
      'was to be tried a moment ago',
      { fault: fault('rate'), nextAt: '2026-11-24T09:59:00+08:00' },
      '调用过于频繁，即将自动继续',
    ],
    ['is with the platform', { state: 'accepted', nextAt: '2026-11-24T10:35:00+08:00' }, '平台处理中，10:35 再次查询'],
    ['failed for a setting', { state: 'failed', fault: fault('config') }, remedyOf('config')],
    ['failed and nobody knows why', { state: 'failed' }, '可重新发布，或改为人工发布'],
    ['is out', { state: 'published' }, ''],
    ['is out, by hand', { state: 'published', verified: 'verified' }, '已打开网址核对，标题一致'],
  ])('%s', (_, given, words) => {
    expect(nextWords(standing(given), now)).toBe(words)
  })

  it('promises while it is unsure that nothing goes out twice', () => {
    expect(nextWords(standing({ state: 'unsure' }), now)).toContain('核实清楚前不会重发')
  })

  it('is said in every state but that of being out', () => {
    for (const state of publicationStateNames.filter((one) => one !== 'published')) {
      expect(nextWords(standing({ state }), now), state).not.toBe('')
    }
  })

  it('names a remedy for each fault that waits for a person, and only such as the state allows', () => {
    for (const name of faultClassNames.filter((one) => faultClasses[one].next === 'person')) {
      expect(remedyOf(name), name).not.toBe(remedyOf(null))
    }
    expect(openPublicationActions('failed')).toEqual(expect.arrayContaining(['retry', 'byHand']))
  })
})
