import { record } from '../audit/audit.service.ts'
import { beijingDay, beijingTime } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { addWorkdays, type WorkdayOverrides } from '../core/workdays.rules.ts'
import { asSystem, transact } from '../db/transact.ts'
import { workdayOverrides } from '../settings/workdays.service.ts'
import {
  afterAction,
  decidesAs,
  judgingActions,
  type Moved,
  newRound,
  opinionWords,
  type ReviewAction,
  type ReviewFacts,
  type ReviewStep,
  type RouteStep,
  reviewActions,
} from './review.rules.ts'
import {
  addOpinion,
  addReview,
  assign,
  changeReview,
  findReviewOf,
  lastOpinion,
  lockReview,
  type StoredReview,
  stepsJson,
} from './review.store.ts'
import { refuseNobody, refuseStranding } from './staffing.service.ts'
import type { ReviewSheet } from './three-review.contract.ts'
import { personNamed, reviewerOf, tellAfter, tellTurn } from './turn.service.ts'

/** What a review came to, told to the slice whose record was reviewed, in the transaction of the decision. */
export type Outcome = 'approve' | 'sendBack' | 'refuse' | 'withdraw'
export type ReviewSubject = (
  work: Work,
  given: { subjectId: string; outcome: Outcome; opinion: string },
) => Promise<void>
/** A judgement that is about to be taken: who, at which step, and what she handed in with it. */
export type Judgement = {
  review: StoredReview
  step: ReviewStep
  action: ReviewAction
  opinion: string
  sheet: ReviewSheet | null
  /** The absent colleague in whose name she decides. */
  onBehalf: { userId: string; name: string } | null
}
/**
 * One line per kind of reviewed record; `app` fills it in. `deciding` is asked before each judgement is kept and may
 * refuse it; `settled` is told of the end. Both run as the system: whether she may decide was asked before.
 */
export type ReviewSubjects = Readonly<
  Record<string, { deciding?: (work: Work, given: Judgement) => Promise<void>; settled: ReviewSubject }>
>

export type Submission = {
  subject: { type: string; id: string }
  kind: string
  title: string
  /** The page of the reviewed record. */
  link: string
  hostUnitId: string
  regionPath: string
  route: readonly RouteStep[]
  note: string
  /** Of what must be judged by others than its authors, and by another person at each step (§8.2.1). */
  independence?: { barred: readonly string[]; distinct: boolean }
  /** 突发: whoever's turn it is, is told at once. */
  urgent?: boolean
}

/** Puts a record before the reviewers of its route; after a return or withdrawal this begins the next round. */
export async function submitForReview(work: Work, given: Submission): Promise<string> {
  const { db, now, actor } = work
  if (!actor.userId) throw new AppError('NOT_SIGNED_IN')
  const { barred = [], distinct = false } = given.independence ?? {}
  if (given.independence) await refuseNobody(work, given.route, { barred, distinct, submitterId: actor.userId })
  const steps = newRound(given.route, now.toISOString())
  const before = await findReviewOf(db, given.subject)
  if (before?.state === 'open') throw new AppError('STATE_CONFLICT', { reason: '该事项已在审核中' })
  const round = before ? before.round + 1 : 1
  const id = before?.id ?? newId()
  const running = {
    title: given.title,
    state: 'open' as const,
    round,
    step: 0,
    steps: stepsJson(steps),
    ...turnOf(steps[0], now, await workdayOverrides(work)),
    submitter_id: actor.userId,
    submitter_name: actor.name,
    submitter_unit: actor.unitName,
    submitted_at: now,
    urged_on: null,
    decided_at: null,
    barred: [...barred],
    distinct_people: distinct,
    urgent: given.urgent ?? false,
  }
  if (before) await changeReview(db, id, { ...running, version: before.version + 1 })
  else {
    await addReview(db, {
      id,
      subject_type: given.subject.type,
      subject_id: given.subject.id,
      kind: given.kind,
      link: given.link,
      host_unit_id: given.hostUnitId,
      region_path: given.regionPath,
      ...running,
    })
  }
  await assign(db, id, steps[0])
  await addOpinion(db, {
    ...opinionOf(work, { reviewId: id, round, step: null, stepName: '发起' }),
    action: before ? 'resubmit' : 'submit',
    opinion: given.note,
  })
  const review = await findReviewOf(db, given.subject)
  if (!review) throw new RangeError('the review was just written')
  await tellTurn(work, review, steps[0])
  return id
}

export type Decision = {
  action: ReviewAction
  opinion: string
  to: string | null
  version: number
  sheet?: ReviewSheet | null
}

/**
 * Takes one action on a review. Of two people who decide at once exactly one wins: the other's version is no longer
 * the newest, and she is told who was quicker.
 */
