import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { DateText, Done, IdParam, listOf, PageQuery, pageOf, Version } from '../core/page.contract.ts'
import { Finding } from '../lexicon/lexicon.contract.ts'
import { elementNames, verdictNames } from '../review/elements.rules.ts'
import { gateCodes } from '../review/gate.rules.ts'
import { classNames, levelNames } from '../review/three-review.rules.ts'
import { DraftContent } from './content.contract.ts'
import { draftStateNames } from './draft.rules.ts'

const read = { permission: 'draft.read' }
const write = { permission: 'draft.write' }

export const DraftRow = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  state: z.enum(draftStateNames),
  class: z.enum(classNames),
  hostUnitName: z.string(),
  columnName: z.string().nullable(),
  campaignName: z.string().nullable(),
  authorName: z.string(),
  updatedByName: z.string(),
  updatedAt: z.string(),
  scheduledAt: z.string().nullable(),
  /** Names of the accounts it is meant for. */
  accountNames: z.array(z.string()),
  /** Of a returned one: the reviewer's words. */
  returnedWith: z.string().nullable(),
})
export type DraftRow = z.infer<typeof DraftRow>

export const DraftFilter = z.strictObject({
  state: listOf(draftStateNames),
  class: listOf(classNames),
  columnId: z.uuid().optional(),
  campaignId: z.uuid().optional(),
  accountId: z.uuid().optional(),
  /** Only what the caller wrote on. */
  mine: z.literal('1').optional(),
  from: DateText.optional(),
  to: DateText.optional(),
  q: z.string().trim().max(100, '搜索内容过长').optional(),
})

const Placed = z.object({
  class: z.enum(classNames),
  columnId: z.uuid().nullable(),
  campaignId: z.uuid().nullable(),
})

export const DraftView = Placed.extend({
  id: z.string(),
  number: z.string(),
  state: z.enum(draftStateNames),
  hostUnitId: z.string(),
  hostUnitName: z.string(),
  content: DraftContent,
  hash: z.string(),
  approvedHash: z.string().nullable(),
  approvedAt: z.string().nullable(),
  authorName: z.string(),
  updatedByName: z.string(),
  updatedAt: z.string(),
  version: z.number(),
  reviewId: z.string().nullable(),
  /** Why it cannot be published now; empty when it can. */
  gate: z.array(z.object({ code: z.enum(gateCodes), zh: z.string(), clause: z.string() })),
  may: z.object({
    edit: z.boolean(),
    submit: z.boolean(),
    discard: z.boolean(),
    publish: z.boolean(),
    precheck: z.boolean(),
  }),
  prechecks: z.array(
    z.object({
      id: z.string(),
      userName: z.string(),
      unitName: z.string(),
      note: z.string(),
      at: z.string(),
      current: z.boolean(),
    }),
  ),
  publicationCount: z.number(),
})
export type DraftView = z.infer<typeof DraftView>

export const listDrafts = endpoint({
  method: 'get',
  path: '/api/drafts',
  access: read,
  summary: '稿件',
  query: PageQuery.extend(DraftFilter.shape),
  answer: pageOf(DraftRow),
})
export const countDrafts = endpoint({
  method: 'get',
  path: '/api/drafts/counts',
  access: read,
  summary: '稿件数量，按状态',
  query: DraftFilter,
  answer: z.object({ listed: z.number(), byState: z.record(z.enum(draftStateNames), z.number()) }),
})
export const addDraft = endpoint({
  method: 'post',
  path: '/api/drafts',
  access: write,
  summary: '新建稿件：空白、按模板或复制另一篇',
  body: z.strictObject({
    class: z.enum(classNames).default('ordinary'),
    templateId: z.uuid().nullable().default(null),
    copyOfId: z.uuid().nullable().default(null),
    columnId: z.uuid().nullable().default(null),
    campaignId: z.uuid().nullable().default(null),
    /** Of an operator: the host unit for which it writes. */
    hostUnitId: z.uuid().nullable().default(null),
  }),
  answer: z.object({ id: z.string() }),
})
export const viewDraft = endpoint({
  method: 'get',
  path: '/api/drafts/:id',
  access: read,
  summary: '稿件',
  params: IdParam,
  answer: DraftView,
})
export const saveDraft = endpoint({
  method: 'put',
  path: '/api/drafts/:id/content',
  access: write,
  summary: '保存稿件；他人已保存更新的版本时拒绝，不覆盖',
  params: IdParam,
  maxBytes: 6_500_000,
  body: z.strictObject({
    ...Placed.shape,
    content: DraftContent,
    reason: z.enum(['auto', 'manual']),
    version: Version,
  }),
  answer: z.object({
    version: z.number(),
    hash: z.string(),
    state: z.enum(draftStateNames),
    html: z.string(),
    removed: z.array(z.string()),
  }),
})
export const submitDraft = endpoint({
  method: 'post',
  path: '/api/drafts/:id/submissions',
  access: { permission: 'draft.submit' },
  summary: '送审',
  params: IdParam,
  body: z.strictObject({ note: z.string().trim().max(500, '最多 500 字').default(''), version: Version }),
  answer: z.object({ reviewId: z.string() }),
})
export const discardDraft = endpoint({
  method: 'post',
  path: '/api/drafts/:id/discards',
  access: { permission: 'draft.submit' },
  summary: '作废稿件',
  params: IdParam,
  body: z.strictObject({ reason: z.string().trim().min(2, '请写明原因').max(200, '最多 200 字'), version: Version }),
  answer: Done,
})
export const precheckDraft = endpoint({
  method: 'post',
  path: '/api/drafts/:id/prechecks',
  access: { permission: 'draft.precheck' },
  summary: '运营机构辅助审核意见（§8.2.3），不代替三审',
  params: IdParam,
  body: z.strictObject({ note: z.string().trim().min(2, '请写明意见').max(1000, '最多 1000 字') }),
  answer: Done,
})

