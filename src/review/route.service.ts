import type { Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { asSystem } from '../db/transact.ts'
import type { RouteStep } from './review.rules.ts'
import { hostOf, ruleIn } from './rules.store.ts'
import { type ContentClass, contentClasses, defaultSteps, type RuleStep } from './three-review.rules.ts'

/**
 * The route of a manuscript: the unit's own for this class of content, or the three levels of the Guide (§8.2.1). Each
 * step says which level it is; a further look with named people needs all of them, a level one of them.
 */
export async function routeForDraft(
  work: Work,
  { hostUnitId, class: of }: { hostUnitId: string; class: ContentClass },
): Promise<RouteStep[]> {
  return asSystem(work, async ({ db }) => {
    const host = await hostOf(db, hostUnitId)
    if (!host) throw new AppError('NOT_FOUND')
    const rule = await ruleIn(db, { hostUnitId, class: of, state: 'active' })
    const steps = rule?.steps ?? defaultSteps(of)
    return steps.map((step) => routeStep(step, { unitId: host.id, unitName: host.name, class: of }))
  })
}

function routeStep(step: RuleStep, at: { unitId: string; unitName: string; class: ContentClass }): RouteStep {
  const { name, duty, reviewers, level } = step
  return {
    name,
    unitId: at.unitId,
    unitName: at.unitName,
    duty,
    mode: level === null && reviewers.length > 0 ? 'all' : 'any',
    reviewers,
    // 随到随审: whatever the unit's own route says, 突发 is due the same day.
    workdays: contentClasses[at.class].urgent ? 0 : step.workdays,
    level,
  }
}
