import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { ReviewOpinionTable, ReviewTable } from '../db/schema.ts'
import { json } from '../db/sql.ts'
import type { Db } from '../db/transact.ts'
import type { Duty } from '../units/duties.rules.ts'
import type { ReviewStep, RouteStep } from './review.rules.ts'

export type StoredReview = Selectable<ReviewTable>

/** The review, if the actor may see it; locked until the transaction ends. */
export function lockReview(db: Db, id: string): Promise<StoredReview | undefined> {
  return db.selectFrom('review').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export function findReview(db: Db, id: string): Promise<StoredReview | undefined> {
  return db.selectFrom('review').selectAll().where('id', '=', id).executeTakeFirst()
}

export function findReviewOf(db: Db, subject: { type: string; id: string }) {
  return db
    .selectFrom('review')
    .selectAll()
    .where('subject_type', '=', subject.type)
    .where('subject_id', '=', subject.id)
    .executeTakeFirst()
}

export async function addReview(db: Db, review: Insertable<ReviewTable>): Promise<void> {
  await db.insertInto('review').values(review).execute()
}

export async function changeReview(db: Db, id: string, change: Updateable<ReviewTable>): Promise<void> {
  await db.updateTable('review').set(change).where('id', '=', id).execute()
}

/** Whose turn it is by name: the named reviewers of the current step, and nobody else. */
export async function assign(db: Db, reviewId: string, step: ReviewStep | undefined): Promise<void> {
  await db.deleteFrom('review_assignment').where('review_id', '=', reviewId).execute()
  const left = step?.reviewers.filter(({ id }) => !step.approvedBy.includes(id)) ?? []
  if (left.length === 0) return
  await db
    .insertInto('review_assignment')
    .values(left.map(({ id }) => ({ review_id: reviewId, user_id: id })))
    .execute()
}

export async function addOpinion(db: Db, opinion: Insertable<ReviewOpinionTable>): Promise<void> {
  await db.insertInto('review_opinion').values(opinion).execute()
}

export function opinionsOf(db: Db, reviewId: string) {
  return db.selectFrom('review_opinion').selectAll().where('review_id', '=', reviewId).orderBy('id').execute()
}

export function lastOpinion(db: Db, reviewId: string) {
  return db
    .selectFrom('review_opinion')
    .selectAll()
    .where('review_id', '=', reviewId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function addCopy(db: Db, copy: { review_id: string; user_id: string; by_name: string; at: Date }) {
  await db
    .insertInto('review_copy')
    .values(copy)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export function copiesOf(db: Db, reviewId: string) {
  return db
    .selectFrom('review_copy')
    .innerJoin('app_user', 'app_user.id', 'review_copy.user_id')
    .select(['app_user.name', 'review_copy.at'])
    .where('review_id', '=', reviewId)
    .orderBy('review_copy.at')
    .execute()
}

/** The active people who hold a duty in a body. */
export function holdersOf(db: Db, unitId: string, duty: Duty): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('app_user')
    .innerJoin('user_duty', 'user_duty.user_id', 'app_user.id')
    .select(['app_user.id', 'app_user.name'])
    .where('app_user.unit_id', '=', unitId)
    .where('app_user.active', '=', true)
    .where('user_duty.duty', '=', duty)
    .orderBy('app_user.id')
    .execute()
}

/** The named reviewers of a step who are still in office: with the step's duty, unless they were added to it. */
export async function activeOf(
  db: Db,
  { reviewers, unitId, duty }: Pick<RouteStep, 'reviewers' | 'unitId' | 'duty'>,
): Promise<{ id: string; name: string }[]> {
  const ids = reviewers.map(({ id }) => id)
  const added = reviewers.filter((one) => one.added).map(({ id }) => id)
  return db
    .selectFrom('app_user')
    .select(['id', 'name'])
    .where('active', '=', true)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where(
      sql<boolean>`(id = any(${added}::uuid[]) or (unit_id = ${unitId}
        and exists (select 1 from user_duty d where d.user_id = app_user.id and d.duty = ${duty})))`,
    )
    .orderBy('id')
    .execute()
}

/** Whom somebody stands in for on a day, with the absent people's duties. */
export async function standsInFor(db: Db, deputyId: string, today: string) {
  const rows = await db
    .selectFrom('review_absence')
    .innerJoin('app_user', 'app_user.id', 'review_absence.user_id')
    .innerJoin('user_duty', 'user_duty.user_id', 'app_user.id')
    .select(['app_user.id', 'app_user.name', 'app_user.unit_id', 'user_duty.duty'])
    .where('review_absence.deputy_id', '=', deputyId)
    .where('review_absence.ended_at', 'is', null)
    .where('review_absence.starts_on', '<=', today)
    .where('review_absence.ends_on', '>=', today)
    .where('app_user.active', '=', true)
    .orderBy('app_user.id')
    .execute()
  const people = new Map<string, { userId: string; name: string; unitId: string; duties: Duty[] }>()
  for (const { id, name, unit_id, duty } of rows) {
    const one = people.get(id) ?? { userId: id, name, unitId: unit_id, duties: [] }
    one.duties.push(duty as Duty) // the table holds the duties of duties.rules.ts only
    people.set(id, one)
  }
  return [...people.values()]
}

/** Deputies today of these people, so that they too are told. */
export async function deputiesOf(db: Db, userIds: readonly string[], today: string): Promise<string[]> {
  if (userIds.length === 0) return []
  const rows = await db
    .selectFrom('review_absence')
    .select('deputy_id')
    .distinct()
    .where('user_id', 'in', userIds)
    .where('ended_at', 'is', null)
    .where('starts_on', '<=', today)
    .where('ends_on', '>=', today)
    .execute()
  return rows.map((row) => row.deputy_id)
}

export function stepsJson(steps: readonly ReviewStep[]): string {
  return json(steps)
}

/**
 * Who can take part beside the reviewers: people of the reviewing body, and of the overseeing bodies of its region
 * (主管, 宣传网信, 业务主管); for a copy also the host unit's own. Administrators take no part.
 */
export function participants(
  db: Db,
  given: { unitId: string | null; hostUnitId: string; duty: string | null; wide: 'unit' | 'region' | 'host' },
) {
  const { unitId, hostUnitId, duty, wide } = given
  return db
    .selectFrom('app_user')
    .innerJoin('unit', 'unit.id', 'app_user.unit_id')
    .select(['app_user.id', 'app_user.name', 'unit.name as unit_name'])
    .where('app_user.active', '=', true)
    .where(sql<boolean>`exists (select 1 from user_duty d where d.user_id = app_user.id
      and d.duty not in ('systemAdmin', 'securityAdmin', 'auditAdmin') and (${duty}::text is null or d.duty = ${duty}))`)
    .where((eb) =>
      eb.or([
        eb('unit.id', '=', unitId),
        ...(wide === 'unit'
          ? []
          : [
              eb('unit.kind', 'in', ['supervisor', 'publicityOffice', 'businessAuthority']).and(
                'unit.region_code',
                '=',
                eb.selectFrom('unit as own').select('own.region_code').where('own.id', '=', unitId),
              ),
            ]),
        ...(wide === 'host' ? [eb('unit.id', '=', hostUnitId)] : []),
      ]),
    )
    .orderBy('unit.id')
    .orderBy('app_user.id')
    .limit(200)
    .execute()
}

type Turn = { userId: string; unitId: string | null; duties: readonly string[] }

/** Reviews that wait for one of these people: named, or by the duty in their body when nobody is named. */
function waitsFor(people: readonly Turn[]) {
  const turns = people.flatMap(({ unitId, duties }) => duties.map((duty) => sql`(${unitId}::uuid, ${duty}::text)`))
  const ids = people.map(({ userId }) => userId)
  return sql<boolean>`(exists (select 1 from review_assignment a where a.review_id = review.id and a.user_id = any(${ids}::uuid[]))
    or (${turns.length > 0 ? sql`(review.turn_unit_id, review.turn_duty) in (${sql.join(turns)})` : sql`false`}
      and not exists (select 1 from review_assignment a where a.review_id = review.id)))`
}

/**
 * Whether somebody may still sign: she is not the submitter, not barred, and where people must differ has not signed in
 * this round (`outOf` of the rules).
 */
function isFree(userId: string) {
  return sql<boolean>`(review.submitter_id <> ${userId}::uuid and not (${userId}::uuid = any(review.barred))
    and not (review.distinct_people and exists (select 1 from jsonb_array_elements(review.steps) s
      where s -> 'signedBy' ? ${userId}::text or s -> 'approvedBy' ? ${userId}::text)))`
}

export type BoxQuestion = {
  box: 'todo' | 'done' | 'copied' | 'mine' | 'all'
  userId: string
  people: readonly Turn[]
  kind: string | undefined
  text: string | undefined
  /** Only what is open beyond its deadline. */
  late: boolean
  today: string
}

function inBox(db: Db, { box, userId, people, kind, text, late, today }: BoxQuestion) {
  let query = db.selectFrom('review').innerJoin('unit', 'unit.id', 'review.host_unit_id')
  if (box === 'todo')
    query = query
      .where('review.state', '=', 'open')
      .where(waitsFor(people))
      .where(isFree(userId))
      .where((eb) => eb.or(people.map((one) => eb.and([waitsFor([one]), isFree(one.userId)]))))
  if (box === 'mine') query = query.where('submitter_id', '=', userId)
  if (box === 'done') {
    query = query.where(sql<boolean>`exists (select 1 from review_opinion o where o.review_id = review.id
      and o.user_id = ${userId} and o.action not in ('submit', 'resubmit', 'withdraw', 'urge'))`)
  }
  if (box === 'copied') {
    query = query.where(
      sql<boolean>`exists (select 1 from review_copy c where c.review_id = review.id and c.user_id = ${userId})`,
    )
  }
  if (late) query = query.where('review.state', '=', 'open').where('review.due_on', '<', today)
  if (kind) query = query.where('review.kind', '=', kind)
  if (text) query = query.where(sql<boolean>`(strpos(review.title, ${text}) > 0 or strpos(unit.name, ${text}) > 0)`)
  return query
}

/** A box of reviews: what waits, 突发 first and then by its deadline; everything else, the newest first. */
export function listBox(
  db: Db,
  question: BoxQuestion,
  page: { after: readonly [string, string] | null; limit: number },
) {
  const columns = inBox(db, question).selectAll('review').select('unit.name as host_unit_name')
  const { after, limit } = page
  if (question.box === 'todo') {
    return columns
      .$if(after !== null, (q) =>
        q.where(
          sql<boolean>`(not review.urgent, coalesce(review.due_on, 'infinity'::date), review.id)
            > (${after?.[0].startsWith('late:')}, ${after?.[0].slice(5)}::date, ${after?.[1]}::uuid)`,
        ),
      )
      .orderBy(sql`not review.urgent`)
      .orderBy(sql`coalesce(review.due_on, 'infinity'::date)`)
      .orderBy('review.id')
      .limit(limit)
      .execute()
  }
  return columns
    .$if(after !== null, (q) =>
      q.where(sql<boolean>`(review.submitted_at, review.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('review.submitted_at', 'desc')
    .orderBy('review.id', 'desc')
    .limit(limit)
    .execute()
}

export async function countBox(db: Db, question: BoxQuestion): Promise<{ count: number; late: number }> {
  const row = await inBox(db, question)
    .select([
      sql<number>`count(*)`.as('count'),
      sql<number>`count(*) filter (where review.state = 'open' and review.due_on < ${question.today}::date)`.as('late'),
    ])
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), late: Number(row.late) }
}

/** Open reviews whose deadline is this day or earlier. */
export function dueReviews(db: Db, upTo: string): Promise<StoredReview[]> {
  return db
    .selectFrom('review')
    .selectAll()
    .where('state', '=', 'open')
    .where('due_on', '<=', upTo)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** The supervising body next above a region path, and its officers: whoever hears of what is late. */
export function superiorOf(db: Db, unitId: string) {
  return db
    .selectFrom('unit as own')
    .innerJoin('unit as above', (join) =>
      join
        .on('above.kind', '=', 'supervisor')
        .on('above.active', '=', true)
        // The supervisor of a host unit has the same region; above a supervisor stands that of the next larger one.
        .on(sql<boolean>`starts_with(own.region_path, above.region_path)
          and (above.region_path <> own.region_path or own.kind <> 'supervisor')`),
    )
    .select('above.id')
    .where('own.id', '=', unitId)
    .orderBy(sql`length(above.region_path) desc`)
    .limit(1)
    .executeTakeFirst()
}
