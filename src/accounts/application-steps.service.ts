import { record } from '../audit/audit.service.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { addWorkdays } from '../core/workdays.rules.ts'
import { transact } from '../db/transact.ts'
import { type ReviewSubject, submitForReview } from '../review/review.service.ts'
import { workdayOverrides } from '../settings/workdays.service.ts'
import { applyStep } from './application-effects.service.ts'
import { stepFaults } from './application-faults.service.ts'
import {
  addStep,
  changeApplication,
  findApplication,
  lockApplication,
  type StoredApplication,
  supervisorsAbove,
} from './applications.store.ts'
import {
  applicationKinds,
  applicationStates,
  type LifecycleAction,
  type LifecycleParty,
  type Step,
  stepOf,
} from './lifecycle.rules.ts'
import { readReviewReach } from './review-reach.service.ts'
import { routeOf } from './review-route.rules.ts'

type Asked = { action: LifecycleAction; version: number; note: string }

/** Takes a step that the host unit or its supervisor takes by hand; reviewers decide through the review engine. */
export function takeStep(ctx: Ctx, id: string, asked: Asked) {
  return transact(ctx, async (work) => {
    const application = await lockApplication(work.db, id)
    if (!application) throw new AppError('NOT_FOUND')
    if (application.version !== asked.version) throw new AppError('VERSION_CONFLICT', { version: application.version })
    const step = stepOf(application, asked.action, partyOf(work, application))
    await refuseFaults(work, application, step, asked.note)
    const moved = await move(work, application, { step, note: asked.note })
    if (step.to === 'inReview') await review(work, application, asked.note)
    await recordStep(work, application, step, asked.note)
    return moved
  })
}

/** How a reviewed application goes on; called by the review engine within the transaction of the decision. */
export const reviewedApplication: ReviewSubject = async (work, { subjectId, outcome, opinion }) => {
  const application = await lockApplication(work.db, subjectId)
  if (!application) throw new AppError('NOT_FOUND')
  const step = stepOf(application, outcome, 'reviewer')
  if (outcome === 'approve') await refuseFaults(work, application, step, opinion)
  await move(work, application, { step, note: opinion })
  await recordStep(work, application, step, opinion)
}

/** Marks a step that follows from another, such as an opening whose filing is done. */
export async function followStep(
  work: Work,
  id: string,
  given: { action: LifecycleAction; by: LifecycleParty; note: string },
) {
  const application = await lockApplication(work.db, id)
  if (!application) throw new AppError('NOT_FOUND')
  const step = stepOf(application, given.action, given.by)
  await move(work, application, { step, note: given.note })
  await recordStep(work, application, step, given.note)
}

async function move(work: Work, application: StoredApplication, given: { step: Step; note: string }) {
  const { db, now, actor } = work
  const { step, note } = given
  const today = beijingDay(now)
  const state = step.to
  await changeApplication(db, application.id, {
    state,
    due_on: step.dueIn ? addWorkdays(today, step.dueIn, await workdayOverrides(work)) : null,
    reminded_on: null,
    updated_at: now,
    version: application.version + 1,
    ...(state === 'inReview' ? { submitted_at: now } : {}),
    ...(step.by.includes('reviewer') ? { decided_at: now } : {}),
    ...(applicationStates[state].ended ? { ended_at: now } : {}),
  })
  await addStep(db, {
    id: newId(),
    application_id: application.id,
    action: step.action,
    from_state: application.state,
    to_state: state,
    note,
    actor_name: actor.name,
    actor_unit: actor.unitName,
    at: now,
  })
  await applyStep(work, application, { step, note, followStep })
  return { state, version: application.version + 1 }
}

async function refuseFaults(work: Work, application: StoredApplication, step: Step, note: string): Promise<void> {
  const faults = await stepFaults(work, application, step)
  if (step.requires.includes('note') && note.trim().length < 4)
    faults.push({ path: 'note', message: '请写明原因（至少 4 个字）' })
  if (faults.length > 0) {
    throw new AppError('INVALID_INPUT', {
      reason: `还有 ${faults.length} 处需要完善：${faults[0]?.message}`,
      errors: faults,
    })
  }
}

async function review(work: Work, application: StoredApplication, note: string): Promise<void> {
  const { kind, id } = application
  const route = routeOf(kind, await supervisorsAbove(work.db, application.region_path), await readReviewReach(work))
  if (route.length === 0) throw new AppError('STATE_CONFLICT', { reason: '本地区尚未设置主管单位，请联系系统管理员' })
  const shown = await findApplication(work.db, id)
  await submitForReview(work, {
    subject: { type: 'application', id },
    kind,
    title: shown?.title ?? application.title,
    link: `/applications/${id}`,
    hostUnitId: application.host_unit_id,
    regionPath: application.region_path,
    route,
    note,
  })
}

function recordStep(work: Work, application: StoredApplication, step: Step, note: string): Promise<void> {
  return record(work, {
    action: `application.${step.action}`,
    subject: { type: 'application', id: application.id },
    title: `${applicationKinds[application.kind].zh}“${application.title}”：${step.zh}`,
    before: { state: application.state },
    after: { state: step.to, ...(note ? { note } : {}) },
  })
}

/** In which part the caller stands before an application; nobody who merely sees it may move it. */
export function partyOf(work: Work, application: StoredApplication): LifecycleParty {
  const { duties, unitId } = work.actor
  if (duties.includes('supervisorOfficer')) return 'supervisor'
  if (duties.includes('accountManager') && unitId === application.host_unit_id) return 'applicant'
  throw new AppError('FORBIDDEN')
}
