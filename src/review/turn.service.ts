import { beijingDay } from '../core/clock.rules.ts'
import type { Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { asSystem } from '../db/transact.ts'
import { tellUser } from '../messages/messages.service.ts'
import { type Moved, opinionWords, type ReviewAction, type Reviewer, type ReviewStep } from './review.rules.ts'
import { addCopy, deputiesOf, holdersOf, participants, type StoredReview, standsInFor } from './review.store.ts'

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

/** Somebody who may be named by this action: the same people that the page offers. */
export async function personNamed(
  work: Work,
  review: StoredReview,
  given: { action: ReviewAction; to: string | null },
): Promise<{ id: string; name: string } | null> {
  if (given.to === null) return null
  const { action } = given
  if (action !== 'transfer' && action !== 'addReviewer' && action !== 'copy') return null
  const person = (await candidatesFor(work, review, action)).find(({ id }) => id === given.to)
  if (!person) throw new AppError('INVALID_INPUT', { errors: [{ path: 'to', message: '不能选择该人员' }] })
  return { id: person.id, name: person.name }
}

const reach = { transfer: 'unit', addReviewer: 'region', copy: 'host' } as const

/** Whom a transfer, a further reviewer or a copy may go to; never the submitter, oneself, nor who reviews here already. */
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
  const named = action === 'copy' ? [] : (step?.reviewers ?? [])
  const out = [review.submitter_id, work.actor.userId, ...named.map(({ id }) => id)]
  return people.filter(({ id }) => !out.includes(id))
}

/** Tells whoever is concerned by an action that was taken. */
export async function tellAfter(
  work: Work,
  given: {
    review: StoredReview
    moved: Moved
    action: ReviewAction
    opinion: string
    to: { id: string; name: string } | null
  },
): Promise<void> {
  const { review, moved, action, opinion, to } = given
  const title = `${opinionWords[action]}：${review.title}`
  const said = { title, body: opinion, link: review.link }
  if (action === 'copy' && to) {
    await addCopy(work.db, { review_id: review.id, user_id: to.id, by_name: work.actor.name, at: work.now })
    return tellUser(work, to.id, { kind: 'review.copied', ...said })
  }
  if (moved.state !== 'open') {
    if (action !== 'withdraw') await tellUser(work, review.submitter_id, { kind: 'review.decided', ...said })
    return
  }
  if (to) return tellUser(work, to.id, { kind: 'review.turn', ...said })
  if (action === 'urge') return tellTurn(work, review, moved.steps[moved.step], '催办')
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
    const ids = named.map(({ id }) => id).filter((id) => !step.approvedBy.includes(id))
    return [...new Set([...ids, ...(await deputiesOf(db, ids, beijingDay(now)))])]
  })
  for (const userId of people) {
    if (userId === review.submitter_id) continue
    await tellUser(work, userId, { kind: 'review.turn', title: `${word}：${review.title}`, link: review.link })
  }
}
