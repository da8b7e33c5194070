import { type FigureName, type Figures, figureOf, known } from './figures.rules.ts'
import type { Formula, FormulaId } from './formulas.rules.ts'

type WciVersion = {
  dimension: { overall: number; mean: number; head: number; peak: number }
  figure: { reads: number; wows?: number; likes?: number; shares?: number }
  times: number // what every figure but reads is multiplied by inside the logarithm
  overallPer: 'period' | 'day'
  headPer: 'none' | 'headPost' | 'day'
  scale: number
}

/**
 * The WeChat communication index (WCI, 清博), one version a row:
 *
 *   WCI = scale × ( Σ dimension weight × Σ figure weight × ln(times × x + 1) )²
 *
 * where x is the figure's sum (per day from V12 on), its mean per post, its head posts' share, and its highest
 * single post; reads are never multiplied. Unit: none; published values of busy accounts lie around 500–1500.
 *
 * Up to V13 the second figure is the 点赞 of its day. WeChat made that button 在看 in 2018–19, and V13 is read with
 * 在看 here; V14.2 counts both.
 *
 * Contradictions between the sources:
 * - V14.2 stands under one label with two sets of figure weights, without and with 转发: two rows here.
 * - The head dimension of V13: the V14.2 page says the change was "per post → per day", so V13 is per head post
 *   here; a published program names it per day.
 * - A widely copied program adds 0.1·ln(10·Lmax+1) in the peak of V14.2, so that its weights add up to 1.04.
 *   The page says 0.06, as here.
 * - 1.2 × 10 and the square of V14.2 are confirmed by a published list: without 1.2 its values are out of reach.
 */
// biome-ignore format: versions are compared column with column
export const wciVersions = {
  'wci-2.0':          { dimension: { overall: 0.4, mean: 0.45, head: 0,   peak: 0.15 }, figure: { reads: 0.8, likes: 0.2 },                             times: 1,  overallPer: 'period', headPer: 'none',     scale: 10 },
  'wci-11':           { dimension: { overall: 0.4, mean: 0.45, head: 0,   peak: 0.15 }, figure: { reads: 0.8, likes: 0.2 },                             times: 10, overallPer: 'period', headPer: 'none',     scale: 10 },
  'wci-13':           { dimension: { overall: 0.3, mean: 0.3,  head: 0.3, peak: 0.1 },  figure: { reads: 0.85, wows: 0.15 },                            times: 10, overallPer: 'day',    headPer: 'headPost', scale: 10 },
  'wci-14.2-classic': { dimension: { overall: 0.6, mean: 0.2,  head: 0.1, peak: 0.1 },  figure: { reads: 0.85, wows: 0.09, likes: 0.06 },               times: 10, overallPer: 'day',    headPer: 'day',      scale: 12 },
  'wci-14.2-shares':  { dimension: { overall: 0.6, mean: 0.2,  head: 0.1, peak: 0.1 },  figure: { reads: 0.7, wows: 0.09, likes: 0.06, shares: 0.15 },  times: 10, overallPer: 'day',    headPer: 'day',      scale: 12 },
} as const satisfies { [Id in FormulaId & `wci-${string}`]: WciVersion }

type WciId = keyof typeof wciVersions
type Measured = 'reads' | 'wows' | 'likes' | 'shares'

/** The figures of one measured thing: its total, that of head posts, that of the best post. */
const columns: Record<Measured, { total: FigureName; head: FigureName; peak: FigureName }> = {
  reads: { total: 'reads', head: 'headReads', peak: 'maxReads' },
  wows: { total: 'wows', head: 'headWows', peak: 'maxWows' },
  likes: { total: 'likes', head: 'headLikes', peak: 'maxLikes' },
  shares: { total: 'shares', head: 'headShares', peak: 'maxShares' },
}

