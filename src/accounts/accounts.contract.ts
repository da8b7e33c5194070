import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { DateText, Done, IdParam, PageQuery, pageOf, Version } from '../core/page.contract.ts'
import { type AccountField, accountFields, phonePattern } from './account-fields.rules.ts'
import { AccountFilter, filterShape, sortShape } from './account-filter.contract.ts'
import { ledgerColumnNames } from './ledger-columns.rules.ts'
import { accountStateNames, hostTypeNames, levelNames, platformNames, variantNames } from './platforms.rules.ts'

const fieldNames = Object.keys(accountFields) as [AccountField, ...AccountField[]]
const read = { permission: 'account.read' }
const edit = { permission: 'account.edit' }
const manage = { permission: 'account.manage' }

/** One line of the ledger. */
export const AccountRow = z.object({
  id: z.string(),
  ledgerNo: z.string(),
  name: z.string(),
  platform: z.enum(platformNames),
  variant: z.enum(variantNames).nullable(),
  platformAccountId: z.string().nullable(),
  hostUnitId: z.string(),
  hostUnitName: z.string(),
  hostType: z.enum(hostTypeNames).nullable(),
  regionCode: z.string(),
  regionName: z.string(),
  level: z.enum(levelNames),
  state: z.enum(accountStateNames),
  certifiedBody: z.string().nullable(),
  openedOn: z.string().nullable(),
  filedOn: z.string().nullable(),
  accountContactName: z.string().nullable(),
  accountContactPhoneMask: z.string().nullable(),
  unitContactName: z.string().nullable(),
  unitContactPhoneMask: z.string().nullable(),
  url: z.string().nullable(),
  tags: z.array(z.string()),
  followers: z.number().nullable(),
  followersAsOf: z.string().nullable(),
  lastPostAt: z.string().nullable(),
  /** Beijing days since the last post; null when none was ever seen. */
  silentDays: z.number().nullable(),
  updateRule: z.enum(['applies', 'notApplicable']),
  missing: z.array(z.enum(fieldNames)),
})
export type AccountRow = z.infer<typeof AccountRow>

export const listAccounts = endpoint({
  method: 'get',
  path: '/api/accounts',
  access: read,
  summary: '账号台账',
  query: z.strictObject({ ...filterShape, ...sortShape, ...PageQuery.shape }),
  answer: pageOf(AccountRow),
})

const PlatformCount = z.object({ platform: z.enum(platformNames), count: z.number() })
export const AccountTotals = z.object({
  count: z.number(),
  platforms: z.array(PlatformCount),
  states: z.array(z.object({ state: z.enum(accountStateNames), count: z.number() })),
  /** The sum of the known ones, null when none is known. */
  followers: z.number().nullable(),
  followersUnknown: z.number(),
})
export type AccountTotals = z.infer<typeof AccountTotals>

export const totalAccounts = endpoint({
  method: 'get',
  path: '/api/accounts/totals',
  access: read,
  summary: '账号台账合计',
  query: AccountFilter,
  answer: AccountTotals,
})

const shortText = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `最多 ${max} 字`)
    .transform((text) => text.normalize('NFC') || null)
    .nullable()
const Phone = z.string().trim().regex(phonePattern, '请填写手机号，或“区号-号码”格式的固定电话').nullable()
const Tag = z.string().trim().min(1, '标签不能为空').max(30, '标签最多 30 字')

const optionalFields = {
  variant: z.enum(variantNames).nullable(),
  platformAccountId: shortText(100),
  certifiedBody: shortText(200),
  openedOn: DateText.nullable(),
  filedOn: DateText.nullable(),
  accountContactName: shortText(50),
  accountContactPhone: Phone,
  unitContactName: shortText(50),
  unitContactPhone: Phone,
  url: z
    .url({ protocol: /^https?$/, error: '网址须以 http:// 或 https:// 开头' })
    .max(2000, '网址过长')
    .nullable(),
  intro: shortText(2000),
  tags: z.array(Tag).max(20, '最多 20 个标签'),
}
const requiredFields = {
  name: z
    .string()
    .trim()
    .min(1, '请填写账号名称')
    .max(100, '最多 100 字')
    .transform((text) => text.normalize('NFC')),
  platform: z.enum(platformNames, '请选择平台'),
  hostUnitId: z.uuid('请选择主办单位'),
}

export const AccountCreate = z.strictObject({ ...requiredFields, ...z.object(optionalFields).partial().shape })
export type AccountCreate = z.output<typeof AccountCreate>
export const AccountUpdate = z.strictObject({
  ...z.object({ ...requiredFields, ...optionalFields }).partial().shape,
  version: Version,
})
export type AccountUpdate = z.output<typeof AccountUpdate>

export const createAccount = endpoint({
  method: 'post',
  path: '/api/accounts',
  access: manage,
  summary: '登记账号',
  body: AccountCreate,
  answer: z.object({ id: z.string(), ledgerNo: z.string() }),
})

export const updateAccount = endpoint({
  method: 'patch',
  path: '/api/accounts/:id',
  access: edit,
  summary: '修改账号资料',
  params: IdParam,
  body: AccountUpdate,
  answer: z.object({ version: z.number() }),
})

const PersonView = z.object({
  userId: z.string(),
  name: z.string(),
  unitName: z.string(),
  duty: z.string(),
  since: z.string(),
  /** No longer: the person has left, lost the duty, or the contractor's contract has lapsed (§5.2.5). */
  lapsed: z.boolean(),
})
export type PersonView = z.infer<typeof PersonView>

