import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../core/error.ts'
import {
  afterAction,
  decidesAs,
  newRound,
  openActions,
  type ReviewAction,
  type Reviewer,
  type ReviewFacts,
  type ReviewState,
  type RouteStep,
  refusalOf,
  reviewActionNames,
  reviewActions,
  reviewStateNames,
  type Taken,
} from './review.rules.ts'

const at = '2026-11-24T02:00:00.000Z'
const officer = (userId: string, unitId = 'county'): Reviewer => ({
  userId,
  unitId,
  duties: ['supervisorOfficer'],
  standsInFor: [],
})
const standing = (who: Reviewer, ...absent: string[]): Reviewer => ({
  ...who,
  standsInFor: absent.map((userId) => ({ userId, name: userId, unitId: 'county', duties: ['supervisorOfficer'] })),
})
/** Everybody a review can meet. The submitter holds the reviewers' duty too: it must not help her. */
const roles = {
  submitter: officer('submitter'),
  reviewer: officer('reviewer'),
  deputy: { ...standing(officer('deputy'), 'reviewer'), duties: ['editor'] },
  deputyOfSubmitter: { ...standing(officer('deputyOfSubmitter'), 'submitter'), duties: ['editor'] },
  submitterAsDeputy: standing(officer('submitter'), 'reviewer'),
  otherDuty: { ...officer('other'), duties: ['editor'] },
  otherUnit: officer('other', 'sibling'),
} satisfies Record<string, Reviewer>
type Role = keyof typeof roles

