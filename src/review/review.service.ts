import { record } from '../audit/audit.service.ts'
import { beijingDay, beijingTime } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { addWorkdays } from '../core/workdays.rules.ts'
import { asSystem, transact } from '../db/transact.ts'
import { tellUser } from '../messages/messages.service.ts'
import {
  afterAction,
  decidesAs,
  newRound,
  opinionWords,
  type ReviewAction,
  type Reviewer,
  type ReviewFacts,
  type ReviewState,
  type ReviewStep,
  type RouteStep,
  reviewActions,
} from './review.rules.ts'
import {
  addCopy,
  addOpinion,
  addReview,
  assign,
  changeReview,
  deputiesOf,
  findReviewOf,
  holdersOf,
  lastOpinion,
  lockReview,
  participants,
  type StoredReview,
  standsInFor,
  stepsJson,
} from './review.store.ts'

/** What a review came to, told to the slice whose record was reviewed, in the transaction of the decision. */
export type Outcome = 'approve' | 'sendBack' | 'refuse' | 'withdraw'
export type ReviewSubject = (
  work: Work,
  given: { subjectId: string; outcome: Outcome; opinion: string },
) => Promise<void>
/** One line per kind of reviewed record; `app` fills it in. */
export type ReviewSubjects = Readonly<Record<string, ReviewSubject>>

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
}

/** Puts a record before the reviewers of its route; after a return or withdrawal this begins the next round. */
export async function submitForReview(work: Work, given: Submission): Promise<string> {
  const { db, now, actor } = work
  if (!actor.userId) throw new AppError('NOT_SIGNED_IN')
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
    ...turnOf(steps[0], now),
    submitter_id: actor.userId,
    submitter_name: actor.name,
    submitter_unit: actor.unitName,
    submitted_at: now,
    urged_on: null,
    decided_at: null,
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
  await tellTurn(work, { id, title: given.title, link: given.link, submitter_id: actor.userId }, steps[0])
  return id
}

export type Decision = { action: ReviewAction; opinion: string; to: string | null; version: number }

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
    const to = await personOf(work, review, given)
    const onBehalf = who.standsInFor.find(({ userId }) => userId === decidesAs(facts, who))
    const moved = afterAction(facts, who, {
      action: given.action,
      opinion: given.opinion,
      to,
      at: work.now.toISOString(),
      today: beijingDay(work.now),
      byName: onBehalf?.name ?? work.actor.name,
    })
    await save(work, review, moved)
    await addOpinion(work.db, {
      ...opinionOf(work, {
        reviewId: id,
        round: review.round,
        step: facts.step,
        stepName: reviewActions[given.action].by === 'submitter' ? '发起' : (facts.steps[facts.step]?.name ?? ''),
      }),
      action: given.action,
      opinion: given.opinion,
      on_behalf_name: onBehalf?.name ?? null,
      to_name: to?.name ?? null,
      reached_at: dateOf(facts.steps[facts.step]?.reachedAt),
    })
    await follow(work, { review, facts, moved, given, to, subjects })
    await record(work, {
      action: `review.${given.action}`,
      subject: { type: 'review', id },
      title: `${reviewActions[given.action].zh}：${review.title}${onBehalf ? `（代${onBehalf.name}）` : ''}`,
      before: { state: facts.state, step: facts.step },
      after: { state: moved.state, step: moved.step, opinion: given.opinion, to: to?.name ?? null },
    })
    return { state: moved.state, version: review.version + 1 }
  })
}

/** Somebody as the rules see her: her own duties, and the absent colleagues in whose name she decides today. */
export async function reviewerOf(
  work: Work,
): Promise<
  Reviewer & { standsInFor: readonly { name: string; userId: string; unitId: string; duties: Reviewer['duties'] }[] }
> {
  const { actor, now } = work
  if (!actor.userId) throw new AppError('NOT_SIGNED_IN')
  const standing = await asSystem(work, ({ db }) => standsInFor(db, actor.userId ?? '', beijingDay(now)))
  return { userId: actor.userId, unitId: actor.unitId, duties: actor.duties, standsInFor: standing }
}

export function factsOf(review: StoredReview): ReviewFacts {
  const { state, step, steps, submitter_id, urged_on } = review
  return { state, step, steps, submitterId: submitter_id, urgedOn: urged_on }
}

async function save(
  work: Work,
  review: StoredReview,
  moved: { state: ReviewState; step: number; steps: readonly ReviewStep[]; urgedOn: string | null },
) {
  const open = moved.state === 'open'
  const step = moved.steps[moved.step]
  const stepped = moved.step !== review.step
  await changeReview(work.db, review.id, {
    state: moved.state,
    step: moved.step,
    steps: stepsJson(moved.steps),
    urged_on: moved.urgedOn,
    decided_at: open ? null : work.now,
    version: review.version + 1,
    ...(open && !stepped ? {} : turnOf(open ? step : undefined, work.now)),
  })
  await assign(work.db, review.id, open ? step : undefined)
}

