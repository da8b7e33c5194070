import { AppError } from '../core/error.ts'
import type { AccountState } from './platforms.rules.ts'

/** What a host unit may ask for (ch. 6). */
export const applicationKinds = {
  opening: { zh: '账号开设', clause: '6.1', prefix: 'KS' },
  filing: { zh: '账号备案', clause: '6.2', prefix: 'BA' },
  change: { zh: '账号变更', clause: '6.3', prefix: 'BG' },
  closure: { zh: '账号注销', clause: '6.4', prefix: 'ZX' },
} as const
export type ApplicationKind = keyof typeof applicationKinds
export const applicationKindNames = Object.keys(applicationKinds) as [ApplicationKind, ...ApplicationKind[]]

/** Where an application stands. `ended`: nothing can happen to it any more. */
export const applicationStates = {
  draft: { zh: '草稿', ended: false },
  inReview: { zh: '审核中', ended: false },
  returned: { zh: '已退回', ended: false },
  withdrawn: { zh: '已撤回', ended: false },
  refused: { zh: '不同意', ended: true },
  approved: { zh: '已同意，待注册备案', ended: false },
  lapsed: { zh: '注册期已过', ended: false },
  noticePosted: { zh: '已发停更公告', ended: false },
  platformApplied: { zh: '已向平台申请注销', ended: false },
  submitted: { zh: '已提交拟注销', ended: false },
  completed: { zh: '已注销，待全国系统关停', ended: false },
  done: { zh: '办结', ended: true },
  discarded: { zh: '已作废', ended: true },
} as const satisfies Record<string, { zh: string; ended: boolean }>
export type ApplicationState = keyof typeof applicationStates
export const applicationStateNames = Object.keys(applicationStates) as [ApplicationState, ...ApplicationState[]]

/** Why an account is closed; `unqualified` bars its host unit from a new one for a year (§6.1.2). */
export const closureCauses = {
  voluntary: { zh: '主办单位申请', clause: '6.4', unqualified: false },
  cleanup: { zh: '符合清理标准', clause: '6.5.1', unqualified: true },
  unfit: { zh: '不合格账号', clause: '6.1.2', unqualified: true },
  promiseUnmet: { zh: '未实现开设承诺', clause: '6.1.2', unqualified: true },
} as const satisfies Record<string, { zh: string; clause: string; unqualified: boolean }>
export type ClosureCause = keyof typeof closureCauses
export const closureCauseNames = Object.keys(closureCauses) as [ClosureCause, ...ClosureCause[]]

/** The papers and pictures that prove a step. */
export const evidenceRoles = {
  pledge: '主要领导签字的《账号开设承诺函》',
  certification: '平台认证证明',
  subjectProof: '主体变更（账号迁移）证明',
  stopNotice: '停更公告截图',
  platformApplication: '平台注销申请截图',
  closureProof: '停更公告或注销流程截图',
  platformConfirmation: '平台注销通过截图',
  attachment: '其他附件',
} as const
export type EvidenceRole = keyof typeof evidenceRoles
export const evidenceRoleNames = Object.keys(evidenceRoles) as [EvidenceRole, ...EvidenceRole[]]

/** `applicant`: an account manager of the host unit; `reviewer`: the review engine's outcome; `supervisor`; `clock`: a deadline. */
export type LifecycleParty = 'applicant' | 'reviewer' | 'supervisor' | 'clock'

/** What must be there before a step: a whole form, or a proof. Checked by rules of their own. */
export type Requirement = 'form' | 'note' | EvidenceRole

export type Step = {
  kind: ApplicationKind
  action: string
  zh: string
  from: readonly ApplicationState[]
  by: readonly LifecycleParty[]
  requires: readonly Requirement[]
  to: ApplicationState
  /** The account's own state after the step, where the step changes it. */
  account?: AccountState
  /** Within how many workdays the next step is due. */
  dueIn?: number
  clause: string
}

