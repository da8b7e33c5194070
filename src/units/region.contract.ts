import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { Version } from '../core/page.contract.ts'
import { type RegionLevel, regionLevels } from './region.rules.ts'

export const RegionCode = z.string().regex(/^[1-9]\d{5}(\d{3})?$/, '区划代码应为 6 位或 9 位数字')
export const RegionLevelName = z.enum(Object.keys(regionLevels) as [RegionLevel, ...RegionLevel[]])
const RegionName = z.string().trim().min(2, '请填写区划名称').max(40, '名称最多 40 字')
const ShortName = z.string().trim().min(1, '请填写简称').max(20, '简称最多 20 字')
const RegionParam = z.object({ code: RegionCode })

export const RegionNode = z.object({
  code: z.string(),
  name: z.string(),
  shortName: z.string(),
  level: RegionLevelName,
  parentCode: z.string().nullable(),
  residents: z.number().nullable(),
  residentsYear: z.number().nullable(),
  residentsSource: z.string().nullable(),
  version: z.number(),
  /** Accounts that are not closed, in the region and below it; only when asked for and only those one may see. */
  accountCount: z.number().optional(),
})
export type RegionNode = z.infer<typeof RegionNode>

/** The regions of one's scope as a flat list, parents first; the first row is its top. */
export const regionTree = endpoint({
  method: 'get',
  path: '/api/regions/tree',
  access: { permission: 'region.read' },
  summary: '区划树（本人可见范围）',
  query: z.object({ counts: z.enum(['accounts']).optional() }),
  answer: z.object({ rows: z.array(RegionNode) }),
})

export const createRegion = endpoint({
  method: 'post',
  path: '/api/regions',
  access: { permission: 'region.manage' },
  summary: '新增区划',
  body: z.object({ code: RegionCode, name: RegionName, shortName: ShortName, parentCode: RegionCode }),
  answer: RegionNode,
})

export const updateRegion = endpoint({
  method: 'put',
  path: '/api/regions/:code',
  access: { permission: 'region.manage' },
  summary: '修改区划名称',
  params: RegionParam,
  body: z.object({ name: RegionName, shortName: ShortName, version: Version }),
  answer: RegionNode,
})

export const moveRegion = endpoint({
  method: 'put',
  path: '/api/regions/:code/parent',
  access: { permission: 'region.manage' },
  summary: '调整区划的上级',
  params: RegionParam,
  body: z.object({ parentCode: RegionCode, version: Version }),
  answer: z.object({ regions: z.number(), units: z.number(), accounts: z.number() }),
})

export const setResidents = endpoint({
  method: 'put',
  path: '/api/regions/:code/residents',
  access: { permission: 'region.manage' },
  summary: '登记常住人口（注明来源与年份）',
  params: RegionParam,
  body: z.object({
    residents: z.number(),
    year: z.number(),
    source: z.string().trim().max(200, '来源最多 200 字'),
    version: Version,
  }),
  answer: RegionNode,
})

export const loadZhejiang = endpoint({
  method: 'post',
  path: '/api/regions/zhejiang',
  access: { permission: 'region.manage' },
  summary: '载入浙江省行政区划（11 个设区市、90 个县市区）',
  body: z.object({ census2020: z.boolean().default(false) }),
  answer: z.object({ added: z.number(), renamed: z.number(), same: z.number(), residents: z.number() }),
})
