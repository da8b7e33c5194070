import type { z } from 'zod'
import { addDays, beijingDay, startOfDay } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import type { AuditFilter, AuditRow as AuditView, getAudit } from './audit.contract.ts'
import { record } from './audit.service.ts'
import type { AuditRow } from './audit.store.ts'
import { type AuditQuery, findEntry, searchEntries } from './search.store.ts'

type Page = { limit: number; cursor?: string | undefined }

/** The newest entries that fit, one page of them. */
export function searchAudit(ctx: Ctx, given: AuditFilter & Page): Promise<{ rows: AuditView[]; next: string | null }> {
  return transact(ctx, async ({ db }) => {
    const below = given.cursor === undefined ? null : Number(given.cursor)
    if (below !== null && !Number.isSafeInteger(below)) {
      throw new AppError('INVALID_INPUT', { errors: [{ path: 'cursor', message: '翻页位置不正确' }] })
    }
    const found = await searchEntries(db, queryOf(given), { below, limit: given.limit + 1 })
    const rows = found.slice(0, given.limit)
    const last = rows.at(-1)
    return { rows: rows.map(viewOf), next: found.length > given.limit && last ? String(last.seq) : null }
  })
}

export function viewAudit(ctx: Ctx, seq: number): Promise<z.input<NonNullable<typeof getAudit.answer>>> {
  return transact(ctx, async ({ db }) => {
    const row = await findEntry(db, seq)
    if (!row) throw new AppError('NOT_FOUND')
    const { user_agent, request_id, before, after, prev_hash, hash } = row
    return {
      ...viewOf(row),
      userAgent: user_agent,
      requestId: request_id,
      before,
      after,
      prevHash: prev_hash,
      hash,
    }
  })
}

const perBatch = 2000

/**
 * All entries that fit, in batches of a transaction each, so that a slow reader holds none open. That it
 * was exported is an entry too.
 */
export async function exportAuditRows(ctx: Ctx, filter: AuditFilter): Promise<AsyncIterable<AuditView>> {
  const query = queryOf(filter)
  await transact(ctx, (work) =>
    record(work, {
      action: 'audit.export',
      subject: { type: 'audit', id: beijingDay(ctx.now) },
      title: '导出审计日志',
      after: filter,
    }),
  )
  return batches(ctx, query)
}

async function* batches(ctx: Ctx, query: AuditQuery): AsyncGenerator<AuditView> {
  for (let below: number | null = null; ; ) {
    const rows = await transact(ctx, ({ db }) => searchEntries(db, query, { below, limit: perBatch }))
    yield* rows.map(viewOf)
    const last = rows.at(-1)
    if (!last || rows.length < perBatch) return
    below = last.seq
  }
}

function queryOf({ from, to, ...rest }: AuditFilter): AuditQuery {
  return { ...rest, from: from ? startOfDay(from) : null, before: to ? startOfDay(addDays(to, 1)) : null }
}

function viewOf(row: AuditRow): AuditView {
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    userId: row.user_id,
    username: row.username,
    userName: row.user_name,
    unitId: row.unit_id,
    unitName: row.unit_name,
    ip: row.ip,
    action: row.action,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    title: row.title,
  }
}
