import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { json } from '../db/sql.ts'
import { asSystem, transact } from '../db/transact.ts'
import { duties } from '../units/duties.rules.ts'
import { type ReviewSubject, submitForReview } from './review.service.ts'
import {
  addRule,
  changeRule,
  findRule,
  hostOf,
  listRules,
  lockRule,
  type NamedRule,
  nearestSupervisor,
  peopleOf,
  ruleIn,
  type StoredRule,
} from './rules.store.ts'
import type { ReviewRuleView } from './three-review.contract.ts'
import {
  type ContentClass,
  classNames,
  contentClasses,
  defaultSteps,
  missingLevels,
  type RuleStep,
  reviewLevels,
  stepFaults,
} from './three-review.rules.ts'

/** How many workdays the supervisor has for her consent. */
const workdays = 5

/** For each class the route in force, and what the unit (or every unit in scope) has set and asked for. */
export function listReviewRules(ctx: Ctx, given: { hostUnitId?: string | undefined }) {
  return transact(ctx, async (work) => {
    const hostUnitId = given.hostUnitId ?? (work.actor.unitKind === 'hostUnit' ? work.actor.unitId : null)
    if (hostUnitId && !(await hostOf(work.db, hostUnitId))) throw new AppError('NOT_FOUND')
    const rows = await listRules(work.db, hostUnitId ?? undefined)
    const active = rows.filter(({ state }) => hostUnitId !== null && state === 'active')
    return {
      now: classNames.map((of) => {
        const own = active.find((rule) => rule.class === of)
        return { class: of, own: own !== undefined, steps: (own?.steps ?? defaultSteps(of)).map(stepView) }
      }),
      rows: rows.map(viewOf),
      people: hostUnitId ? await peopleOf(work.db, hostUnitId) : [],
    }
  })
}

export function viewReviewRule(ctx: Ctx, id: string): Promise<ReviewRuleView> {
  return transact(ctx, async (work) => {
    const rule = await findRule(work.db, id)
    if (!rule) throw new AppError('NOT_FOUND')
    return viewOf(rule)
  })
}

type Proposal = { class: ContentClass; steps: readonly RuleStep[]; reason: string }

/** Sets a unit's own route for a class of content. One that leaves a level out holds only once the supervisor consents. */
export function proposeReviewRule(ctx: Ctx, given: Proposal): Promise<{ id: string; state: 'inReview' | 'active' }> {
  return transact(ctx, async (work) => {
    const { db, now, actor } = work
    const host = actor.unitId ? await hostOf(db, actor.unitId) : undefined
    if (!host) throw new AppError('FORBIDDEN')
    const errors = [...stepFaults(given.steps), ...(await reviewerFaults(work, host.id, given.steps))]
    if (errors.length > 0) throw new AppError('INVALID_INPUT', { reason: errors[0]?.message ?? '', errors })
    const zh = contentClasses[given.class].zh
    if (await ruleIn(db, { hostUnitId: host.id, class: given.class, state: 'inReview' })) {
      throw new AppError('STATE_CONFLICT', { reason: `“${zh}”已有审核路线在报主管单位同意，请待办结或先撤回` })
    }
    const missing = missingLevels(given.steps)
    const state = missing.length > 0 ? 'inReview' : 'active'
    const id = newId()
    if (state === 'active') await replaceActive(work, { hostUnitId: host.id, class: given.class })
    await addRule(db, {
      id,
      host_unit_id: host.id,
      region_path: host.region_path,
      class: given.class,
      steps: json(given.steps),
      reason: given.reason,
      state,
      created_by: actor.userId,
      created_by_name: actor.name,
      created_at: now,
      decided_at: state === 'active' ? now : null,
    })
    if (state === 'inReview') await askConsent(work, { id, host, given })
    await record(work, {
      action: 'reviewRule.propose',
      subject: { type: 'reviewRule', id },
      title: `${state === 'active' ? '设定' : '报请同意'}“${zh}”审核路线：${inWords(given.steps)}`,
      after: { class: given.class, steps: given.steps, reason: given.reason, state },
    })
    return { id, state }
  })
}

