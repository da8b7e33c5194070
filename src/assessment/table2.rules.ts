export const assessedPlatforms = ['wechat', 'weibo', 'toutiao', 'douyin'] as const
export type AssessedPlatform = (typeof assessedPlatforms)[number]

export const indexNames = ['operation', 'diligence', 'health', 'cluster', 'growth'] as const
export type IndexName = (typeof indexNames)[number]

export const partLabels = {
  wci: 'WCI 等综合折算',
  bci: 'BCI 等综合折算',
  dci: 'DCI 等综合折算',
  posts: '编发数量',
  originality: '原创比例',
  activeDays: '编发天数',
  graveErrors: '严重表述错误',
  onlineServices: '办事服务',
  poorInteraction: '互动回应差',
  minorErrors: '一般表述错误',
  collaboration: '内部协同完成率',
  platformUse: '未按要求使用平台',
  operationYearOnYear: '运营指数同比变化',
  diligenceYearOnYear: '勤勉指数同比变化',
} as const

export type PartName = keyof typeof partLabels
// Object.keys of a const table gives exactly its keys.
export const partNames = Object.keys(partLabels) as readonly PartName[]

export const platformLabels: Record<AssessedPlatform, string> = {
  wechat: '政务微信',
  weibo: '政务微博',
  toutiao: '政务头条',
  douyin: '政务抖音',
}

export const indexLabels: Record<IndexName, string> = {
  operation: '运营指数',
  diligence: '勤勉指数',
  health: '健康指数',
  cluster: '集群指数',
  growth: '成长指数',
}

export type IndexWeight = { weight: number; parts: { [P in PartName]?: number } }
export type Weights = Record<AssessedPlatform, Record<IndexName, IndexWeight>>

/**
 * The Guide's 表2, row for row. Every weight is a percentage: the five indices
 * of a platform add up to 100, and so do the parts of each index.
 */
// biome-ignore format: to be read beside the Guide, line with line
export const table2 = {
  wechat: {
    operation: { weight: 35, parts: { wci: 100 } },
    diligence: { weight: 20, parts: { posts: 30, originality: 40, activeDays: 30 } },
    health:    { weight: 30, parts: { graveErrors: 40, onlineServices: 20, poorInteraction: 30, minorErrors: 10 } },
    cluster:   { weight: 10, parts: { collaboration: 20, platformUse: 80 } },
    growth:    { weight: 5,  parts: { operationYearOnYear: 60, diligenceYearOnYear: 40 } },
  },
  weibo: {
    operation: { weight: 35, parts: { bci: 100 } },
    diligence: { weight: 20, parts: { posts: 30, originality: 40, activeDays: 30 } },
    health:    { weight: 30, parts: { graveErrors: 50, poorInteraction: 40, minorErrors: 10 } },
    cluster:   { weight: 10, parts: { collaboration: 20, platformUse: 80 } },
    growth:    { weight: 5,  parts: { operationYearOnYear: 60, diligenceYearOnYear: 40 } },
  },
  toutiao: {
    operation: { weight: 35, parts: { bci: 100 } }, // the Guide prints BCI here too
    diligence: { weight: 20, parts: { posts: 30, originality: 40, activeDays: 30 } },
    health:    { weight: 30, parts: { graveErrors: 50, poorInteraction: 40, minorErrors: 10 } },
    cluster:   { weight: 10, parts: { collaboration: 20, platformUse: 80 } },
    growth:    { weight: 5,  parts: { operationYearOnYear: 60, diligenceYearOnYear: 40 } },
  },
  douyin: {
    operation: { weight: 45, parts: { dci: 100 } },
    diligence: { weight: 30, parts: { posts: 30, originality: 40, activeDays: 30 } },
    health:    { weight: 10, parts: { graveErrors: 40, poorInteraction: 40, minorErrors: 20 } },
    cluster:   { weight: 10, parts: { collaboration: 20, platformUse: 80 } },
    growth:    { weight: 5,  parts: { operationYearOnYear: 60, diligenceYearOnYear: 40 } },
  },
} as const satisfies Weights

/** 表2 has columns for four platforms; accounts elsewhere are kept in the ledger but not scored. */
export function isAssessed(platform: string): platform is AssessedPlatform {
  return assessedPlatforms.some((name) => name === platform)
}

/** The parts of one index with their weights, in the order of 表2. */
export function partsOf(row: IndexWeight): { part: PartName; weight: number }[] {
  return partNames.flatMap((part) => {
    const weight = row.parts[part]
    return weight === undefined ? [] : [{ part, weight }]
  })
}
