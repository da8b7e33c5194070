/**
 * Every figure an assessment may use, with the name users know it by. Figures are of the posts published in the
 * period. 转发 and 分享 are one figure, `shares`, on every platform; "10万+" arrives here as 100001.
 */
export const figureLabels = {
  posts: '编发篇数',
  originals: '原创篇数',
  originalKnown: '已判明是否原创的篇数',
  activeDays: '有编发的天数',
  reads: '阅读总数',
  wows: '在看总数',
  likes: '点赞总数',
  shares: '转发（分享）总数',
  comments: '评论总数',
  headPosts: '头条篇数',
  headReads: '头条阅读总数',
  headWows: '头条在看总数',
  headLikes: '头条点赞总数',
  headShares: '头条转发总数',
  maxReads: '最高阅读数',
  maxWows: '最高在看数',
  maxLikes: '最高点赞数',
  maxShares: '最高转发数',
  originalShares: '原创内容转发总数',
  originalComments: '原创内容评论总数',
  plays: '播放总数',
  followers: '粉丝总数',
  newFollowers: '新增粉丝数',
  readsPerPost: '篇均阅读数（来源已印出）',
} as const

export type FigureName = keyof typeof figureLabels

/** null, undefined and absent all mean 缺数: not collected, not printed, not known. Zero is a figure. */
export type Figures = { readonly [F in FigureName]?: number | null | undefined }

/** Net new followers can fall below zero; every other figure counts something. */
const mayBeNegative: readonly FigureName[] = ['newFollowers']

/** The figure, or null when it is 缺数. A figure that can't be one is a bug: imports refuse it. */
export function figureOf(figures: Figures, name: FigureName): number | null {
  const value = figures[name]
  if (value === undefined || value === null) return null
  if (!Number.isFinite(value) || (value < 0 && !mayBeNegative.includes(name))) {
    throw new RangeError(`figure ${name} can't be ${value}`)
  }
  return value
}

/** For formulas, after `missingFigures` has found nothing missing. */
export function known(figures: Figures, name: FigureName): number {
  const value = figureOf(figures, name)
  if (value === null) throw new RangeError(`figure ${name} is missing`)
  return value
}

export function missingFigures(figures: Figures, needs: readonly FigureName[]): FigureName[] {
  return needs.filter((name) => figureOf(figures, name) === null)
}
