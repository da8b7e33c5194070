import { z } from 'zod'
import { categoryNames, severityNames } from '../checker/finding.ts'
import type { Knowledge } from '../checker/knowledge.ts'
import { endpoint } from '../core/endpoint.ts'
import { DateText, IdParam, listOf, PageQuery, pageOf, Version } from '../core/page.contract.ts'
import {
  changeStateNames,
  type EntryKind,
  entryKindNames,
  entryStateNames,
  itemActionNames,
} from './entry-kinds.rules.ts'
import { payloads } from './payloads.contract.ts'

const read = { permission: 'lexicon.read' }
const manage = { permission: 'lexicon.manage' }
const confirm = { permission: 'lexicon.confirm' }
const check = { permission: 'check.use' }
const Reason = z.string().trim().min(4, '请写明理由（至少 4 个字）').max(500, '最多 500 字')

/** Whose entries, as seen from the reader: her own layer's, those above it, those below it. */
export const reaches = { own: '本级', above: '上级', below: '下级' } as const
const reachNames = ['own', 'above', 'below'] as const

export const filterShape = {
  kind: listOf(entryKindNames),
  reach: z.enum(reachNames).optional(),
  state: z.enum(entryStateNames).optional(),
  severity: listOf(severityNames),
  category: listOf(categoryNames),
  /** Of terms: the name of the list. */
  list: z.string().trim().max(40).optional(),
  q: z.string().trim().max(100, '搜索内容过长').optional(),
}
// Strict: a misspelt filter must not quietly mean "all entries".
export const EntryFilter = z.strictObject(filterShape)
export type EntryFilter = z.output<typeof EntryFilter>
export type EntryFilterInput = z.input<typeof EntryFilter>

export const EntryView = z.object({
  id: z.string(),
  kind: z.enum(entryKindNames),
  title: z.string(),
  list: z.string().nullable(),
  severity: z.enum(severityNames).nullable(),
  category: z.enum(categoryNames).nullable(),
  payload: z.record(z.string(), z.unknown()),
  from: z.string(),
  until: z.string().nullable(),
  state: z.enum(entryStateNames),
  layerName: z.string(),
  reach: z.enum(reachNames),
  version: z.number(),
  updatedAt: z.string(),
})
export type EntryView = z.infer<typeof EntryView>

export const listEntries = endpoint({
  method: 'get',
  path: '/api/lexicon/entries',
  access: read,
  summary: '词库与知识',
  query: z.object({ ...filterShape, ...PageQuery.shape }),
  answer: pageOf(EntryView),
})

export const totalEntries = endpoint({
  method: 'get',
  path: '/api/lexicon/entries/totals',
  access: read,
  summary: '词库与知识的条数',
  query: z.object(filterShape),
  answer: z.object({ count: z.number(), own: z.number(), lists: z.array(z.string()) }),
})

const HistoryLine = z.object({
  changeId: z.string(),
  action: z.enum(itemActionNames),
  state: z.enum(changeStateNames),
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
})
export type HistoryLine = z.infer<typeof HistoryLine>

export const getEntry = endpoint({
  method: 'get',
  path: '/api/lexicon/entries/:id',
  access: read,
  summary: '一条词或知识及其变更历史',
  params: IdParam,
  answer: EntryView.extend({ history: z.array(HistoryLine) }),
})

const Days = { from: DateText.optional(), until: DateText.nullable().default(null), reason: Reason }
const said = <K extends EntryKind>(kind: K) =>
  z.strictObject({ kind: z.literal(kind), payload: payloads[kind], ...Days })
export const EntryProposal = z.discriminatedUnion('kind', [
  said('term'),
  said('tenure'),
  said('body'),
  said('policy'),
  said('source'),
  said('accepted'),
  said('rule'),
])
export type EntryProposal = z.output<typeof EntryProposal>

/** `confirmed`: it is in force (or will be from its day on); `proposed`: a second person has to confirm it. */
const Proposed = z.object({ changeId: z.string(), state: z.enum(['proposed', 'confirmed']), count: z.number() })
export type Proposed = z.infer<typeof Proposed>

