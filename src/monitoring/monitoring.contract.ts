import { z } from 'zod'
import { platformNames } from '../accounts/platforms.rules.ts'
import { endpoint } from '../core/endpoint.ts'
import { DateText, IdParam, listOf, PageQuery, pageOf, Version } from '../core/page.contract.ts'
import { findingKinds, findingSourceNames, findingStateNames } from './findings.rules.ts'

const read = { permission: 'finding.read' }
const write = { permission: 'finding.record' }

/** The filters of the list as they stand in a URL; the totals read the same. */
export const FindingFilter = z.object({
  kind: listOf(findingKinds),
  state: z.enum(findingStateNames).optional(),
  account: z.uuid('账号编号格式不正确').optional(),
  /** A region and everything below it. */
  region: z
    .string()
    .regex(/^\d{6}(\d{3})?$/, '区划代码应为 6 位或 9 位数字')
    .optional(),
  from: DateText.optional(),
  to: DateText.optional(),
  q: z.string().trim().max(100, '搜索内容过长').optional(),
})
export type FindingFilter = z.output<typeof FindingFilter>

export const FindingView = z.object({
  id: z.string(),
  kind: z.enum(findingKinds),
  state: z.enum(findingStateNames),
  occurredOn: z.string(),
  title: z.string(),
  detail: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  platform: z.enum(platformNames),
  hostUnitName: z.string(),
  postId: z.string().nullable(),
  evidenceUrl: z.string().nullable(),
  evidenceFileId: z.string().nullable(),
  evidenceFileName: z.string().nullable(),
  source: z.enum(findingSourceNames),
  recordedBy: z.string(),
  recordedAt: z.string(),
  withdrawnAt: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
  version: z.number(),
})
export type FindingView = z.infer<typeof FindingView>

export const listFindings = endpoint({
  method: 'get',
  path: '/api/findings',
  access: read,
  summary: '问题清单',
  query: PageQuery.extend(FindingFilter.shape),
  answer: pageOf(FindingView),
})

export const totalFindings = endpoint({
  method: 'get',
  path: '/api/findings/totals',
  access: read,
  summary: '问题合计',
  query: FindingFilter,
  answer: z.object({
    count: z.number(),
    kinds: z.array(z.object({ kind: z.enum(findingKinds), count: z.number() })),
  }),
})

export const getFinding = endpoint({
  method: 'get',
  path: '/api/findings/:id',
  access: read,
  summary: '问题详情',
  params: IdParam,
  answer: FindingView,
})

export const FindingCreate = z
  .strictObject({
    accountId: z.uuid('请选择账号'),
    kind: z.enum(findingKinds, '请选择问题类型'),
    occurredOn: DateText,
    title: z.string().trim().min(2, '请写明问题').max(200, '最多 200 字'),
    detail: z.string().trim().max(4000, '最多 4000 字').default(''),
    postId: z.uuid().nullable().default(null),
    evidenceUrl: z
      .url({ protocol: /^https?$/, error: '网址须以 http:// 或 https:// 开头' })
      .max(2000, '网址过长')
      .nullable()
      .default(null),
    evidenceFileId: z.uuid().nullable().default(null),
  })
  .refine(({ evidenceUrl, evidenceFileId }) => evidenceUrl !== null || evidenceFileId !== null, {
    path: ['evidenceUrl'],
    message: '请填写佐证链接或上传佐证材料',
  })
export type FindingCreate = z.output<typeof FindingCreate>

export const recordFinding = endpoint({
  method: 'post',
  path: '/api/findings',
  access: write,
  summary: '登记问题',
  body: FindingCreate,
  answer: FindingView,
})

export const withdrawFinding = endpoint({
  method: 'post',
  path: '/api/findings/:id/withdrawal',
  access: write,
  summary: '撤销问题（保留记录与原因）',
  params: IdParam,
  body: z.strictObject({
    version: Version,
    reason: z.string().trim().min(4, '请写明撤销原因（至少 4 个字）').max(500, '最多 500 字'),
  }),
  answer: FindingView,
})
