import type { Readable } from 'node:stream'
import { record } from '../audit/audit.service.ts'
import { sm3Hex } from '../core/canonical.ts'
import { beijingDay, beijingTime } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { isDay, isId, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { AppError } from '../core/error.ts'
import { writeXlsx } from '../core/sheet/write-sheet.ts'
import { transact } from '../db/transact.ts'
import { may } from '../units/permissions.rules.ts'
import { regionPathOf } from '../units/region.service.ts'
import type { PledgeFilter, PledgeRow, PledgeView } from './pledge.contract.ts'
import { type PledgeFacts, pledgeStates } from './pledge.rules.ts'
import {
  countPledges,
  decisionsOf,
  evidenceOf,
  findPledge,
  listPledges,
  type NamedPledge,
  type PledgeQuestion,
} from './pledge.store.ts'
import { followersByMonth, gatherPledge } from './pledge-facts.service.ts'
import { pledgeColumns, pledgeLine } from './pledge-sheet.rules.ts'

export function pledgePage(
  ctx: Ctx,
  query: PledgeFilter & { limit: number; cursor?: string | undefined },
): Promise<{ rows: PledgeRow[]; next: string | null }> {
  return transact(ctx, async (work) => {
    const after = readCursor(query.cursor, isDay, isId)
    const rows = await listPledges(work.db, await questionOf(work, query), { after, limit: query.limit + 1 })
    const page = pageFrom(rows, query.limit, (row) => [row.reviews_on, row.account_id])
    return { rows: page.rows.map(rowOf), next: page.next }
  })
}

export function pledgeTotals(ctx: Ctx, filter: PledgeFilter) {
  return transact(ctx, async (work) => {
    const counts = await countPledges(work.db, await questionOf(work, filter))
    const states: Record<string, number> = {}
    const outcomes: Record<string, number> = {}
    let total = 0
    for (const { state, outcome, count } of counts) {
      total += Number(count)
      states[state] = (states[state] ?? 0) + Number(count)
      if (outcome) outcomes[outcome] = (outcomes[outcome] ?? 0) + Number(count)
    }
    return { total, states, outcomes }
  })
}

async function questionOf(work: Work, filter: PledgeFilter): Promise<PledgeQuestion> {
  return {
    states: filter.state,
    outcomes: filter.outcome,
    regionPath: filter.region ? await regionPathOf(work, filter.region) : undefined,
    text: filter.q || undefined,
    today: beijingDay(work.now),
  }
}

/** One promise with everything that its case shows. */
export function pledgeView(ctx: Ctx, id: string): Promise<PledgeView> {
  return transact(ctx, async (work) => {
    const pledge = await findPledge(work.db, id, beijingDay(work.now))
    if (!pledge) throw new AppError('NOT_FOUND')
    const open = pledgeStates[pledge.stands].open
    const basis = pledge.facts === null ? null : sm3Hex(pledge.facts)
    const stale = open && sm3Hex(await gatherPledge(work, pledge)) !== basis
    const file = pledge.evidence_file_id ? await evidenceOf(work.db, pledge.evidence_file_id) : undefined
    return {
      ...rowOf(pledge),
      openingId: pledge.opening_id,
      promisedOn: pledge.promised_on,
      evidenceFileId: file?.id ?? null,
      evidenceFileName: file?.name ?? null,
      note: pledge.note,
      enteredBy: pledge.entered_by,
      basis,
      stale,
      followersByMonth: await followersByMonth(work, pledge),
      decisions: (await decisionsOf(work.db, id)).map((row) => ({
        id: row.id,
        decision: row.decision,
        reason: row.reason,
        outcome: row.outcome,
        measures: (row.facts as PledgeFacts).measures, // written by `decidePledge`
        reviewsOn: row.reviews_on,
        closureId: row.closure_id,
        decidedBy: row.decided_by,
        decidedUnit: row.decided_unit,
        at: row.at.toISOString(),
      })),
      version: pledge.version,
      mayDecide: open && may(work.actor.duties, 'pledge.decide'),
    }
  })
}

function rowOf(row: NamedPledge): PledgeRow {
  return {
    id: row.account_id,
    accountName: row.name,
    ledgerNo: row.ledger_no,
    platform: row.platform,
    variant: row.variant,
    hostUnitName: row.host_unit_name ?? '',
    regionName: row.region_name ?? '',
    source: row.source,
    startsOn: row.starts_on,
    reviewsOn: row.reviews_on,
    state: row.stands,
    outcome: row.outcome,
    promised: { followers: row.followers, postsPerMonth: row.posts_per_month, averageReads: row.average_reads },
    facts: row.facts as PledgeFacts | null, // written by `evaluate`
    evaluatedAt: row.evaluated_at?.toISOString() ?? null,
  }
}

const batch = 500

/** The list as a workbook: the same rows, in the same order, as on the page. */
export async function pledgeWorkbook(ctx: Ctx, filter: PledgeFilter): Promise<{ name: string; stream: Readable }> {
  const { total } = await pledgeTotals(ctx, filter)
  const stamp = beijingTime(ctx.now)
  await transact(ctx, (work) =>
    record(work, {
      action: 'pledge.export',
      subject: { type: 'pledge', id: 'list' },
      title: `导出开设承诺考核清单 ${total} 行`,
      after: { filter, count: total },
    }),
  )
  const notes = [
    ...(ctx.demo ? ['演示数据'] : []),
    '账号开设承诺一年期考核清单（指南§6.1.2）',
    `导出时间：${stamp}（北京时间）；导出人：${ctx.actor.unitName} ${ctx.actor.name}；共 ${total} 个账号`,
  ]
  const sheet = { name: '承诺考核', columns: pledgeColumns, rows: workbookRows(ctx, filter), notes }
  return { name: `承诺考核-${stamp.slice(0, 10)}.xlsx`, stream: writeXlsx({ sheets: [sheet] }) }
}

async function* workbookRows(ctx: Ctx, filter: PledgeFilter): AsyncGenerator<Record<string, unknown>> {
  let cursor: string | undefined
  do {
    const page: Awaited<ReturnType<typeof pledgePage>> = await pledgePage(ctx, { ...filter, limit: batch, cursor })
    for (const row of page.rows) yield pledgeLine(row)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
}
