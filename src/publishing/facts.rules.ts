/** What a post's figures are: how often it was read (次数, never 人数), 在看, liked, shared, commented on, kept. */
export const measures = ['reads', 'wows', 'likes', 'shares', 'comments', 'favourites'] as const
export type Measure = (typeof measures)[number]
/** The figures that WCI asks of the headline alone. */
export const headMeasures = ['reads', 'wows', 'likes', 'shares'] as const
export type HeadMeasure = (typeof headMeasures)[number]

/**
 * One figure over many posts. `known` posts gave it; `sum` and `max` are over those, and null when none did.
 * Whether a sum with `known` below the number of posts may be used is for the rule that asks to decide.
 */
export type Total = { sum: number | null; max: number | null; known: number }

/** What an account's posts of a period come to. An account without posts in the period has no such line. */
export type PostTotals = {
  accountId: string
  posts: number
  /** Marked as original, among the `originalKnown` posts where it is known. */
  originals: number
  originalKnown: number
  /** Beijing days with at least one post. */
  activeDays: number
  /** Marked as headline, among the `headlineKnown` posts where the position is known. */
  headPosts: number
  headlineKnown: number
  totals: Record<Measure, Total>
  headTotals: Record<HeadMeasure, Total>
  /** Posts whose reads the platform shows as “10万+” only (counted as 100001). */
  readsCapped: number
  /** The newest capture that was used; null when no post has figures. */
  capturedAt: Date | null
  sources: string[]
}

/** The fields of an account's own totals, with what several months come to in a quarter or a year. */
export const figureFields = {
  followers: { zh: '粉丝数', over: 'last' },
  newFollowers: { zh: '新增粉丝', over: 'sum' },
  posts: { zh: '发布篇数', over: 'sum' },
  originals: { zh: '原创篇数', over: 'sum' },
  activeDays: { zh: '发布天数', over: 'sum' },
  reads: { zh: '阅读总数', over: 'sum' },
  wows: { zh: '在看总数', over: 'sum' },
  likes: { zh: '点赞总数', over: 'sum' },
  shares: { zh: '转发（分享）总数', over: 'sum' },
  comments: { zh: '评论总数', over: 'sum' },
  headPosts: { zh: '头条篇数', over: 'sum' },
  headReads: { zh: '头条阅读总数', over: 'sum' },
  headWows: { zh: '头条在看总数', over: 'sum' },
  headLikes: { zh: '头条点赞总数', over: 'sum' },
  headShares: { zh: '头条转发总数', over: 'sum' },
  maxReads: { zh: '最高阅读数', over: 'max' },
  maxWows: { zh: '最高在看数', over: 'max' },
  maxLikes: { zh: '最高点赞数', over: 'max' },
  maxShares: { zh: '最高转发数', over: 'max' },
  collaborationAssigned: { zh: '调度任务数', over: 'sum' },
  collaborationDone: { zh: '按时完成数', over: 'sum' },
  /** An index is no sum of its months: it counts for its own period only. */
  publishedIndex: { zh: '指数（公布值）', over: 'exact' },
} as const satisfies Record<string, { zh: string; over: 'sum' | 'max' | 'last' | 'exact' }>
export type FigureField = keyof typeof figureFields
export const figureFieldNames = Object.keys(figureFields) as FigureField[]

/** A figure and where it comes from. `composed`: put together from the months of a longer period. */
type Figure = { value: number; source: string; capturedAt: Date; composed: boolean }

/** An account's own totals of a period; a field that nobody gave is absent. */
export type AccountFigures = {
  accountId: string
  fields: Partial<Record<FigureField, Figure>>
  publishedIndexName: string | null
}

/** One stored line of totals. */
export type FigureLine = {
  accountId: string
  start: string
  end: string
  source: string
  capturedAt: Date
  values: Partial<Record<FigureField, number>>
  publishedIndexName: string | null
}

/**
 * An account's totals for exactly this period: for each field the newest value captured for the period itself, else
 * the months together when every month of the period has it. `lines` are one account's, within the period.
 */
export function figuresFor(lines: readonly FigureLine[], period: { start: string; end: string }): AccountFigures {
  const newestFirst = lines.toSorted((a, b) => b.capturedAt.getTime() - a.capturedAt.getTime())
  const own = newestFirst.filter((line) => line.start === period.start && line.end === period.end)
  const months = monthsOf(period)
  const fields: AccountFigures['fields'] = {}
  for (const field of figureFieldNames) {
    const figure = newestOf(own, field) ?? composed(newestFirst, field, months)
    if (figure) fields[field] = figure
  }
  const named = own.find((line) => line.values.publishedIndex !== undefined)
  return { accountId: lines[0]?.accountId ?? '', fields, publishedIndexName: named?.publishedIndexName ?? null }
}

function newestOf(lines: readonly FigureLine[], field: FigureField): Figure | undefined {
  const line = lines.find((given) => given.values[field] !== undefined)
  const value = line?.values[field]
  if (!line || value === undefined) return undefined
  return { value, source: line.source, capturedAt: line.capturedAt, composed: false }
}

function composed(lines: readonly FigureLine[], field: FigureField, months: readonly Month[]): Figure | undefined {
  const { over } = figureFields[field]
  if (months.length < 2 || over === 'exact') return undefined
  const parts = months.map((month) =>
    newestOf(
      lines.filter((line) => line.start === month.start && line.end === month.end),
      field,
    ),
  )
  const last = parts.at(-1)
  // What stands at the end of a period needs its last month only.
  if (over === 'last') return last && { ...last, composed: true }
  if (!last || !parts.every((part) => part !== undefined)) return undefined
  const values = parts.map((part) => part.value)
  return {
    value: over === 'max' ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0),
    source: [...new Set(parts.map((part) => part.source))].join('、'),
    capturedAt: new Date(Math.max(...parts.map((part) => part.capturedAt.getTime()))),
    composed: true,
  }
}

type Month = { start: string; end: string }

/** The whole months that make up a period; none when it does not begin and end with a month. */
export function monthsOf({ start, end }: Month): Month[] {
  const months: Month[] = []
  if (!start.endsWith('-01')) return months
  let first = start
  while (first <= end) {
    const next = new Date(`${first}T00:00:00Z`)
    next.setUTCMonth(next.getUTCMonth() + 1)
    const last = new Date(next.getTime() - 86_400_000).toISOString().slice(0, 10)
    if (last > end) return []
    months.push({ start: first, end: last })
    first = next.toISOString().slice(0, 10)
  }
  return months
}