function turnOf(step: ReviewStep | undefined, now: Date) {
  return {
    turn_unit_id: step?.unitId ?? null,
    turn_duty: step?.duty ?? null,
    due_on: step ? addWorkdays(beijingDay(now), step.workdays) : null,
    reminded_on: null,
    escalated_at: null,
  }
}

const outcomes: Partial<Record<ReviewAction, Outcome>> = {
  approve: 'approve',
  sendBack: 'sendBack',
  refuse: 'refuse',
  withdraw: 'withdraw',
}

/** What an action sets off: the reviewed record moves, and whoever is concerned is told. */
async function follow(
  work: Work,
  given: {
    review: StoredReview
    facts: ReviewFacts
    moved: { state: ReviewState; step: number; steps: readonly ReviewStep[] }
    given: Decision
    to: { id: string; name: string } | null
    subjects: ReviewSubjects
  },
): Promise<void> {
  const { review, moved, to, subjects } = given
  const { action, opinion } = given.given
  if (moved.state !== 'open' && action !== 'copy') {
    const outcome = outcomes[action]
    // The record's own slice may write what the reviewer alone may not.
    if (outcome) {
      await asSystem(work, async (wide) => {
        await subjects[review.subject_type]?.(wide, { subjectId: review.subject_id, outcome, opinion })
      })
    }
    if (outcome && outcome !== 'withdraw') {
      const title = `${opinionWords[action]}：${review.title}`
      await tellUser(work, review.submitter_id, { kind: 'review.decided', title, body: opinion, link: review.link })
    }
    return
  }
  if (action === 'copy' && to) {
    await addCopy(work.db, { review_id: review.id, user_id: to.id, by_name: work.actor.name, at: work.now })
    await tellUser(work, to.id, {
      kind: 'review.copied',
      title: `抄送：${review.title}`,
      body: opinion,
      link: review.link,
    })
    return
  }
  if (action === 'urge') return tellTurn(work, review, moved.steps[moved.step], '催办')
  if (to) {
    await tellUser(work, to.id, {
      kind: 'review.turn',
      title: `${opinionWords[action]}：${review.title}`,
      body: opinion,
      link: review.link,
    })
    return
  }
  if (moved.step !== review.step) await tellTurn(work, review, moved.steps[moved.step])
}

/** Tells those whose turn it is, and who stands in for them. */
export async function tellTurn(
  work: Work,
  review: Pick<StoredReview, 'id' | 'title' | 'link' | 'submitter_id'>,
  step: ReviewStep | undefined,
  word = '待您审核',
): Promise<void> {
  if (!step) return
  const people = await asSystem(work, async ({ db, now }) => {
    const named = step.reviewers.length > 0 ? step.reviewers : await holdersOf(db, step.unitId, step.duty)
    const ids = named.map(({ id }) => id)
    return [...new Set([...ids, ...(await deputiesOf(db, ids, beijingDay(now)))])]
  })
  for (const userId of people) {
    if (userId === review.submitter_id) continue
    await tellUser(work, userId, { kind: 'review.turn', title: `${word}：${review.title}`, link: review.link })
  }
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

/** Somebody who may be named by this action: the same people that the page offers. */
async function personOf(
  work: Work,
  review: StoredReview,
  given: Decision,
): Promise<{ id: string; name: string } | null> {
  if (given.to === null) return null
  const { action } = given
  if (action !== 'transfer' && action !== 'addReviewer' && action !== 'copy') return null
  const person = (await candidatesFor(work, review, action)).find(({ id }) => id === given.to)
  if (!person) throw new AppError('INVALID_INPUT', { errors: [{ path: 'to', message: '不能选择该人员' }] })
  return { id: person.id, name: person.name }
}

const reach = { transfer: 'unit', addReviewer: 'region', copy: 'host' } as const

/** Whom a transfer, a further reviewer or a copy may go to; never the submitter, nor oneself. */
export async function candidatesFor(work: Work, review: StoredReview, action: keyof typeof reach) {
  const step = review.steps[review.step]
  const people = await asSystem(work, ({ db }) =>
    participants(db, {
      unitId: step?.unitId ?? null,
      hostUnitId: review.host_unit_id,
      duty: action === 'transfer' ? (step?.duty ?? null) : null,
      wide: reach[action],
    }),
  )
  return people.filter(({ id }) => id !== review.submitter_id && id !== work.actor.userId)
}

function dateOf(iso: string | null | undefined): Date | null {
  return iso ? new Date(iso) : null
}
