import { AppError } from '../core/error.ts'

/** Where an account of ours stands in the national system (§6.2, §6.4(4)); kept apart from its own state. */
export const nationalStates = {
  unreported: '未报送',
  reported: '已报送',
  included: '已收录',
  differs: '有差异',
  shutdownRequested: '关停申请已提交',
  shutDown: '已关停',
} as const
export type NationalState = keyof typeof nationalStates
export const nationalStateNames = Object.keys(nationalStates) as [NationalState, ...NationalState[]]

/** `running`: the account is not closed; `ending`: its closure is under way or done. */
type Need = 'running' | 'ending' | 'any'
type Step = {
  action: string
  zh: string
  from: readonly NationalState[]
  to: NationalState
  /** A person marks it, or the comparison with a list finds it. */
  by: 'person' | 'list'
  needs: Need
  clause: string
}

/** Everything that can happen to an account in the national system. */
// biome-ignore format: a table of steps, one line each
export const nationalSteps = [
  { action: 'report',             zh: '标记为已报送',       from: ['unreported'],                                        to: 'reported',          by: 'person', needs: 'running', clause: '6.2' },
  { action: 'takeBackReport',     zh: '撤销报送标记',       from: ['reported'],                                          to: 'unreported',        by: 'person', needs: 'any',     clause: '6.2' },
  { action: 'requestShutdown',    zh: '标记关停申请已提交', from: ['unreported', 'reported', 'included', 'differs'],     to: 'shutdownRequested', by: 'person', needs: 'ending',  clause: '6.4(4)' },
  { action: 'takeBackShutdown',   zh: '撤销关停申请标记',   from: ['shutdownRequested'],                                 to: 'reported',          by: 'person', needs: 'any',     clause: '6.4(4)' },
  { action: 'confirmShutdown',    zh: '标记已关停',         from: ['shutdownRequested'],                                 to: 'shutDown',          by: 'person', needs: 'ending',  clause: '6.4(4)' },
  { action: 'listPending',        zh: '名单中待审核',       from: ['unreported', 'reported', 'included', 'differs'],     to: 'reported',          by: 'list',   needs: 'any',     clause: '6.2' },
  { action: 'listAgrees',         zh: '名单已收录',         from: ['unreported', 'reported', 'included', 'differs'],     to: 'included',          by: 'list',   needs: 'any',     clause: '6.2' },
  { action: 'listDiffers',        zh: '名单与台账不一致',   from: ['unreported', 'reported', 'included', 'differs', 'shutDown'], to: 'differs',   by: 'list',   needs: 'any',     clause: '6.2' },
  { action: 'listDropped',        zh: '名单中不再列出',     from: ['included', 'differs'],                               to: 'reported',          by: 'list',   needs: 'any',     clause: '6.2' },
  { action: 'listShutsDown',      zh: '名单中拟关停',       from: ['unreported', 'reported', 'included', 'differs'],     to: 'shutdownRequested', by: 'list',   needs: 'ending',  clause: '6.4(4)' },
  { action: 'listShutDown',       zh: '名单中已关停',       from: ['unreported', 'reported', 'included', 'differs', 'shutdownRequested'], to: 'shutDown', by: 'list', needs: 'ending', clause: '6.4(4)' },
] as const satisfies readonly Step[]
export type NationalAction = (typeof nationalSteps)[number]['action']
export type ListAction = Extract<(typeof nationalSteps)[number], { by: 'list' }>['action']
export type PersonAction = Extract<(typeof nationalSteps)[number], { by: 'person' }>['action']
export const personActions = nationalSteps
  .filter((step) => step.by === 'person')
  .map((step) => step.action) as unknown as readonly [PersonAction, ...PersonAction[]] // `by` has just been asked

/** Stands an account's own state in the way, or its state there? Null when the step may be taken. */
export function stepRefusal(action: NationalAction, from: NationalState, account: { ending: boolean }): string | null {
  const step = stepOf(action)
  if (!step.from.includes(from)) return `全国系统状态为“${nationalStates[from]}”，不能${step.zh}（指南§${step.clause}）`
  if (step.needs === 'ending' && !account.ending) {
    return `账号尚未办理注销，不能${step.zh}：全国系统关停在平台注销通过后申请（指南§6.4(4)）`
  }
  if (step.needs === 'running' && account.ending)
    return `账号已在办理注销或已注销，不能${step.zh}（指南§${step.clause}）`
  return null
}

export function nextNationalState(
  action: NationalAction,
  from: NationalState,
  account: { ending: boolean },
): NationalState {
  const refusal = stepRefusal(action, from, account)
  if (refusal) throw new AppError('STATE_CONFLICT', { reason: refusal })
  return stepOf(action).to
}

/** The states from which a step begins, for bulk marks. */
export function stepOf(action: NationalAction): Step {
  const step = nationalSteps.find((one) => one.action === action)
  if (!step) throw new RangeError(`no such step: ${action}`)
  return step
}

/**
 * The status words of the other system → what they say of ours. No template of it has been seen, so the words are
 * those in use; any other word is shown as it stands and says no more than that the account is listed.
 */
export const nationalStatuses = {
  待审核: 'pending',
  正常: 'listed',
  变更中: 'listed',
  例外: 'listed',
  拟关停: 'shutdownRequested',
  关停: 'shutDown',
  已关停: 'shutDown',
} as const satisfies Record<string, 'pending' | 'listed' | 'shutdownRequested' | 'shutDown'>
export type StatusMeaning = (typeof nationalStatuses)[keyof typeof nationalStatuses] | 'unknown'

export function meaningOf(status: string | null): StatusMeaning {
  if (status === null) return 'listed'
  return (nationalStatuses as Record<string, StatusMeaning>)[status.normalize('NFKC').replace(/\s/g, '')] ?? 'unknown'
}

/**
 * What a comparison does to the state there; null leaves it. `listed: false` is an account that a complete list has
 * not any more. A shutdown that was requested and is not yet done there is no difference.
 */
export function listAction(
  given: { listed: false } | { listed: true; status: string | null; differs: readonly string[]; ending: boolean },
  state: NationalState,
): ListAction | null {
  const action = wantedAction(given)
  if (!stepOf(action).from.includes(state)) return null
  return stepOf(action).to === state && action !== 'listDiffers' ? null : action
}

function wantedAction(given: Parameters<typeof listAction>[0]): ListAction {
  if (!given.listed) return 'listDropped'
  const { ending, differs } = given
  const meaning = meaningOf(given.status)
  if (ending && meaning === 'shutDown') return 'listShutDown'
  if (ending && meaning === 'shutdownRequested') return 'listShutsDown'
  if (differs.length > 0) return 'listDiffers'
  return meaning === 'pending' ? 'listPending' : 'listAgrees'
}

/** The two sides of the reconciliation, from the account's point of view. */
export const standings = { onlyOurs: '仅我方有', differs: '有差异', agrees: '一致' } as const
export type Standing = keyof typeof standings
export const standingNames = Object.keys(standings) as [Standing, ...Standing[]]
