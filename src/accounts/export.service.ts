import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { record } from '../audit/audit.service.ts'
import { beijingTime } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import type { Progress } from '../core/jobs.ts'
import { writeCsv, writeXlsx } from '../core/sheet/write-sheet.ts'
import { transact } from '../db/transact.ts'
import { saveFile } from '../files/files.service.ts'
import { startJob } from '../jobs/jobs.service.ts'
import type { AccountRow, ExportRequest } from './accounts.contract.ts'
import { findHostUnit } from './accounts.store.ts'
import { regionName } from './export.store.ts'
import { filterInWords } from './filter-words.rules.ts'
import { countTarget, ledgerPage, prepareTarget } from './ledger.service.ts'
import type { PreparedFilter } from './ledger.store.ts'
import { ledgerColumns } from './ledger-columns.rules.ts'

/** Up to here an export is made while the user waits. */
const direct = 2000
const batch = 1000
export const exportJob = 'accounts.export'
type ExportPayload = { request: ExportRequest; asOf: string }

export type ExportAnswer = { count: number; fileId: string | null; jobId: string | null }

/** The ledger as a file in 文件中心: the same rows in the same order and columns as on the page. */
export async function startExport(ctx: Ctx, request: ExportRequest): Promise<ExportAnswer> {
  const asOf = ctx.now
  const count = await transact(ctx, async (work) => countTarget(work, await prepareTarget(work, request.target, asOf)))
  if (count <= direct) return { count, fileId: await makeExport(ctx, { request, asOf, count }), jobId: null }
  const payload: ExportPayload = { request, asOf: asOf.toISOString() }
  const title = `导出账号台账（${count} 行）`
  return {
    count,
    fileId: null,
    jobId: await transact(ctx, (work) => startJob(work, { kind: exportJob, title, payload })),
  }
}

export async function runExport(ctx: Ctx, payload: unknown, progress: Progress): Promise<{ fileId: string }> {
  const { request, asOf: text } = payload as ExportPayload // written by startExport
  const asOf = new Date(text)
  const count = await transact(ctx, async (work) => countTarget(work, await prepareTarget(work, request.target, asOf)))
  return { fileId: await makeExport(ctx, { request, asOf, count, progress }) }
}

type Making = { request: ExportRequest; asOf: Date; count: number; progress?: Progress }

/**
 * Writes the rows to a file of the machine batch by batch, each in a short transaction, so that neither memory nor
 * a long transaction grows with the ledger; then keeps it in one transaction with its audit entry.
 */
async function makeExport(ctx: Ctx, making: Making): Promise<string> {
  const { request, asOf } = making
  const { filter, words } = await transact(ctx, (work) => inWords(work, making))
  const stamp = beijingTime(asOf)
  const columns = request.columns.map((key) => ({ key, ...ledgerColumns[key] }))
  const notes = [
    ...(ctx.demo ? ['演示数据'] : []),
    '政务新媒体账号台账',
    `导出时间：${stamp}（北京时间）`,
    `导出人：${ctx.actor.unitName} ${ctx.actor.name}`,
    `范围：${words}；共 ${making.count} 个账号`,
  ]
  const rows = exportRows(ctx, filter, making)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'zhengmei-export-'))
  const file = path.join(folder, 'ledger')
  try {
    const sheet = { name: '账号台账', columns, rows, notes }
    const written: Readable = request.format === 'xlsx' ? writeXlsx({ sheets: [sheet] }) : writeCsv(sheet)
    await pipeline(written, createWriteStream(file))
    return await transact(ctx, async (work) => {
      const name = `账号台账-${stamp.slice(0, 10)}.${request.format}`
      const id = await saveFile(work, {
        name,
        ...mediaTypes[request.format],
        purpose: 'export',
        bytes: createReadStream(file),
      })
      await record(work, {
        action: 'account.export',
        subject: { type: 'file', id },
        title: `导出账号台账 ${making.count} 行`,
        after: { filter: words, columns: columns.map((column) => column.zh), count: making.count },
      })
      return id
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const mediaTypes = {
  xlsx: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  csv: { mediaType: 'text/csv; charset=utf-8' },
} as const

async function inWords(work: Work, { request, asOf, count }: Making) {
  const { target } = request
  const filter = await prepareTarget(work, target, asOf)
  if ('ids' in target) return { filter, words: `所选 ${count} 个账号` }
  const { region, hostUnit } = target.filter
  const names = {
    ...(region ? { region: (await regionName(work.db, region)) ?? region } : {}),
    ...(hostUnit ? { hostUnit: (await findHostUnit(work.db, hostUnit))?.name ?? '' } : {}),
  }
  return { filter, words: filterInWords(target.filter, names) }
}

/** Walks the ledger by key, one short transaction a batch. */
async function* exportRows(
  ctx: Ctx,
  filter: PreparedFilter,
  { request, asOf, count, progress }: Making,
): AsyncGenerator<Record<string, unknown>> {
  const sorting = { sort: request.sort, order: request.order }
  let cursor: string | undefined
  let done = 0
  do {
    const from = cursor
    const page = await transact({ ...ctx, now: asOf }, (work) =>
      ledgerPage(work, { filter, sorting, cursor: from, limit: batch }),
    )
    for (const row of page.rows) yield recordOf(row, request)
    done += page.rows.length
    cursor = page.next ?? undefined
    await progress?.(done, Math.max(count, done))
  } while (cursor !== undefined)
}

function recordOf(row: AccountRow, { columns }: ExportRequest): Record<string, unknown> {
  return Object.fromEntries(columns.map((key) => [key, ledgerColumns[key].of(row)]))
}
