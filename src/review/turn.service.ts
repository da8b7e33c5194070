import { beijingDay } from '../core/clock.rules.ts'
import type { Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { asSystem } from '../db/transact.ts'
import { tellUser } from '../messages/messages.service.ts'
import { type Moved, opinionWords, outOf, type ReviewAction, type Reviewer, type ReviewStep } from './review.rules.ts'
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
  const gone = action === 'copy' ? [review.submitter_id] : outOfReview(review, review.steps)
  const out = [...gone, work.actor.userId, ...named.map(({ id }) => id)]
  return people.filter(({ id }) => !out.includes(id))
}

function outOfReview(
  review: Pick<StoredReview, 'submitter_id' | 'barred' | 'distinct_people'>,
  steps: readonly ReviewStep[],
): string[] {
  return outOf({ submitterId: review.submitter_id, barred: review.barred, distinct: review.distinct_people, steps })
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
  if (to) {
    const kind = review.urgent ? 'review.urgent' : 'review.turn'
    return tellUser(work, to.id, { kind, ...said, link: turnPage(review) })
  }
  const now = { ...review, step: moved.step, steps: [...moved.steps] }
  if (action === 'urge') return tellTurn(work, now, moved.steps[moved.step], '催办')
  if (moved.step !== review.step) await tellTurn(work, now, moved.steps[moved.step])
}

/** A manuscript is read and signed on a page of its own, also by telephone; everything else on its own page. */
const turnPage = ({ subject_type, id, link }: Pick<StoredReview, 'subject_type' | 'id' | 'link'>): string =>
  subject_type === 'draft' ? `/sign/${id}` : link

/** Tells those whose turn it is, and who stands in for them; what is 突发 at once and by every way. */
export async function tellTurn(
  work: Work,
  review: StoredReview,
  step: ReviewStep | undefined,
  word = '待您审核',
): Promise<void> {
  if (!step) return
  const out = outOfReview(review, review.steps)
  const people = await asSystem(work, async ({ db, now }) => {
    const named = step.reviewers.length > 0 ? step.reviewers : await holdersOf(db, step.unitId, step.duty)
    const ids = named.map(({ id }) => id).filter((id) => !step.approvedBy.includes(id) && !out.includes(id))
    return [...new Set([...ids, ...(await deputiesOf(db, ids, beijingDay(now)))])]
  })
  for (const userId of people) {
    if (out.includes(userId)) continue
    await tellUser(work, userId, {
      kind: review.urgent ? 'review.urgent' : 'review.turn',
      title: `${review.urgent ? '突发，' : ''}${word}：${review.title}`,
      link: turnPage(review),
    })
  }
}
