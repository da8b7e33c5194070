import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { isText, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import type {
  CleanupBoard,
  CleanupCase,
  CleanupFilter,
  CleanupRow,
  ProposalView,
  ResultView,
} from './cleanup.contract.ts'
import {
  type CleanupLine,
  type CountyRow,
  countByCounty,
  countCleanup,
  countStandings,
  findCleanup,
  listCleanup,
  questionOf,
  resultsOf,
} from './cleanup.store.ts'
import type { Result } from './cleanup-facts.rules.ts'
import { decisionRefusal, proposalStates, standingNames } from './cleanup-proposal.rules.ts'
import { type ProposalRow, proposalsOf } from './cleanup-proposal.store.ts'

type Page = CleanupFilter & { limit: number; cursor?: string | undefined }

export function cleanupPage(
  ctx: Ctx,
  query: Page,
): Promise<{ rows: CleanupRow[]; next: string | null; total: number }> {
  const { limit, cursor, ...filter } = query
  return transact(ctx, async (work) => {
    const after = readCursor(cursor, isText)?.[0]
    const question = await questionFor(work, filter)
    const lines = await listCleanup(work.db, question, { after, limit: limit + 1 })
    const page = pageFrom(lines, limit, (line) => [line.ledger_no])
    return { rows: page.rows.map(rowView), next: page.next, total: await countCleanup(work.db, question) }
  })
}

export function questionFor(work: Work, filter: CleanupFilter) {
  return questionOf(work.db, {
    target: { filter },
    scope: work.actor.scope,
    now: work.now,
    today: beijingDay(work.now),
  })
}

/** How many accounts meet each clause, by county, and where they stand. */
export function viewBoard(ctx: Ctx, region: string | undefined): Promise<CleanupBoard> {
  return transact(ctx, async (work) => {
    const question = await questionFor(work, region === undefined ? {} : { region })
    const counted = await countStandings(work.db, question)
    const count = new Map(counted.map((row) => [row.standing, Number(row.count)]))
    return {
      evaluatedOn: counted.map((row) => row.evaluated_on).toSorted()[0] ?? null,
      accounts: counted.reduce((sum, row) => sum + Number(row.count), 0),
      standings: standingNames.map((standing) => ({ standing, count: count.get(standing) ?? 0 })),
      counties: countiesOf(await countByCounty(work.db, question)),
    }
  })
}

function countiesOf(rows: readonly CountyRow[]): CleanupBoard['counties'] {
  return [...Map.groupBy(rows, ({ code }) => code)].map(([code, all]) => {
    const told = (count: 'met' | 'unclear') =>
      Object.fromEntries(
        all.flatMap((row) => (row.clause !== null && Number(row[count]) > 0 ? [[row.clause, Number(row[count])]] : [])),
      )
    return {
      code,
      name: all[0]?.name ?? code,
      accounts: Number(all[0]?.accounts ?? 0),
      met: told('met'),
      unclear: told('unclear'),
    }
  })
}

export function viewCleanup(ctx: Ctx, accountId: string): Promise<CleanupCase> {
  return transact(ctx, (work) => theCase(work, accountId))
}

/** All that is known of one account's clean-up. */
export async function theCase(work: Work, accountId: string): Promise<CleanupCase> {
  const { db, now, actor } = work
  const today = beijingDay(now)
  const line = await findCleanup(db, accountId, { scope: actor.scope, now, today })
  const told = line ? await resultsOf(db, accountId) : undefined
  if (!line || !told) throw new AppError('NOT_FOUND', { reason: '没有找到该账号的清理判断，可能尚未判断或已注销' })
  const proposals = await proposalsOf(db, accountId)
  const open = proposals.find(({ state }) => proposalStates[state].open)
  return {
    ...rowView(line),
    openedOn: line.opened_on,
    evaluatedAt: line.evaluated_at.toISOString(),
    hash: line.hash,
    results: told.results.map(resultView),
    unfitResults: told.unfit_results.map(resultView),
    proposals: proposals.map(proposalView),
    changed: open !== undefined && open.hash !== line.hash,
    decisionRefusal: open ? decisionRefusal({ state: open.state, dueOn: open.due_on }, today) : null,
  }
}

export function rowView(line: CleanupLine): CleanupRow {
  return {
    id: line.id,
    ledgerNo: line.ledger_no,
    name: line.name,
    platform: line.platform,
    variant: line.variant,
    hostUnitName: line.host_unit_name ?? '',
    hostType: line.host_type,
    regionName: line.region_name ?? '',
    level: line.level,
    state: line.state,
    evaluatedOn: line.evaluated_on,
    clauses: line.clauses,
    unfit: line.unfit,
    unclear: line.unclear,
    near: line.near,
    standing: line.standing,
    proposalId: line.proposal_id,
    kind: line.kind,
    dueOn: line.due_on,
    exemptUntil: line.exempt_until,
  }
}

const resultView = ({ clause, outcome, why, evidence, forecast, near }: Result): ResultView => ({
  ...{ clause, outcome, why, evidence, forecast, near },
})

function proposalView(row: ProposalRow): ProposalView {
  const { id, kind, state, clauses, statement, reason, version } = row
  return {
    ...{ id, kind, state, clauses, statement, reason, version },
    results: row.results.map(resultView),
    dueOn: row.due_on,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at.toISOString(),
    statementFileId: row.statement_file_id,
    statementFileName: row.file_name,
    statedBy: row.stated_by,
    statedAt: row.stated_at?.toISOString() ?? null,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
    exemptUntil: row.exempt_until,
    closureId: row.closure_id,
  }
}
