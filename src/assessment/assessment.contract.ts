import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { IdParam, PageQuery, pageOf } from '../core/page.contract.ts'
import { accountLevels, findingKinds } from './facts.rules.ts'
import { formulaIds } from './formulas.rules.ts'
import { WeightsPatchContract } from './scheme.contract.ts'
import { assessedPlatforms, indexNames, partNames } from './table2.rules.ts'
import { vetoes } from './veto.rules.ts'

const read = { permission: 'assessment.read' }
export const verdictNames = ['合格', '不合格', '待核'] as const
export const periodKinds = ['month', 'quarter', 'year'] as const

const Marks = z.number().nullable()
const IndexMarks = z.object({
  total: Marks,
  operation: Marks,
  diligence: Marks,
  health: Marks,
  cluster: Marks,
  growth: Marks,
})

export const RunView = z.object({
  id: z.string(),
  period: z.string(),
  periodZh: z.string(),
  kind: z.enum(periodKinds),
  start: z.string(),
  end: z.string(),
  regionCode: z.string(),
  regionName: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  failure: z.string().nullable(),
  jobId: z.string().nullable(),
  schemeId: z.string(),
  schemeName: z.string(),
  cutoff: z.string(),
  accounts: z.number().nullable(),
  ranked: z.number().nullable(),
  /** Of the accounts that the reader may see when the run reaches further. */
  missing: z.number().nullable(),
  unfit: z.number().nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
})
export type RunView = z.infer<typeof RunView>

export const listRuns = endpoint({
  method: 'get',
  path: '/api/assessments',
  access: read,
  summary: '考核周期列表',
  query: PageQuery.extend({ kind: z.enum(periodKinds).optional(), region: z.string().max(12).optional() }),
  answer: pageOf(RunView).extend({ total: z.number() }),
})

export const startAssessment = endpoint({
  method: 'post',
  path: '/api/assessments',
  access: { permission: 'assessment.run' },
  summary: '开展一个周期的考核',
  body: z.object({
    period: z.string().trim().min(4, '请选择考核周期').max(7, '请选择考核周期'),
    regionCode: z
      .string()
      .regex(/^\d{6,12}$/, '请选择区划')
      .optional(),
    schemeId: z.uuid('请选择考核方案').optional(),
    /** Figures captured later than this are not used; now unless told. */
    cutoff: z.iso.datetime({ offset: true, error: '数据截止时间格式不正确' }).optional(),
  }),
  answer: z.object({ runId: z.string(), jobId: z.string() }),
})

const FormulaView = z.object({
  id: z.enum(formulaIds),
  zh: z.string(),
  source: z.string(),
  grade: z.string(),
  note: z.string(),
})

export const viewRun = endpoint({
  method: 'get',
  path: '/api/assessments/:id',
  access: read,
  summary: '一次考核的概况',
  params: IdParam,
  answer: z.object({
    run: RunView,
    inputsHash: z.string().nullable(),
    scoresHash: z.string().nullable(),
    /** The whole run, or only the part that the reader may see. */
    whole: z.boolean(),
    byVerdict: z.array(z.object({ verdict: z.enum(verdictNames), count: z.number() })),
    byPlatform: z.array(
      z.object({ platform: z.enum(assessedPlatforms), zh: z.string(), count: z.number(), ranked: z.number() }),
    ),
    excluded: z.number(),
    formulas: z.array(z.object({ platform: z.string(), formula: FormulaView })),
    citations: z.array(z.object({ subject: z.string(), zh: z.string(), source: z.string() })),
    previous: z.object({ id: z.string(), periodZh: z.string() }).nullable(),
    demo: z.boolean(),
  }),
})

const Group = {
  platform: z.enum(assessedPlatforms).optional(),
  level: z.enum(accountLevels).optional(),
  region: z
    .string()
    .regex(/^\d{6,12}$/, '区划代码不正确')
    .optional(),
}
/** Platform, level and region make the group that places are counted in; the rest only narrows what is shown. */
export const RankingQuery = PageQuery.extend({
  ...Group,
  text: z.string().trim().max(60).optional(),
  verdict: z.enum(verdictNames).optional(),
  missing: z.literal('1').optional(),
})

