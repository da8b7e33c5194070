import { AppError } from '../core/error.ts'

/** Where a manuscript stands. `open`: its text may be changed (after approval that undoes the approval, §8.2.1). */
export const draftStates = {
  drafting: { zh: '撰写中', open: true },
  inReview: { zh: '审核中', open: false },
  returned: { zh: '已退回', open: true },
  refused: { zh: '不同意', open: true },
  approved: { zh: '审核通过', open: true },
  published: { zh: '已发布', open: true },
  discarded: { zh: '已作废', open: false },
} as const
export type DraftState = keyof typeof draftStates
export const draftStateNames = Object.keys(draftStates) as [DraftState, ...DraftState[]]

type Move = {
  action: string
  zh: string
  from: readonly DraftState[]
  to: DraftState
  by: 'author' | 'reviewer' | 'publisher'
}

/** The life of a manuscript. An edit of what was approved or published begins a new one: the signatures were for the old text. */
// biome-ignore format: a table is read by columns
export const draftMoves = [
  { action: 'edit',     zh: '修改',       from: ['drafting', 'returned', 'refused', 'approved', 'published'], to: 'drafting', by: 'author' },
  { action: 'submit',   zh: '送审',       from: ['drafting', 'returned', 'refused'],                          to: 'inReview', by: 'author' },
  { action: 'withdraw', zh: '撤回',       from: ['inReview'],                                                 to: 'drafting', by: 'reviewer' },
  { action: 'sendBack', zh: '退回',       from: ['inReview'],                                                 to: 'returned', by: 'reviewer' },
  { action: 'refuse',   zh: '不同意',     from: ['inReview'],                                                 to: 'refused',  by: 'reviewer' },
  { action: 'approve',  zh: '审核通过',   from: ['inReview'],                                                 to: 'approved', by: 'reviewer' },
  { action: 'publish',  zh: '发布',       from: ['approved', 'published'],                                    to: 'published', by: 'publisher' },
  { action: 'discard',  zh: '作废',       from: ['drafting', 'returned', 'refused', 'approved'],              to: 'discarded', by: 'author' },
] as const satisfies readonly Move[]
export type DraftAction = (typeof draftMoves)[number]['action']

/** The state after a move. Refuses one that the table does not have. */
export function draftAfter(from: DraftState, action: DraftAction): DraftState {
  const move = draftMoves.find((one) => one.action === action && (one.from as readonly DraftState[]).includes(from))
  if (!move) {
    const zh = draftMoves.find((one) => one.action === action)?.zh ?? action
    throw new AppError('STATE_CONFLICT', { reason: `稿件${draftStates[from].zh}，不能${zh}` })
  }
  return move.to
}

/** What may be done with it now, for the buttons of the page. */
export function openDraftActions(from: DraftState): DraftAction[] {
  return draftMoves.filter((one) => (one.from as readonly DraftState[]).includes(from)).map(({ action }) => action)
}

/** 原创 / 转载 / 编译整理 (§8.1.2). */
export const originKinds = { original: '原创', repost: '转载', compiled: '编辑整理' } as const
export type OriginKind = keyof typeof originKinds
export const originKindNames = Object.keys(originKinds) as [OriginKind, ...OriginKind[]]

/** Why another's content may be used (§8.1.2 知识产权). */
export const licences = {
  none: '不适用',
  publicAuthority: '党政机关公开发布',
  granted: '已获授权',
  openLicence: '开放许可',
  purchased: '已购版权',
} as const
export type Licence = keyof typeof licences
export const licenceNames = Object.keys(licences) as [Licence, ...Licence[]]

/** How long the running save of one person is written over before the next version begins, in minutes. */
export const autosaveMinutes = 10
