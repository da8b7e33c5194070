import { addDays, startOfDay } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { isId, isInstant, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { transact } from '../db/transact.ts'
import { countReleases, releasePage } from './sheets.store.ts'

type Filter = { from?: string | undefined; to?: string | undefined; q?: string | undefined }
type Query = Filter & { limit: number; cursor?: string | undefined }

/** What third reviewers let pass within the caller's scope, with their reasons (§8.2). */
export function listReleases(ctx: Ctx, query: Query) {
  return transact(ctx, async ({ db }) => {
    const { limit } = query
    const after = readCursor(query.cursor, isInstant, isId)
    const rows = await releasePage(db, within(query), { after, limit: limit + 1 })
    const page = pageFrom(rows, limit, (row) => [row.at.toISOString(), row.id])
    return {
      rows: page.rows.map((row) => ({
        id: row.id,
        subjectId: row.subject_id,
        title: row.title,
        hostUnitName: row.host_unit_name,
        message: row.finding.message,
        text: row.finding.text,
        reason: row.reason,
        releasedByName: row.released_by_name,
        at: row.at.toISOString(),
      })),
      next: page.next,
    }
  })
}

/** How long the list with these filters is. */
export function releaseCounts(ctx: Ctx, filter: Filter): Promise<{ listed: number }> {
  return transact(ctx, async ({ db }) => ({ listed: await countReleases(db, within(filter)) }))
}

/** Beijing days, both included, as moments. */
function within({ from, to, q }: Filter) {
  return {
    from: from && startOfDay(from).toISOString(),
    to: to && startOfDay(addDays(to, 1)).toISOString(),
    q,
  }
}
