import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { DateText, IdParam, PageQuery, pageOf } from '../core/page.contract.ts'
import { type Duty, duties } from '../units/duties.rules.ts'
import { elementNames, verdictNames } from './elements.rules.ts'
import { classNames, levelNames } from './three-review.rules.ts'

const dutyNames = Object.keys(duties) as [Duty, ...Duty[]]

/** What a reviewer hands in with her decision on a manuscript (§8.2.2): the content she saw, the seven elements, releases. */
export const ReviewSheet = z.strictObject({
  hash: z.string().length(64, '内容校验值不正确'),
  /** Whoever returns a manuscript need not have judged all seven. */
  elements: z.partialRecord(
    z.enum(elementNames),
    z.strictObject({ verdict: z.enum(verdictNames), note: z.string().trim().max(500, '最多 500 字').default('') }),
  ),
  /** 三审 only: 严重 findings let pass, each with its reason. */
  releases: z
    .array(
      z.strictObject({
        key: z.string().max(400),
        reason: z.string().trim().min(10, '放行理由至少 10 个字').max(500, '最多 500 字'),
      }),
    )
    .max(50, '放行的问题过多，请退回修改')
    .default([]),
})
export type ReviewSheet = z.output<typeof ReviewSheet>

const read = { permission: 'reviewRule.read' }
const manage = { permission: 'reviewRule.manage' }

const Step = z.strictObject({
  name: z.string().trim().min(1, '请填写步骤名称').max(20, '最多 20 字'),
  level: z.enum(levelNames).nullable(),
  duty: z.enum(dutyNames),
  reviewers: z.array(z.strictObject({ id: z.uuid(), name: z.string().max(40) })).max(10),
  workdays: z.number().int().min(0).max(10),
})
export const ReviewRuleView = z.object({
  id: z.string(),
  hostUnitId: z.string(),
  hostUnitName: z.string(),
  class: z.enum(classNames),
  steps: z.array(Step),
  reason: z.string(),
  state: z.enum(['inReview', 'active', 'refused', 'returned', 'withdrawn', 'replaced']),
  /** The levels it leaves out; such a rule holds only with the supervisor's consent. */
  missing: z.array(z.enum(levelNames)),
  createdByName: z.string(),
  createdAt: z.string(),
  decidedAt: z.string().nullable(),
  reviewId: z.string().nullable(),
  version: z.number(),
})
export type ReviewRuleView = z.infer<typeof ReviewRuleView>

export const listReviewRules = endpoint({
  method: 'get',
  path: '/api/review-rules',
  access: read,
  summary: '分级分类审核：各类内容的审核路线',
  query: z.object({ hostUnitId: z.uuid().optional() }),
  answer: z.object({
    /** For each class what holds now: the unit's own route or the Guide's. */
    now: z.array(z.object({ class: z.enum(classNames), own: z.boolean(), steps: z.array(Step) })),
    rows: z.array(ReviewRuleView),
    people: z.array(z.object({ id: z.string(), name: z.string(), duties: z.array(z.enum(dutyNames)) })),
  }),
})
export const viewReviewRule = endpoint({
  method: 'get',
  path: '/api/review-rules/:id',
  access: read,
  summary: '一条审核路线',
  params: IdParam,
  answer: ReviewRuleView,
})
export const proposeReviewRule = endpoint({
  method: 'post',
  path: '/api/review-rules',
  access: manage,
  summary: '设定审核路线：不少于三审的即时生效，少于三审的须经主管单位同意',
  body: z.strictObject({
    class: z.enum(classNames),
    steps: z.array(Step).max(8),
    reason: z.string().trim().min(4, '请写明理由').max(500, '最多 500 字'),
  }),
  answer: z.object({ id: z.string(), state: z.enum(['inReview', 'active']) }),
})
export const resetReviewRule = endpoint({
  method: 'post',
  path: '/api/review-rules/resets',
  access: manage,
  summary: '恢复为三审',
  body: z.strictObject({ class: z.enum(classNames) }),
  answer: z.object({ ok: z.literal(true) }),
})

export const ReleaseRow = z.object({
  id: z.string(),
  subjectId: z.string(),
  title: z.string(),
  hostUnitName: z.string(),
  message: z.string(),
  text: z.string(),
  reason: z.string(),
  releasedByName: z.string(),
  at: z.string(),
})
const ReleaseFilter = z.object({
  from: DateText.optional(),
  to: DateText.optional(),
  q: z.string().trim().max(100).optional(),
})
export const listReleases = endpoint({
  method: 'get',
  path: '/api/finding-releases',
  access: { permission: 'release.read' },
  summary: '三审放行的严重问题及理由',
  query: PageQuery.extend(ReleaseFilter.shape),
  answer: pageOf(ReleaseRow),
})
export const countReleases = endpoint({
  method: 'get',
  path: '/api/finding-releases/counts',
  access: { permission: 'release.read' },
  summary: '三审放行的数量',
  query: ReleaseFilter,
  answer: z.object({ listed: z.number() }),
})
