import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { isId, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import { may } from '../units/permissions.rules.ts'
import { catalogue } from './catalogue.rules.ts'
import { historyOf } from './changes.store.ts'
import { reachOf } from './effective.service.ts'
import {
  countEntries,
  type EntryRow,
  findEntry,
  listEntries,
  listNames,
  type Question,
  rulesOff,
} from './entries.store.ts'
import { isSameLayer, ownLayer } from './layers.rules.ts'
import type { EntryFilter, EntryView, HistoryLine, RuleView } from './lexicon.contract.ts'
import type { RulePayload } from './payloads.contract.ts'
import { layerName, seatOf } from './seat.service.ts'

export function entriesPage(ctx: Ctx, query: EntryFilter & { limit: number; cursor?: string | undefined }) {
  return transact(ctx, async (work) => {
    const { limit, cursor, ...filter } = query
    const [before] = readCursor(cursor, isId) ?? []
    const rows = await listEntries(work.db, await questionFor(work, filter), { before, limit: limit + 1 })
    const page = pageFrom(rows, limit, ({ id }) => [id])
    return { rows: page.rows.map(viewOf), next: page.next }
  })
}

export function entryTotals(ctx: Ctx, filter: EntryFilter) {
  return transact(ctx, async (work) => ({
    ...(await countEntries(work.db, await questionFor(work, filter))),
    lists: await listNames(work.db),
  }))
}

export function viewEntry(ctx: Ctx, id: string): Promise<EntryView & { history: HistoryLine[] }> {
  return transact(ctx, async (work) => {
    const entry = await findEntry(work.db, id, await seatOf(work))
    if (!entry) throw new AppError('NOT_FOUND')
    const history = await historyOf(work.db, id)
    return {
      ...viewOf(entry),
      history: history.map((line) => ({
        changeId: line.id,
        action: line.action,
        state: line.state,
        reason: line.reason,
        proposedBy: line.proposed_by,
        proposedAt: line.proposed_at.toISOString(),
        decidedBy: line.decided_by,
        decidedAt: line.decided_at?.toISOString() ?? null,
        before: line.before,
        after: line.after,
      })),
    }
  })
}

/** Everything that ships, with what the reader's layers have switched off of it. */
export function rulesPage(ctx: Ctx): Promise<{ rows: RuleView[]; maySwitch: boolean }> {
  return transact(ctx, async (work) => {
    const own = ownLayer(work.actor.scope)
    const off = await rulesOff(work.db, await reachOf(work), beijingDay(work.now))
    const byRule = new Map(off.map((row) => [row.key, row]))
    const rows = catalogue.map((row): RuleView => {
      const { fires, quiet, ...shown } = row
      const by = byRule.get(row.id)
      return {
        ...shown,
        fires: [...fires],
        quiet: [...quiet],
        off: by
          ? {
              entryId: by.id,
              layerName: by.region_name ?? '',
              own: own !== null && isSameLayer(own, { regionPath: by.region_path, unitId: by.unit_id }),
              reason: (by.payload as RulePayload).reason, // by its kind
              from: by.from_on,
            }
          : null,
      }
    })
    return { rows, maySwitch: own !== null && own.unitId === null && may(work.actor.duties, 'lexicon.manage') }
  })
}

export async function questionFor(work: Work, filter: EntryFilter): Promise<Question> {
  return { ...filter, seat: await seatOf(work) }
}

export function viewOf(row: EntryRow & { reach: 'own' | 'above' | 'below' }): EntryView {
  const { id, kind, title, list, severity, category, state, version, reach } = row
  return {
    ...{ id, kind, title, list, severity, category, state, version, reach },
    payload: row.payload as Record<string, unknown>, // every payload is an object
    from: row.from_on,
    until: row.until_on,
    layerName: layerName(row),
    updatedAt: row.updated_at.toISOString(),
  }
}
