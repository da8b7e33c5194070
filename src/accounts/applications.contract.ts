import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { DateText, Done, IdParam, listOf, PageQuery, pageOf, Version } from '../core/page.contract.ts'
import { docx } from '../units/user.contract.ts'
import { AccountUpdate } from './accounts.contract.ts'
import { documentNames } from './application-documents.rules.ts'
import {
  applicationKindNames,
  applicationStateNames,
  closureCauseNames,
  evidenceRoleNames,
  lifecycleActions,
} from './lifecycle.rules.ts'
import { emptyOpening, type OpeningField, openingFields } from './opening-form.rules.ts'
import { platformNames, variantNames } from './platforms.rules.ts'
import { reviewReachNames } from './review-route.rules.ts'

const read = { permission: 'application.read' }
const make = { permission: 'application.make' }

const text = (max: number) =>
  z
    .string()
    .max(max, `最多 ${max} 字`)
    .transform((given) => given.normalize('NFC'))
const count = z.number('请填写整数').int('请填写整数').min(0, '不能为负数').max(999_999_999_999, '数值过大').nullable()

type TextField = Exclude<OpeningField, 'platform' | 'variant' | 'followers' | 'postsPerMonth' | 'averageReads'>
const openingTexts = Object.fromEntries(
  Object.entries(openingFields)
    .filter(([name]) => typeof emptyOpening[name as OpeningField] === 'string')
    .map(([name, { max }]) => [name, text(max)]),
) as Record<TextField, ReturnType<typeof text>> // the filter keeps the text fields only

/** 表1, at any stage of being filled in. */
export const OpeningFormBody = z.strictObject({
  ...openingTexts,
  platform: z.enum(platformNames, '请选择平台').nullable(),
  variant: z.enum(variantNames).nullable(),
  followers: count,
  postsPerMonth: count,
  averageReads: count,
})

/** The fields that a filing or a change may hold; absent is "as it is", null is "cleared". Phones are sealed at rest. */
const fieldsOfRecord = AccountUpdate.omit({ version: true, tags: true, platform: true, hostUnitId: true }).shape

export const FilingFormBody = z.strictObject({ ...fieldsOfRecord })
/** In a change, a telephone number that was saved before and stays as saved: the page never gets it back. */
export const savedPhone = 'saved'
const changedPhone = z.union([z.literal(savedPhone), fieldsOfRecord.accountContactPhone])
export const ChangeFormBody = z.strictObject({
  fields: z.strictObject({ ...fieldsOfRecord, accountContactPhone: changedPhone, unitContactPhone: changedPhone }),
  reason: text(1000),
})
export const ClosureFormBody = z.strictObject({
  reason: text(1000),
  noticeText: text(2000),
  noticeUrl: z.union([
    z.literal(''),
    z.url({ protocol: /^https?$/, error: '网址须以 http:// 或 https:// 开头' }).max(2000),
  ]),
  noticePostedOn: DateText.nullable(),
  platformAppliedOn: DateText.nullable(),
  platformClosedOn: DateText.nullable(),
  shutdownOn: DateText.nullable(),
  progress: text(1000),
})
export type ClosureForm = z.output<typeof ClosureFormBody>

export const ApplicationFilter = z.object({
  kind: listOf(applicationKindNames),
  state: listOf(applicationStateNames),
  region: z
    .string()
    .regex(/^\d{6}(\d{3})?$/, '区划代码应为 6 位或 9 位数字')
    .optional(),
  account: z.uuid('账号编号格式不正确').optional(),
  late: z.literal('1').optional(),
  open: z.literal('1').optional(),
  q: z.string().trim().max(100, '搜索内容过长').optional(),
})
export type ApplicationFilter = z.output<typeof ApplicationFilter>

export const ApplicationRow = z.object({
  id: z.string(),
  number: z.string(),
  kind: z.enum(applicationKindNames),
  state: z.enum(applicationStateNames),
  title: z.string(),
  hostUnitName: z.string(),
  regionName: z.string(),
  platform: z.enum(platformNames),
  accountId: z.string().nullable(),
  cause: z.enum(closureCauseNames).nullable(),
  dueOn: z.string().nullable(),
  late: z.boolean(),
  createdByName: z.string(),
  submittedAt: z.string().nullable(),
  updatedAt: z.string(),
})
export type ApplicationRow = z.infer<typeof ApplicationRow>

const StepButton = z.object({
  action: z.enum(lifecycleActions),
  zh: z.string(),
  clause: z.string(),
  requires: z.array(z.string()),
})

export const ApplicationView = ApplicationRow.extend({
  version: z.number(),
  hostUnitId: z.string(),
  account: z
    .object({
      id: z.string(),
      name: z.string(),
      ledgerNo: z.string(),
      state: z.string(),
      recorded: z.record(z.string(), z.unknown()),
    })
    .nullable(),
  openingId: z.string().nullable(),
  /** Of an agreed opening: its filing, once begun. */
  filingId: z.string().nullable(),
  /** By kind: 表1, the filing, the change or the closing; telephone numbers are masked. */
  form: z.record(z.string(), z.unknown()),
  /** May the caller fill in the form now? */
  editable: z.boolean(),
  files: z.array(
    z.object({
      fileId: z.string(),
      name: z.string(),
      mediaType: z.string(),
      role: z.enum(evidenceRoleNames),
      addedAt: z.string(),
    }),
  ),
  steps: z.array(
    z.object({
      id: z.string(),
      action: z.string(),
      zh: z.string(),
      fromState: z.string(),
      toState: z.string(),
      note: z.string(),
      actorName: z.string(),
      actorUnit: z.string(),
      at: z.string(),
    }),
  ),
  openSteps: z.array(StepButton),
  /** What keeps the form from going in, as it stands. */
  faults: z.array(z.object({ path: z.string(), message: z.string() })),
  /** What the supervisors decided in the end, as the printed form bears it. */
  opinions: z.array(z.object({ unitName: z.string(), name: z.string(), opinion: z.string(), day: z.string() })),
  twins: z.array(z.object({ id: z.string(), ledgerNo: z.string(), name: z.string() })),
  reviewId: z.string().nullable(),
  barredUntil: z.string().nullable(),
  barLiftedReason: z.string().nullable(),
  mayLiftBar: z.boolean(),
})
export type ApplicationView = z.infer<typeof ApplicationView>

