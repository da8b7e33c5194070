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
import { type OutputColumn, writeCsv, writeXlsx } from '../core/sheet/write-sheet.ts'
import { transact } from '../db/transact.ts'
import { saveFile } from '../files/files.service.ts'
import { startJob } from '../jobs/jobs.service.ts'
import { questionFor } from './entries.service.ts'
import { countEntries, type EntryRow, listEntries } from './entries.store.ts'
import { type EntryKind, entryKinds, entryStates } from './entry-kinds.rules.ts'
import type { EntryFilter } from './lexicon.contract.ts'
import type { AcceptedPayload } from './payloads.contract.ts'
import { layerName } from './seat.service.ts'
import { writeCell } from './table-cells.rules.ts'
import { type TableKind, tableColumns } from './table-columns.rules.ts'

export const exportJob = 'lexicon.export'
const batch = 1000
const mediaTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const
type Format = keyof typeof mediaTypes
type Asked = { filter: Omit<EntryFilter, 'kind'> & { kind: EntryKind }; format: Format }
type Payload = Asked & { asOf: string; count: number }

/** One kind of entries as the page shows them, in the columns of the import, so that the file can come back. */
export function startExport(ctx: Ctx, given: Asked): Promise<{ count: number; jobId: string }> {
  return transact(ctx, async (work) => {
    const { count } = await countEntries(work.db, await questionFor(work, filterOf(given)))
    if (count === 0) throw new AppError('STATE_CONFLICT', { reason: '没有符合条件的条目，无需导出' })
    const payload: Payload = { ...given, asOf: work.now.toISOString(), count }
    const title = `导出${entryKinds[given.filter.kind].zh}（${count} 条）`
    return { count, jobId: await startJob(work, { kind: exportJob, title, payload }) }
  })
}

export async function runExport(ctx: Ctx, payload: unknown, progress: Progress): Promise<{ fileId: string }> {
  const given = payload as Payload // by startExport
  const { format, filter, asOf, count } = given
  const zh = entryKinds[filter.kind].zh
  const stamp = beijingTime(new Date(asOf))
  const notes = [
    ...(ctx.demo ? ['演示数据'] : []),
    `词库与规则：${zh}`,
    `导出时间：${stamp}（北京时间）`,
    `导出人：${ctx.actor.unitName} ${ctx.actor.name}`,
  ]
  const columns = columnsOf(filter.kind)
  const rows = rowsOf(ctx, given, progress)
  // To a file of the machine first: rows are read in short transactions of their own.
  const folder = await mkdtemp(path.join(os.tmpdir(), 'zhengmei-lexicon-'))
  const file = path.join(folder, 'list')
  try {
    const sheet = { name: zh, columns, rows, notes }
    await pipeline(format === 'csv' ? writeCsv(sheet) : writeXlsx({ sheets: [sheet] }), createWriteStream(file))
    return await transact(ctx, async (work) => {
      const fileId = await saveFile(work, {
        name: `${zh}-${stamp.slice(0, 10)}.${format}`,
        mediaType: mediaTypes[format],
        purpose: 'export',
        bytes: createReadStream(file),
      })
      await record(work, {
        action: 'lexicon.export',
        subject: { type: 'file', id: fileId },
        title: `导出${zh} ${count} 条`,
        after: { filter, count },
      })
      return { fileId }
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function* rowsOf(ctx: Ctx, given: Payload, progress: Progress): AsyncGenerator<Record<string, unknown>> {
  let before: string | undefined
  let done = 0
  do {
    const from = before
    const rows = await transact(ctx, async (work) =>
      listEntries(work.db, await questionFor(work, filterOf(given)), { before: from, limit: batch }),
    )
    for (const row of rows) yield recordOf(given.filter.kind, row)
    done += rows.length
    before = rows.length === batch ? rows.at(-1)?.id : undefined
    await progress(done, Math.max(given.count, done))
  } while (before !== undefined)
}

function filterOf({ filter }: Asked): EntryFilter {
  return { ...filter, kind: [filter.kind] }
}

const text = (key: string, zh: string, width: number): OutputColumn => ({ key, zh, width, kind: 'text' })
const placeColumns = [text('layer', '所属', 20), text('state', '状态', 10)]
const otherColumns: Record<Exclude<EntryKind, TableKind>, readonly OutputColumn[]> = {
  accepted: [
    text('text', '原文', 30),
    text('ruleId', '规则', 40),
    text('severity', '程度', 8),
    text('reason', '理由', 40),
  ],
  rule: [text('ruleId', '规则', 40), text('reason', '理由', 40)],
}

function isTable(kind: EntryKind): kind is TableKind {
  return kind in tableColumns
}

function columnsOf(kind: EntryKind): OutputColumn[] {
  const own = isTable(kind) ? tableColumns[kind].map(({ key, zh, width }) => text(key, zh, width)) : otherColumns[kind]
  return [...own, ...placeColumns]
}

function recordOf(kind: EntryKind, row: EntryRow): Record<string, unknown> {
  const said = row.payload as Record<string, unknown> // every payload is an object
  const place = { layer: layerName(row), state: entryStates[row.state] }
  if (!isTable(kind)) {
    const severity = row.severity ? writeCell(severityColumn, row.severity) : ''
    return { ...(said as AcceptedPayload), severity, ...place }
  }
  const days = { from: row.from_on, until: row.until_on, ...said }
  return {
    ...Object.fromEntries(tableColumns[kind].map((c) => [c.key, writeCell(c, days[c.key as 'from'])])),
    ...place,
  }
}
const severityColumn = {
  key: 'severity',
  zh: '程度',
  hint: '',
  synonyms: [],
  required: true,
  form: 'severity',
  width: 8,
} as const
