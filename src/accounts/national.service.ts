import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { isText, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { AppError } from '../core/error.ts'
import { maskPhone } from '../core/mask.rules.ts'
import { transact } from '../db/transact.ts'
import { prepareFilter } from './ledger.store.ts'
import type {
  NationalDetail,
  NationalFilter,
  NationalRowView,
  NationalTarget,
  NationalTotals,
} from './national.contract.ts'
import { nationalStateNames, nationalStates, type PersonAction, stepOf } from './national.rules.ts'
import {
  type NationalLedgerRow,
  type NationalPrepared,
  nationalCounts,
  nationalPage,
  nationalRow,
} from './national.store.ts'
import { countEntries, newestList } from './national-entries.store.ts'
import { correctionText, type NationalField, nationalFieldNames, nationalFields } from './national-fields.rules.ts'
import { isEnding, markAccounts, type Origin, sidesOf } from './national-state.service.ts'
import { lockStandings } from './national-state.store.ts'
import { platformZh } from './platforms.rules.ts'

type Query = NationalFilter & { limit: number; cursor?: string | undefined }

/** 报送对账: our accounts, each with where it stands in the national system (§6.2). */
export function listNational(ctx: Ctx, query: Query): Promise<{ rows: NationalRowView[]; next: string | null }> {
  const { limit, cursor, ...filter } = query
  const from = readCursor(cursor, isText)
  return transact(ctx, async (work) => {
    const prepared = await prepareNational(work, { filter }, work.now)
    const rows = await nationalPage(work.db, prepared, { after: from?.[0], limit: limit + 1 })
    const page = pageFrom(rows, limit, (row) => [row.ledger_no])
    return { rows: page.rows.map(rowView), next: page.next }
  })
}

export async function prepareNational(work: Work, target: NationalTarget, asOf: Date): Promise<NationalPrepared> {
  const { scope } = work.actor
  if ('ids' in target) return { account: { filter: {}, ids: target.ids, scope, now: asOf } }
  const { national, standing, field, ...filter } = target.filter
  return { account: await prepareFilter(work.db, { filter, scope, now: asOf }), national, standing, field }
}

export function totalNational(ctx: Ctx, filter: NationalFilter): Promise<NationalTotals> {
  return transact(ctx, async (work) => {
    const prepared = await prepareNational(work, { filter }, work.now)
    // The counts of the four parts stand beside each other, whichever of them is looked at.
    const groups = await nationalCounts(work.db, { ...prepared, standing: undefined, field: undefined })
    const sum = (fits: (group: (typeof groups)[number]) => boolean) =>
      groups.filter(fits).reduce((total, { count }) => total + count, 0)
    const { regionPath } = prepared.account
    const of = (kind: 'onlyThere' | 'ambiguous' | 'dismissed') =>
      regionPath === null ? Promise.resolve(0) : countEntries(work.db, { kind, regionPath })
    const list = await newestList(work.db)
    const wanted = filter.standing
    return {
      count: filter.field
        ? (await nationalCounts(work.db, prepared)).reduce((total, { count }) => total + count, 0)
        : sum(({ standing }) => wanted === undefined || standing === wanted),
      standings: {
        onlyOurs: sum(({ standing }) => standing === 'onlyOurs'),
        differs: sum(({ standing }) => standing === 'differs'),
        agrees: sum(({ standing }) => standing === 'agrees'),
      },
      states: nationalStateNames.map((state) => ({ state, count: sum((group) => group.national_state === state) })),
      onlyThere: await of('onlyThere'),
      ambiguous: await of('ambiguous'),
      dismissed: await of('dismissed'),
      list: list
        ? {
            fileName: list.file_name,
            listedOn: list.listed_on,
            complete: list.complete,
            entries: list.entry_count,
            importedBy: list.imported_by,
            importedUnit: list.imported_unit,
            importedAt: list.imported_at.toISOString(),
          }
        : null,
    }
  })
}

/** One account, field by field, ours and theirs side by side; telephone numbers masked on both. */
export function viewNational(ctx: Ctx, id: string): Promise<NationalDetail> {
  return transact(ctx, async (work) => {
    const row = await nationalRow(work.db, id)
    const [standing] = row ? await lockStandings(work.db, [id], 'all') : []
    if (!row || !standing) throw new AppError('NOT_FOUND')
    const { ours, theirs } = sidesOf(work, standing)
    const shown = (field: NationalField, value: string | null) =>
      value !== null && nationalFields[field].compare === 'phone' ? maskPhone(value) : value
    const view = rowView(row)
    const pairs = theirs
      ? nationalFieldNames.map((field) => ({
          field,
          zh: nationalFields[field].zh,
          ours:
            field === 'status' ? (isEnding(standing) ? '注销办理中或已注销' : '正常运营') : shown(field, ours[field]),
          theirs: shown(field, theirs[field]),
          differs: view.differs.includes(field),
          correctable: view.differs.includes(field) && nationalFields[field].corrects !== null,
        }))
      : []
    const differing = pairs.filter((pair) => pair.differs)
    return {
      ...view,
      pairs,
      listName: row.list_name,
      listedOn: row.listed_on,
      text:
        differing.length === 0
          ? null
          : correctionText({
              ledgerNo: row.ledger_no,
              title: `${platformZh(row.platform, row.variant)}“${row.name}”`,
              hostUnit: row.host_name ?? '',
              fields: differing.map((pair) => ({ ...pair, phone: nationalFields[pair.field].compare === 'phone' })),
            }),
    }
  })
}

function rowView(row: NationalLedgerRow): NationalRowView {
  return {
    id: row.id,
    ledgerNo: row.ledger_no,
    name: row.name,
    platform: row.platform,
    variant: row.variant,
    hostUnitName: row.host_name ?? '',
    regionName: row.region_name ?? row.region_code,
    accountState: row.account_state,
    state: row.national_state,
    standing: row.standing,
    differs: nationalFieldNames.filter((field) => row.differs?.includes(field)),
    statusThere: row.status_there,
    reportedOn: row.reported_on,
    includedOn: row.included_on,
    shutdownRequestedOn: row.shutdown_requested_on,
    shutDownOn: row.shut_down_on,
    markedBy: row.marked_by,
    markedUnit: row.marked_unit,
    markedAt: row.marked_at?.toISOString() ?? null,
    batchName: row.batch_name,
  }
}

/** One step of marking, with its audit entry. For the bulk marks, for a package that marks, and for a closure (§6.4(4)). */
export async function markStep(
  work: Work,
  given: { ids: readonly string[]; action: PersonAction; origin?: Origin },
): ReturnType<typeof markAccounts> {
  const result = await markAccounts(work, given)
  const [first] = given.ids
  if (result.done.length > 0) {
    await record(work, {
      action: 'national.mark',
      subject: { type: 'account', id: first ?? '' },
      title: `将 ${result.done.length} 个账号在全国系统的状态改为“${nationalStates[stepOf(given.action).to]}”`,
      after: { ledgerNos: result.done, ...(given.origin?.batchName ? { fileName: given.origin.batchName } : {}) },
    })
  }
  return result
}