export const listApplications = endpoint({
  method: 'get',
  path: '/api/applications',
  access: read,
  summary: '账号申请：开设、备案、变更、注销',
  query: PageQuery.extend(ApplicationFilter.shape),
  answer: pageOf(ApplicationRow),
})

export const applicationOverview = endpoint({
  method: 'get',
  path: '/api/applications/overview',
  access: read,
  summary: '各状态申请数量，按下级区域',
  query: ApplicationFilter,
  answer: z.object({
    total: z.number(),
    late: z.number(),
    counts: z.array(
      z.object({ kind: z.enum(applicationKindNames), state: z.enum(applicationStateNames), count: z.number() }),
    ),
    regions: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        kind: z.enum(applicationKindNames),
        open: z.number(),
        late: z.number(),
        ended: z.number(),
      }),
    ),
  }),
})

export const startApplication = endpoint({
  method: 'post',
  path: '/api/applications',
  access: make,
  summary: '新建申请（开设；由开设申请备案；变更；注销）',
  body: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('opening') }),
    z.strictObject({ kind: z.literal('filing'), openingId: z.uuid('请选择已同意的开设申请') }),
    z.strictObject({ kind: z.literal('change'), accountId: z.uuid('请选择账号') }),
    z.strictObject({ kind: z.literal('closure'), accountId: z.uuid('请选择账号') }),
  ]),
  answer: z.object({ id: z.string(), number: z.string() }),
})

export const viewApplication = endpoint({
  method: 'get',
  path: '/api/applications/:id',
  access: read,
  summary: '申请详情：表单、材料、办理过程与下一步',
  params: IdParam,
  answer: ApplicationView,
})

export const saveApplication = endpoint({
  method: 'put',
  path: '/api/applications/:id/form',
  access: make,
  summary: '保存申请内容（自动保存）',
  params: IdParam,
  body: z.strictObject({ version: Version, form: z.record(z.string(), z.unknown()) }),
  answer: z.object({ version: z.number() }),
})

export const attachToApplication = endpoint({
  method: 'post',
  path: '/api/applications/:id/files',
  access: make,
  summary: '附上材料',
  params: IdParam,
  body: z.strictObject({ fileId: z.uuid('请先上传文件'), role: z.enum(evidenceRoleNames, '请选择材料种类') }),
  answer: Done,
})

export const detachFromApplication = endpoint({
  method: 'delete',
  path: '/api/applications/:id/files/:fileId',
  access: make,
  summary: '取下材料（提交后不能取下）',
  params: IdParam.extend({ fileId: z.uuid('编号格式不正确') }),
  answer: Done,
})

export const stepApplication = endpoint({
  method: 'post',
  path: '/api/applications/:id/steps',
  access: { permission: 'application.step' },
  summary: '办理下一步',
  params: IdParam,
  body: z.strictObject({
    action: z.enum(lifecycleActions, '没有这个步骤'),
    version: Version,
    note: z.string().trim().max(1000, '最多 1000 字').default(''),
  }),
  answer: z.object({ state: z.enum(applicationStateNames), version: z.number() }),
})

export const downloadDocument = endpoint({
  method: 'get',
  path: '/api/applications/:id/documents/:name',
  access: read,
  summary: '申请的文书（.docx）：申请表、承诺函、变更登记表、停更公告、注销登记表',
  params: IdParam.extend({ name: z.enum(documentNames, '没有这种文书') }),
  file: docx,
})

export const liftBar = endpoint({
  method: 'post',
  path: '/api/applications/:id/bar-lifting',
  access: { permission: 'application.supervise' },
  summary: '因特殊情况解除一年内不可申请新开账号的限制（§6.1.2 “原则上”）',
  params: IdParam,
  body: z.strictObject({ reason: z.string().trim().min(10, '请写明理由（至少 10 个字）').max(500, '最多 500 字') }),
  answer: Done,
})

export const accountAsOf = endpoint({
  method: 'get',
  path: '/api/accounts/:id/record',
  access: { permission: 'account.read' },
  summary: '某一天的登记情况（§6.3）',
  params: IdParam,
  query: z.object({ day: DateText }),
  answer: z.object({
    day: z.string(),
    onRecord: z.boolean(),
    fields: z.array(z.object({ field: z.string(), value: z.string().nullable(), since: z.string().nullable() })),
  }),
})

const Reach = z.object({ reach: z.enum(reviewReachNames, '请选择审核层级') })

export const viewReach = endpoint({
  method: 'get',
  path: '/api/application-settings',
  access: { permission: 'setting.manage' },
  summary: '开设申请逐级审核到哪一级',
  answer: Reach,
})

export const setReach = endpoint({
  method: 'put',
  path: '/api/application-settings',
  access: { permission: 'setting.manage' },
  summary: '设置开设申请逐级审核到哪一级',
  body: z.strictObject(Reach.shape),
  answer: Reach,
})
