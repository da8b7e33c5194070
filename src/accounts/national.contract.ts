import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { DateText, Done, IdParam, listOf, PageQuery, pageOf } from '../core/page.contract.ts'
import { type AccountField, accountFields } from './account-fields.rules.ts'
import { filterShape } from './account-filter.contract.ts'
import { Target as LedgerTarget } from './accounts.contract.ts'
import { nationalStateNames, personActions, standingNames } from './national.rules.ts'
import { correctableFields, nationalFieldNames } from './national-fields.rules.ts'
import { accountStateNames, platformNames, variantNames } from './platforms.rules.ts'

const read = { permission: 'national.read' }
const manage = { permission: 'national.manage' }
const fieldNames = Object.keys(accountFields) as [AccountField, ...AccountField[]]

const { q, platform, region, level, hostUnit, state } = filterShape
/** The filters of 报送对账 as they stand in a URL. */
export const nationalFilterShape = {
  ...{ q, platform, region, level, hostUnit, state },
  national: listOf(nationalStateNames),
  standing: z.enum(standingNames).optional(),
  field: z.enum(nationalFieldNames).optional(),
}
export const NationalFilter = z.strictObject(nationalFilterShape)
export type NationalFilter = z.output<typeof NationalFilter>
export type NationalFilterInput = z.input<typeof NationalFilter>

/** Either the rows that were ticked, or all that match. */
export const NationalTarget = z.union(
  [
    z.strictObject({ ids: z.array(z.uuid()).min(1, '请先选择账号').max(5000, '一次最多选择 5000 个') }),
    z.strictObject({ filter: NationalFilter }),
  ],
  '请选择账号，或指定筛选条件',
)
export type NationalTarget = z.output<typeof NationalTarget>

export const NationalRowView = z.object({
  id: z.string(),
  ledgerNo: z.string(),
  name: z.string(),
  platform: z.enum(platformNames),
  variant: z.enum(variantNames).nullable(),
  hostUnitName: z.string(),
  regionName: z.string(),
  accountState: z.enum(accountStateNames),
  state: z.enum(nationalStateNames),
  /** Null for a closed account that no list has: there is nothing to reconcile. */
  standing: z.enum(standingNames).nullable(),
  differs: z.array(z.enum(nationalFieldNames)),
  /** The words of the other system, as they stand there. */
  statusThere: z.string().nullable(),
  reportedOn: z.string().nullable(),
  includedOn: z.string().nullable(),
  shutdownRequestedOn: z.string().nullable(),
  shutDownOn: z.string().nullable(),
  markedBy: z.string().nullable(),
  markedUnit: z.string().nullable(),
  markedAt: z.string().nullable(),
  batchName: z.string().nullable(),
})
export type NationalRowView = z.infer<typeof NationalRowView>

export const listNational = endpoint({
  method: 'get',
  path: '/api/national/accounts',
  access: read,
  summary: '全国系统报送对账',
  query: z.strictObject({ ...nationalFilterShape, ...PageQuery.shape }),
  answer: pageOf(NationalRowView),
})

const ListView = z.object({
  fileName: z.string(),
  listedOn: z.string(),
  complete: z.boolean(),
  entries: z.number(),
  importedBy: z.string(),
  importedUnit: z.string(),
  importedAt: z.string(),
})

export const NationalTotals = z.object({
  count: z.number(),
  standings: z.object({ onlyOurs: z.number(), differs: z.number(), agrees: z.number() }),
  states: z.array(z.object({ state: z.enum(nationalStateNames), count: z.number() })),
  onlyThere: z.number(),
  ambiguous: z.number(),
  dismissed: z.number(),
  /** The newest list that was imported; null when there is none yet. */
  list: ListView.nullable(),
})
export type NationalTotals = z.infer<typeof NationalTotals>

export const totalNational = endpoint({
  method: 'get',
  path: '/api/national/totals',
  access: read,
  summary: '全国系统报送对账合计',
  query: NationalFilter,
  answer: NationalTotals,
})

export const FieldPair = z.object({
  field: z.enum(nationalFieldNames),
  zh: z.string(),
  ours: z.string().nullable(),
  theirs: z.string().nullable(),
  differs: z.boolean(),
  correctable: z.boolean(),
})
export const NationalDetail = NationalRowView.extend({
  /** Side by side, telephone numbers masked; empty when no list has the account. */
  pairs: z.array(FieldPair),
  listName: z.string().nullable(),
  listedOn: z.string().nullable(),
  /** What is to be typed over there, for copying; null when nothing differs. */
  text: z.string().nullable(),
})
export type NationalDetail = z.infer<typeof NationalDetail>

export const viewNational = endpoint({
  method: 'get',
  path: '/api/national/accounts/:id',
  access: read,
  summary: '账号与全国系统逐项对照',
  params: IdParam,
  answer: NationalDetail,
})

const Refusals = z.array(z.object({ ledgerNo: z.string(), name: z.string(), reason: z.string() }))
/** What a bulk step did; of a job, its result says the same. */
export const BulkDone = z.object({
  count: z.number(),
  done: z.number(),
  /** The first ones that were not done, each with its reason. */
  refused: Refusals,
  refusedCount: z.number(),
  jobId: z.string().nullable(),
})
export type BulkDone = z.infer<typeof BulkDone>

