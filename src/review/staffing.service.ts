import type { Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { asSystem } from '../db/transact.ts'
import { type Moved, outOf, type ReviewFacts, type ReviewStep, type RouteStep } from './review.rules.ts'
import { activeOf, holdersOf } from './review.store.ts'
import { refuseUnstaffed, type StaffedStep, unstaffedStep } from './staffing.rules.ts'

/** Who could take each step today; whoever has agreed at it already has nothing left to do there. */
async function staffed(work: Work, steps: readonly (RouteStep & Partial<ReviewStep>)[]): Promise<StaffedStep[]> {
  return asSystem(work, async ({ db }) => {
    const all: StaffedStep[] = []
    for (const step of steps) {
      const { name, duty, mode, unitId, unitName, reviewers, approvedBy = [] } = step
      const people = reviewers.length > 0 ? await activeOf(db, step) : await holdersOf(db, unitId, duty)
      const gone = reviewers.filter(({ id }) => !people.some((one) => one.id === id))
      all.push({ name, duty, mode, unitName, people: people.filter(({ id }) => !approvedBy.includes(id)), gone })
    }
    return all
  })
}

/** Refuses to begin a round whose route nobody could walk to its end. */
export async function refuseNobody(
  work: Work,
  route: readonly RouteStep[],
  given: { barred: readonly string[]; submitterId: string; distinct: boolean },
): Promise<void> {
  refuseUnstaffed(await staffed(work, route), given)
}

/**
 * Refuses an agreement by which the steps that are left would have nobody any more, because whoever gives it is the only
 * one for them. Where they had nobody before, it is no fault of hers.
 */
export async function refuseStranding(work: Work, facts: ReviewFacts, moved: Moved): Promise<void> {
  if (!facts.distinct || moved.state !== 'open' || moved.step === facts.step) return
  const after = await staffed(work, moved.steps.slice(moved.step))
  const stranded = unstaffedStep(after, outOf({ ...facts, steps: moved.steps }), true)
  if (stranded === null) return
  const before = await staffed(work, facts.steps.slice(facts.step))
  if (unstaffedStep(before, outOf(facts), true) !== null) return
  const reason = `您签署本步骤后，“${after[stranded]?.name}”将没有另外的人可以办理（三审须由不同人员完成），请转办本单位其他有此职责的人员`
  throw new AppError('STATE_CONFLICT', { reason })
}
