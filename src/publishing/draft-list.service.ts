import type { z } from 'zod'
import type { Ctx, Work } from '../core/context.ts'
import { isId, isInstant, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { transact } from '../db/transact.ts'
import { type DraftState, draftStateNames } from './draft.rules.ts'
import { countByState, type DraftQuestion, listQuery } from './draft-list.store.ts'
import type { DraftFilter, DraftRow } from './drafts.contract.ts'

type Filter = z.output<typeof DraftFilter>

export function draftPage(ctx: Ctx, query: Filter & { limit: number; cursor?: string | undefined }) {
  return transact(ctx, async (work) => {
    const { limit, cursor, ...filter } = query
    const after = readCursor(cursor, isInstant, isId)
    const rows = await listQuery(work.db, questionOf(work, filter), { after, limit: limit + 1 }).execute()
    const page = pageFrom(rows, limit, (row) => [row.updated_at.toISOString(), row.id])
    return {
      rows: page.rows.map(
        (row): DraftRow => ({
          id: row.id,
          number: row.number,
          title: row.title,
          state: row.state,
          class: row.class,
          hostUnitName: row.host_unit_name,
          columnName: row.column_name,
          campaignName: row.campaign_name,
          authorName: row.created_by_name,
          updatedByName: row.updated_by_name,
          updatedAt: row.updated_at.toISOString(),
          scheduledAt: row.scheduled_at?.toISOString() ?? null,
          accountNames: row.account_names,
          returnedWith: row.returned_with,
        }),
      ),
      next: page.next,
    }
  })
}

/** How many the filter lists, and how many there would be in each state. */
export function draftCounts(ctx: Ctx, filter: Filter) {
  return transact(ctx, async (work) => {
    const counts = await countByState(work.db, questionOf(work, filter))
    const countOf = (state: DraftState) => counts.find((one) => one.state === state)?.count ?? 0
    const asked = filter.state && filter.state.length > 0 ? filter.state : draftStateNames
    return {
      listed: asked.reduce((sum, state) => sum + countOf(state), 0),
      // One entry per state.
      byState: Object.fromEntries(draftStateNames.map((state) => [state, countOf(state)])) as Record<
        DraftState,
        number
      >,
    }
  })
}

function questionOf({ actor }: Work, { mine, ...filter }: Filter): DraftQuestion {
  return { ...filter, scope: actor.scope, authorId: mine ? (actor.userId ?? undefined) : undefined }
}