/** The checker's findings in each part of the content: offsets count within that part's plain text. */
export const CheckedPart = z.object({
  /** `title`, `digest`, `body`, `author`, `alt:<picture>`, `<account>:title` … */
  part: z.string(),
  zh: z.string(),
  text: z.string(),
  findings: z.array(Finding.extend({ key: z.string(), element: z.enum(elementNames) })),
})
export const CheckView = z.object({
  hash: z.string(),
  lexiconVersion: z.string(),
  checkedAt: z.string(),
  parts: z.array(CheckedPart),
})
export type CheckView = z.infer<typeof CheckView>
export const checkDraft = endpoint({
  method: 'get',
  path: '/api/drafts/:id/check',
  access: read,
  summary: '稿件当前内容的检查结果',
  params: IdParam,
  answer: CheckView,
})

export const VersionRow = z.object({
  n: z.number(),
  title: z.string(),
  hash: z.string(),
  reason: z.enum(['auto', 'manual', 'submit', 'restore']),
  savedByName: z.string(),
  savedAt: z.string(),
  /** Which levels signed exactly this content. */
  signedBy: z.array(z.string()),
})
export const listDraftVersions = endpoint({
  method: 'get',
  path: '/api/drafts/:id/versions',
  access: read,
  summary: '稿件的各个版本',
  params: IdParam,
  query: PageQuery,
  answer: pageOf(VersionRow),
})
export const viewDraftVersion = endpoint({
  method: 'get',
  path: '/api/drafts/:id/versions/:n',
  access: read,
  summary: '稿件的一个版本',
  params: IdParam.extend({ n: z.coerce.number().int().min(1) }),
  answer: VersionRow.omit({ signedBy: true }).extend({ content: DraftContent }),
})
/** Word for word: what stayed, came and went, part by part; a picture counts as one word. */
export const DiffPart = z.object({
  part: z.string(),
  zh: z.string(),
  pieces: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })),
})
export const diffDraft = endpoint({
  method: 'get',
  path: '/api/drafts/:id/diff',
  access: read,
  summary: '两个版本逐词比较',
  params: IdParam,
  query: z.object({ from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1) }),
  answer: z.object({ parts: z.array(DiffPart) }),
})
export const restoreDraft = endpoint({
  method: 'post',
  path: '/api/drafts/:id/restorations',
  access: write,
  summary: '恢复为以前的版本（另存为新版本）',
  params: IdParam,
  body: z.strictObject({ n: z.number().int().min(1), version: Version }),
  answer: z.object({ version: z.number() }),
})

/** The accounts that a unit may publish on. */
export const DraftAccount = z.object({
  id: z.string(),
  name: z.string(),
  platform: z.string(),
  variant: z.string().nullable(),
  state: z.string(),
  way: z.enum(['api', 'handOver']),
  wayZh: z.string(),
  linkDomain: z.string(),
})
export const listDraftAccounts = endpoint({
  method: 'get',
  path: '/api/draft-accounts',
  access: read,
  summary: '可以发布的账号',
  query: z.object({ hostUnitId: z.uuid().optional() }),
  answer: z.object({ rows: z.array(DraftAccount) }),
})

/** What a reviewer sees before signing (§8.2.2): the content, the findings, what changed since she last saw it. */
export const ReviewSheetView = z.object({
  draft: DraftView,
  targets: z.array(DraftAccount.extend({ title: z.string() })),
  check: CheckView,
  elements: z.record(
    z.enum(elementNames),
    z.object({ state: z.enum(['failed', 'look', 'clear', 'person']), count: z.number() }),
  ),
  level: z.enum(levelNames).nullable(),
  /** The newest content that any reviewer signed or returned before; null in the first round. */
  changedSince: z.object({ n: z.number(), title: z.string(), parts: z.array(DiffPart) }).nullable(),
  releases: z.array(
    z.object({ key: z.string(), message: z.string(), reason: z.string(), byName: z.string(), at: z.string() }),
  ),
  sheets: z.array(
    z.object({
      round: z.number(),
      step: z.number(),
      stepName: z.string(),
      action: z.string(),
      userName: z.string(),
      onBehalfName: z.string().nullable(),
      current: z.boolean(),
      opinion: z.string(),
      at: z.string(),
      elements: z.partialRecord(z.enum(elementNames), z.object({ verdict: z.enum(verdictNames), note: z.string() })),
    }),
  ),
})
export type ReviewSheetView = z.infer<typeof ReviewSheetView>
export const viewReviewSheet = endpoint({
  method: 'get',
  path: '/api/drafts/:id/sheet',
  access: { permission: 'review.use' },
  summary: '审稿单：内容、检查结果、七要素、与上次的差别',
  params: IdParam,
  answer: ReviewSheetView,
})
