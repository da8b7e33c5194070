import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { DateText, IdParam, listOf, PageQuery, pageOf, Version } from '../core/page.contract.ts'
import { cleanupClauses } from './cleanup.rules.ts'
import { outcomeNames } from './cleanup-facts.rules.ts'
import { proposalKindNames, proposalStateNames, standingNames } from './cleanup-proposal.rules.ts'
import { accountStateNames, hostTypeNames, levelNames, platformNames, variantNames } from './platforms.rules.ts'
import { unfitClauses } from './unfit.rules.ts'

const read = { permission: 'cleanup.read' }
const decide = { permission: 'cleanup.decide' }
const Id = z.uuid('编号格式不正确')
const Reason = z.string().trim().min(4, '请写明理由（至少 4 个字）').max(1000, '最多 1000 字')
const Region = z.string().regex(/^\d{6}(\d{3})?$/, '区划代码应为 6 位或 9 位数字')
const clauseNames = [...cleanupClauses, ...unfitClauses] as const

export const filterShape = {
  /** Words of the name, number, ID, host unit. */
  q: z.string().trim().max(100, '搜索内容过长').optional(),
  /** Accounts that meet one of these. */
  clause: listOf(clauseNames),
  /** Accounts for which one of these cannot be judged. */
  unclear: listOf(cleanupClauses),
  standing: listOf(standingNames),
  region: Region.optional(),
  /** A row of the board: accounts counted under this county, or under this city or province itself. */
  county: Region.optional(),
  platform: listOf(platformNames),
  hostType: listOf(hostTypeNames),
}
// Strict: a misspelt filter must not quietly mean "all accounts".
export const CleanupFilter = z.strictObject(filterShape)
export type CleanupFilter = z.output<typeof CleanupFilter>
export type CleanupFilterInput = z.input<typeof CleanupFilter>

export const CleanupRow = z.object({
  id: z.string(),
  ledgerNo: z.string(),
  name: z.string(),
  platform: z.enum(platformNames),
  variant: z.enum(variantNames).nullable(),
  hostUnitName: z.string(),
  hostType: z.enum(hostTypeNames).nullable(),
  regionName: z.string(),
  level: z.enum(levelNames),
  state: z.enum(accountStateNames),
  evaluatedOn: z.string(),
  clauses: z.array(z.string()),
  unfit: z.array(z.string()),
  unclear: z.array(z.string()),
  near: z.array(z.string()),
  standing: z.enum(standingNames),
  proposalId: z.string().nullable(),
  kind: z.enum(proposalKindNames).nullable(),
  dueOn: z.string().nullable(),
  exemptUntil: z.string().nullable(),
})
export type CleanupRow = z.infer<typeof CleanupRow>

export const listCleanup = endpoint({
  method: 'get',
  path: '/api/cleanup',
  access: read,
  summary: '账号清理清单',
  query: z.object({ ...filterShape, ...PageQuery.shape }),
  answer: pageOf(CleanupRow).extend({ total: z.number() }),
})

export const cleanupBoard = endpoint({
  method: 'get',
  path: '/api/cleanup/board',
  access: read,
  summary: '账号清理：各县（市、区）各项标准的账号数',
  query: z.object({ region: Region.optional() }),
  answer: z.object({
    /** When the oldest evaluation counted here was made; null when there is none. */
    evaluatedOn: z.string().nullable(),
    accounts: z.number(),
    standings: z.array(z.object({ standing: z.enum(standingNames), count: z.number() })),
    counties: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        accounts: z.number(),
        /** By clause: how many meet it. */
        met: z.record(z.string(), z.number()),
        unclear: z.record(z.string(), z.number()),
      }),
    ),
  }),
})
export type CleanupBoard = z.infer<typeof cleanupBoard.answer & object>

const ResultView = z.object({
  clause: z.string(),
  outcome: z.enum(outcomeNames),
  why: z.string(),
  evidence: z.array(
    z.object({
      text: z.string(),
      run: z.string().optional(),
      finding: z.string().optional(),
      region: z.string().optional(),
      posts: z.literal(true).optional(),
    }),
  ),
  forecast: z.string().nullable(),
  near: z.boolean(),
})
export type ResultView = z.infer<typeof ResultView>

