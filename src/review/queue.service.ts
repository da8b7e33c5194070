import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { isDay, isId, isInstant, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { AppError } from '../core/error.ts'
import { type WorkdayOverrides, workdaysBetween } from '../core/workdays.rules.ts'
import { transact } from '../db/transact.ts'
import { workdayOverrides } from '../settings/workdays.service.ts'
import { duties } from '../units/duties.rules.ts'
import type { ReviewBox, ReviewCounts, ReviewRow, ReviewView } from './review.contract.ts'
import { decidesAs, openActions, opinionWords, refusalOf } from './review.rules.ts'
import { factsOf } from './review.service.ts'
import { type BoxQuestion, copiesOf, countBox, findReview, findReviewOf, listBox, opinionsOf } from './review.store.ts'
import { candidatesFor, reviewerOf } from './turn.service.ts'

type Query = {
  box: ReviewBox
  kind?: string | undefined
  q?: string | undefined
  late?: '1' | undefined
  limit: number
  cursor?: string | undefined
}

export function reviewPage(ctx: Ctx, query: Query): Promise<{ rows: ReviewRow[]; next: string | null }> {
  return transact(ctx, async (work) => {
    const question = await questionOf(work, query)
    const after = readCursor(query.cursor, query.box === 'todo' ? isTurn : isInstant, isId)
    const rows = await listBox(work.db, question, { after, limit: query.limit + 1 })
    const overrides = await workdayOverrides(work)
    const page = pageFrom(rows, query.limit, (row) => [
      query.box === 'todo'
        ? `${row.urgent ? 'soon' : 'late'}:${row.due_on ?? 'infinity'}`
        : row.submitted_at.toISOString(),
      row.id,
    ])
    return { rows: page.rows.map((row) => rowOf(row, beijingDay(work.now), overrides)), next: page.next }
  })
}

/** 突发 or not, and the deadline: what the waiting ones are sorted by. */
const isTurn: typeof isDay = (text) =>
  /^(soon|late):/.test(text) && (text.slice(5) === 'infinity' || isDay(text.slice(5)))

/** How much waits for the caller, how much of it is late, and how long the asked list is. */
export function countReviews(ctx: Ctx, query: Omit<Query, 'limit'>): Promise<ReviewCounts> {
  return transact(ctx, async (work) => {
    const { box, kind, q, late } = query
    const todo = await countBox(work.db, await questionOf(work, { box: 'todo' }))
    const plain = box === 'todo' && !kind && !q && !late
    const listed = plain ? todo.count : (await countBox(work.db, await questionOf(work, query))).count
    return { todo: todo.count, late: todo.late, listed }
  })
}

async function questionOf(work: Work, query: Omit<Query, 'limit'>): Promise<BoxQuestion> {
  const who = await reviewerOf(work)
  const { box, kind, q: text } = query
  const people = [who, ...who.standsInFor]
  return { box, userId: who.userId, people, kind, text, late: query.late === '1', today: beijingDay(work.now) }
}

/** The route as a picture and the opinions as a list: who, of which body, when, how long. */
export function reviewView(ctx: Ctx, id: string): Promise<ReviewView> {
  return transact(ctx, async (work) => {
    const review = await findReview(work.db, id)
    if (!review) throw new AppError('NOT_FOUND')
    const host = await work.db
      .selectFrom('unit')
      .select('name')
      .where('id', '=', review.host_unit_id)
      .executeTakeFirst()
    const who = await reviewerOf(work)
    const facts = factsOf(review)
    const asWhom = decidesAs(facts, who)
    const [opinions, copies] = [await opinionsOf(work.db, id), await copiesOf(work.db, id)]
    return {
      ...rowOf({ ...review, host_unit_name: host?.name ?? '' }, beijingDay(work.now), await workdayOverrides(work)),
      round: review.round,
      step: review.step,
      version: review.version,
      submitterUnit: review.submitter_unit,
      steps: review.steps.map(({ duty, unitId: _, workdays: __, signedBy: ___, level: ____, ...step }) => ({
        ...step,
        dutyZh: duties[duty].zh,
        reviewers: [...step.reviewers],
        approvedBy: [...step.approvedBy],
      })),
      opinions: opinions.map((one) => ({
        id: one.id,
        round: one.round,
        stepName: one.step_name,
        action: one.action,
        userName: one.user_name,
        unitName: one.unit_name,
        onBehalfName: one.on_behalf_name,
        toName: one.to_name,
        opinion: one.opinion,
        at: one.at.toISOString(),
        waitedHours: one.reached_at ? Math.floor((one.at.getTime() - one.reached_at.getTime()) / 3_600_000) : null,
      })),
      copies: copies.map(({ name, at }) => ({ name, at: at.toISOString() })),
      openActions: openActions(facts, who),
      onBehalfOf: who.standsInFor.find(({ userId }) => userId === asWhom)?.name ?? null,
    }
  })
}

/** The people whom the page offers for a transfer, a further reviewer or a copy. */
export function candidates(ctx: Ctx, id: string, action: 'transfer' | 'addReviewer' | 'copy') {
  return transact(ctx, async (work) => {
    const review = await findReview(work.db, id)
    if (!review) throw new AppError('NOT_FOUND')
    const refusal = refusalOf(factsOf(review), await reviewerOf(work), action)
    if (refusal) throw new AppError(refusal)
    const people = await candidatesFor(work, review, action)
    return { rows: people.map(({ id, name, unit_name }) => ({ id, name, unitName: unit_name })) }
  })
}

type Row = NonNullable<Awaited<ReturnType<typeof findReview>>> & { host_unit_name: string }

function rowOf(row: Row, today: string, overrides: WorkdayOverrides): ReviewRow {
  const running = row.state === 'open'
  return {
    id: row.id,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    kind: row.kind,
    title: row.title,
    link: row.link,
    hostUnitName: row.host_unit_name,
    state: row.state,
    stepName: running ? (row.steps[row.step]?.name ?? '') : '',
    submitterName: row.submitter_name,
    submittedAt: row.submitted_at.toISOString(),
    dueOn: running ? row.due_on : null,
    daysLeft: running && row.due_on ? workdaysBetween(today, row.due_on, overrides) : null,
    late: running && row.due_on !== null && row.due_on < today,
    urgent: row.urgent,
    waitingSince: running ? (row.steps[row.step]?.reachedAt ?? null) : null,
  }
}

/** The review of a record, if the actor may see one. */
export async function findReviewId(work: Work, subject: { type: string; id: string }): Promise<string | undefined> {
  return (await findReviewOf(work.db, subject))?.id
}

/** What reviewers decided in the last round: each agreement or refusal, with its words. */
export async function verdictsOn(work: Work, subject: { type: string; id: string }) {
  const review = await findReviewOf(work.db, subject)
  if (!review) return []
  const opinions = await opinionsOf(work.db, review.id)
  return opinions
    .filter(({ round, action }) => round === review.round && (action === 'approve' || action === 'refuse'))
    .map((one) => ({
      unitName: one.unit_name,
      name: one.user_name,
      zh: opinionWords[one.action] ?? one.action,
      opinion: one.opinion,
      at: one.at,
    }))
}
