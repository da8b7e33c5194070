import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { record } from '../audit/audit.service.ts'
import { beijingTime } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import type { Progress } from '../core/jobs.ts'
import { type OutputColumn, writeXlsx } from '../core/sheet/write-sheet.ts'
import { transact } from '../db/transact.ts'
import { saveFile } from '../files/files.service.ts'
import { startJob } from '../jobs/jobs.service.ts'
import type { CleanupFilter } from './cleanup.contract.ts'
import { clauseZh, cleanupClauses } from './cleanup.rules.ts'
import { questionFor } from './cleanup.service.ts'
import { type CleanupLine, countCleanup, listCleanup, resultsOfMany } from './cleanup.store.ts'
import { outcomes, type Result } from './cleanup-facts.rules.ts'
import { standings } from './cleanup-proposal.rules.ts'
import { hostTypes, platformZh } from './platforms.rules.ts'
import { faultZh, unfitClauses } from './unfit.rules.ts'

export const exportJob = 'accounts.cleanupExport'
const batch = 500

/** The list as the page shows it, with every standard's result and why, as a workbook in 文件中心. */
export function startCleanupExport(ctx: Ctx, filter: CleanupFilter): Promise<{ count: number; jobId: string }> {
  return transact(ctx, async (work) => {
    const count = await countCleanup(work.db, await questionFor(work, filter))
    if (count === 0) throw new AppError('STATE_CONFLICT', { reason: '没有符合条件的账号，无需导出' })
    const payload = { filter, asOf: work.now.toISOString(), count }
    return { count, jobId: await startJob(work, { kind: exportJob, title: `导出清理清单（${count} 行）`, payload }) }
  })
}

export async function runCleanupExport(ctx: Ctx, payload: unknown, progress: Progress): Promise<{ fileId: string }> {
  const { filter, asOf, count } = payload as { filter: CleanupFilter; asOf: string; count: number } // by startCleanupExport
  const asAt = { ...ctx, now: new Date(asOf) }
  const stamp = beijingTime(asAt.now)
  const notes = [
    ...(ctx.demo ? ['演示数据'] : []),
    '政务新媒体账号清理清单（指南§6.5.1、§6.1.2）',
    `导出时间：${stamp}（北京时间）`,
    `导出人：${ctx.actor.unitName} ${ctx.actor.name}`,
    `共 ${count} 个账号`,
  ]
  const rows = rowsOf(asAt, filter, { count, progress })
  // To a file of the machine first: rows are read in short transactions of their own.
  const folder = await mkdtemp(path.join(os.tmpdir(), 'zhengmei-cleanup-'))
  const file = path.join(folder, 'list')
  try {
    const book = writeXlsx({ sheets: [{ name: '清理清单', columns, rows, notes }] })
    await pipeline(book, createWriteStream(file))
    return await transact(ctx, async (work) => {
      const fileId = await saveFile(work, {
        name: `账号清理清单-${stamp.slice(0, 10)}.xlsx`,
        mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        purpose: 'export',
        bytes: createReadStream(file),
      })
      await record(work, {
        action: 'cleanup.export',
        subject: { type: 'file', id: fileId },
        title: `导出清理清单 ${count} 行`,
        after: { filter, count },
      })
      return { fileId }
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const text = (key: string, zh: string, width: number): OutputColumn => ({ key, zh, width, kind: 'text' })
const columns: readonly OutputColumn[] = [
  text('ledgerNo', '编号', 14),
  text('name', '账号名称', 24),
  text('platform', '平台', 18),
  text('unit', '主办单位', 28),
  text('hostType', '主办类型', 14),
  text('region', '区划', 16),
  text('standing', '办理情况', 18),
  text('due', '陈述期至', 14),
  ...cleanupClauses.map((clause) => text(clause, `${clause} ${clauseZh(clause)}`, 40)),
  ...unfitClauses.map((clause) => text(clause, `6.1.2 ${faultZh(clause)}`, 40)),
]

async function* rowsOf(
  ctx: Ctx,
  filter: CleanupFilter,
  { count, progress }: { count: number; progress: Progress },
): AsyncGenerator<Record<string, unknown>> {
  let after: string | undefined
  let done = 0
  do {
    const from = after
    const { lines, results } = await transact(ctx, async (work) => {
      const found = await listCleanup(work.db, await questionFor(work, filter), { after: from, limit: batch })
      const ids = found.map(({ id }) => id)
      return { lines: found, results: await resultsOfMany(work.db, ids) }
    })
    for (const line of lines) yield recordOf(line, results.get(line.id) ?? [])
    done += lines.length
    after = lines.length === batch ? lines.at(-1)?.ledger_no : undefined
    await progress(done, Math.max(count, done))
  } while (after !== undefined)
}

function recordOf(line: CleanupLine, results: readonly Result[]): Record<string, unknown> {
  const told = results.map(({ clause, outcome, why, forecast }) => [
    clause,
    `${outcomes[outcome]}：${why}${forecast ? `（${forecast}）` : ''}`,
  ])
  return {
    ledgerNo: line.ledger_no,
    name: line.name,
    platform: platformZh(line.platform, line.variant),
    unit: line.host_unit_name ?? '',
    hostType: line.host_type ? hostTypes[line.host_type] : '',
    region: line.region_name ?? '',
    standing: standings[line.standing].zh,
    due: line.standing === 'hearing' ? (line.due_on ?? '') : '',
    ...Object.fromEntries(told),
  }
}
