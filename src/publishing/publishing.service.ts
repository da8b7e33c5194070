import { addDays, startOfDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { isDay, isId, isInstant, isNumber, isText, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import { findById } from './account-ref.store.ts'
import { figureFieldNames, measures } from './facts.rules.ts'
import { lineOf } from './facts.service.ts'
import { periodName } from './period.rules.ts'
import type { AccountFigureView, PostView, SnapshotView } from './publishing.contract.ts'
import {
  findingsOfPost,
  findPost,
  listFigureLines,
  listPosts,
  listSnapshots,
  type PostLine,
} from './publishing.store.ts'

type PostQuery = {
  from?: string | undefined
  to?: string | undefined
  sort: 'published' | 'reads'
  cursor?: string | undefined
  limit: number
}

export function accountPosts(ctx: Ctx, id: string, query: PostQuery) {
  return transact(ctx, async (work) => {
    await theAccount(work, id)
    const { from, to, sort, limit } = query
    const after = readCursor(query.cursor, sort === 'reads' ? isNumber : isInstant, isId)
    const rows = await listPosts(work.db, {
      accountId: id,
      from: from === undefined ? null : startOfDay(from),
      until: to === undefined ? null : startOfDay(addDays(to, 1)),
      sort,
      after,
      limit: limit + 1,
    })
    const page = pageFrom(rows, limit, (row) => [
      sort === 'reads' ? (row.reads ?? -1) : row.published_at.toISOString(),
      row.id,
    ])
    return { rows: page.rows.map(postOf), next: page.next }
  })
}

export function postDetail(ctx: Ctx, id: string, publishedAt: string) {
  return transact(ctx, async ({ db }) => {
    const post = await findPost(db, id, new Date(publishedAt))
    if (!post) throw new AppError('NOT_FOUND')
    const snapshots = (await listSnapshots(db, id, post.published_at)).map(snapshotOf)
    const findings = await findingsOfPost(db, id)
    const { title, url, headline, original, source, platform } = post
    return {
      ...{ id, title, url, headline, original, source, platform },
      publishedAt: post.published_at.toISOString(),
      accountId: post.account_id,
      accountName: post.account_name,
      seen: snapshots[0] ?? null,
      snapshots,
      findings: findings.map(({ occurred_on, ...finding }) => ({ ...finding, occurredOn: occurred_on })),
    }
  })
}

export function accountFigures(ctx: Ctx, id: string, query: { cursor?: string | undefined; limit: number }) {
  return transact(ctx, async (work) => {
    await theAccount(work, id)
    const from = readCursor(query.cursor, isDay, isInstant, isText)
    const after = from && { start: from[0], capturedAt: from[1], source: from[2] }
    const rows = await listFigureLines(work.db, { accountId: id, after, limit: query.limit + 1 })
    const page = pageFrom(rows, query.limit, (row) => [row.period_start, row.captured_at.toISOString(), row.source])
    return {
      rows: page.rows.map((row): AccountFigureView => {
        const line = lineOf(row)
        const values = figureFieldNames.map((field) => [field, line.values[field] ?? null])
        return {
          id: `${line.start} ${line.end} ${line.capturedAt.toISOString()} ${line.source}`,
          // Every field of the table is there, by construction.
          ...(Object.fromEntries(values) as Record<(typeof figureFieldNames)[number], number | null>),
          periodStart: line.start,
          periodEnd: line.end,
          periodName: periodName(line),
          capturedAt: line.capturedAt.toISOString(),
          source: line.source,
          publishedIndexName: line.publishedIndexName,
        }
      }),
      next: page.next,
    }
  })
}

/** What is out of scope is not there. */
async function theAccount({ db }: Work, id: string): Promise<void> {
  if (!(await findById(db, id))) throw new AppError('NOT_FOUND')
}

function postOf(row: PostLine): PostView {
  const { id, title, url, headline, original } = row
  const seen =
    row.captured_at && row.seen_source !== null
      ? snapshotOf({ ...row, captured_at: row.captured_at, source: row.seen_source })
      : null
  return { id, title, url, headline, original, publishedAt: row.published_at.toISOString(), seen }
}

type Seen = Pick<PostLine, (typeof measures)[number] | 'reads_capped' | 'source'> & { captured_at: Date }

function snapshotOf(row: Seen): SnapshotView {
  const figures = measures.map((measure) => [measure, row[measure]])
  return {
    ...(Object.fromEntries(figures) as Record<(typeof measures)[number], number | null>), // one entry per measure
    readsCapped: row.reads_capped ?? false,
    capturedAt: row.captured_at.toISOString(),
    source: row.source,
  }
}
