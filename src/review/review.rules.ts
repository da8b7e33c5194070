import { AppError } from '../core/error.ts'
import type { Duty } from '../units/duties.rules.ts'
import type { ReviewLevel } from './three-review.rules.ts'

/**
 * The one approval engine of all chapters (§6.1 openings, §8.2 three reviews). A route is a list of steps as data; this
 * file decides what each action makes of it, and nothing else does.
 */

export const reviewStates = {
  open: '审核中',
  approved: '已同意',
  refused: '不同意',
  returned: '已退回发起人',
  withdrawn: '已撤回',
} as const
export type ReviewState = keyof typeof reviewStates
export const reviewStateNames = Object.keys(reviewStates) as [ReviewState, ...ReviewState[]]

/** Where a step stands in the running round. */
export const stepStates = {
  waiting: '未到',
  current: '办理中',
  passed: '已同意',
  returned: '已退回',
  refused: '不同意',
} as const
export type StepState = keyof typeof stepStates

/** One step of a route. Without `reviewers`, anybody who holds the duty in the unit may decide. */
export type RouteStep = {
  name: string
  unitId: string
  unitName: string
  duty: Duty
  /** `any`: the first who agrees decides; `all`: every named reviewer must agree. */
  mode: 'any' | 'all'
  /** `added` ones were asked for a further look: theirs need not be the duty of the step. */
  reviewers: readonly { id: string; name: string; added?: boolean }[]
  /** How many workdays the step may take; none is the same day. */
  workdays: number
  /**
   * Which of the three levels of §8.2.1 it is; a further look is none. Where it is said, also a named reviewer must hold
   * the step's duty when she decides; the steps of other chapters do not say.
   */
  level?: ReviewLevel | null
}
export type ReviewStep = RouteStep & {
  state: StepState
  /** In whose name it was agreed to. */
  approvedBy: readonly string[]
  /** Who really signed: the same people, or those who stood in for them. */
  signedBy: readonly string[]
  reachedAt: string | null
  decidedAt: string | null
}

/** What each action is called, who takes it, where, and whether it must say why. */
// biome-ignore format: a table is read by columns
export const reviewActions = {
  approve:     { zh: '同意',       by: 'reviewer',  from: ['open'],                  opinion: 'optional', names: 'nobody' },
  stepBack:    { zh: '退回上一级', by: 'reviewer',  from: ['open'],                  opinion: 'required', names: 'nobody' },
  sendBack:    { zh: '退回发起人', by: 'reviewer',  from: ['open'],                  opinion: 'required', names: 'nobody' },
  refuse:      { zh: '不同意',     by: 'reviewer',  from: ['open'],                  opinion: 'required', names: 'nobody' },
  transfer:    { zh: '转办',       by: 'reviewer',  from: ['open'],                  opinion: 'optional', names: 'somebody' },
  addReviewer: { zh: '加签',       by: 'reviewer',  from: ['open'],                  opinion: 'optional', names: 'somebody' },
  copy:        { zh: '抄送',       by: 'either',    from: ['open', 'approved', 'refused'], opinion: 'optional', names: 'somebody' },
  withdraw:    { zh: '撤回',       by: 'submitter', from: ['open'],                  opinion: 'optional', names: 'nobody' },
  urge:        { zh: '催办',       by: 'submitter', from: ['open'],                  opinion: 'optional', names: 'nobody' },
} as const satisfies Record<
  string,
  {
    zh: string
    by: 'reviewer' | 'submitter' | 'either'
    from: readonly ReviewState[]
    opinion: 'required' | 'optional'
    names: 'nobody' | 'somebody'
  }
>
export type ReviewAction = keyof typeof reviewActions
export const reviewActionNames = Object.keys(reviewActions) as [ReviewAction, ...ReviewAction[]]

/** The actions that judge what is reviewed, and so carry a sheet where the subject wants one. */
export const judgingActions: readonly ReviewAction[] = ['approve', 'stepBack', 'sendBack', 'refuse']

/** What stands in the list of opinions beside the actions: how a round began, and that nobody decided in time. */
export const opinionWords: Record<string, string> = {
  submit: '提交',
  resubmit: '修改后重新提交',
  escalate: '逾期上报',
  ...Object.fromEntries(reviewActionNames.map((action) => [action, reviewActions[action].zh])),
}

export type ReviewFacts = {
  state: ReviewState
  step: number
  steps: readonly ReviewStep[]
  submitterId: string
  /** The last Beijing day on which the submitter urged. */
  urgedOn: string | null
  /** Those who decide at no step, in nobody's name, nor anybody in theirs: the authors (§8.2.1). */
  barred: readonly string[]
  /** Whether every signature of a round must be another person's (§8.2.1 三审由不同人员完成). */
  distinct: boolean
}

/** Somebody who acts: for herself, and for the absent colleagues she stands in for today. */
export type Reviewer = {
  userId: string
  unitId: string | null
  duties: readonly Duty[]
  standsInFor: readonly { userId: string; name: string; unitId: string; duties: readonly Duty[] }[]
}