export function decide(ctx: Ctx, subjects: ReviewSubjects, id: string, given: Decision) {
  return transact(ctx, async (work) => {
    const review = await lockReview(work.db, id)
    if (!review) throw new AppError('NOT_FOUND')
    if (review.version !== given.version) throw await overtaken(work, review)
    const who = await reviewerOf(work)
    const facts = factsOf(review)
    const to = await personNamed(work, review, given)
    const submitter = who.userId === facts.submitterId
    const onBehalf = who.standsInFor.find(({ userId }) => userId === decidesAs(facts, who))
    const moved = afterAction(facts, who, {
      action: given.action,
      opinion: given.opinion,
      to,
      at: work.now.toISOString(),
      today: beijingDay(work.now),
      byName: onBehalf?.name ?? work.actor.name,
    })
    await refuseStranding(work, facts, moved)
    await judge(work, subjects, { review, facts, given, onBehalf: onBehalf ?? null })
    // A copy or an urging moves nothing: whoever is writing an opinion is not overtaken by it.
    const moves = given.action !== 'copy' && given.action !== 'urge'
    if (moves) await save(work, review, moved)
    else await changeReview(work.db, id, { urged_on: moved.urgedOn })
    await addOpinion(work.db, {
      ...opinionOf(work, {
        reviewId: id,
        round: review.round,
        step: facts.step,
        stepName: submitter ? '发起' : (facts.steps[facts.step]?.name ?? ''),
      }),
      action: given.action,
      opinion: given.opinion,
      on_behalf_name: onBehalf?.name ?? null,
      to_name: to?.name ?? null,
      // Nobody waited for the submitter, nor for a copy.
      reached_at: submitter || !moves ? null : dateOf(facts.steps[facts.step]?.reachedAt),
    })
    await setOff(work, { review, moved, given, subjects })
    await tellAfter(work, { review, moved, action: given.action, opinion: given.opinion, to })
    await record(work, {
      action: `review.${given.action}`,
      subject: { type: 'review', id },
      title: `${reviewActions[given.action].zh}：${review.title}${onBehalf ? `（代${onBehalf.name}）` : ''}`,
      before: { state: facts.state, step: facts.step },
      after: { state: moved.state, step: moved.step, opinion: given.opinion, to: to?.name ?? null },
    })
    return { state: moved.state, version: moves ? review.version + 1 : review.version }
  })
}

export function factsOf(review: StoredReview): ReviewFacts {
  const { state, step, submitter_id, urged_on, barred, distinct_people } = review
  // Steps of before signatures were kept have none.
  const steps = review.steps.map((one) => ({ ...one, signedBy: one.signedBy ?? [] }))
  return { state, step, steps, submitterId: submitter_id, urgedOn: urged_on, barred, distinct: distinct_people }
}

/** The reviewed record's own slice has its word before a judgement is kept. */
async function judge(
  work: Work,
  subjects: ReviewSubjects,
  asked: { review: StoredReview; facts: ReviewFacts; given: Decision; onBehalf: Judgement['onBehalf'] },
): Promise<void> {
  const { review, facts, given, onBehalf } = asked
  const step = facts.steps[facts.step]
  const deciding = subjects[review.subject_type]?.deciding
  if (!deciding || !step || !judgingActions.includes(given.action)) return
  const { action, opinion, sheet = null } = given
  await asSystem(work, (wide) => deciding(wide, { review, step, action, opinion, sheet, onBehalf }))
}

async function save(work: Work, review: StoredReview, moved: Moved): Promise<void> {
  const open = moved.state === 'open'
  const step = moved.steps[moved.step]
  const stepped = moved.step !== review.step
  await changeReview(work.db, review.id, {
    state: moved.state,
    step: moved.step,
    steps: stepsJson(moved.steps),
    decided_at: open ? null : work.now,
    version: review.version + 1,
    ...(open && !stepped ? {} : turnOf(open ? step : undefined, work.now, await workdayOverrides(work))),
  })
  await assign(work.db, review.id, open ? step : undefined)
}

function turnOf(step: ReviewStep | undefined, now: Date, overrides: WorkdayOverrides) {
  return {
    turn_unit_id: step?.unitId ?? null,
    turn_duty: step?.duty ?? null,
    due_on: step ? dueDay(beijingDay(now), step.workdays, overrides) : null,
    reminded_on: null,
    escalated_at: null,
  }
}

/** 突发 (no workdays) is due the same day, also on a day of rest. */
function dueDay(today: string, workdays: number, overrides: WorkdayOverrides): string {
  return workdays === 0 ? today : addWorkdays(today, workdays, overrides)
}

const outcomes: Partial<Record<ReviewAction, Outcome>> = {
  approve: 'approve',
  sendBack: 'sendBack',
  refuse: 'refuse',
  withdraw: 'withdraw',
}

/** The reviewed record moves with the end of its review; its own slice may write what the reviewer alone may not. */
async function setOff(
  work: Work,
  { review, moved, given, subjects }: { review: StoredReview; moved: Moved; given: Decision; subjects: ReviewSubjects },
): Promise<void> {
  const outcome = outcomes[given.action]
  if (moved.state === 'open' || !outcome) return
  await asSystem(work, async (wide) => {
    await subjects[review.subject_type]?.settled(wide, {
      subjectId: review.subject_id,
      outcome,
      opinion: given.opinion,
    })
  })
}

function opinionOf(work: Work, at: { reviewId: string; round: number; step: number | null; stepName: string }) {
  return {
    id: newId(),
    review_id: at.reviewId,
    round: at.round,
    step: at.step,
    step_name: at.stepName,
    user_id: work.actor.userId,
    user_name: work.actor.name,
    unit_name: work.actor.unitName,
    on_behalf_name: null,
    to_name: null,
    reached_at: null,
    at: work.now,
  }
}

async function overtaken(work: Work, review: StoredReview): Promise<AppError> {
  const last = await lastOpinion(work.db, review.id)
  const what = last
    ? `${last.user_name}已于 ${beijingTime(last.at)} “${opinionWords[last.action] ?? last.action}”`
    : '该事项已有变化'
  return new AppError('VERSION_CONFLICT', { reason: `${what}，请查看最新情况后再办理`, version: review.version })
}

function dateOf(iso: string | null | undefined): Date | null {
  return iso ? new Date(iso) : null
}
