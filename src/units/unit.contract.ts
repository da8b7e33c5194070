import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { IdParam, listOf, PageQuery, pageOf, Version } from '../core/page.contract.ts'
import { type UnitKind, unitKinds } from './duties.rules.ts'
import { RegionCode, RegionLevelName } from './region.contract.ts'
import { type HostType, hostTypes, isCreditCode, type Qualification, qualifications } from './unit.rules.ts'

const kinds = Object.keys(unitKinds) as [UnitKind, ...UnitKind[]]
export const UnitKindName = z.enum(kinds)
const HostTypeName = z.enum(Object.keys(hostTypes) as [HostType, ...HostType[]])
const QualificationName = z.enum(Object.keys(qualifications) as [Qualification, ...Qualification[]])

export const Phone = z
  .string()
  .trim()
  .regex(/^(1\d{10}|0\d{2,3}-?\d{7,8}(-\d{1,6})?)$/, '请填写 11 位手机号，或“区号-号码”的固定电话')
export const Reason = z.string().trim().min(2, '请写明原因').max(200, '原因最多 200 字')
/** An emptied field of a form means that there is nothing, not an empty text. */
const textOrNull = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `最多 ${max} 字`)
    .transform((text) => text || null)
    .nullable()
    .default(null)

const unitFields = {
  name: z.string().trim().min(2, '请填写单位全称').max(100, '名称最多 100 字'),
  shortName: textOrNull(20),
  hostType: HostTypeName.nullable().default(null),
  regionCode: RegionCode,
  industry: textOrNull(40),
  creditCode: z
    .string()
    .trim()
    .toUpperCase()
    .refine((code) => code === '' || isCreditCode(code), '统一社会信用代码不正确，请核对 18 位代码')
    .transform((code) => code || null)
    .nullable()
    .default(null),
  qualification: QualificationName.nullable().default(null),
  contactName: textOrNull(40),
}

/** A telephone number left out stays as it is; null takes it away. */
const phoneChange = Phone.nullable().optional()

export const UnitView = z.object({
  id: z.string(),
  name: z.string(),
  shortName: z.string(),
  kind: UnitKindName,
  hostType: HostTypeName.nullable(),
  regionCode: z.string(),
  regionName: z.string(),
  level: RegionLevelName,
  industry: z.string().nullable(),
  creditCode: z.string().nullable(),
  qualification: QualificationName.nullable(),
  contactName: z.string().nullable(),
  contactPhone: z.string().nullable(),
  active: z.boolean(),
  version: z.number(),
})
export type UnitView = z.infer<typeof UnitView>

const UnitFilter = z.object({
  kind: listOf(kinds),
  /** The region and everything below it. */
  region: RegionCode.optional(),
  active: z.enum(['yes', 'no']).optional(),
  text: z.string().trim().max(100).optional(),
})

const read = { permission: 'region.read' }
const manage = { permission: 'unit.manage' }

export const listUnits = endpoint({
  method: 'get',
  path: '/api/units',
  access: read,
  summary: '单位列表',
  query: PageQuery.extend(UnitFilter.shape),
  answer: pageOf(UnitView).extend({ total: z.number() }),
})

export const getUnit = endpoint({
  method: 'get',
  path: '/api/units/:id',
  access: read,
  summary: '单位详情',
  params: IdParam,
  answer: UnitView.extend({ userCount: z.number(), accountCount: z.number() }),
})

export const createUnit = endpoint({
  method: 'post',
  path: '/api/units',
  access: manage,
  summary: '新增单位',
  body: z.object({ kind: UnitKindName, ...unitFields, contactPhone: phoneChange }),
  answer: UnitView,
})
export type NewUnit = z.output<typeof createUnit.body & object>

export const updateUnit = endpoint({
  method: 'put',
  path: '/api/units/:id',
  access: manage,
  summary: '修改单位',
  params: IdParam,
  body: z.object({ ...unitFields, contactPhone: phoneChange, version: Version }),
  answer: UnitView,
})

export const setUnitActive = endpoint({
  method: 'put',
  path: '/api/units/:id/active',
  access: manage,
  summary: '停用或恢复单位',
  params: IdParam,
  body: z.object({ active: z.boolean(), reason: Reason, version: Version }),
  answer: UnitView,
})

/** Shows a whole telephone number; every look is audited. */
export const unmaskUnitPhone = endpoint({
  method: 'post',
  path: '/api/units/:id/phone',
  secret: true,
  access: { permission: 'personal.unmask' },
  summary: '查看单位联系电话（留痕）',
  params: IdParam,
  body: z.object({ reason: Reason }),
  answer: z.object({ phone: z.string() }),
})