export const proposeEntry = endpoint({
  method: 'post',
  path: '/api/lexicon/entries',
  access: manage,
  summary: '新增词条、知识、“此处无误”或停用系统规则',
  body: EntryProposal,
  answer: Proposed,
})

export const editEntry = endpoint({
  method: 'put',
  path: '/api/lexicon/entries/:id',
  access: manage,
  summary: '修改词条或知识',
  params: IdParam,
  body: z.object({ version: Version, proposal: EntryProposal }),
  answer: Proposed,
})

export const Target = z.union([
  z.strictObject({ ids: z.array(z.uuid('编号格式不正确')).min(1, '请选择').max(500, '一次最多选 500 条') }),
  z.strictObject({ filter: EntryFilter }),
])
export type Target = z.output<typeof Target>

export const stopEntries = endpoint({
  method: 'post',
  path: '/api/lexicon/stops',
  access: manage,
  summary: '停用本级的词条或知识（所选或符合筛选的全部）',
  body: z.strictObject({ target: Target, reason: Reason }),
  answer: Proposed,
})

export const exportEntries = endpoint({
  method: 'post',
  path: '/api/lexicon/exports',
  access: read,
  summary: '导出词库与知识',
  body: z.strictObject({
    filter: EntryFilter.extend({ kind: z.enum(entryKindNames) }),
    format: z.enum(['xlsx', 'csv']),
  }),
  answer: z.object({ count: z.number(), jobId: z.string() }),
})

export const RuleView = z.object({
  id: z.string(),
  what: z.enum(['rule', 'list']),
  title: z.string(),
  severity: z.enum(severityNames),
  category: z.enum(categoryNames),
  why: z.string(),
  basis: z.string(),
  provenance: z.string().nullable(),
  terms: z.number().nullable(),
  fires: z.array(z.string()),
  quiet: z.array(z.string()),
  grave: z.boolean(),
  /** Who has switched it off for the reader, and the entry by which. */
  off: z
    .object({ entryId: z.string(), layerName: z.string(), own: z.boolean(), reason: z.string(), from: z.string() })
    .nullable(),
})
export type RuleView = z.infer<typeof RuleView>

export const listRules = endpoint({
  method: 'get',
  path: '/api/lexicon/rules',
  access: read,
  summary: '系统自带的规则与词表',
  answer: z.object({ rows: z.array(RuleView), maySwitch: z.boolean() }),
})

const ReplayView = z.object({
  at: z.string(),
  since: z.string(),
  titles: z.number(),
  bodies: z.number(),
  newly: z.number(),
  gone: z.number(),
  accounts: z.array(z.object({ id: z.string(), name: z.string(), newly: z.number(), gone: z.number() })),
  accountCount: z.number(),
  kept: z.number(),
})
export const ChangeView = z.object({
  id: z.string(),
  kind: z.enum(entryKindNames),
  title: z.string(),
  reason: z.string(),
  state: z.enum(changeStateNames),
  grave: z.boolean(),
  count: z.number(),
  layerName: z.string(),
  proposedBy: z.string(),
  proposedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decisionReason: z.string().nullable(),
  replayJobId: z.string().nullable(),
  replay: ReplayView.nullable(),
  version: z.number(),
  /** Why the reader may not decide on it; null when she may. */
  refusal: z.string().nullable(),
  mine: z.boolean(),
})
export type ChangeView = z.infer<typeof ChangeView>

export const listChanges = endpoint({
  method: 'get',
  path: '/api/lexicon/changes',
  access: read,
  summary: '词库与规则的变更',
  query: PageQuery.extend({
    state: z.enum(changeStateNames).optional(),
    kind: listOf(entryKindNames),
    q: z.string().trim().max(100, '搜索内容过长').optional(),
  }),
  answer: pageOf(ChangeView),
})

export const getChange = endpoint({
  method: 'get',
  path: '/api/lexicon/changes/:id',
  access: read,
  summary: '一项变更',
  params: IdParam,
  answer: ChangeView,
})

export const ItemView = z.object({
  n: z.number(),
  action: z.enum(itemActionNames),
  title: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
})
export type ItemView = z.infer<typeof ItemView>