export const markNational = endpoint({
  method: 'post',
  path: '/api/national/marks',
  access: manage,
  summary: '标记或撤销全国系统报送状态',
  body: z.strictObject({ target: NationalTarget, action: z.enum(personActions) }),
  answer: BulkDone,
})

export const requestShutdowns = endpoint({
  method: 'post',
  path: '/api/national/shutdown-requests',
  access: { permission: 'national.shutdown' },
  summary: '标记全国系统关停申请已提交',
  body: z.strictObject({ target: NationalTarget }),
  answer: BulkDone,
})

export const correctNational = endpoint({
  method: 'post',
  path: '/api/national/corrections',
  access: manage,
  summary: '以全国系统的值更正台账',
  body: z.strictObject({
    target: NationalTarget,
    /** Absent: every field that differs and may be corrected. */
    fields: z
      .array(z.enum(correctableFields as [(typeof correctableFields)[number], ...typeof correctableFields]))
      .min(1, '请选择要更正的项目')
      .optional(),
  }),
  answer: BulkDone,
})

const Exported = z.object({ count: z.number(), fileId: z.string().nullable(), jobId: z.string().nullable() })
export const exportNational = endpoint({
  method: 'post',
  path: '/api/national/exports',
  access: manage,
  summary: '生成全国系统报送包（一个单位一张表）',
  body: z.strictObject({
    target: NationalTarget,
    /** Full telephone numbers only with a reason; it is audited. */
    phoneReason: z.string().trim().min(4, '请写明导出完整电话的原因（至少 4 个字）').max(200, '最多 200 字').optional(),
    markReported: z.boolean().default(false),
  }),
  answer: Exported,
})
export type PackageRequest = z.output<NonNullable<typeof exportNational.body>>

export const exportCorrections = endpoint({
  method: 'post',
  path: '/api/national/correction-sheets',
  access: read,
  summary: '导出须在全国系统更正的清单',
  body: z.strictObject({ target: NationalTarget }),
  answer: Exported,
})

const entryKinds = ['onlyThere', 'ambiguous', 'dismissed'] as const
export const EntryView = z.object({
  id: z.string(),
  name: z.string(),
  platform: z.enum(platformNames),
  variant: z.string().nullable(),
  platformAccountId: z.string().nullable(),
  hostName: z.string(),
  /** The body of that name in the ledger, if there is exactly one. */
  hostUnitId: z.string().nullable(),
  certifiedBody: z.string().nullable(),
  openedOn: z.string().nullable(),
  url: z.string().nullable(),
  accountContactName: z.string().nullable(),
  accountContactPhoneMask: z.string().nullable(),
  unitContactName: z.string().nullable(),
  unitContactPhoneMask: z.string().nullable(),
  status: z.string().nullable(),
  candidates: z.array(
    z.object({
      id: z.string(),
      ledgerNo: z.string(),
      name: z.string(),
      platformAccountId: z.string().nullable(),
      hostUnitName: z.string(),
    }),
  ),
  dismissedReason: z.string().nullable(),
  dismissedBy: z.string().nullable(),
  dismissedAt: z.string().nullable(),
  listName: z.string(),
  listedOn: z.string(),
})
export type EntryView = z.infer<typeof EntryView>

export const listEntries = endpoint({
  method: 'get',
  path: '/api/national/entries',
  access: read,
  summary: '仅全国系统有的账号',
  query: z.strictObject({
    kind: z.enum(entryKinds).default('onlyThere'),
    q,
    region,
    ...PageQuery.shape,
  }),
  answer: pageOf(EntryView),
})

export const matchEntry = endpoint({
  method: 'post',
  path: '/api/national/entries/:id/match',
  access: manage,
  summary: '指定全国系统账号对应的台账账号',
  params: IdParam,
  body: z.strictObject({ accountId: z.uuid('请选择账号') }),
  answer: Done,
})

export const dismissEntry = endpoint({
  method: 'post',
  path: '/api/national/entries/:id/dismissal',
  access: manage,
  summary: '标记全国系统账号不属本地区',
  params: IdParam,
  body: z.strictObject({
    reason: z.string().trim().min(2, '请写明原因（至少 2 个字）').max(200, '最多 200 字'),
  }),
  answer: Done,
})

export const restoreEntry = endpoint({
  method: 'delete',
  path: '/api/national/entries/:id/dismissal',
  access: manage,
  summary: '取消“不属本地区”标记',
  params: IdParam,
  answer: Done,
})

/** 办理备案 (§6.2) for existing accounts. */
export const FilingDone = z.object({
  count: z.number(),
  filed: z.number(),
  already: z.number(),
  closed: z.number(),
  incompleteCount: z.number(),
  /** The first of the incomplete, with what is missing. */
  incomplete: z.array(
    z.object({
      id: z.string(),
      ledgerNo: z.string(),
      name: z.string(),
      missing: z.array(z.enum(fieldNames)),
      reason: z.string(),
    }),
  ),
  jobId: z.string().nullable(),
})
export type FilingDone = z.infer<typeof FilingDone>

export const fileAccounts = endpoint({
  method: 'post',
  path: '/api/accounts/bulk/filings',
  access: { permission: 'account.manage' },
  summary: '批量办理备案（存量账号）',
  body: z.strictObject({ target: LedgerTarget, filedOn: DateText.optional() }),
  answer: FilingDone,
})