const FigureView = z.object({
  periodStart: z.string(),
  periodEnd: z.string(),
  capturedAt: z.string(),
  source: z.string(),
  followers: z.number().nullable(),
  newFollowers: z.number().nullable(),
  posts: z.number().nullable(),
  reads: z.number().nullable(),
  likes: z.number().nullable(),
  shares: z.number().nullable(),
  comments: z.number().nullable(),
})

export const AccountDetail = AccountRow.extend({
  intro: z.string().nullable(),
  closedOn: z.string().nullable(),
  version: z.number(),
  updatedAt: z.string(),
  /** The column of 表2 it is assessed by; null when 表2 has none for its platform. */
  table2: z.enum(['wechat', 'weibo', 'toutiao', 'douyin']).nullable(),
  editable: z.array(z.enum(fieldNames)),
  people: z.array(PersonView),
  /** The valid contract by which a contractor runs it. */
  contract: z
    .object({
      contractorName: z.string(),
      duties: z.string(),
      startsOn: z.string(),
      endsOn: z.string(),
      ndaEndsOn: z.string(),
    })
    .nullable(),
  /** The newest known figures of the newest period. */
  figures: FigureView.nullable(),
  /** The last 13 months: how many posts are there, and whether period figures are. */
  coverage: z.array(z.object({ month: z.string(), posts: z.number(), figures: z.boolean() })),
})
export type AccountDetail = z.infer<typeof AccountDetail>

export const viewAccount = endpoint({
  method: 'get',
  path: '/api/accounts/:id',
  access: read,
  summary: '账号全景',
  params: IdParam,
  answer: AccountDetail,
})

export const EventView = z.object({
  id: z.string(),
  at: z.string(),
  kind: z.string(),
  title: z.string(),
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  actorName: z.string(),
  actorUnit: z.string(),
})
export type EventView = z.infer<typeof EventView>

export const listAccountEvents = endpoint({
  method: 'get',
  path: '/api/accounts/:id/events',
  access: read,
  summary: '账号的全部经过',
  params: IdParam,
  query: PageQuery,
  answer: pageOf(EventView),
})

export const unmaskPhone = endpoint({
  method: 'post',
  path: '/api/accounts/:id/phones',
  secret: true,
  access: { permission: 'personal.unmask' },
  summary: '查看账号的完整联系电话（留痕）',
  params: IdParam,
  body: z.strictObject({
    which: z.enum(['account', 'unit']),
    reason: z.string().trim().min(4, '请写明查看原因（至少 4 个字）').max(200, '最多 200 字'),
  }),
  answer: z.object({ phone: z.string() }),
})

const PersonKey = z.object({ userId: z.uuid('请选择人员'), duty: z.string().max(40) })
export const assignPerson = endpoint({
  method: 'post',
  path: '/api/accounts/:id/people',
  access: edit,
  summary: '为账号指定人员',
  params: IdParam,
  body: PersonKey,
  answer: Done,
})
export const removePerson = endpoint({
  method: 'delete',
  path: '/api/accounts/:id/people/:userId/:duty',
  access: edit,
  summary: '取消账号的人员指定',
  params: IdParam.extend(PersonKey.shape),
  answer: Done,
})
export const listCandidates = endpoint({
  method: 'get',
  path: '/api/accounts/:id/candidates',
  access: edit,
  summary: '可指定给账号的人员',
  params: IdParam,
  answer: z.object({
    rows: z.array(
      z.object({ userId: z.string(), name: z.string(), unitName: z.string(), duties: z.array(z.string()) }),
    ),
  }),
})

/** Either the rows that were ticked, or all that match. */
export const Target = z.union(
  [
    z.strictObject({ ids: z.array(z.uuid()).min(1, '请先选择账号').max(5000, '一次最多选择 5000 个') }),
    z.strictObject({ filter: AccountFilter }),
  ],
  '请选择账号，或指定筛选条件',
)
export type Target = z.output<typeof Target>

export const BulkAnswer = z.object({
  /** How many accounts; of a job, how many it will work on. */
  count: z.number(),
  jobId: z.string().nullable(),
})
export type BulkAnswer = z.infer<typeof BulkAnswer>

export const bulkTags = endpoint({
  method: 'post',
  path: '/api/accounts/bulk/tags',
  access: edit,
  summary: '批量增减标签',
  body: z.strictObject({
    target: Target,
    add: z.array(Tag).max(20).default([]),
    remove: z.array(Tag).max(20).default([]),
  }),
  answer: BulkAnswer,
})

export const bulkReminders = endpoint({
  method: 'post',
  path: '/api/accounts/bulk/reminders',
  access: manage,
  summary: '提醒主办单位补全资料',
  body: z.strictObject({ target: Target }),
  answer: z.object({
    /** Accounts with something missing, and those of them whose host unit has no account manager to tell. */
    count: z.number(),
    people: z.number(),
    unreached: z.number(),
  }),
})

export const exportAccounts = endpoint({
  method: 'post',
  path: '/api/accounts/exports',
  access: { permission: 'account.export' },
  summary: '导出账号台账（2000 行以内即时生成，其余由后台任务生成）',
  body: z.strictObject({
    target: Target,
    ...sortShape,
    columns: z.array(z.enum(ledgerColumnNames)).min(1, '请至少选择一列'),
    format: z.enum(['xlsx', 'csv']),
  }),
  answer: z.object({ count: z.number(), fileId: z.string().nullable(), jobId: z.string().nullable() }),
})
export type ExportRequest = z.output<NonNullable<typeof exportAccounts.body>>

/** What the filter bar offers beside the fixed lists. */
export const accountTags = endpoint({
  method: 'get',
  path: '/api/accounts/tags',
  access: read,
  summary: '已使用的标签',
  answer: z.object({ rows: z.array(z.object({ tag: z.string(), count: z.number() })) }),
})