export const RankingRow = IndexMarks.extend({
  id: z.string(),
  name: z.string(),
  platform: z.enum(assessedPlatforms),
  platformZh: z.string(),
  level: z.enum(accountLevels),
  levelZh: z.string(),
  unitName: z.string(),
  regionCode: z.string(),
  rank: z.number().nullable(),
  groupSize: z.number(),
  /** Places won since the previous period; null when either has no place. */
  change: z.number().nullable(),
  verdict: z.enum(verdictNames),
  vetoes: z.array(z.string()),
  missing: z.array(z.string()),
})
export type RankingRow = z.infer<typeof RankingRow>

export const listRanking = endpoint({
  method: 'get',
  path: '/api/assessments/:id/ranking',
  access: read,
  summary: '账号排名',
  params: IdParam,
  query: RankingQuery,
  answer: pageOf(RankingRow).extend({ total: z.number() }),
})

export const RegionRow = IndexMarks.extend({
  regionCode: z.string(),
  regionName: z.string(),
  level: z.string(),
  levelZh: z.string(),
  scope: z.enum(['own', 'area']),
  accounts: z.number(),
  ranked: z.number(),
  healthEarned: Marks,
  totalEarned: Marks,
  vetoes: z.array(
    z.object({ accountId: z.string().nullable(), accountName: z.string(), veto: z.enum(vetoes), zh: z.string() }),
  ),
})
export type RegionRow = z.infer<typeof RegionRow>

export const listRegionScores = endpoint({
  method: 'get',
  path: '/api/assessments/:id/regions',
  access: read,
  summary: '各区划得分与一票否决',
  params: IdParam,
  answer: z.object({ rows: z.array(RegionRow) }),
})

export const listMissing = endpoint({
  method: 'get',
  path: '/api/assessments/:id/missing',
  access: read,
  summary: '缺数清单与补数办法',
  params: IdParam,
  query: PageQuery.extend({ unranked: z.literal('1').optional() }),
  answer: pageOf(
    z.object({
      id: z.string(),
      name: z.string(),
      platformZh: z.string(),
      unitName: z.string(),
      ranked: z.boolean(),
      items: z.array(z.object({ zh: z.string(), why: z.string(), unranks: z.boolean() })),
      gaps: z.array(z.string()),
      /** What to import or record, by the way it gets into the system. */
      todo: z.array(z.string()),
    }),
  ).extend({ total: z.number() }),
})

export const listVetoes = endpoint({
  method: 'get',
  path: '/api/assessments/:id/vetoes',
  access: read,
  summary: '一票否决清单',
  params: IdParam,
  answer: z.object({
    rows: z.array(
      z.object({
        accountId: z.string(),
        name: z.string(),
        platformZh: z.string(),
        unitName: z.string(),
        vetoes: z.array(z.string()),
        paidBy: z.string(),
      }),
    ),
  }),
})

export const listExcluded = endpoint({
  method: 'get',
  path: '/api/assessments/:id/excluded',
  access: read,
  summary: '不考核的账号及原因',
  params: IdParam,
  query: PageQuery,
  answer: pageOf(
    z.object({
      id: z.string(),
      name: z.string(),
      platformZh: z.string(),
      unitName: z.string(),
      reason: z.string(),
    }),
  ),
})

const Outcome = z.discriminatedUnion('status', [
  z.object({ status: z.literal('scored'), score: z.number(), raw: z.number(), why: z.string() }),
  z.object({ status: z.literal('missing'), missing: z.array(z.string()), why: z.string() }),
  z.object({ status: z.literal('notApplicable'), why: z.string() }),
])
const PartView = z.object({
  part: z.enum(partNames as [string, ...string[]]),
  zh: z.string(),
  weight: z.number(),
  share: z.number(),
  score: Marks,
  formula: z.enum(formulaIds).nullable(),
  outcome: Outcome,
})
export const IndexView = z.object({
  index: z.enum(indexNames),
  zh: z.string(),
  weight: z.number(),
  share: z.number(),
  score: Marks,
  parts: z.array(PartView),
  note: z.string().nullable(),
})
export type IndexView = z.infer<typeof IndexView>

const Place = z.object({ zh: z.string(), rank: z.number().nullable(), size: z.number() })
const ProvenanceView = z.object({ source: z.string(), asOf: z.string() }).nullable()