/** In whose name somebody may decide at a step: her own, or an absent colleague's; null when in nobody's. */
export function decidesAs(facts: ReviewFacts, who: Reviewer): string | null {
  const step = facts.steps[facts.step]
  // Nobody decides on her own request, neither herself nor in another's name, nor another in hers.
  const out = outOf(facts)
  if (facts.state !== 'open' || !step || out.includes(who.userId)) return null
  const own = { userId: who.userId, unitId: who.unitId, duties: who.duties }
  const names = [own, ...who.standsInFor].filter(({ userId }) => !out.includes(userId))
  const free = names.filter(({ userId }) => !step.approvedBy.includes(userId))
  return free.find((one) => isReviewer(step, one))?.userId ?? null
}

/** Who may decide at no step from here on: the submitter, the barred, and with `distinct` whoever has signed. */
export function outOf(facts: Pick<ReviewFacts, 'submitterId' | 'barred' | 'distinct' | 'steps'>): string[] {
  const signed = facts.distinct ? facts.steps.flatMap(({ approvedBy, signedBy }) => [...approvedBy, ...signedBy]) : []
  return [...new Set([facts.submitterId, ...facts.barred, ...signed])]
}

function isReviewer(step: RouteStep, one: { userId: string; unitId: string | null; duties: readonly Duty[] }): boolean {
  const inOffice = step.unitId === one.unitId && one.duties.includes(step.duty)
  if (step.reviewers.length === 0) return inOffice
  const named = step.reviewers.find(({ id }) => id === one.userId)
  return named !== undefined && (step.level === undefined || named.added === true || inOffice)
}

/** What may be done now, for the buttons of the page; the service asks the same. */
export function openActions(facts: ReviewFacts, who: Reviewer): ReviewAction[] {
  return reviewActionNames.filter((action) => refusalOf(facts, who, action) === null)
}

/** Why somebody may not take this action now; null when she may. */
export function refusalOf(
  facts: ReviewFacts,
  who: Reviewer,
  action: ReviewAction,
): 'FORBIDDEN' | 'STATE_CONFLICT' | null {
  const { by, from } = reviewActions[action]
  const submitter = who.userId === facts.submitterId
  const reviewer = decidesAs(facts, who) !== null
  if (!(from as readonly ReviewState[]).includes(facts.state)) return 'STATE_CONFLICT'
  if (by === 'submitter' && !submitter) return 'FORBIDDEN'
  if (by === 'reviewer' && !reviewer) return 'FORBIDDEN'
  if (by === 'either' && !submitter && !reviewer) return 'FORBIDDEN'
  if (action === 'stepBack' && facts.step === 0) return 'STATE_CONFLICT'
  return null
}

export type Taken = {
  action: ReviewAction
  opinion: string
  /** Whom a transfer, a further reviewer or a copy goes to. */
  to: { id: string; name: string } | null
  at: string
  today: string
  /** The name of whoever decides, or of the absent person she stands in for. */
  byName: string
}

export type Moved = Pick<ReviewFacts, 'state' | 'step' | 'steps' | 'urgedOn'>

/** The route after an action. Refuses what the table does not allow, an opinion that is missing, and a second urging in a day. */
export function afterAction(facts: ReviewFacts, who: Reviewer, taken: Taken): Moved {
  const refusal = refusalOf(facts, who, taken.action)
  if (refusal) throw new AppError(refusal, { reason: reasonOf(facts, who, taken.action, refusal) })
  refuseIncomplete(facts, taken)
  const { state, step, steps, urgedOn } = facts
  const moved = { state, step, steps, urgedOn }
  const decided = decidesAs(facts, who) ?? who.userId
  switch (taken.action) {
    case 'approve':
      return approved(moved, { name: decided, hand: who.userId }, taken.at)
    case 'stepBack': {
      const back = at(mark(steps, step, { state: 'waiting', ...unsigned, reachedAt: null }), step - 1, taken.at)
      return { ...moved, step: step - 1, steps: back }
    }
    case 'sendBack':
      return { ...moved, state: 'returned', steps: mark(steps, step, { state: 'returned', decidedAt: taken.at }) }
    case 'refuse':
      return { ...moved, state: 'refused', steps: mark(steps, step, { state: 'refused', decidedAt: taken.at }) }
    case 'transfer':
      return { ...moved, steps: transferred(steps, step, decided, taken) }
    case 'addReviewer':
      return { ...moved, steps: joined(steps, step, decided, taken) }
    case 'withdraw':
      return { ...moved, state: 'withdrawn', steps: mark(steps, step, { state: 'waiting' }) }
    case 'urge':
      if (urgedOn === taken.today) throw new AppError('TOO_MANY_REQUESTS', { reason: '今天已经催办过，请明天再催' })
      return { ...moved, urgedOn: taken.today }
    case 'copy':
      return moved
    default:
      return taken.action satisfies never
  }
}

