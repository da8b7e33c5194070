import { AppError } from '../core/error.ts'
import type { AccountState } from './platforms.rules.ts'

/** What a proposal rests on: a standard of §6.5.1, or a grave problem of §6.1.2, which is to be dealt with at once. */
export const proposalKinds = {
  cleanup: { zh: '拟清理（§6.5.1）', act: '发起清理（§6.5.1）', clause: '6.5.1', hearingWorkdays: 5 },
  unfit: { zh: '不合格（§6.1.2）', act: '认定不合格（§6.1.2）', clause: '6.1.2', hearingWorkdays: 2 },
} as const
export type ProposalKind = keyof typeof proposalKinds
export const proposalKindNames = Object.keys(proposalKinds) as [ProposalKind, ...ProposalKind[]]

export const proposalStates = {
  hearing: { zh: '等待陈述', open: true },
  stated: { zh: '已陈述', open: true },
  closed: { zh: '决定注销', open: false },
  kept: { zh: '予以保留', open: false },
  withdrawn: { zh: '已撤回', open: false },
} as const
export type ProposalState = keyof typeof proposalStates
export const proposalStateNames = Object.keys(proposalStates) as [ProposalState, ...ProposalState[]]
/** Where an account stands on the workbench, the first that fits. `asks`: somebody has to do something. */
export const standings = {
  hearing: { zh: '等待陈述', asks: true },
  awaiting: { zh: '等待决定', asks: true },
  closing: { zh: '注销办理中', asks: false },
  exempt: { zh: '已保留（例外）', asks: false },
  met: { zh: '符合标准，未发起', asks: true },
  near: { zh: '接近标准', asks: false },
  unclear: { zh: '有标准不能判断', asks: false },
  clear: { zh: '未达到标准', asks: false },
} as const
export type Standing = keyof typeof standings
export const standingNames = Object.keys(standings) as [Standing, ...Standing[]]
export const askingStandings = standingNames.filter((standing) => standings[standing].asks)

type Open = { state: ProposalState; dueOn: string }

/** The host unit is heard as long as nothing is decided, also after its time: what it says late may still be true. */
export function refuseStatement({ state }: Pick<Open, 'state'>): void {
  if (state === 'hearing') return
  const reason = state === 'stated' ? '本单位已提交陈述，如需补充请联系主管单位' : '该账号的清理已有结论，不能再陈述'
  throw new AppError('STATE_CONFLICT', { reason })
}

/** Nothing is decided before the host unit has spoken or its time is over. Why not yet, in words; null when it may be. */
export function decisionRefusal({ state, dueOn }: Open, today: string): string | null {
  if (!proposalStates[state].open) return `该清理已有结论：${proposalStates[state].zh}`
  if (state !== 'hearing' || today > dueOn) return null
  return `主办单位陈述期至 ${dueOn}，期满或主办单位提交陈述后方可决定`
}

export function refuseDecision(proposal: Open, today: string): void {
  const reason = decisionRefusal(proposal, today)
  if (reason !== null) throw new AppError('STATE_CONFLICT', { reason })
}

export function refuseWithdrawal({ state }: Pick<Open, 'state'>): void {
  if (!proposalStates[state].open)
    throw new AppError('STATE_CONFLICT', { reason: `该清理已有结论：${proposalStates[state].zh}` })
}

type Candidate = {
  state: AccountState
  standing: Standing
  clauses: readonly string[]
  unfit: readonly string[]
}
export type SkipReason = 'notMet' | 'open' | 'exempt' | 'notActive'

/** The clauses that a proposal of this kind would name, or why there can be none. */
export function proposable(
  kind: ProposalKind,
  account: Candidate,
): { clauses: readonly string[] } | { skip: SkipReason } {
  if (account.standing === 'hearing' || account.standing === 'awaiting') return { skip: 'open' }
  if (account.standing === 'closing' || account.state !== 'active') return { skip: 'notActive' }
  if (account.standing === 'exempt') return { skip: 'exempt' }
  const clauses = kind === 'cleanup' ? account.clauses : account.unfit
  return clauses.length > 0 ? { clauses } : { skip: 'notMet' }
}

/** An exception is for a time, and for the future. */
export function exemptionRefusal(until: string | null, today: string, longest: string): string | null {
  if (until === null) return '请填写保留到哪一天'
  if (until <= today) return '保留的截止日期须晚于今天'
  return until > longest ? `保留期限最长一年，不能晚于 ${longest}` : null
}