/** The life of an account as chapter 6 tells it, step by step. */
// biome-ignore format: a table is read by columns
export const lifecycle = [
  { kind: 'opening', action: 'submit',       zh: '提交审核',         from: ['draft', 'returned', 'withdrawn'], by: ['applicant'],  requires: ['form', 'pledge'], to: 'inReview',  clause: '6.1.2' },
  { kind: 'opening', action: 'withdraw',     zh: '撤回',             from: ['inReview'],                       by: ['reviewer'],   requires: [],                 to: 'withdrawn', clause: '6.1.2' },
  { kind: 'opening', action: 'sendBack',     zh: '退回',             from: ['inReview'],                       by: ['reviewer'],   requires: [],                 to: 'returned',  clause: '6.1.2' },
  { kind: 'opening', action: 'refuse',       zh: '不同意',           from: ['inReview'],                       by: ['reviewer'],   requires: [],                 to: 'refused',   clause: '6.1.2' },
  { kind: 'opening', action: 'approve',      zh: '同意开设',         from: ['inReview'],                       by: ['reviewer'],   requires: [],                 to: 'approved',  dueIn: 30, clause: '6.1.2' },
  { kind: 'opening', action: 'lapse',        zh: '注册期届满',       from: ['approved'],                       by: ['clock'],      requires: [],                 to: 'lapsed',    clause: '6.1.2' },
  { kind: 'opening', action: 'extend',       zh: '延长注册期',       from: ['approved', 'lapsed'],             by: ['supervisor'], requires: ['note'],           to: 'approved',  dueIn: 30, clause: '6.1.2' },
  { kind: 'opening', action: 'close',        zh: '备案完成',         from: ['approved', 'lapsed'],             by: ['reviewer'],   requires: [],                 to: 'done',      clause: '6.2' },
  { kind: 'opening', action: 'discard',      zh: '作废',             from: ['draft', 'returned', 'withdrawn', 'approved', 'lapsed'], by: ['applicant'], requires: [], to: 'discarded', clause: '6.1.2' },

  { kind: 'filing',  action: 'submit',       zh: '提交备案',         from: ['draft', 'returned', 'withdrawn'], by: ['applicant'],  requires: ['form', 'certification'], to: 'inReview', clause: '6.2' },
  { kind: 'filing',  action: 'withdraw',     zh: '撤回',             from: ['inReview'],                       by: ['reviewer'],   requires: [],                 to: 'withdrawn', clause: '6.2' },
  { kind: 'filing',  action: 'sendBack',     zh: '退回',             from: ['inReview'],                       by: ['reviewer'],   requires: [],                 to: 'returned',  clause: '6.2' },
  { kind: 'filing',  action: 'refuse',       zh: '不予备案',         from: ['inReview'],                       by: ['reviewer'],   requires: [],                 to: 'refused',   clause: '6.2' },
  { kind: 'filing',  action: 'approve',      zh: '准予备案',         from: ['inReview'],                       by: ['reviewer'],   requires: [],                 to: 'done',      account: 'active', clause: '6.2' },
  { kind: 'filing',  action: 'discard',      zh: '作废',             from: ['draft', 'returned', 'withdrawn'], by: ['applicant'],  requires: [],                 to: 'discarded', clause: '6.2' },

  { kind: 'change',  action: 'submit',       zh: '提交变更',         from: ['draft', 'returned', 'withdrawn'], by: ['applicant'],  requires: ['form'],           to: 'inReview',  clause: '6.3' },
  { kind: 'change',  action: 'withdraw',     zh: '撤回',             from: ['inReview'],                       by: ['reviewer'],   requires: [],                 to: 'withdrawn', clause: '6.3' },
  { kind: 'change',  action: 'sendBack',     zh: '退回',             from: ['inReview'],                       by: ['reviewer'],   requires: [],                 to: 'returned',  clause: '6.3' },
  { kind: 'change',  action: 'refuse',       zh: '不同意变更',       from: ['inReview'],                       by: ['reviewer'],   requires: [],                 to: 'refused',   clause: '6.3' },
  { kind: 'change',  action: 'approve',      zh: '同意变更',         from: ['inReview'],                       by: ['reviewer'],   requires: [],                 to: 'done',      clause: '6.3' },
  { kind: 'change',  action: 'discard',      zh: '作废',             from: ['draft', 'returned', 'withdrawn'], by: ['applicant'],  requires: [],                 to: 'discarded', clause: '6.3' },

  { kind: 'closure', action: 'postNotice',   zh: '登记停更公告',     from: ['draft'],                          by: ['applicant'],  requires: ['form', 'stopNotice'],          to: 'noticePosted',    account: 'stopping', dueIn: 5,  clause: '6.4(1)' },
  { kind: 'closure', action: 'applyAtPlatform', zh: '登记平台注销申请', from: ['noticePosted'],                by: ['applicant'],  requires: ['platformApplication'],         to: 'platformApplied', dueIn: 3,  clause: '6.4(2)' },
  { kind: 'closure', action: 'submit',       zh: '提交拟注销申请',   from: ['platformApplied'],                by: ['applicant'],  requires: ['closureProof'],                to: 'submitted',       account: 'closing', dueIn: 30, clause: '6.4(3)' },
  { kind: 'closure', action: 'reportClosed', zh: '登记平台注销通过', from: ['submitted'],                      by: ['applicant'],  requires: ['platformConfirmation'],        to: 'inReview',        clause: '6.4(4)' },
  { kind: 'closure', action: 'withdraw',     zh: '撤回',             from: ['inReview'],                       by: ['reviewer'],   requires: [],                              to: 'submitted',       dueIn: 30, clause: '6.4(4)' },
  { kind: 'closure', action: 'sendBack',     zh: '退回补正',         from: ['inReview'],                       by: ['reviewer'],   requires: [],                              to: 'submitted',       dueIn: 5,  clause: '6.4(4)' },
  { kind: 'closure', action: 'refuse',       zh: '不同意',           from: ['inReview'],                       by: ['reviewer'],   requires: [],                              to: 'submitted',       dueIn: 5,  clause: '6.4(4)' },
  { kind: 'closure', action: 'approve',      zh: '完成注销',         from: ['inReview'],                       by: ['reviewer'],   requires: [],                              to: 'completed',       account: 'closed', dueIn: 5, clause: '6.4(4)' },
  { kind: 'closure', action: 'markShutdown', zh: '登记全国系统关停', from: ['completed'],                      by: ['applicant', 'supervisor'], requires: [],                 to: 'done',            clause: '6.4(4)' },
  { kind: 'closure', action: 'discard',      zh: '撤销注销',         from: ['draft', 'noticePosted', 'platformApplied', 'submitted'], by: ['applicant', 'supervisor'], requires: ['note'], to: 'discarded', account: 'active', clause: '6.4' },
] as const satisfies readonly Step[]

