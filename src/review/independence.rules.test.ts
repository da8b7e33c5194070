import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../core/error.ts'
import type { Duty } from '../units/duties.rules.ts'
import {
  afterAction,
  decidesAs,
  newRound,
  openActions,
  outOf,
  type ReviewAction,
  type Reviewer,
  type ReviewFacts,
  type RouteStep,
  reviewActionNames,
} from './review.rules.ts'
import { levelNames, reviewLevels } from './three-review.rules.ts'

const at = '2026-11-24T02:00:00.000Z'
const route: readonly RouteStep[] = levelNames.map((level) => ({
  name: reviewLevels[level].zh,
  unitId: 'host',
  unitName: '县水利局',
  duty: reviewLevels[level].duty,
  mode: 'any',
  reviewers: [],
  workdays: 1,
  level,
}))

const person = (userId: string, ...duties: Duty[]) => ({ userId, name: userId, unitId: 'host', duties })
/** Few people with many duties, as in a small unit: nothing but the rule keeps one of them from signing twice. */
const people = [
  person('author', 'editor', 'officeHead', 'unitLeader'),
  person('submitter', 'editor', 'officeHead', 'unitLeader'),
  person('a', 'editor', 'officeHead', 'unitLeader'),
  person('b', 'editor', 'officeHead'),
  person('c', 'officeHead', 'unitLeader'),
  person('d', 'unitLeader'),
  person('e'),
]
const ids = people.map(({ userId }) => userId)
const acting = (userId: string, ...absent: string[]): Reviewer => {
  const own = people.find((one) => one.userId === userId)
  if (!own) throw new RangeError(userId)
  return { ...own, standsInFor: people.filter((one) => absent.includes(one.userId)) }
}
const facts = (more: Partial<ReviewFacts> = {}): ReviewFacts => ({
  state: 'open',
  step: 0,
  steps: newRound(route, at),
  submitterId: 'submitter',
  urgedOn: null,
  barred: ['author', 'submitter'],
  distinct: true,
  ...more,
})
const take = (now: ReviewFacts, who: Reviewer, action: ReviewAction, to: string | null = null): ReviewFacts => {
  const named = to === null ? null : { id: to, name: to }
  return {
    ...now,
    ...afterAction(now, who, { action, opinion: '意见', to: named, at, today: '2026-11-24', byName: 'x' }),
  }
}
function reasonOf(use: () => unknown): unknown {
  try {
    use()
    return 'done'
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const errors = error.detail.errors as { message: string }[] | undefined
    return error.detail.reason ?? errors?.[0]?.message
  }
}

/** Every person behind a signature, once for the hand and once for the name if that is another's. */
const signers = (now: ReviewFacts) =>
  now.steps.flatMap(({ approvedBy, signedBy }) =>
    signedBy.flatMap((hand, n) => (approvedBy[n] === hand ? [hand] : [hand, approvedBy[n] ?? ''])),
  )

/** What must hold after every action, and what an approved round must show. */
function holds(now: ReviewFacts): void {
  const signed = signers(now)
  expect(new Set(signed).size).toBe(signed.length)
  for (const id of now.barred) expect(signed).not.toContain(id)
  for (const { approvedBy, signedBy, state } of now.steps) {
    expect(signedBy).toHaveLength(approvedBy.length)
    if (now.state === 'open' && state === 'waiting') expect(signedBy).toEqual([])
  }
  if (now.state !== 'approved') return
  const hands = new Set(now.steps.flatMap(({ signedBy }) => signedBy))
  const names = new Set(now.steps.flatMap(({ approvedBy }) => approvedBy))
  expect(hands.size).toBeGreaterThanOrEqual(3)
  expect(names.size).toBeGreaterThanOrEqual(3)
  expect(now.steps.every(({ signedBy }) => signedBy.length > 0)).toBe(true)
}

describe('an author', () => {
  it.each([
    ['herself', acting('author')],
    ['as who submitted it', acting('submitter')],
    ['in a colleague’s name', acting('author', 'a')],
    ['through a colleague without a right of her own', acting('e', 'author')],
  ])('decides at no step: %s', (_how, who) => {
    for (const step of [0, 1, 2]) {
      const now = facts({ step })
      expect(decidesAs(now, who)).toBeNull()
      expect(openActions(now, who).filter((action) => action !== 'withdraw' && action !== 'urge')).toEqual(
        who.userId === 'submitter' ? ['copy'] : [],
      )
    }
  })

  it('is told why', () => {
    expect(reasonOf(() => take(facts(), acting('author'), 'approve'))).toBe('撰稿人不能审核本人的稿件')
  })

  it('leaves her deputy’s own right alone', () => {
    expect(decidesAs(facts(), acting('a', 'author'))).toBe('a')
  })

  it.each(['transfer', 'addReviewer'] as const)('is nobody’s choice for %s', (action) => {
    expect(reasonOf(() => take(facts(), acting('a'), action, 'author'))).toBe('author是撰稿人，不能审核本人的稿件')
    expect(reasonOf(() => take(facts(), acting('a'), action, 'submitter'))).toContain('发起人不能审核')
  })
})

