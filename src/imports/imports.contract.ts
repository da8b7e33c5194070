import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { IdParam, PageQuery, pageOf } from '../core/page.contract.ts'

const access = { permission: 'import.use' }
const importStates = ['uploaded', 'checking', 'checked', 'applying', 'applied', 'failed', 'cancelled'] as const
const rowOutcomes = ['error', 'new', 'changed', 'same'] as const

const ColumnView = z.object({
  key: z.string(),
  zh: z.string(),
  synonyms: z.array(z.string()),
  required: z.boolean(),
  hint: z.string(),
  choices: z.array(z.string()),
})
const OptionView = z.object({
  key: z.string(),
  zh: z.string(),
  input: z.enum(['dateTime', 'text', 'choice', 'flag', 'account']),
  hint: z.string(),
  choices: z.array(z.string()),
})
export const KindView = z.object({
  kind: z.string(),
  zh: z.string(),
  columns: z.array(ColumnView),
  options: z.array(OptionView),
})
export type KindView = z.infer<typeof KindView>

const Counts = z.object({
  rows: z.number(),
  new: z.number(),
  changed: z.number(),
  same: z.number(),
  errors: z.number(),
})

export const ImportLine = z.object({
  id: z.string(),
  kind: z.string(),
  kindZh: z.string(),
  fileName: z.string(),
  state: z.enum(importStates),
  /** Null until the file has been checked. */
  counts: Counts.nullable(),
  failure: z.string().nullable(),
  createdAt: z.string(),
  appliedAt: z.string().nullable(),
})
export type ImportLine = z.infer<typeof ImportLine>

export const ImportView = ImportLine.extend({
  /** Null when the uploaded file has been removed. */
  fileId: z.string().nullable(),
  fileSha256: z.string(),
  sheetName: z.string(),
  sheetNames: z.array(z.string()),
  headerRow: z.number(),
  headers: z.array(z.string()),
  sample: z.array(z.object({ row: z.number(), cells: z.array(z.string()) })),
  notes: z.array(z.string()),
  mapping: z.record(z.string(), z.number()),
  /** Required columns that nothing is mapped to yet. */
  missing: z.array(z.string()),
  options: z.record(z.string(), z.unknown()),
  jobId: z.string().nullable(),
  checkedAt: z.string().nullable(),
  /** The same file was imported before; `id` when that import is one's own. */
  former: z
    .object({ id: z.string().nullable(), fileName: z.string(), appliedAt: z.string(), userName: z.string() })
    .nullable(),
})
export type ImportView = z.infer<typeof ImportView>

export const ImportRowView = z.object({
  row: z.number(),
  outcome: z.enum(rowOutcomes),
  cells: z.record(z.string(), z.string()),
  /** `column` as it is called in the file, `value` as it stands there. */
  errors: z.array(z.object({ column: z.string().nullable(), value: z.string().nullable(), message: z.string() })),
})
export type ImportRowView = z.infer<typeof ImportRowView>

export const listKinds = endpoint({
  method: 'get',
  path: '/api/imports/kinds',
  access,
  summary: '本人可用的导入类型',
  answer: z.object({ rows: z.array(KindView) }),
})

export const downloadTemplate = endpoint({
  method: 'get',
  path: '/api/imports/kinds/:kind/template',
  access,
  summary: '下载导入模板',
  params: z.object({ kind: z.string().max(40) }),
  file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
})

/** Options of a form arrive as the text of a JSON object. */
const OptionsText = z
  .string()
  .max(10_000)
  .default('{}')
  .transform((text, context) => {
    try {
      return z.record(z.string(), z.unknown()).parse(JSON.parse(text))
    } catch {
      context.addIssue({ code: 'custom', message: '导入选项不是有效的 JSON' })
      return z.NEVER
    }
  })

export const uploadImportFile = endpoint({
  method: 'post',
  path: '/api/imports',
  access,
  summary: '上传导入文件（.xlsx、.xls、.csv，不超过 50 MiB）',
  body: z.object({ kind: z.string().max(40), options: OptionsText }),
  upload: true,
  maxBytes: 51 * 1024 * 1024,
  answer: ImportView,
})

export const listImports = endpoint({
  method: 'get',
  path: '/api/imports',
  access,
  summary: '本人的导入记录',
  query: PageQuery.extend({ kind: z.string().max(40).optional() }),
  answer: pageOf(ImportLine),
})

export const getImport = endpoint({
  method: 'get',
  path: '/api/imports/:id',
  access,
  summary: '导入的状态与结果',
  params: IdParam,
  answer: ImportView,
})

export const setMapping = endpoint({
  method: 'put',
  path: '/api/imports/:id/mapping',
  access,
  summary: '确定各列的对应关系',
  params: IdParam,
  body: z.object({
    /** Another sheet or header row is read anew, with a new suggestion, unless a mapping comes along. */
    sheetName: z.string().max(200).optional(),
    headerRow: z.number().int().min(1).max(1_048_576).optional(),
    mapping: z.record(z.string().max(40), z.number().int().min(0).max(500)).optional(),
    options: z.record(z.string(), z.unknown()).optional(),
  }),
  answer: ImportView,
})

export const checkImport = endpoint({
  method: 'post',
  path: '/api/imports/:id/check',
  access,
  summary: '试导入：逐行检查，不写入',
  params: IdParam,
  answer: ImportView,
})

export const listImportRows = endpoint({
  method: 'get',
  path: '/api/imports/:id/rows',
  access,
  summary: '试导入的逐行结果',
  params: IdParam,
  query: PageQuery.extend({ outcome: z.enum(rowOutcomes).optional() }),
  answer: pageOf(ImportRowView),
})

export const downloadErrors = endpoint({
  method: 'get',
  path: '/api/imports/:id/errors-file',
  access,
  summary: '下载有误的行，改正后可直接再次上传',
  params: IdParam,
  file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
})

export const applyImport = endpoint({
  method: 'post',
  path: '/api/imports/:id/application',
  access,
  summary: '确认导入：无误的行在一次事务中写入',
  params: IdParam,
  body: z.object({ onlyIfNoErrors: z.boolean().default(false) }),
  answer: ImportView,
})

export const cancelImport = endpoint({
  method: 'post',
  path: '/api/imports/:id/cancellation',
  access,
  summary: '放弃导入',
  params: IdParam,
  answer: ImportView,
})
