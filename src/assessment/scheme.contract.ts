import { z } from 'zod'
import { findingKinds } from './facts.rules.ts'
import { formulaIds } from './formulas.rules.ts'
import { type Scheme, schemeProblems, type WeightsPatch } from './scheme.rules.ts'
import { assessedPlatforms, indexNames, partNames } from './table2.rules.ts'
import { vetoes } from './veto.rules.ts'

const Weight = z.number('权重须为数字').min(0, '权重不得小于 0').max(100, '权重不得大于 100')
const Marks = z.number('分数须为数字').min(0, '分数不得小于 0').max(100, '分数不得大于 100')
const Positive = z.number('须为数字').positive('须大于 0').max(1e9, '数值过大')
const PerPlatform = z.record(z.enum(assessedPlatforms), Positive)
const Parts = z.partialRecord(z.enum(partNames), Weight)

const Reference = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('percentile'),
    p: z.number().min(1, '百分位应在 1 至 100 之间').max(100, '百分位应在 1 至 100 之间'),
    groups: z.array(z.enum(['platformAndLevel', 'platform'])).min(1, '至少选择一种同类范围'),
    atLeast: z.int('须为整数').min(1, '至少为 1').max(100_000, '数值过大'),
  }),
  z.strictObject({ kind: z.literal('fixed'), values: PerPlatform }),
])

const RatioToReference = z.strictObject({ kind: z.literal('ratioToReference'), reference: Reference })
const RatioToTarget = z.strictObject({ kind: z.literal('ratioToTarget'), perMonth: PerPlatform })
const Share = z.strictObject({
  kind: z.literal('share'),
  fullAt: z.number().gt(0, '满分占比须大于 0').max(1, '满分占比不得大于 1'),
  knownAtLeast: z.number().min(0, '应在 0 至 1 之间').max(1, '应在 0 至 1 之间'),
})
const DeductPerCase = z.strictObject({
  kind: z.literal('deductPerCase'),
  points: Marks,
  floor: Marks,
  per: z.enum(['case', 'casePerMonth']),
})
const Rate = z.strictObject({ kind: z.literal('rate'), whenNone: z.enum(['notApplicable', 'full']) })
const YearOnYear = z.strictObject({ kind: z.literal('yearOnYear'), base: Marks, slope: Marks })

/** A scheme as it is stored and sent; the sums of 100 are checked by the rule the console asks too. */
export const SchemeContract: z.ZodType<Scheme> = z
  .strictObject({
    weights: z.record(
      z.enum(assessedPlatforms),
      z.record(z.enum(indexNames), z.strictObject({ weight: Weight, parts: Parts })),
    ),
    formulas: z.record(z.enum(assessedPlatforms), z.enum(formulaIds)),
    conversions: z.strictObject({
      wci: RatioToReference,
      bci: RatioToReference,
      dci: RatioToReference,
      posts: RatioToTarget,
      originality: Share,
      activeDays: RatioToTarget,
      graveErrors: DeductPerCase,
      onlineServices: DeductPerCase,
      poorInteraction: DeductPerCase,
      minorErrors: DeductPerCase,
      collaboration: Rate,
      platformUse: DeductPerCase,
      operationYearOnYear: YearOnYear,
      diligenceYearOnYear: YearOnYear,
    }),
    missing: z.record(z.enum(partNames), z.enum(['exclude', 'zero', 'unranked'])),
    veto: z.strictObject({ kinds: z.array(z.enum(vetoes)), accountHealth: z.enum(['zero', 'keep']) }),
    verdict: z.strictObject({ unfitOn: z.array(z.enum(findingKinds)) }),
    shownDigits: z.int('须为整数').min(0, '应在 0 至 4 之间').max(4, '应在 0 至 4 之间'),
    citations: z.array(
      z.strictObject({ subject: z.string().max(100), zh: z.string().max(500), source: z.string().max(500) }),
    ),
  })
  .superRefine((scheme, ctx) => {
    for (const { path, zh } of schemeProblems(scheme)) {
      ctx.addIssue({ code: 'custom', path: path.split('.'), message: zh })
    }
  })

/** What-if: the weights to try. Sums are checked by `changedWeights`, after the patch is applied. */
export const WeightsPatchContract: z.ZodType<WeightsPatch> = z.partialRecord(
  z.enum(assessedPlatforms),
  z.partialRecord(z.enum(indexNames), z.strictObject({ weight: Weight.optional(), parts: Parts.optional() })),
)
