import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { DateText, PageQuery, pageOf } from '../core/page.contract.ts'

const access = { permission: 'audit.read' }
const text = (most: number) => z.string().trim().min(1).max(most).optional()

/** What an auditor looks for; days are Beijing days and both count. */
export const AuditFilter = z.object({
  from: DateText.optional(),
  to: DateText.optional(),
  username: text(100),
  unitId: z.uuid('编号格式不正确').optional(),
  /** `slice.verb`, or `slice.` for all of a slice. */
  action: text(60),
  subjectType: text(60),
  subjectId: text(300),
  /** Words in the title. */
  text: text(100),
})
export type AuditFilter = z.output<typeof AuditFilter>

export const AuditRow = z.object({
  seq: z.number(),
  at: z.string(),
  userId: z.string().nullable(),
  username: z.string(),
  userName: z.string(),
  unitId: z.string().nullable(),
  unitName: z.string(),
  ip: z.string(),
  action: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  title: z.string(),
})
export type AuditRow = z.infer<typeof AuditRow>

export const listAudit = endpoint({
  method: 'get',
  path: '/api/audit',
  access,
  summary: '查询审计日志',
  query: PageQuery.extend(AuditFilter.shape),
  answer: pageOf(AuditRow),
})

/** Before `/api/audit/:seq`, which would take it for a number. */
export const exportAudit = endpoint({
  method: 'get',
  path: '/api/audit/export',
  access,
  summary: '导出审计日志',
  query: AuditFilter,
  file: 'text/csv',
})

export const getAudit = endpoint({
  method: 'get',
  path: '/api/audit/:seq',
  access,
  summary: '查看审计记录',
  params: z.object({ seq: z.coerce.number('序号应为数字').int().min(1).max(Number.MAX_SAFE_INTEGER) }),
  answer: AuditRow.extend({
    userAgent: z.string(),
    requestId: z.string(),
    before: z.unknown(),
    after: z.unknown(),
    prevHash: z.string(),
    hash: z.string(),
  }),
})

/** What a walk along the chain found; `fault` is the first thing that is wrong. */
export const Verification = z.object({
  ok: z.boolean(),
  checked: z.number(),
  lastSeq: z.number(),
  lastHash: z.string(),
  anchors: z.number(),
  fault: z.object({ seq: z.number(), kind: z.string(), zh: z.string() }).nullable(),
})
export type Verification = z.infer<typeof Verification>

/** A long chain takes minutes: the walk is a job, and its result (`Verification`) the job's. */
export const verifyAudit = endpoint({
  method: 'post',
  path: '/api/audit/verifications',
  access,
  summary: '校验审计日志完整性',
  answer: z.object({ jobId: z.string() }),
})
