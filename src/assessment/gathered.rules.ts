import type { AccountFigures, FigureField, HeadMeasure, Measure, PostTotals, Total } from '../publishing/facts.rules.ts'
import type { Provenance } from './facts.rules.ts'
import { type FigureName, type Figures, figureLabels } from './figures.rules.ts'

export type Gathered = {
  figures: Figures
  /** What the figures lack, in words: why a figure that some posts have can't be used. */
  gaps: string[]
  provenance: Provenance | null
  collaboration: { assigned: number; done: number } | null
  collaborationProvenance: Provenance | null
}

const sums = ['reads', 'wows', 'likes', 'shares', 'comments'] as const satisfies Measure[]
const heads = {
  reads: 'headReads',
  wows: 'headWows',
  likes: 'headLikes',
  shares: 'headShares',
} as const satisfies Record<HeadMeasure, FigureName>
const highest = {
  reads: 'maxReads',
  wows: 'maxWows',
  likes: 'maxLikes',
  shares: 'maxShares',
} as const satisfies Record<HeadMeasure, FigureName>

/**
 * The figures of an account in a period from its posts and its own totals. Posts come first; a sum over posts is a
 * figure only when every post gave it, otherwise the account's own total stands in, otherwise it is 缺数. An account
 * without posts on record and without a total of 0 has not been collected: that is 缺数, not 0.
 */
export function figuresOf(posts: PostTotals | undefined, own: AccountFigures | undefined): Gathered {
  const ownOf = (field: FigureField): number | null => own?.fields[field]?.value ?? null
  const gaps: string[] = []
  const complete = (total: Total | undefined, all: number, name: FigureName): 'all' | 'none' => {
    if (total && total.known === all) return 'all'
    if (total && total.known > 0 && ownOf(name as FigureField) === null) {
      gaps.push(`${figureLabels[name]}：${all} 篇中 ${all - total.known} 篇没有该项数据`)
    }
    return 'none'
  }
  const headsKnown = posts !== undefined && posts.headlineKnown === posts.posts
  const figures: { -readonly [F in FigureName]?: number | null } = {
    posts: posts?.posts ?? ownOf('posts'),
    activeDays: posts?.activeDays ?? ownOf('activeDays'),
    followers: ownOf('followers'),
    newFollowers: ownOf('newFollowers'),
    headPosts: headsKnown ? posts.headPosts : ownOf('headPosts'),
    ...originality(posts, ownOf('originals'), ownOf('posts')),
  }
  for (const measure of sums) {
    const usable = complete(posts?.totals[measure], posts?.posts ?? 0, measure) === 'all'
    figures[measure] = usable ? (posts?.totals[measure].sum ?? 0) : ownOf(measure)
  }
  for (const [measure, name] of Object.entries(highest) as [HeadMeasure, (typeof highest)[HeadMeasure]][]) {
    const total = posts?.totals[measure]
    figures[name] = total && total.known === posts?.posts ? (total.max ?? 0) : ownOf(name)
  }
  for (const [measure, name] of Object.entries(heads) as [HeadMeasure, (typeof heads)[HeadMeasure]][]) {
    const total = posts?.headTotals[measure]
    const usable = headsKnown && complete(total, posts.headPosts, name) === 'all'
    figures[name] = usable ? (total?.sum ?? 0) : ownOf(name)
  }
  if (posts && !headsKnown && ownOf('headPosts') === null) {
    gaps.push(`头条位置：${posts.posts} 篇中 ${posts.posts - posts.headlineKnown} 篇未注明是否头条`)
  }
  if (!posts && ownOf('posts') === null) gaps.push('本期没有导入作品，也没有导入账号汇总数据')

  const assigned = own?.fields.collaborationAssigned
  const done = own?.fields.collaborationDone
  return {
    figures,
    gaps,
    provenance: provenanceOf(posts, own),
    collaboration: assigned && done ? { assigned: assigned.value, done: done.value } : null,
    collaborationProvenance:
      assigned && done ? { source: assigned.source, asOf: assigned.capturedAt.toISOString() } : null,
  }
}

/** Originals by the posts where any of them says so, else by the account's own count over all its posts. */
function originality(posts: PostTotals | undefined, ownOriginals: number | null, ownPosts: number | null) {
  if (posts && posts.originalKnown > 0) return { originals: posts.originals, originalKnown: posts.originalKnown }
  if (ownOriginals === null) return { originals: null, originalKnown: posts ? 0 : null }
  return { originals: ownOriginals, originalKnown: posts?.posts ?? ownPosts }
}

function provenanceOf(posts: PostTotals | undefined, own: AccountFigures | undefined): Provenance | null {
  const used = Object.values(own?.fields ?? {})
  const sources = [...new Set([...(posts?.sources ?? []), ...used.map(({ source }) => source)])].sort()
  const times = [posts?.capturedAt, ...used.map(({ capturedAt }) => capturedAt)].flatMap((at) => (at ? [at] : []))
  if (times.length === 0) return null
  return {
    source: sources.join('、'),
    asOf: new Date(Math.max(...times.map((at) => at.getTime()))).toISOString(),
  }
}
