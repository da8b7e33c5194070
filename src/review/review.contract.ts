import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { DateText, Done, IdParam, PageQuery, pageOf, Version } from '../core/page.contract.ts'
import { reviewActionNames, reviewStateNames } from './review.rules.ts'
import { ReviewSheet } from './three-review.contract.ts'

const use = { permission: 'review.use' }

/** 待我审核 · 我已审核 · 抄送我的 · 我提交的 · 全部（范围内） */
export const reviewBoxes = ['todo', 'done', 'copied', 'mine', 'all'] as const
export type ReviewBox = (typeof reviewBoxes)[number]

export const ReviewRow = z.object({
  id: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  kind: z.string(),
  title: z.string(),
  link: z.string(),
  hostUnitName: z.string(),
  state: z.enum(reviewStateNames),
  stepName: z.string(),
  submitterName: z.string(),
  submittedAt: z.string(),
  dueOn: z.string().nullable(),
  /** Workdays left; negative when late; null when it is not running. */
  daysLeft: z.number().nullable(),
  /** Open beyond its deadline: also on a day of rest, when no workday has been lost yet. */
  late: z.boolean(),
  /** 突发: stands before everything else. */
  urgent: z.boolean(),
  /** Since when the current step waits; null when it is not running. */
  waitingSince: z.string().nullable(),
})
export type ReviewRow = z.infer<typeof ReviewRow>

const Person = z.object({ id: z.string(), name: z.string() })

export const ReviewView = ReviewRow.extend({
  round: z.number(),
  step: z.number(),
  version: z.number(),
  submitterUnit: z.string(),
  steps: z.array(
    z.object({
      name: z.string(),
      unitName: z.string(),
      dutyZh: z.string(),
      mode: z.enum(['any', 'all']),
      reviewers: z.array(Person),
      approvedBy: z.array(z.string()),
      state: z.enum(['waiting', 'current', 'passed', 'returned', 'refused']),
      reachedAt: z.string().nullable(),
      decidedAt: z.string().nullable(),
    }),
  ),
  opinions: z.array(
    z.object({
      id: z.string(),
      round: z.number(),
      stepName: z.string(),
      action: z.string(),
      userName: z.string(),
      unitName: z.string(),
      onBehalfName: z.string().nullable(),
      toName: z.string().nullable(),
      opinion: z.string(),
      at: z.string(),
      /** Whole hours that the step waited for it; null where nobody was waited for. */
      waitedHours: z.number().nullable(),
    }),
  ),
  copies: z.array(z.object({ name: z.string(), at: z.string() })),
  openActions: z.array(z.enum(reviewActionNames)),
  /** In whose name the caller would decide, when it is not her own. */
  onBehalfOf: z.string().nullable(),
})
export type ReviewView = z.infer<typeof ReviewView>

export const ReviewFilter = z.object({
  box: z.enum(reviewBoxes).default('todo'),
  kind: z.string().max(40).optional(),
  q: z.string().trim().max(100, '搜索内容过长').optional(),
  /** Only what is open beyond its deadline. */
  late: z.literal('1').optional(),
})

export const ReviewCounts = z.object({
  /** What waits for the caller, and how much of it is late. */
  todo: z.number(),
  late: z.number(),
  /** How long the list with these filters is. */
  listed: z.number(),
})
export type ReviewCounts = z.infer<typeof ReviewCounts>

export const listReviews = endpoint({
  method: 'get',
  path: '/api/reviews',
  access: use,
  summary: '审核事项：待我审核、我已审核、抄送我的、我提交的',
  query: PageQuery.extend(ReviewFilter.shape),
  answer: pageOf(ReviewRow),
})

export const countReviews = endpoint({
  method: 'get',
  path: '/api/reviews/counts',
  access: use,
  summary: '待我审核的数量、其中逾期的数量，以及所选清单的总数',
  query: ReviewFilter,
  answer: ReviewCounts,
})

export const viewReview = endpoint({
  method: 'get',
  path: '/api/reviews/:id',
  access: use,
  summary: '审核流程与各轮意见',
  params: IdParam,
  answer: ReviewView,
})

export const actOnReview = endpoint({
  method: 'post',
  path: '/api/reviews/:id/decisions',
  access: use,
  summary: '同意、退回、不同意、转办、加签、抄送、撤回、催办',
  params: IdParam,
  body: z.strictObject({
    action: z.enum(reviewActionNames),
    opinion: z.string().trim().max(1000, '意见最多 1000 字').default(''),
    to: z.uuid('请选择人员').nullable().default(null),
    version: Version,
    /** Of a manuscript: the content that was seen and the seven elements (§8.2.2). */
    sheet: ReviewSheet.nullable().default(null),
  }),
  answer: z.object({ state: z.enum(reviewStateNames), version: z.number() }),
})

export const listReviewCandidates = endpoint({
  method: 'get',
  path: '/api/reviews/:id/candidates',
  access: use,
  summary: '可以转办、加签、抄送的人员',
  params: IdParam,
  query: z.object({ action: z.enum(['transfer', 'addReviewer', 'copy']) }),
  answer: z.object({ rows: z.array(Person.extend({ unitName: z.string() })) }),
})

export const AbsenceView = z.object({
  id: z.string(),
  userName: z.string(),
  deputyName: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  reason: z.string(),
  ended: z.boolean(),
  mine: z.boolean(),
})
export type AbsenceView = z.infer<typeof AbsenceView>

export const listAbsences = endpoint({
  method: 'get',
  path: '/api/review-absences',
  access: use,
  summary: '本单位的外出代理',
  answer: z.object({ rows: z.array(AbsenceView), colleagues: z.array(Person) }),
})

export const addAbsence = endpoint({
  method: 'post',
  path: '/api/review-absences',
  access: use,
  summary: '登记外出代理：期间由代理人以本人名义审核，留有记录',
  body: z.strictObject({
    deputyId: z.uuid('请选择代理人'),
    startsOn: DateText,
    endsOn: DateText,
    reason: z.string().trim().min(2, '请写明事由').max(200, '最多 200 字'),
  }),
  answer: z.object({ id: z.string() }),
})

export const endAbsence = endpoint({
  method: 'delete',
  path: '/api/review-absences/:id',
  access: use,
  summary: '提前结束代理',
  params: IdParam,
  answer: Done,
})

export const listPhrases = endpoint({
  method: 'get',
  path: '/api/review-phrases',
  access: use,
  summary: '本人的常用意见',
  answer: z.object({ rows: z.array(z.object({ id: z.string(), text: z.string() })) }),
})

export const addPhrase = endpoint({
  method: 'post',
  path: '/api/review-phrases',
  access: use,
  summary: '保存常用意见',
  body: z.strictObject({ text: z.string().trim().min(1, '请填写意见').max(200, '最多 200 字') }),
  answer: z.object({ id: z.string() }),
})

export const removePhrase = endpoint({
  method: 'delete',
  path: '/api/review-phrases/:id',
  access: use,
  summary: '删除常用意见',
  params: IdParam,
  answer: Done,
})
