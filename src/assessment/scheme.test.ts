import { describe, expect, it, test } from 'vitest'
import { canonicalJson } from '../core/canonical.ts'
import { defaultScheme } from './default-scheme.rules.ts'
import { formulas } from './formulas.rules.ts'
import { SchemeContract, WeightsPatchContract } from './scheme.contract.ts'
import { changedWeights, type Scheme, schemeProblems, type WeightsPatch } from './scheme.rules.ts'
import { assessedPlatforms, table2 } from './table2.rules.ts'

describe('the default scheme', () => {
  it('is valid, takes its weights from 表2, and survives being stored', () => {
    expect(schemeProblems(defaultScheme)).toEqual([])
    expect(defaultScheme.weights).toEqual(table2)
    const stored = SchemeContract.parse(JSON.parse(JSON.stringify(defaultScheme)))
    expect(canonicalJson(stored)).toBe(canonicalJson(defaultScheme))
  })

  test.each(assessedPlatforms)('scores %s by a formula with a source, not by 待核 coefficients', (platform) => {
    expect(formulas[defaultScheme.formulas[platform]].grade).not.toBe('recalled')
  })

  it('calls the index for 头条 our own', () => {
    expect(formulas[defaultScheme.formulas.toutiao].zh).toContain('本平台自定：按表2所列BCI框架折算')
  })
})

describe('what-if on weights', () => {
  it('changes what is named and nothing else', () => {
    const { scheme } = accepted({ wechat: { operation: { weight: 30 }, diligence: { weight: 25 } } })
    expect(scheme.weights.wechat.operation).toEqual({ weight: 30, parts: { wci: 100 } })
    expect(scheme.weights.wechat.diligence.weight).toBe(25)
    expect({ ...scheme, weights: null }).toEqual({ ...defaultScheme, weights: null })
    expect(scheme.weights.douyin).toEqual(table2.douyin)
    expect(defaultScheme.weights).toEqual(table2)
  })

  it('takes fractions whose binary sum is not quite 100', () => {
    accepted({ weibo: { diligence: { parts: { posts: 33.3, originality: 33.3, activeDays: 33.4 } } } })
  })

  test.each<[string, WeightsPatch, { path: string; zh: string }]>([
    [
      'indices that do not add up',
      { wechat: { operation: { weight: 30 } } },
      { path: 'weights.wechat', zh: '政务微信的五项指数权重合计为 95，应为 100' },
    ],
    [
      'parts that do not add up',
      { douyin: { health: { parts: { minorErrors: 30 } } } },
      { path: 'weights.douyin.health.parts', zh: '政务抖音健康指数的子指标权重合计为 110，应为 100' },
    ],
    [
      'a part 表2 does not have there',
      { weibo: { health: { parts: { onlineServices: 0 } } } },
      { path: 'weights.weibo.health.parts.onlineServices', zh: '政务微博健康指数没有“办事服务”子指标（表2）' },
    ],
    [
      'a negative weight',
      { wechat: { operation: { weight: -5 }, diligence: { weight: 60 } } },
      { path: 'weights.wechat.operation.weight', zh: '运营指数的权重应在 0 至 100 之间' },
    ],
    [
      'no number',
      { wechat: { growth: { weight: Number.NaN } } },
      { path: 'weights.wechat', zh: '政务微信的五项指数权重须为数字' },
    ],
  ])('refuses %s', (_case, patch, problem) => {
    const result = changedWeights(defaultScheme, patch)
    expect('errors' in result && result.errors).toContainEqual(problem)
  })

  it('is read from outside by its contract', () => {
    expect(WeightsPatchContract.safeParse({ wechat: { operation: { weight: 30 } } }).success).toBe(true)
    expect(WeightsPatchContract.safeParse({ bilibili: {} }).success).toBe(false)
    expect(WeightsPatchContract.safeParse({ wechat: { operation: { weight: '30' } } }).success).toBe(false)
  })
})

describe('a scheme from outside', () => {
  it('is refused in Chinese at the path of the field', () => {
    const weights = { ...table2, wechat: { ...table2.wechat, growth: { ...table2.wechat.growth, weight: 6 } } }
    const result = SchemeContract.safeParse({ ...defaultScheme, weights })
    expect(result.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['weights.wechat', '政务微信的五项指数权重合计为 101，应为 100'],
    ])
  })

  test.each<[string, Partial<Scheme>]>([
    ['a formula of another platform', { formulas: { ...defaultScheme.formulas, weibo: 'wci-13' } }],
    [
      'a target of zero',
      {
        conversions: {
          ...defaultScheme.conversions,
          posts: { kind: 'ratioToTarget', perMonth: { wechat: 0, weibo: 1, toutiao: 1, douyin: 1 } },
        },
      },
    ],
    ['an unknown member', { surprise: 1 } as Partial<Scheme>],
  ])('may not hold %s', (_case, change) => {
    expect(SchemeContract.safeParse({ ...defaultScheme, ...change }).success).toBe(false)
  })
})

function accepted(patch: WeightsPatch): { scheme: Scheme } {
  const result = changedWeights(defaultScheme, patch)
  if ('errors' in result) throw new Error(result.errors.map(({ zh }) => zh).join('；'))
  return result
}
