import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { DateText, Done, IdParam, listOf, PageQuery, pageOf, Version } from '../core/page.contract.ts'
import { platformNames, variantNames } from './platforms.rules.ts'
import { pledgeDecisionNames, pledgeMeasureNames, pledgeOutcomeNames, pledgeStateNames } from './pledge.rules.ts'

const read = { permission: 'pledge.read' }
const decide = { permission: 'pledge.decide' }

export const PledgeFilter = z.object({
  state: listOf(pledgeStateNames),
  outcome: listOf(pledgeOutcomeNames),
  region: z
    .string()
    .regex(/^\d{6}(\d{3})?$/, '区划代码应为 6 位或 9 位数字')
    .optional(),
  q: z.string().trim().max(100, '搜索内容过长').optional(),
})
export type PledgeFilter = z.output<typeof PledgeFilter>

const Measure = z.object({
  measure: z.enum(pledgeMeasureNames),
  promised: z.number(),
  real: z.number().nullable(),
  ratio: z.number().nullable(),
  atLeast: z.boolean(),
  outcome: z.enum(pledgeOutcomeNames),
  why: z.string(),
})
const Facts = z.object({
  year: z.object({ first: z.string(), last: z.string() }),
  measures: z.array(Measure),
  outcome: z.enum(pledgeOutcomeNames),
  gaps: z.array(z.string()),
})

export const PledgeRow = z.object({
  /** The account's. */
  id: z.string(),
  accountName: z.string(),
  ledgerNo: z.string(),
  platform: z.enum(platformNames),
  variant: z.enum(variantNames).nullable(),
  hostUnitName: z.string(),
  regionName: z.string(),
  source: z.enum(['opening', 'paper']),
  startsOn: z.string(),
  reviewsOn: z.string(),
  state: z.enum(pledgeStateNames),
  outcome: z.enum(pledgeOutcomeNames).nullable(),
  promised: z.object({ followers: z.number(), postsPerMonth: z.number(), averageReads: z.number() }),
  /** What the promise came to, once it has been evaluated. */
  facts: Facts.nullable(),
  evaluatedAt: z.string().nullable(),
})
export type PledgeRow = z.infer<typeof PledgeRow>

export const PledgeView = PledgeRow.extend({
  openingId: z.string().nullable(),
  promisedOn: z.string().nullable(),
  evidenceFileId: z.string().nullable(),
  evidenceFileName: z.string().nullable(),
  note: z.string(),
  enteredBy: z.string().nullable(),
  /** Names the facts that a decision is based on. */
  basis: z.string().nullable(),
  /** What is known now says something else than the facts. */
  stale: z.boolean(),
  followersByMonth: z.array(z.object({ month: z.string(), followers: z.number().nullable() })),
  decisions: z.array(
    z.object({
      id: z.string(),
      decision: z.enum(pledgeDecisionNames),
      reason: z.string(),
      outcome: z.enum(pledgeOutcomeNames),
      measures: z.array(Measure),
      reviewsOn: z.string().nullable(),
      closureId: z.string().nullable(),
      decidedBy: z.string(),
      decidedUnit: z.string(),
      at: z.string(),
    }),
  ),
  version: z.number(),
  mayDecide: z.boolean(),
})
export type PledgeView = z.infer<typeof PledgeView>

export const listPledges = endpoint({
  method: 'get',
  path: '/api/pledges',
  access: read,
  summary: '开设承诺考核清单（§6.1.2）',
  query: PageQuery.extend(PledgeFilter.shape),
  answer: pageOf(PledgeRow),
})

export const totalPledges = endpoint({
  method: 'get',
  path: '/api/pledges/totals',
  access: read,
  summary: '开设承诺考核合计：各状态、各结论数量',
  query: PledgeFilter,
  answer: z.object({
    total: z.number(),
    states: z.record(z.string(), z.number()),
    outcomes: z.record(z.string(), z.number()),
  }),
})

export const exportPledges = endpoint({
  method: 'get',
  path: '/api/pledges/workbook',
  access: read,
  summary: '导出开设承诺考核清单（.xlsx）',
  query: PledgeFilter,
  file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
})

const count = z.number('请填写整数').int('请填写整数').min(0, '不能为负数').max(999_999_999_999, '数值过大')

export const PaperPledge = z.strictObject({
  accountId: z.uuid('请选择账号'),
  followers: count,
  postsPerMonth: count.max(999_999, '数值过大'),
  averageReads: count,
  promisedOn: DateText,
  startsOn: DateText,
  evidenceFileId: z.uuid('请上传书面承诺'),
  note: z.string().trim().max(1000, '最多 1000 字').default(''),
})
export type PaperPledge = z.output<typeof PaperPledge>

export const enterPledge = endpoint({
  method: 'post',
  path: '/api/pledges',
  access: decide,
  summary: '补录存量账号的书面承诺',
  body: PaperPledge,
  answer: z.object({ id: z.string(), reviewsOn: z.string() }),
})

export const viewPledge = endpoint({
  method: 'get',
  path: '/api/pledges/:id',
  access: read,
  summary: '一个账号的承诺与实际',
  params: IdParam,
  answer: PledgeView,
})

export const evaluatePledge = endpoint({
  method: 'post',
  path: '/api/pledges/:id/evaluation',
  access: decide,
  summary: '按最新数据重新核算',
  params: IdParam,
  answer: Done,
})

export const PledgeDecisionBody = z.strictObject({
  version: Version,
  /** The facts that the caller has seen. */
  basis: z.string().regex(/^[0-9a-f]{64}$/, '请先核算实际数据'),
  decision: z.enum(pledgeDecisionNames, '请选择考核结论'),
  reason: z.string().trim().min(4, '请写明理由（至少 4 个字）').max(1000, '最多 1000 字'),
  until: DateText.nullable().default(null),
})
export type PledgeDecisionBody = z.output<typeof PledgeDecisionBody>

export const decidePledge = endpoint({
  method: 'post',
  path: '/api/pledges/:id/decisions',
  access: decide,
  summary: '考核结论：达到承诺、限期整改、启动注销',
  params: IdParam,
  body: PledgeDecisionBody,
  answer: z.object({ closureId: z.string().nullable() }),
})
