import { describe, expect, it } from 'vitest'
import { type Checker, createChecker } from '../../../src/checker/checker.ts'
import { shippedKnowledge } from '../../../src/checker/lexicon/shipped.ts'
import { allRules } from '../../../src/checker/rules/all-rules.ts'
import { exampleText } from './example.ts'
import { createSlicedSession } from './sliced-session.ts'

const checker = createChecker({ rules: allRules, knowledge: shippedKnowledge })
const context = { on: '2026-11-27' }
const text = `${exampleText}\n各帐号要布署。\n\n${exampleText}`
const always = async () => true

describe('a check in slices', () => {
  it.each([1, 20, 1_000_000])('of %s characters finds what one check finds', async (slice) => {
    const session = createSlicedSession(checker)
    const found = await session.check(text, context, { slice, pause: always })
    expect(found).toEqual(checker.check(text, context))
    expect(found?.length).toBeGreaterThan(3)
  })

  it('checks again only the lines that are new, and all of them on another day', async () => {
    const { counted, lines } = counting()
    const session = createSlicedSession(counted)
    await session.check('一\n各帐号\n一', context, { slice: 1, pause: always })
    expect(lines).toEqual(['一', '各帐号'])
    const found = await session.check('一\n各帐号\n二', context, { slice: 1, pause: always })
    expect(lines).toEqual(['一', '各帐号', '二'])
    expect(found).toEqual(checker.check('一\n各帐号\n二', context))
    await session.check('一', { on: '2020-01-01' }, { slice: 1, pause: always })
    expect(lines).toEqual(['一', '各帐号', '二', '一'])
  })

  it('ends when nobody waits for it, remembering what it has checked', async () => {
    const { counted, lines } = counting()
    const session = createSlicedSession(counted)
    const told: number[] = []
    const pause = async (done: number) => {
      told.push(done)
      return done < 3
    }
    expect(await session.check('一\n二\n三\n四', context, { slice: 1, pause })).toBeNull()
    expect(told).toEqual([0, 1, 3])
    expect(lines).toEqual(['一', '二'])
    await session.check('一\n二\n三\n四', context, { slice: 1, pause: always })
    expect(lines).toEqual(['一', '二', '三', '四'])
  })
})

function counting(): { counted: Checker; lines: string[] } {
  const lines: string[] = []
  const checkLine: Checker['checkLine'] = (line, given) => {
    lines.push(line)
    return checker.checkLine(line, given)
  }
  return { counted: { ...checker, checkLine }, lines }
}