const ProposalView = z.object({
  id: z.string(),
  kind: z.enum(proposalKindNames),
  state: z.enum(proposalStateNames),
  clauses: z.array(z.string()),
  /** What it rested on when it was made. */
  results: z.array(ResultView),
  dueOn: z.string(),
  proposedBy: z.string(),
  proposedAt: z.string(),
  statement: z.string().nullable(),
  statementFileId: z.string().nullable(),
  statementFileName: z.string().nullable(),
  statedBy: z.string().nullable(),
  statedAt: z.string().nullable(),
  reason: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  exemptUntil: z.string().nullable(),
  closureId: z.string().nullable(),
  version: z.number(),
})
export type ProposalView = z.infer<typeof ProposalView>

export const CleanupCase = CleanupRow.extend({
  openedOn: z.string().nullable(),
  evaluatedAt: z.string(),
  /** Names the facts of this evaluation: a decision says which it has seen. */
  hash: z.string(),
  results: z.array(ResultView),
  unfitResults: z.array(ResultView),
  /** The newest first. */
  proposals: z.array(ProposalView),
  /** The facts are others than when the open proposal was made. */
  changed: z.boolean(),
  /** Why nothing can be decided now; null when it can, or when there is nothing to decide. */
  decisionRefusal: z.string().nullable(),
})
export type CleanupCase = z.infer<typeof CleanupCase>

export const viewCleanup = endpoint({
  method: 'get',
  path: '/api/cleanup/accounts/:id',
  access: read,
  summary: '账号清理：一个账号的各项标准、依据与办理情况',
  params: IdParam,
  answer: CleanupCase,
})

export const startEvaluation = endpoint({
  method: 'post',
  path: '/api/cleanup/evaluations',
  access: decide,
  summary: '重新判断本地区账号是否符合清理标准',
  body: z.strictObject({}),
  answer: z.object({ jobId: z.string() }),
})

export const CleanupTarget = z.union(
  [
    z.strictObject({ ids: z.array(Id).min(1, '请选择账号').max(1000, '一次最多选择 1000 个账号') }),
    z.strictObject({ filter: CleanupFilter }),
  ],
  '请选择账号，或给出筛选条件',
)
export type CleanupTarget = z.output<typeof CleanupTarget>

export const skipReasons = {
  notMet: '不符合标准',
  open: '已有未办结的清理',
  exempt: '在保留期内',
  notActive: '已在停更或注销办理中',
} as const
const counts = Object.fromEntries(Object.keys(skipReasons).map((key) => [key, z.number()])) as Record<
  keyof typeof skipReasons,
  z.ZodNumber
>
export const ProposalAnswer = z.object({
  proposed: z.number(),
  skipped: z.object(counts),
  /** More than can be done at once are done by a job. */
  jobId: z.string().nullable(),
})
export type ProposalAnswer = z.infer<typeof ProposalAnswer>

export const proposeCleanup = endpoint({
  method: 'post',
  path: '/api/cleanup/proposals',
  access: decide,
  summary: '发起清理：通知主办单位陈述',
  body: z.strictObject({ target: CleanupTarget, kind: z.enum(proposalKindNames) }),
  answer: ProposalAnswer,
})

export const stateCleanup = endpoint({
  method: 'post',
  path: '/api/cleanup/proposals/:id/statement',
  access: { permission: 'cleanup.state' },
  summary: '主办单位陈述',
  params: IdParam,
  body: z.strictObject({
    text: z.string().trim().min(10, '请写明情况（至少 10 个字）').max(4000, '最多 4000 字'),
    fileId: Id.nullable().default(null),
    version: Version,
  }),
  answer: CleanupCase,
})

export const decideCleanup = endpoint({
  method: 'post',
  path: '/api/cleanup/proposals/:id/decision',
  access: decide,
  summary: '决定：启动注销或予以保留',
  params: IdParam,
  body: z.strictObject({
    decision: z.enum(['close', 'keep'], '请选择注销或保留'),
    reason: Reason,
    /** Until when it is kept. */
    until: DateText.nullable().default(null),
    /** The facts that were seen, as `hash` of the case. */
    seen: z.string().max(100, '依据编号格式不正确'),
    version: Version,
  }),
  answer: CleanupCase,
})
export type Decision = z.output<typeof decideCleanup.body & object>

export const withdrawCleanup = endpoint({
  method: 'post',
  path: '/api/cleanup/proposals/:id/withdrawal',
  access: decide,
  summary: '撤回清理',
  params: IdParam,
  body: z.strictObject({ reason: Reason, version: Version }),
  answer: CleanupCase,
})

export const exportCleanup = endpoint({
  method: 'post',
  path: '/api/cleanup/exports',
  access: decide,
  summary: '导出清理清单（.xlsx）',
  body: z.strictObject({ filter: CleanupFilter }),
  answer: z.object({ count: z.number(), jobId: z.string() }),
})