describe('who has signed', () => {
  const second = take(facts(), acting('a', 'b'), 'approve')
  const inName = take(facts(), acting('e', 'b'), 'approve')

  it('signs no other level, neither as herself nor for another nor through another', () => {
    expect(second.steps[0]).toMatchObject({ approvedBy: ['a'], signedBy: ['a'] })
    expect(decidesAs(second, acting('a'))).toBeNull()
    expect(decidesAs(second, acting('a', 'c'))).toBeNull()
    expect(decidesAs(second, acting('e', 'a'))).toBeNull()
    expect(decidesAs(second, acting('b'))).toBe('b')
    expect(reasonOf(() => take(second, acting('a'), 'approve'))).toBe('您在本轮已经签署，三审须由不同人员完成')
  })

  it('counts as both, the hand and the name', () => {
    expect(inName.steps[0]).toMatchObject({ approvedBy: ['b'], signedBy: ['e'] })
    expect(outOf(inName)).toEqual(['submitter', 'author', 'b', 'e'])
    expect(decidesAs(inName, acting('b'))).toBeNull()
    expect(decidesAs(inName, acting('e', 'c'))).toBeNull()
    expect(decidesAs(inName, acting('c'))).toBe('c')
  })

  it.each(['transfer', 'addReviewer'] as const)('is nobody’s choice for %s at a later level', (action) => {
    expect(reasonOf(() => take(second, acting('c'), action, 'a'))).toBe('a在本轮已经签署，三审须由不同人员完成')
  })

  it('may sign again after the way back took her signature', () => {
    const back = take(second, acting('b'), 'stepBack')
    expect(back.steps.map(({ signedBy }) => signedBy)).toEqual([[], [], []])
    expect(decidesAs(back, acting('a'))).toBe('a')
    // Whoever sent it back has signed nothing.
    expect(decidesAs(take(back, acting('a'), 'approve'), acting('b'))).toBe('b')
  })

  it('signs as often as the route asks where people need not differ', () => {
    const same = take(facts({ distinct: false }), acting('a'), 'approve')
    expect(decidesAs(same, acting('a'))).toBe('a')
    expect(outOf(same)).toEqual(['submitter', 'author'])
  })
})

describe('three levels are three people', () => {
  it('on every path of a round: each action of each person in each name, from each state that can be reached', () => {
    const actors = [
      ...ids.map((id) => acting(id)),
      ...ids.flatMap((id) => ids.filter((one) => one !== id).map((one) => acting(id, one))),
    ]
    const seen = new Set<string>()
    const queue = [facts()]
    let approved = 0
    for (let now = queue.pop(); now; now = queue.pop()) {
      const key = JSON.stringify([now.state, now.step, now.steps.map((s) => [s.state, s.approvedBy, s.signedBy])])
      if (seen.has(key)) continue
      seen.add(key)
      holds(now)
      if (now.state === 'approved') approved += 1
      for (const who of actors) {
        for (const action of openActions(now, who)) {
          if (action === 'approve' || action === 'stepBack' || action === 'refuse') queue.push(take(now, who, action))
        }
      }
    }
    expect(seen.size).toBeGreaterThan(100)
    expect(approved).toBeGreaterThan(10)
  })

  it('whatever is transferred, added and sent back on the way', () => {
    const some = fc.array(
      fc.record({
        who: fc.constantFrom(...ids),
        absent: fc.subarray(ids, { maxLength: 3 }),
        action: fc.constantFrom(...reviewActionNames, 'approve' as const, 'approve' as const, 'approve' as const),
        to: fc.option(fc.constantFrom(...ids), { freq: 4 }),
      }),
      { maxLength: 40 },
    )
    const routes = [
      route,
      // A further look by two who must both agree, before the last level.
      [
        ...route.slice(0, 2),
        {
          ...route[2],
          name: '会审',
          level: null,
          mode: 'all',
          reviewers: [
            { id: 'b', name: 'b' },
            { id: 'e', name: 'e' },
          ],
        },
        route[2],
      ] as RouteStep[],
    ]
    fc.assert(
      fc.property(fc.constantFrom(...routes), some, (steps, all) => {
        let now = facts({ steps: newRound(steps, at) })
        for (const { who, absent, action, to } of all) {
          try {
            now = take(now, acting(who, ...absent.filter((one) => one !== who)), action, to)
          } catch (error) {
            expect(error).toBeInstanceOf(AppError)
          }
          holds(now)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
