import { z } from 'zod'
import { categoryNames, severityNames } from '../checker/finding.ts'
import { evasions } from '../checker/knowledge.ts'
import { DateText } from '../core/page.contract.ts'

const text = (zh: string, max: number) => z.string().trim().min(1, `请填写${zh}`).max(max, `最多 ${max} 字`)
const some = (max: number) => z.string().trim().max(max, `最多 ${max} 字`).optional()
const Words = z.array(text('词语', 50)).max(100, '最多 100 个').default([])
const Day = DateText.optional()

/** A word of a list, with what the list says of it: where it comes from and by which right it is here. */
export const TermPayload = z.strictObject({
  list: text('词表名称', 40).regex(/^[^#\n]+$/, '词表名称不能含有 #'),
  text: z.string().min(1, '请填写词语').max(50, '最多 50 字'),
  /** The text is a pattern of the checker's own kind (engine/pattern.ts), which is linear. */
  pattern: z.boolean().default(false),
  suggest: z.array(z.string().max(50, '最多 50 字')).max(5, '最多 5 个').default([]),
  severity: z.enum(severityNames, '请选择程度'),
  category: z.enum(categoryNames, '请选择类别'),
  message: some(200),
  why: text('说明', 300),
  basis: text('依据', 200),
  provenance: text('来源', 200),
  licence: text('使用许可', 100),
  unless: Words,
  before: Words,
  after: Words,
  near: Words,
  notBefore: Words,
  notAfter: Words,
  notNear: Words,
  wholeWord: z.boolean().default(false),
  evasion: z.enum(evasions).default('none'),
})
export type TermPayload = z.output<typeof TermPayload>

const TenurePayload = z.strictObject({
  name: text('姓名', 40),
  body: text('机构', 100),
  post: text('职务', 100),
  order: z.number().int('排序应为整数').min(1, '排序从 1 起').max(999).optional(),
  from: DateText,
  until: Day,
  source: text('出处', 300),
  asOf: DateText,
})
export type TenurePayload = z.output<typeof TenurePayload>

const BodyPayload = z.strictObject({
  full: text('机构全称', 100),
  short: Words,
  wrong: Words,
  source: text('出处', 300),
})
export type BodyPayload = z.output<typeof BodyPayload>

const PolicyPayload = z.strictObject({
  title: text('文件名称', 200),
  number: some(60),
  issuers: z.array(text('发文机关', 100)).min(1, '请填写发文机关').max(20, '最多 20 个'),
  issuedOn: Day,
  effectiveOn: Day,
  repealedOn: Day,
  replacedBy: some(300),
  text: z.string().max(30_000, '最多 30000 字').optional(),
  source: text('出处', 300),
})
export type PolicyPayload = z.output<typeof PolicyPayload>

const Host = z.string().regex(/^([a-z0-9-]{1,63}\.){1,8}[a-z]{2,20}$/, '网址主机名不正确，如 www.example.gov.cn')
const SourcePayload = z.strictObject({
  name: text('稿源名称', 100),
  aliases: Words,
  hosts: z.array(Host).max(50, '最多 50 个').default([]),
  from: Day,
  until: Day,
  source: text('出处', 300),
})
export type SourcePayload = z.output<typeof SourcePayload>

const RuleId = z.string().min(3).max(200)
const AcceptedPayload = z.strictObject({
  ruleId: RuleId,
  text: z.string().min(1, '请指明原文').max(200, '最多 200 字'),
  /** Of the finding; the server takes a graver one where it knows better. */
  severity: z.enum(severityNames),
  reason: z.string().trim().min(4, '请写明理由（至少 4 个字）').max(500, '最多 500 字'),
})
export type AcceptedPayload = z.output<typeof AcceptedPayload>

const RulePayload = z.strictObject({
  ruleId: RuleId,
  reason: z.string().trim().min(4, '请写明理由（至少 4 个字）').max(500, '最多 500 字'),
})
export type RulePayload = z.output<typeof RulePayload>

export const payloads = {
  term: TermPayload,
  tenure: TenurePayload,
  body: BodyPayload,
  policy: PolicyPayload,
  source: SourcePayload,
  accepted: AcceptedPayload,
  rule: RulePayload,
} as const