export const wciFormulas: Record<WciId, Formula> = {
  'wci-2.0': wci('wci-2.0', {
    zh: '微信传播指数 WCI V2.0',
    source: 'gulangu.com/a/344.html（含算例）',
    grade: 'published',
    note: '旧版，仅供核对历史数据。“点赞”指当时的点赞。',
  }),
  'wci-11': wci('wci-11', {
    zh: '微信传播指数 WCI V11',
    source: '清博 2016-05-31 公布值及公开程序',
    grade: 'published',
    note: '旧版，仅供核对历史数据。来源先将篇均阅读数取一位小数再计算。',
  }),
  'wci-13': wci('wci-13', {
    zh: '微信传播指数 WCI V13.0',
    source: 'zhangjunbk.com/article/28649（四个维度）；公开程序（权重）',
    grade: 'computed',
    note: '2017年7月起的榜单版本，仅供核对历史数据。头条一项按篇均计；另有程序按日均计，两说并存。',
  }),
  'wci-14.2-classic': wci('wci-14.2-classic', {
    zh: '微信传播指数 WCI V14.2（不含转发）',
    source: 'm.weizhi.cc/tech/detail-262353.html；公布榜单 dxphb.com/311.html（2021年5月）印证',
    grade: 'computed',
    note: '同为 V14.2 有含转发与不含转发两套系数。流传的程序把最高点赞系数误作 0.1，此处按 0.06。',
  }),
  'wci-14.2-shares': wci('wci-14.2-shares', {
    zh: '微信传播指数 WCI V14.2（含转发）',
    source: '清博指数说明页（usage-1）转载件',
    grade: 'computed',
    note: '同为 V14.2 有含转发与不含转发两套系数。缺转发数据时改按不含转发的系数计算，不以零代替。',
    fallback: 'wci-14.2-classic',
  }),
}

function wci(id: WciId, told: Pick<Formula, 'zh' | 'source' | 'grade' | 'note' | 'fallback'>): Formula {
  const version: WciVersion = wciVersions[id]
  return {
    ...told,
    suits: ['wechat'],
    needs: needsOf(version),
    value: (figures, days) => wciValue(version, figures, days),
  }
}

function measuredOf(version: WciVersion): [Measured, number][] {
  const { reads, wows = 0, likes = 0, shares = 0 } = version.figure
  const all: [Measured, number][] = [
    ['reads', reads],
    ['wows', wows],
    ['likes', likes],
    ['shares', shares],
  ]
  return all.filter(([, weight]) => weight > 0)
}

function needsOf(version: WciVersion): FigureName[] {
  const figures = measuredOf(version).flatMap(([name]) => {
    const { total, head, peak } = columns[name]
    return version.headPer === 'none' ? [total, peak] : [total, head, peak]
  })
  return version.headPer === 'headPost' ? ['headPosts', ...figures] : figures
}

function wciValue(version: WciVersion, figures: Figures, days: number): number {
  const { dimension, times, scale } = version
  const spread = headSpread(version, figures, days)
  let sum = 0
  for (const [name, weight] of measuredOf(version)) {
    const { total, head, peak } = columns[name]
    const log = (x: number) => Math.log((name === 'reads' ? 1 : times) * x + 1)
    const overall = known(figures, total) / (version.overallPer === 'day' ? days : 1)
    const headMean = spread === 0 ? 0 : known(figures, head) / spread
    sum +=
      weight *
      (dimension.overall * log(overall) +
        dimension.mean * log(meanPerPost(figures, name)) +
        dimension.head * log(headMean) +
        dimension.peak * log(known(figures, peak)))
  }
  return scale * sum ** 2
}

/** What the head posts' figures are divided by; 0 when the version has none or nothing was a head post. */
function headSpread(version: WciVersion, figures: Figures, days: number): number {
  if (version.headPer === 'none') return 0
  return version.headPer === 'day' ? days : known(figures, 'headPosts')
}

/** A mean that the source has printed is used as printed: the old lists rounded it before going on. */
function meanPerPost(figures: Figures, name: Measured): number {
  const printed = name === 'reads' ? figureOf(figures, 'readsPerPost') : null
  return printed ?? known(figures, columns[name].total) / known(figures, 'posts')
}
