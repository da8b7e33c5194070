import { beijingDay } from '../core/clock.rules.ts'
import type { FigureRow } from '../publishing/figures.rules.ts'
import type { PostRow } from '../publishing/posts.rules.ts'
import type { DemoAccount } from './accounts.data.ts'
import type { Month } from './months.ts'
import { randomOf } from './random.ts'

type Numbered = DemoAccount & { ledgerNo: string }

/** 账号周期数据 of a month: followers and orders, which no work tells; with the sums of the works where they are not listed. */
export function totalsOf(
  account: Numbered,
  month: Month,
  works: { rows: readonly PostRow[]; listed: boolean },
): FigureRow {
  const random = randomOf(`${account.story === 'twin' ? 'twin' : account.key}/${month.code}/totals`)
  const growth = account.story === 'falling' ? -0.004 : account.story === 'rising' ? 0.02 : 0.006
  const followers = Math.round(account.reach * 14 * (1 + growth) ** (26 - month.ago))
  const assigned = account.platform === 'wechat' || account.platform === 'weibo' ? random.between(2, 6) : 0
  const done = random.chance(0.7) ? assigned : Math.max(0, assigned - random.between(1, 2))
  return {
    account: { ledgerNo: account.ledgerNo },
    period: { start: month.start, end: month.end },
    values: {
      followers,
      newFollowers: Math.max(0, Math.round(followers * growth)),
      ...(assigned > 0 ? { collaborationAssigned: assigned, collaborationDone: done } : {}),
      ...(works.listed ? {} : sumsOf(works.rows, account)),
    },
    publishedIndexName: null,
  }
}

function sumsOf(rows: readonly PostRow[], account: DemoAccount): FigureRow['values'] {
  const of = (from: readonly PostRow[], name: keyof PostRow['figures']) => from.map((row) => row.figures[name] ?? 0)
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
  const heads = rows.filter((row) => row.headline)
  const wechat = account.platform === 'wechat'
  return {
    posts: rows.length,
    originals: rows.filter((row) => row.original).length,
    activeDays: new Set(rows.map((row) => beijingDay(new Date(row.publishedAt)))).size,
    reads: sum(of(rows, 'reads')),
    likes: sum(of(rows, 'likes')),
    comments: sum(of(rows, 'comments')),
    ...(account.story === 'noShares' ? {} : { shares: sum(of(rows, 'shares')) }),
    maxReads: Math.max(0, ...of(rows, 'reads')),
    maxLikes: Math.max(0, ...of(rows, 'likes')),
    ...(wechat
      ? {
          wows: sum(of(rows, 'wows')),
          maxWows: Math.max(0, ...of(rows, 'wows')),
          headPosts: heads.length,
          headReads: sum(of(heads, 'reads')),
          headLikes: sum(of(heads, 'likes')),
          headWows: sum(of(heads, 'wows')),
        }
      : {}),
  }
}
