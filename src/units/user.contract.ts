import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { IdParam, listOf, PageQuery, pageOf, Version } from '../core/page.contract.ts'
import { type Duty, duties } from './duties.rules.ts'
import { type OpenWorkKind, openWorkKinds } from './handover.rules.ts'
import { RegionCode } from './region.contract.ts'
import { Phone, Reason, UnitKindName } from './unit.contract.ts'

const dutyNames = Object.keys(duties) as [Duty, ...Duty[]]
const DutyName = z.enum(dutyNames)
const orNull = <T extends z.ZodType>(schema: T) => schema.nullable().default(null)

const Username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{2,49}$/, '用户名为 3–50 位小写字母、数字、点、横线，以字母开头')

const personFields = {
  name: z.string().trim().min(2, '请填写姓名').max(40, '姓名最多 40 字'),
  duties: z.array(DutyName).max(dutyNames.length),
  email: orNull(z.email('电子邮箱格式不正确').max(120)),
  /** The person at 统一身份 (浙政钉 or another OIDC issuer), so that she can sign in there. */
  oidcIssuer: orNull(z.url('应为以 https:// 开头的地址').max(300)),
  oidcSubject: orNull(z.string().trim().min(1).max(300)),
}
/** A telephone number left out stays as it is; null takes it away. */
const phoneChange = Phone.nullable().optional()

export const UserView = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  unit: z.object({ id: z.string(), name: z.string(), kind: UnitKindName, regionCode: z.string() }),
  duties: z.array(DutyName),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  active: z.boolean(),
  lockedUntil: z.string().nullable(),
  secondFactor: z.boolean(),
  oidcIssuer: z.string().nullable(),
  oidcSubject: z.string().nullable(),
  lastLoginAt: z.string().nullable(),
  leftAt: z.string().nullable(),
  version: z.number(),
})
export type UserView = z.infer<typeof UserView>

const OpenWorkView = z.object({
  kind: z.enum(Object.keys(openWorkKinds) as [OpenWorkKind, ...OpenWorkKind[]]),
  id: z.string(),
  title: z.string(),
  duty: DutyName.nullable(),
  blocked: z.string().nullable(),
})

const read = { permission: 'user.read' }
const manage = { permission: 'user.manage' }

export const listUsers = endpoint({
  method: 'get',
  path: '/api/users',
  access: read,
  summary: '人员列表',
  query: PageQuery.extend({
    unit: z.uuid('编号格式不正确').optional(),
    region: RegionCode.optional(),
    duty: listOf(dutyNames),
    active: z.enum(['yes', 'no']).optional(),
    text: z.string().trim().max(60).optional(),
  }),
  answer: pageOf(UserView).extend({ total: z.number() }),
})

export const getUser = endpoint({
  method: 'get',
  path: '/api/users/:id',
  access: read,
  summary: '人员详情',
  params: IdParam,
  answer: UserView,
})

export const createUser = endpoint({
  method: 'post',
  path: '/api/users',
  access: manage,
  summary: '新增人员',
  body: z.object({
    username: Username,
    unitId: z.uuid('请选择单位'),
    ...personFields,
    phone: phoneChange,
  }),
  /** The temporary password is shown this once. */
  secret: true,
  answer: z.object({ user: UserView, temporaryPassword: z.string() }),
})
export type NewUser = z.output<typeof createUser.body & object>

export const updateUser = endpoint({
  method: 'put',
  path: '/api/users/:id',
  access: manage,
  summary: '修改人员与职责',
  params: IdParam,
  body: z.object({ ...personFields, phone: phoneChange, version: Version }),
  answer: UserView,
})

export const openWork = endpoint({
  method: 'get',
  path: '/api/users/:id/open-work',
  access: manage,
  summary: '未办结事项与可选接收人',
  params: IdParam,
  answer: z.object({
    items: z.array(OpenWorkView),
    successors: z.array(z.object({ id: z.string(), name: z.string(), refusal: z.string().nullable() })),
  }),
})

const leaving = { successorId: z.uuid('请选择接收人').nullable().default(null), reason: Reason }

export const handOver = endpoint({
  method: 'post',
  path: '/api/users/:id/handovers',
  access: manage,
  summary: '工作交接',
  params: IdParam,
  body: z.object({ successorId: z.uuid('请选择接收人'), reason: Reason }),
  answer: z.object({ id: z.string(), items: z.number() }),
})

export const deactivateUser = endpoint({
  method: 'post',
  path: '/api/users/:id/deactivation',
  access: manage,
  summary: '停用人员（先交接未办结事项）',
  params: IdParam,
  body: z.object({ ...leaving, version: Version }),
  answer: z.object({ user: UserView, handoverId: z.string().nullable() }),
})

export const reactivateUser = endpoint({
  method: 'post',
  path: '/api/users/:id/reactivation',
  access: manage,
  summary: '恢复人员',
  params: IdParam,
  body: z.object({ reason: Reason, version: Version }),
  answer: UserView,
})

export const moveUser = endpoint({
  method: 'post',
  path: '/api/users/:id/move',
  access: manage,
  summary: '调整到其他单位（先交接未办结事项）',
  params: IdParam,
  body: z.object({ unitId: z.uuid('请选择单位'), duties: z.array(DutyName), ...leaving, version: Version }),
  answer: z.object({ user: UserView, handoverId: z.string().nullable() }),
})

const HandoverView = z.object({
  id: z.string(),
  at: z.string(),
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  items: z.number(),
})

export const listHandovers = endpoint({
  method: 'get',
  path: '/api/users/:id/handovers',
  access: read,
  summary: '交接记录',
  params: IdParam,
  answer: z.object({ rows: z.array(HandoverView) }),
})

export const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export const handoverDocument = endpoint({
  method: 'get',
  path: '/api/handovers/:id/document',
  access: read,
  summary: '下载交接单',
  params: IdParam,
  file: docx,
})

/** Shows a whole telephone number; every look is audited. */
export const unmaskUserPhone = endpoint({
  method: 'post',
  path: '/api/users/:id/phone',
  secret: true,
  access: { permission: 'personal.unmask' },
  summary: '查看人员联系电话（留痕）',
  params: IdParam,
  body: z.object({ reason: Reason }),
  answer: z.object({ phone: z.string() }),
})