export const viewAccountScore = endpoint({
  method: 'get',
  path: '/api/assessments/:id/accounts/:accountId',
  access: read,
  summary: '一个账号的得分与理由',
  params: IdParam.extend({ accountId: z.uuid('编号格式不正确') }),
  answer: z.object({
    run: RunView,
    account: z.object({
      id: z.string(),
      name: z.string(),
      platformZh: z.string(),
      levelZh: z.string(),
      unitName: z.string(),
    }),
    total: Marks,
    indices: z.array(IndexView),
    verdict: z.object({ zh: z.enum(verdictNames), reasons: z.array(z.string()) }),
    vetoes: z.array(z.object({ kind: z.enum(vetoes), zh: z.string(), paidBy: z.string() })),
    missing: z.array(z.object({ zh: z.string(), why: z.string(), unranks: z.boolean() })),
    gaps: z.array(z.string()),
    days: z.number(),
    figures: z.array(z.object({ name: z.string(), zh: z.string(), value: z.number().nullable() })),
    findings: z.array(z.object({ kind: z.enum(findingKinds as [string, ...string[]]), zh: z.string(), cases: Marks })),
    collaboration: z.object({ assigned: z.number(), done: z.number() }).nullable(),
    yearBefore: z.object({ operation: Marks, diligence: Marks }).nullable(),
    provenance: z.object({
      figures: ProvenanceView,
      findings: ProvenanceView,
      collaboration: ProvenanceView,
      yearBefore: ProvenanceView,
    }),
    formula: FormulaView.nullable(),
    places: z.array(Place),
    /** Months of the period, for the links to its posts. */
    months: z.array(z.string()),
  }),
})

export const accountTrend = endpoint({
  method: 'get',
  path: '/api/accounts/:id/assessments',
  access: read,
  summary: '账号历次考核得分',
  params: IdParam,
  query: z.object({
    kind: z.enum(periodKinds).default('month'),
    /** The region whose assessments to follow; the widest there was unless told. */
    region: Group.region,
  }),
  answer: z.object({
    rows: z.array(
      IndexMarks.extend({
        runId: z.string(),
        period: z.string(),
        periodZh: z.string(),
        rank: z.number().nullable(),
        groupSize: z.number(),
        verdict: z.enum(verdictNames),
      }),
    ),
  }),
})

export const reproduceRun = endpoint({
  method: 'post',
  path: '/api/assessments/:id/reproductions',
  access: { permission: 'assessment.whatif' },
  summary: '用冻结的数据重新计算并逐项比对',
  params: IdParam,
  answer: z.object({
    identical: z.boolean(),
    accounts: z.number(),
    inputs: z.object({ stored: z.string(), computed: z.string() }),
    scores: z.object({ stored: z.string(), computed: z.string() }),
    /** Accounts whose stored score differs from the computed one; none when all is well. */
    different: z.array(z.object({ accountId: z.string(), name: z.string() })),
  }),
})

export const whatIf = endpoint({
  method: 'post',
  path: '/api/assessments/:id/what-if',
  access: { permission: 'assessment.whatif' },
  summary: '沙盘推演：改变权重、公式或折算办法，看谁的名次变化（不保存）',
  params: IdParam,
  body: z.object({
    weights: WeightsPatchContract.default({}),
    wciFormula: z.enum(formulaIds).optional(),
    /** Conversions by part; checked together with the whole scheme. */
    conversions: z.record(z.string(), z.unknown()).default({}),
  }),
  answer: z.object({
    accounts: z.number(),
    moved: z.number(),
    changed: z.number(),
    averageBefore: Marks,
    averageAfter: Marks,
    /** Those who move, the furthest first; at most 200. */
    movers: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        unitName: z.string(),
        platformZh: z.string(),
        rankBefore: z.number().nullable(),
        rankAfter: z.number().nullable(),
        change: z.number().nullable(),
        totalBefore: Marks,
        totalAfter: Marks,
      }),
    ),
  }),
})

export const exportRanking = endpoint({
  method: 'get',
  path: '/api/assessments/:id/workbook',
  access: { permission: 'assessment.export' },
  summary: '导出考核结果（.xlsx）',
  params: IdParam,
  query: z.object(Group),
  file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
})

export const exportNotice = endpoint({
  method: 'get',
  path: '/api/assessments/:id/notice',
  access: { permission: 'assessment.export' },
  summary: '生成考核情况通报（.docx）',
  params: IdParam,
  file: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
})