/** A new round over the same or another route: the first step begins. */
export function newRound(route: readonly RouteStep[], at: string): ReviewStep[] {
  if (route.length === 0) throw new RangeError('a route has at least one step')
  return route.map((step, n) => ({
    ...step,
    state: n === 0 ? 'current' : 'waiting',
    ...unsigned,
    reachedAt: n === 0 ? at : null,
    decidedAt: null,
  }))
}

const unsigned = { approvedBy: [], signedBy: [] } as const

function approved(moved: Moved, by: { name: string; hand: string }, when: string): Moved {
  const step = moved.steps[moved.step]
  if (!step) throw new RangeError('an open review stands at a step')
  const approvedBy = [...step.approvedBy, by.name]
  const signedBy = [...step.signedBy, by.hand]
  const whole = step.mode === 'any' || step.reviewers.every(({ id }) => approvedBy.includes(id))
  if (!whole) return { ...moved, steps: mark(moved.steps, moved.step, { approvedBy, signedBy }) }
  const steps = mark(moved.steps, moved.step, { approvedBy, signedBy, state: 'passed', decidedAt: when })
  if (moved.step === steps.length - 1) return { ...moved, state: 'approved', steps }
  return { ...moved, step: moved.step + 1, steps: at(steps, moved.step + 1, when) }
}

/** Another decides in the place of the one whose turn it was. */
function transferred(steps: readonly ReviewStep[], n: number, from: string, { to }: Taken): ReviewStep[] {
  const step = steps[n]
  if (!step || !to) throw new RangeError('a transfer goes from a step to somebody')
  const others = step.reviewers.filter(({ id }) => id !== from)
  return mark(steps, n, { reviewers: [...others, to] })
}

/** A further reviewer must agree beside the one who asked for her. */
function joined(steps: readonly ReviewStep[], n: number, by: string, { to, byName }: Taken): ReviewStep[] {
  const step = steps[n]
  if (!step || !to) throw new RangeError('a further reviewer is somebody')
  // Where one of several was enough, the one who asks stands for them.
  const asking = step.mode === 'all' && step.reviewers.length > 0 ? step.reviewers : [{ id: by, name: byName }]
  return mark(steps, n, { mode: 'all', reviewers: [...asking, { ...to, added: true }] })
}

function at(steps: readonly ReviewStep[], n: number, when: string): ReviewStep[] {
  return mark(steps, n, { state: 'current', ...unsigned, reachedAt: when, decidedAt: null })
}

function mark(steps: readonly ReviewStep[], n: number, change: Partial<ReviewStep>): ReviewStep[] {
  return steps.map((step, i) => (i === n ? { ...step, ...change } : step))
}

function refuseIncomplete(facts: ReviewFacts, { action, opinion, to }: Taken): void {
  const { zh, opinion: wanted, names } = reviewActions[action]
  if (wanted === 'required' && opinion.trim() === '') {
    throw new AppError('INVALID_INPUT', { errors: [{ path: 'opinion', message: `“${zh}”须填写意见` }] })
  }
  if (names === 'somebody' && !to) {
    throw new AppError('INVALID_INPUT', { errors: [{ path: 'to', message: `请选择${zh}的人员` }] })
  }
  if (!to || (action !== 'transfer' && action !== 'addReviewer')) return
  // Nobody decides on her own request, nor twice at one step: the step could never pass.
  if (to.id === facts.submitterId) {
    throw new AppError('INVALID_INPUT', { errors: [{ path: 'to', message: '发起人不能审核本人提交的事项' }] })
  }
  if (facts.barred.includes(to.id)) {
    throw new AppError('INVALID_INPUT', { errors: [{ path: 'to', message: `${to.name}是撰稿人，不能审核本人的稿件` }] })
  }
  if (outOf(facts).includes(to.id)) {
    const message = `${to.name}在本轮已经签署，三审须由不同人员完成`
    throw new AppError('INVALID_INPUT', { errors: [{ path: 'to', message }] })
  }
  if (facts.steps[facts.step]?.reviewers.some(({ id }) => id === to.id)) {
    throw new AppError('ALREADY_EXISTS', { reason: `${to.name}已是本步骤的审核人` })
  }
}

function reasonOf(facts: ReviewFacts, who: Reviewer, action: ReviewAction, refusal: string): string {
  const { zh, by } = reviewActions[action]
  if (refusal === 'STATE_CONFLICT') {
    if (facts.state === 'open') return '已在第一级，没有上一级可退；可以退回发起人'
    return `该事项${reviewStates[facts.state]}，不能再“${zh}”`
  }
  if (by === 'reviewer' && who.userId === facts.submitterId) return '不能审核本人提交的事项'
  if (by === 'reviewer' && facts.barred.includes(who.userId)) return '撰稿人不能审核本人的稿件'
  if (by === 'reviewer' && outOf(facts).includes(who.userId)) return '您在本轮已经签署，三审须由不同人员完成'
  if (by === 'submitter') return `只有发起人可以“${zh}”`
  return '当前步骤不由您办理'
}