/** Back to the three levels of the Guide. */
export function resetReviewRule(ctx: Ctx, given: { class: ContentClass }): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const { zh } = contentClasses[given.class]
    const hostUnitId = work.actor.unitId ?? ''
    const before = await replaceActive(work, { hostUnitId, class: given.class })
    if (!before) throw new AppError('STATE_CONFLICT', { reason: `“${zh}”已按指南的三审执行` })
    await record(work, {
      action: 'reviewRule.reset',
      subject: { type: 'reviewRule', id: before.id },
      title: `“${zh}”审核路线恢复为三审`,
      before: { steps: before.steps },
      after: { steps: defaultSteps(given.class) },
    })
    return { ok: true }
  })
}

const stateAfter = { approve: 'active', sendBack: 'returned', refuse: 'refused', withdraw: 'withdrawn' } as const

/** The supervisor has decided on a route that leaves a level out; called by the review engine in its transaction. */
export const reviewedRule: ReviewSubject = async (work, { subjectId, outcome, opinion }) => {
  const rule = await lockRule(work.db, subjectId)
  if (!rule) throw new AppError('NOT_FOUND')
  if (rule.state !== 'inReview') throw new AppError('STATE_CONFLICT')
  const state = stateAfter[outcome]
  if (state === 'active') await replaceActive(work, { hostUnitId: rule.host_unit_id, class: rule.class })
  await changeRule(work.db, rule.id, { state, decided_at: work.now })
  await record(work, {
    action: `reviewRule.${outcome}`,
    subject: { type: 'reviewRule', id: rule.id },
    title: `${outcomeWords[outcome]}“${contentClasses[rule.class].zh}”审核路线：${inWords(rule.steps)}`,
    before: { state: rule.state },
    after: { state, opinion },
  })
}
const outcomeWords = { approve: '同意', sendBack: '退回', refuse: '不同意', withdraw: '撤回' } as const

async function askConsent(
  work: Work,
  asked: { id: string; host: { id: string; name: string; region_path: string }; given: Proposal },
): Promise<void> {
  const { id, host, given } = asked
  const supervisor = await asSystem(work, ({ db }) => nearestSupervisor(db, host.region_path))
  if (!supervisor) throw new AppError('STATE_CONFLICT', { reason: '本地区尚未设置主管单位，请联系系统管理员' })
  const left = missingLevels(given.steps).map((level) => reviewLevels[level].zh)
  await submitForReview(work, {
    subject: { type: 'reviewRule', id },
    kind: 'reviewRule',
    title: `${host.name}“${contentClasses[given.class].zh}”省去${left.join('、')}：${inWords(given.steps)}`,
    link: '/review-rules',
    hostUnitId: host.id,
    regionPath: host.region_path,
    route: [
      {
        name: `${supervisor.name}审核`,
        unitId: supervisor.id,
        unitName: supervisor.name,
        duty: 'supervisorOfficer',
        mode: 'any',
        reviewers: [],
        workdays,
      },
    ],
    note: given.reason,
    independence: { barred: [], distinct: false },
  })
}

async function replaceActive(
  work: Work,
  of: { hostUnitId: string; class: ContentClass },
): Promise<StoredRule | undefined> {
  const before = await ruleIn(work.db, { ...of, state: 'active' })
  if (before) await changeRule(work.db, before.id, { state: 'replaced' })
  return before
}

/** Named reviewers are people of the unit who hold the duty of their step. */
async function reviewerFaults(work: Work, unitId: string, steps: readonly RuleStep[]) {
  const people = await peopleOf(work.db, unitId)
  return steps.flatMap((step, n) =>
    step.reviewers.flatMap(({ id, name }, i) =>
      people.some((one) => one.id === id && one.duties.includes(step.duty))
        ? []
        : {
            path: `steps.${n}.reviewers.${i}.id`,
            message: `第 ${n + 1} 步的${name}不是本单位在岗的“${duties[step.duty].zh}”`,
          },
    ),
  )
}

const inWords = (steps: readonly RuleStep[]): string => steps.map(({ name }) => name).join(' → ')

const stepView = (step: RuleStep) => ({ ...step, reviewers: step.reviewers.map(({ id, name }) => ({ id, name })) })

function viewOf(rule: NamedRule): ReviewRuleView {
  return {
    id: rule.id,
    hostUnitId: rule.host_unit_id,
    hostUnitName: rule.host_unit_name,
    class: rule.class,
    steps: rule.steps.map(stepView),
    reason: rule.reason,
    state: rule.state,
    missing: missingLevels(rule.steps),
    createdByName: rule.created_by_name,
    createdAt: rule.created_at.toISOString(),
    decidedAt: rule.decided_at?.toISOString() ?? null,
    reviewId: rule.review_id,
    version: rule.version,
  }
}