export const listItems = endpoint({
  method: 'get',
  path: '/api/lexicon/changes/:id/items',
  access: read,
  summary: '一项变更涉及的条目',
  params: IdParam,
  query: PageQuery,
  answer: pageOf(ItemView),
})

export const decideChange = endpoint({
  method: 'post',
  path: '/api/lexicon/changes/:id/decision',
  access: confirm,
  summary: '确认或不同意一项变更（须由同级另一人）',
  params: IdParam,
  body: z
    .strictObject({
      version: Version,
      decision: z.enum(['confirm', 'refuse']),
      reason: z.string().trim().max(500, '最多 500 字').default(''),
    })
    .refine(({ decision, reason }) => decision === 'confirm' || reason.length >= 4, {
      path: ['reason'],
      message: '不同意须写明理由（至少 4 个字）',
    }),
  answer: ChangeView,
})

export const withdrawChange = endpoint({
  method: 'post',
  path: '/api/lexicon/changes/:id/withdrawal',
  access: manage,
  summary: '撤回本人提出、尚未确认的变更',
  params: IdParam,
  body: z.strictObject({ version: Version }),
  answer: ChangeView,
})

export const startReplay = endpoint({
  method: 'post',
  path: '/api/lexicon/changes/:id/replays',
  access: read,
  summary: '用已发布作品试运行一项变更',
  params: IdParam,
  body: z.strictObject({ since: DateText.optional() }),
  answer: z.object({ jobId: z.string() }),
})

export const HitView = z.object({
  n: z.number(),
  accountId: z.string(),
  accountName: z.string(),
  postId: z.string(),
  publishedAt: z.string(),
  newly: z.boolean(),
  ruleId: z.string(),
  severity: z.enum(severityNames),
  text: z.string(),
  sentence: z.string(),
  message: z.string(),
})
export type HitView = z.infer<typeof HitView>

export const listHits = endpoint({
  method: 'get',
  path: '/api/lexicon/changes/:id/hits',
  access: read,
  summary: '试运行的结果，新的在前',
  params: IdParam,
  query: PageQuery.extend({ newly: z.enum(['1', '0']).optional() }),
  answer: pageOf(HitView),
})

export const hitsWorkbook = endpoint({
  method: 'get',
  path: '/api/lexicon/changes/:id/hits-workbook',
  access: read,
  summary: '下载试运行的结果',
  params: IdParam,
  file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
})

export const effectiveKnowledge = endpoint({
  method: 'get',
  path: '/api/lexicon/effective',
  access: check,
  summary: '对本人生效的全部词库与知识（带 ETag；If-None-Match 未变时答 304）',
  answer: z.object({
    version: z.string(),
    /** As the checker takes it (src/checker/knowledge.ts). It is large, and was checked entry by entry. */
    knowledge: z.unknown() as unknown as z.ZodType<Knowledge>,
    disabledRules: z.array(z.string()),
    /** Whether a language model may be asked as well (`checkByModel`). */
    modelCheck: z.boolean(),
  }),
})

export const mostCharacters = 1_000_000
export const Finding = z.object({
  ruleId: z.string(),
  category: z.enum(categoryNames),
  severity: z.enum(severityNames),
  start: z.number(),
  end: z.number(),
  text: z.string(),
  suggestions: z.array(z.string()).readonly(),
  message: z.string(),
  why: z.string(),
  basis: z.string(),
})

export const checkText = endpoint({
  method: 'post',
  path: '/api/checks',
  access: check,
  summary: '检查一段文本（不保存）',
  body: z.strictObject({
    text: z.string().max(mostCharacters, '最多 100 万字，请分段检查'),
    /** The day of publication; today unless told. */
    on: DateText.optional(),
    origin: z
      .strictObject({
        kind: z.enum(['original', 'repost']),
        sourceName: z.string().max(100).optional(),
        sourceUrl: z.string().max(2048).optional(),
      })
      .optional(),
  }),
  // A text may be a draft that nobody else is to see.
  secret: true,
  maxBytes: 6_500_000,
  answer: z.object({
    version: z.string(),
    findings: z.array(Finding),
    /** Findings beyond the first 5,000 are only counted. */
    more: z.number(),
    /** Whether open typos were looked for, which is done up to 20,000 characters. */
    typos: z.boolean(),
  }),
})
