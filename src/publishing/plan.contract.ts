import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { DateText, Done, IdParam, Version } from '../core/page.contract.ts'
import { DraftContent } from './content.contract.ts'
import { draftStateNames } from './draft.rules.ts'
import { publicationStateNames } from './publication.rules.ts'

const read = { permission: 'draft.read' }
const manage = { permission: 'draft.plan' }
const Name = z.string().trim().min(2, '名称至少 2 个字').max(40, '名称最多 40 字')
const Shown = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['active', 'stopped']),
  version: z.number(),
  hostUnitName: z.string(),
  draftCount: z.number(),
})
const Host = z.object({ hostUnitId: z.uuid().optional() })
const State = z.enum(['active', 'stopped'])

export const ColumnView = Shown.extend({ intro: z.string() })
const ColumnForm = z.strictObject({ name: Name, intro: z.string().trim().max(200, '最多 200 字').default('') })
export const listColumns = endpoint({
  method: 'get',
  path: '/api/columns',
  access: read,
  summary: '栏目',
  query: Host,
  answer: z.object({ rows: z.array(ColumnView) }),
})
export const addColumn = endpoint({
  method: 'post',
  path: '/api/columns',
  access: manage,
  summary: '新建栏目',
  body: ColumnForm,
  answer: z.object({ id: z.string() }),
})
export const editColumn = endpoint({
  method: 'put',
  path: '/api/columns/:id',
  access: manage,
  summary: '修改或停用栏目',
  params: IdParam,
  body: ColumnForm.extend({ state: State, version: Version }),
  answer: Done,
})

export const CampaignView = Shown.extend({ plan: z.string(), startsOn: z.string(), endsOn: z.string() })
const CampaignForm = z.strictObject({
  name: Name,
  plan: z.string().trim().max(5000, '最多 5000 字').default(''),
  startsOn: DateText,
  endsOn: DateText,
})
export const listCampaigns = endpoint({
  method: 'get',
  path: '/api/campaigns',
  access: read,
  summary: '主题策划',
  query: Host,
  answer: z.object({ rows: z.array(CampaignView) }),
})
export const addCampaign = endpoint({
  method: 'post',
  path: '/api/campaigns',
  access: manage,
  summary: '新建主题策划',
  body: CampaignForm,
  answer: z.object({ id: z.string() }),
})
export const editCampaign = endpoint({
  method: 'put',
  path: '/api/campaigns/:id',
  access: manage,
  summary: '修改或停用主题策划',
  params: IdParam,
  body: CampaignForm.extend({ state: State, version: Version }),
  answer: Done,
})

export const TemplateView = Shown.omit({ draftCount: true }).extend({ content: DraftContent })
const TemplateForm = z.strictObject({ name: Name, content: DraftContent })
export const listTemplates = endpoint({
  method: 'get',
  path: '/api/draft-templates',
  access: read,
  summary: '稿件模板',
  query: Host,
  answer: z.object({ rows: z.array(TemplateView) }),
})
export const addTemplate = endpoint({
  method: 'post',
  path: '/api/draft-templates',
  access: manage,
  summary: '新建稿件模板',
  body: TemplateForm,
  maxBytes: 6_500_000,
  answer: z.object({ id: z.string() }),
})
export const editTemplate = endpoint({
  method: 'put',
  path: '/api/draft-templates/:id',
  access: manage,
  summary: '修改或停用稿件模板',
  params: IdParam,
  body: TemplateForm.extend({ state: State, version: Version }),
  maxBytes: 6_500_000,
  answer: Done,
})

/** One day's entries of the calendar: topics that run, manuscripts planned for it, what goes or went out. */
export const CalendarItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('campaign'), id: z.string(), name: z.string(), startsOn: z.string(), endsOn: z.string() }),
  z.object({
    kind: z.literal('draft'),
    id: z.string(),
    title: z.string(),
    state: z.enum(draftStateNames),
    at: z.string(),
  }),
  z.object({
    kind: z.literal('publication'),
    id: z.string(),
    title: z.string(),
    state: z.enum(publicationStateNames),
    at: z.string(),
    accountName: z.string(),
    platform: z.string(),
  }),
])
export const viewCalendar = endpoint({
  method: 'get',
  path: '/api/content-calendar',
  access: read,
  summary: '发布日历：主题、计划发布的稿件、已发布的内容',
  /** The running month unless told. */
  query: z.object({ from: DateText.optional(), to: DateText.optional(), hostUnitId: z.uuid().optional() }),
  answer: z.object({ items: z.array(CalendarItem), more: z.number(), restDays: z.array(z.string()) }),
})
