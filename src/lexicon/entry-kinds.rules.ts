import type { Category, Severity } from '../checker/finding.ts'

/** What the word lists and rules of a layer hold. `listed`: of the page 知识; each has a table of its own to import. */
export const entryKinds = {
  term: { zh: '词条', import: 'lexiconTerm' },
  tenure: { zh: '职务', import: 'lexiconTenure' },
  body: { zh: '机构', import: 'lexiconBody' },
  policy: { zh: '政策', import: 'lexiconPolicy' },
  source: { zh: '稿源', import: 'lexiconSource' },
  accepted: { zh: '此处无误', import: null },
  rule: { zh: '系统规则停用', import: null },
} as const
export type EntryKind = keyof typeof entryKinds
export const entryKindNames = Object.keys(entryKinds) as [EntryKind, ...EntryKind[]]

export const entryStates = { active: '使用中', stopped: '已停用' } as const
export type EntryState = keyof typeof entryStates
export const entryStateNames = Object.keys(entryStates) as [EntryState, ...EntryState[]]

export const changeStates = {
  proposed: '待确认',
  confirmed: '已生效',
  refused: '未同意',
  withdrawn: '已撤回',
} as const
export type ChangeState = keyof typeof changeStates
export const changeStateNames = Object.keys(changeStates) as [ChangeState, ...ChangeState[]]

export const itemActions = { add: '新增', edit: '修改', stop: '停用' } as const
export type ItemAction = keyof typeof itemActions
export const itemActionNames = Object.keys(itemActions) as [ItemAction, ...ItemAction[]]

/** Everything that an entry says, as a change proposes it and the history keeps it. Days are Beijing days, both included. */
export type EntryFacts = {
  kind: EntryKind
  key: string
  title: string
  list: string | null
  severity: Severity | null
  category: Category | null
  payload: unknown
  from: string
  until: string | null
}
