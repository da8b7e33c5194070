import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { DateText, Done, IdParam, Version } from '../core/page.contract.ts'
import { SchemeContract } from './scheme.contract.ts'
import { schemeStandings } from './standing.rules.ts'

export const SchemeSummary = z.object({
  id: z.string(),
  name: z.string(),
  versionNo: z.number(),
  effectiveFrom: z.string(),
  effectiveTo: z.string().nullable(),
  standing: z.enum(schemeStandings),
  note: z.string(),
  runs: z.number(),
  version: z.number(),
  createdBy: z.string(),
  createdAt: z.string(),
  /** What the reader may do with it now. */
  may: z.object({ edit: z.boolean(), force: z.boolean(), retire: z.boolean() }),
})
export type SchemeSummary = z.infer<typeof SchemeSummary>

const SchemeView = SchemeSummary.extend({ definition: SchemeContract })
export type SchemeView = z.infer<typeof SchemeView>
const manage = { permission: 'scheme.manage' }
const Note = z.string().trim().max(500, '说明最多 500 字')

export const listSchemes = endpoint({
  method: 'get',
  path: '/api/schemes',
  access: { permission: 'scheme.read' },
  summary: '考核方案列表',
  answer: z.object({ rows: z.array(SchemeSummary) }),
})

export const viewScheme = endpoint({
  method: 'get',
  path: '/api/schemes/:id',
  access: { permission: 'scheme.read' },
  summary: '考核方案',
  params: IdParam,
  answer: SchemeView,
})

export const createScheme = endpoint({
  method: 'post',
  path: '/api/schemes',
  access: manage,
  summary: '以现有方案为底稿新建一版',
  body: z.object({
    basedOn: z.uuid('请选择底稿'),
    name: z.string().trim().min(2, '请填写方案名称').max(60, '名称最多 60 字').optional(),
    effectiveFrom: DateText,
    note: Note.default(''),
  }),
  answer: SchemeView,
})

export const updateScheme = endpoint({
  method: 'put',
  path: '/api/schemes/:id',
  access: manage,
  summary: '修改方案草案',
  params: IdParam,
  body: z.object({
    version: Version,
    name: z.string().trim().min(2, '请填写方案名称').max(60, '名称最多 60 字'),
    effectiveFrom: DateText,
    note: Note,
    definition: SchemeContract,
  }),
  answer: SchemeView,
})

export const putSchemeInForce = endpoint({
  method: 'post',
  path: '/api/schemes/:id/entry-into-force',
  access: manage,
  summary: '施行方案',
  params: IdParam,
  body: z.object({ version: Version, effectiveFrom: DateText, effectiveTo: DateText.optional() }),
  answer: SchemeView,
})

export const retireScheme = endpoint({
  method: 'post',
  path: '/api/schemes/:id/retirement',
  access: manage,
  summary: '停用方案',
  params: IdParam,
  body: z.object({ version: Version, lastDay: DateText }),
  answer: SchemeView,
})

export const deleteScheme = endpoint({
  method: 'delete',
  path: '/api/schemes/:id',
  access: manage,
  summary: '删除方案草案',
  params: IdParam,
  answer: Done,
})