const step = (name: string, more: Partial<RouteStep> = {}): RouteStep => ({
  name,
  unitId: 'county',
  unitName: '县政府办公室',
  duty: 'supervisorOfficer',
  mode: 'any',
  reviewers: [],
  workdays: 5,
  ...more,
})
const named = (...ids: string[]) => ids.map((id) => ({ id, name: id }))
const facts = (
  route: readonly RouteStep[] = [step('一'), step('二')],
  more: Partial<ReviewFacts> = {},
): ReviewFacts => ({
  state: 'open',
  step: 0,
  steps: newRound(route, at),
  submitterId: 'submitter',
  urgedOn: null,
  barred: [],
  distinct: false,
  ...more,
})
const taken = (action: ReviewAction, more: Partial<Taken> = {}): Taken => ({
  action,
  opinion: '意见',
  to: { id: 'further', name: '又一人' },
  at,
  today: '2026-11-24',
  byName: '审核人',
  ...more,
})
const take = (from: ReviewFacts, who: Reviewer, action: ReviewAction, more: Partial<Taken> = {}): ReviewFacts => ({
  ...from,
  ...afterAction(from, who, taken(action, more)),
})
function codeOf(use: () => unknown): string {
  try {
    use()
    return 'done'
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

describe('the table of actions', () => {
  const decides: readonly Role[] = ['reviewer', 'deputy']
  const submits: readonly Role[] = ['submitter', 'submitterAsDeputy']
  const expected = (state: ReviewState, action: ReviewAction, role: Role): string => {
    const { by, from } = reviewActions[action]
    if (!(from as readonly ReviewState[]).includes(state)) return 'STATE_CONFLICT'
    // Once a review is over nobody reviews it any more: what is left is the submitter's.
    const reviews = decides.includes(role) && state === 'open'
    const may = { reviewer: reviews, submitter: submits.includes(role), either: reviews || submits.includes(role) }[by]
    return may ? 'done' : 'FORBIDDEN'
  }
  const all = reviewStateNames.flatMap((state) =>
    reviewActionNames.flatMap((action) => (Object.keys(roles) as Role[]).map((role) => [state, action, role] as const)),
  )

  it.each(all)('%s: %s by %s', (state, action, role) => {
    const now = { ...take(facts(), roles.reviewer, 'approve'), state }
    const wanted = expected(state, action, role)
    expect(codeOf(() => take(now, roles[role], action))).toBe(wanted)
    expect(openActions(now, roles[role]).includes(action)).toBe(wanted === 'done')
  })

  it('has no way back from the first step but to the submitter', () => {
    expect(refusalOf(facts(), roles.reviewer, 'stepBack')).toBe('STATE_CONFLICT')
    expect(openActions(facts(), roles.reviewer)).toContain('sendBack')
  })

  it.each(['stepBack', 'sendBack', 'refuse'] as const)('wants an opinion for %s', (action) => {
    const second = take(facts(), roles.reviewer, 'approve')
    expect(codeOf(() => take(second, roles.reviewer, action, { opinion: '  ' }))).toBe('INVALID_INPUT')
  })

  it.each(['transfer', 'addReviewer', 'copy'] as const)('wants somebody for %s', (action) => {
    expect(codeOf(() => take(facts(), roles.reviewer, action, { to: null }))).toBe('INVALID_INPUT')
  })
})

describe('nobody decides on her own request', () => {
  const duty = facts()
  const byName = facts([step('一', { reviewers: named('submitter', 'reviewer') })])

  it.each([
    ['in her own name', roles.submitter],
    ['in the name of a reviewer she stands in for', roles.submitterAsDeputy],
    ['through whoever stands in for her', roles.deputyOfSubmitter],
  ])('%s', (_how, who) => {
    expect(decidesAs(duty, who)).toBeNull()
    expect(decidesAs(byName, who)).toBeNull()
  })

  it('nor can be named to', () => {
    const to = { id: 'submitter', name: '发起人' }
    expect(codeOf(() => take(duty, roles.reviewer, 'transfer', { to }))).toBe('INVALID_INPUT')
    expect(codeOf(() => take(duty, roles.reviewer, 'addReviewer', { to }))).toBe('INVALID_INPUT')
  })

  it('but whoever stands in for her may still decide in her own right', () => {
    expect(decidesAs(duty, standing(officer('colleague'), 'submitter'))).toBe('colleague')
  })
})

describe('a step', () => {
  it('passes with the first who agrees when any is enough', () => {
    const now = take(facts([step('一', { reviewers: named('a', 'b') }), step('二')]), officer('b'), 'approve')
    expect([now.step, now.steps[0]?.state, now.steps[1]?.state]).toEqual([1, 'passed', 'current'])
  })

  it('waits for everybody when all must agree, and asks nobody twice', () => {
    const route = [step('一', { mode: 'all', reviewers: named('a', 'b') })]
    const once = take(facts(route), officer('a'), 'approve')
    expect([once.state, once.step, once.steps[0]?.approvedBy]).toEqual(['open', 0, ['a']])
    expect(codeOf(() => take(once, officer('a'), 'approve'))).toBe('FORBIDDEN')
    expect(take(once, officer('b'), 'approve').state).toBe('approved')
  })

  it('lets a deputy agree for the absent one and for herself, one after the other', () => {
    const both = standing(officer('a'), 'b')
    const once = take(facts([step('一', { mode: 'all', reviewers: named('a', 'b') })]), both, 'approve')
    expect(decidesAs(once, both)).toBe('b')
    expect(take(once, both, 'approve').state).toBe('approved')
  })

  it('goes back to the step before, which begins anew', () => {
    const second = take(facts(), roles.reviewer, 'approve')
    const back = take(second, roles.reviewer, 'stepBack', { at: '2026-11-25T02:00:00.000Z' })
    expect(back.step).toBe(0)
    expect(back.steps[0]).toMatchObject({
      state: 'current',
      approvedBy: [],
      decidedAt: null,
      reachedAt: '2026-11-25T02:00:00.000Z',
    })
    expect(back.steps[1]).toMatchObject({ state: 'waiting', reachedAt: null })
  })

  it('stands still when the request is withdrawn', () => {
    const gone = take(facts(), roles.submitter, 'withdraw')
    expect([gone.state, gone.steps[0]?.state]).toEqual(['withdrawn', 'waiting'])
  })

  it('is urged once a day', () => {
    const urged = take(facts(), roles.submitter, 'urge')
    expect(codeOf(() => take(urged, roles.submitter, 'urge'))).toBe('TOO_MANY_REQUESTS')
    expect(codeOf(() => take(urged, roles.submitter, 'urge', { today: '2026-11-25' }))).toBe('done')
  })
})

describe('a transfer', () => {
  it('leaves the decision to the one it went to alone', () => {
    const now = take(facts(), roles.reviewer, 'transfer')
    expect(decidesAs(now, roles.reviewer)).toBeNull()
    expect(decidesAs(now, officer('further'))).toBe('further')
  })

  it('replaces one of several, and the others stay', () => {
    const now = take(facts([step('一', { mode: 'all', reviewers: named('a', 'b') })]), officer('a'), 'transfer')
    expect(now.steps[0]?.reviewers.map(({ id }) => id)).toEqual(['b', 'further'])
  })

  it('does not go to one who has agreed already: the step could never pass', () => {
    const once = take(facts([step('一', { mode: 'all', reviewers: named('a', 'b') })]), officer('a'), 'approve')
    expect(codeOf(() => take(once, officer('b'), 'transfer', { to: { id: 'a', name: 'a' } }))).toBe('ALREADY_EXISTS')
  })
})

describe('a further reviewer', () => {
  const ids = (now: ReviewFacts) => now.steps[0]?.reviewers.map(({ id }) => id)

  it('must agree beside the one who asked for her', () => {
    const now = take(facts([step('一')]), roles.reviewer, 'addReviewer')
    expect(ids(now)).toEqual(['reviewer', 'further'])
    const once = take(now, officer('further'), 'approve')
    expect(once.state).toBe('open')
    expect(take(once, roles.reviewer, 'approve').state).toBe('approved')
  })

  it('does not make everybody necessary where one of several was enough', () => {
    expect(ids(take(facts([step('一', { reviewers: named('a', 'b') })]), officer('a'), 'addReviewer'))).toEqual([
      'a',
      'further',
    ])
  })

  it('joins all those who must agree', () => {
    const route = [step('一', { mode: 'all', reviewers: named('a', 'b') })]
    expect(ids(take(facts(route), officer('a'), 'addReviewer'))).toEqual(['a', 'b', 'further'])
  })

  it('is asked for once', () => {
    const now = take(facts(), roles.reviewer, 'addReviewer')
    expect(codeOf(() => take(now, roles.reviewer, 'addReviewer'))).toBe('ALREADY_EXISTS')
  })
})

describe('whatever is done in whatever order', () => {
  const people = [...Object.values(roles), officer('a'), officer('b'), officer('further')]
  const routes: readonly RouteStep[][] = [
    [step('一')],
    [
      step('一'),
      step('二', { mode: 'all', reviewers: named('a', 'b') }),
      step('三', { reviewers: named('a', 'reviewer') }),
    ],
  ]
  const acts = fc.array(
    fc.record({
      who: fc.constantFrom(...people),
      action: fc.constantFrom(...reviewActionNames, 'approve' as const, 'approve' as const),
      opinion: fc.constantFrom('', '意见'),
      to: fc.constantFrom(null, ...named('a', 'b', 'further', 'submitter', 'another')),
      day: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 40 },
  )

  it('a closed review stays closed, no step is skipped, and an open one can always be decided', () => {
    fc.assert(
      fc.property(fc.constantFrom(...routes), acts, (route, all) => {
        let now = facts(route)
        for (const { who, action, opinion, to, day } of all) {
          const before = now
          const before_ = JSON.stringify(before)
          try {
            now = take(before, who, action, { opinion, to, today: `2026-11-0${day}` })
          } catch (error) {
            expect(error).toBeInstanceOf(AppError)
          }
          // What was is not written over.
          expect(JSON.stringify(before)).toBe(before_)
          if (before.state !== 'open') expect(now.state).toBe(before.state)
          expect(now.step).toBeGreaterThanOrEqual(0)
          expect(now.step).toBeLessThan(now.steps.length)
          expect(now.step - before.step).toBeLessThanOrEqual(1)
          expect(now.steps.map(({ name }) => name)).toEqual(route.map(({ name }) => name))
          now.steps.forEach(({ state }, n) => {
            if (n < now.step) expect(state).toBe('passed')
            if (n > now.step) expect(state).toBe('waiting')
          })
          if (now.state === 'approved') expect(now.steps.every(({ state }) => state === 'passed')).toBe(true)
          const current = now.steps[now.step]
          if (now.state === 'open' && current) {
            expect(current.state).toBe('current')
            expect(current.reviewers.map(({ id }) => id)).not.toContain('submitter')
            const left = current.reviewers.filter(({ id }) => !current.approvedBy.includes(id))
            if (current.reviewers.length > 0) expect(left).not.toEqual([])
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})

it('a route has at least one step', () => {
  expect(() => newRound([], at)).toThrow(RangeError)
})