export type LifecycleAction = (typeof lifecycle)[number]['action']
export const lifecycleActions = [...new Set(lifecycle.map((step) => step.action))] as [
  LifecycleAction,
  ...LifecycleAction[],
]

type Standing = { kind: ApplicationKind; state: ApplicationState; cause: ClosureCause | null }

/** The step that this action is, here and by this party. Refuses what the table does not have, and who may not. */
export function stepOf(at: Standing, action: LifecycleAction, by: LifecycleParty): Step {
  const rows: readonly Step[] = lifecycle
  const step = rows.find((row) => row.kind === at.kind && row.action === action && row.from.includes(at.state))
  if (!step) {
    const zh = applicationStates[at.state].zh
    throw new AppError('STATE_CONFLICT', { reason: `该申请目前“${zh}”，不能办理此步骤，请刷新后查看` })
  }
  if (!mayTake(at, step, by)) throw new AppError('FORBIDDEN', { reason: refusalWords(at, step), clause: step.clause })
  return step
}

/** The buttons that a page may offer; the server asks `stepOf`, so both agree. */
export function openSteps(at: Standing, by: LifecycleParty): Step[] {
  const rows: readonly Step[] = lifecycle
  return rows.filter((row) => row.kind === at.kind && row.from.includes(at.state) && mayTake(at, row, by))
}

/** A closing that the supervisor ordered is called off by the supervisor alone. */
function mayTake(at: Standing, step: Step, by: LifecycleParty): boolean {
  if (!step.by.includes(by)) return false
  if (step.kind !== 'closure' || step.action !== 'discard') return true
  return at.cause === 'voluntary' ? by === 'applicant' : by === 'supervisor'
}

function refusalWords(at: Standing, step: Step): string {
  if (step.kind === 'closure' && step.action === 'discard' && at.cause !== 'voluntary') {
    return `该注销由主管单位按指南§${closureCauses[at.cause ?? 'cleanup'].clause}启动，只能由主管单位撤销`
  }
  const whom = step.by.includes('applicant')
    ? '主办单位的账号管理员'
    : step.by.includes('supervisor')
      ? '主管单位'
      : '审核人员'
  return `“${step.zh}”由${whom}办理`
}
