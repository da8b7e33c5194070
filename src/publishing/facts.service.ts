import type { Ctx } from '../core/context.ts'
import { asSystem, transact } from '../db/transact.ts'
import {
  type AccountFigures,
  type FigureField,
  type FigureLine,
  figureFieldNames,
  figuresFor,
  headMeasures,
  measures,
  type PostTotals,
  type Total,
} from './facts.rules.ts'
import {
  type FactsOf,
  type FigureRow,
  listAccountIds,
  listFigures,
  type PostTotalsRow,
  sumPosts,
} from './facts.store.ts'

/** What the posts of every account of a region come to in a period, by the newest capture up to the cutoff. */
export function gatherFigures(ctx: Ctx, { regionPath, ...period }: FactsOf): Promise<PostTotals[]> {
  return transact(ctx, async (work) => {
    const accountIds = await listAccountIds(work.db, regionPath)
    const rows = await asSystem(work, ({ db }) => sumPosts(db, { ...period, accountIds }))
    return rows.map(totalsOf)
  })
}

/**
 * The accounts' own totals of the same period, each field with its source. The caller prefers the posts where they
 * give a figure; these stand in for what posts do not give (followers, tasks, published indices, unlisted posts).
 */
export function gatherAccountFigures(ctx: Ctx, given: FactsOf): Promise<AccountFigures[]> {
  return transact(ctx, async ({ db }) => {
    const byAccount = Map.groupBy((await listFigures(db, given)).map(lineOf), (line) => line.accountId)
    return [...byAccount.values()].map((lines) => figuresFor(lines, given))
  })
}

function totalsOf(row: PostTotalsRow): PostTotals {
  const total = (prefix: '' | 'head_', measure: string): Total => ({
    sum: row[`${prefix}sum_${measure}`] ?? null,
    max: row[`${prefix}max_${measure}`] ?? null,
    known: row[`${prefix}known_${measure}`] ?? 0,
  })
  return {
    accountId: row.account_id,
    posts: row.posts,
    originals: row.originals,
    originalKnown: row.original_known,
    activeDays: row.active_days,
    headPosts: row.head_posts,
    headlineKnown: row.headline_known,
    // Every measure of the table is there, by construction.
    totals: Object.fromEntries(measures.map((m) => [m, total('', m)])) as PostTotals['totals'],
    headTotals: Object.fromEntries(headMeasures.map((m) => [m, total('head_', m)])) as PostTotals['headTotals'],
    readsCapped: row.reads_capped,
    capturedAt: row.captured_at,
    sources: row.sources ?? [],
  }
}

/** A field's column: `newFollowers` is `new_followers`. */
export function columnOf(field: FigureField): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

export function lineOf(row: FigureRow): FigureLine {
  const columns = row as unknown as Record<string, number | null> // the field columns all hold numbers
  const values: FigureLine['values'] = {}
  for (const field of figureFieldNames) {
    const value = columns[columnOf(field)]
    if (value !== null && value !== undefined) values[field] = value
  }
  return {
    accountId: row.account_id,
    start: row.period_start,
    end: row.period_end,
    source: row.source,
    capturedAt: row.captured_at,
    values,
    publishedIndexName: row.published_index_name,
  }
}
