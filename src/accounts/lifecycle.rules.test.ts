import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  type ApplicationKind,
  type ApplicationState,
  applicationKindNames,
  applicationStateNames,
  applicationStates,
  type ClosureCause,
  closureCauseNames,
  type LifecycleAction,
  type LifecycleParty,
  lifecycle,
  lifecycleActions,
  openSteps,
  type Step,
  stepOf,
} from './lifecycle.rules.ts'

const rows: readonly Step[] = lifecycle
const parties: readonly LifecycleParty[] = ['applicant', 'reviewer', 'supervisor', 'clock']
const causesOf = (kind: ApplicationKind): (ClosureCause | null)[] =>
  kind === 'closure' ? [...closureCauseNames] : [null]

function outcome(at: Parameters<typeof stepOf>[0], action: LifecycleAction, by: LifecycleParty): string {
  try {
    return stepOf(at, action, by).to
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('ch. 6: every state × action × party', () => {
  const standings = applicationKindNames.flatMap((kind) =>
    applicationStateNames.flatMap((state) => causesOf(kind).map((cause) => ({ kind, state, cause }))),
  )
  test.each(standings)('$kind $state ($cause) does what the table says, and nothing else', (at) => {
    for (const action of lifecycleActions) {
      for (const by of parties) {
        const row = rows.find((one) => one.kind === at.kind && one.action === action && one.from.includes(at.state))
        // A closing that the supervisor ordered is called off by the supervisor, one's own by oneself.
        const ordered = at.kind === 'closure' && action === 'discard'
        const may = ordered ? by === (at.cause === 'voluntary' ? 'applicant' : 'supervisor') : row?.by.includes(by)
        const expected = !row ? 'STATE_CONFLICT' : may ? row.to : 'FORBIDDEN'
        expect(outcome(at, action, by), `${action} by ${by}`).toBe(expected)
        expect(openSteps(at, by).some((step) => step.action === action)).toBe(Boolean(row && may))
      }
    }
  })
})

describe('ch. 6: the table itself', () => {
  it('lets nothing happen to what has ended', () => {
    for (const { kind, action, from } of rows) {
      for (const state of from) expect(applicationStates[state].ended, `${kind} ${action}`).toBe(false)
    }
  })

  it('has one row for an action in a state', () => {
    for (const kind of applicationKindNames) {
      for (const state of applicationStateNames) {
        const actions = rows.filter((row) => row.kind === kind && row.from.includes(state)).map(({ action }) => action)
        expect(new Set(actions).size).toBe(actions.length)
      }
    }
  })

  it('closes an account by the four steps of 6.4 alone, in their order', () => {
    const forward = ['postNotice', 'applyAtPlatform', 'submit', 'reportClosed', 'approve', 'markShutdown'] as const
    const states: ApplicationState[] = ['draft']
    for (const action of forward) {
      const by = action === 'approve' ? 'reviewer' : 'applicant'
      states.push(stepOf({ kind: 'closure', state: states.at(-1) ?? 'draft', cause: 'voluntary' }, action, by).to)
    }
    expect(states).toEqual(['draft', 'noticePosted', 'platformApplied', 'submitted', 'inReview', 'completed', 'done'])
    expect(rows.filter(({ account }) => account === 'closed')).toHaveLength(1)
  })

  it('never skips a step, whatever is tried in whatever order', () => {
    const anyTry = fc.record({ action: fc.constantFrom(...lifecycleActions), by: fc.constantFrom(...parties) })
    const start = fc.constantFrom(...applicationKindNames)
    fc.assert(
      fc.property(
        start,
        fc.constantFrom(...closureCauseNames),
        fc.array(anyTry, { maxLength: 40 }),
        (kind, cause, tries) => {
          let state: ApplicationState = 'draft'
          const taken: string[] = []
          let account = 'active'
          for (const { action, by } of tries) {
            const at: Parameters<typeof stepOf>[0] = { kind, state, cause: kind === 'closure' ? cause : null }
            const step: Step | undefined = openSteps(at, by).find((one) => one.action === action)
            if (!step) continue
            // Closed stays closed, and what has ended stays as it ended.
            expect(account === 'closed' && step.account !== undefined && step.account !== 'closed').toBe(false)
            expect(applicationStates[state].ended).toBe(false)
            account = step.account ?? account
            state = step.to
            taken.push(action)
          }
          if (kind === 'closure' && account === 'closed') {
            const order = ['postNotice', 'applyAtPlatform', 'submit', 'reportClosed', 'approve'].map((one) =>
              taken.indexOf(one),
            )
            expect(order).toEqual([...order].sort((a, b) => a - b))
            expect(order).not.toContain(-1)
          }
          if (kind !== 'closure' && state === 'done') expect(taken).toContain(kind === 'opening' ? 'close' : 'approve')
        },
      ),
    )
  })
})
