import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import type { Progress } from '../core/jobs.ts'
import { readSheet } from '../core/sheet/read-sheet.ts'
import type { SheetRead } from '../core/sheet/sheet.ts'
import { transact } from '../db/transact.ts'
import type { CellError, ImportKind } from './import-kind.ts'
import { mappingOf, readOriginal, theBatch } from './imports.service.ts'
import {
  addRows,
  type BatchRow,
  type CheckedRow,
  deleteRows,
  holdBatch,
  moveBatch,
  type Outcome,
} from './imports.store.ts'
import { type Kinds, kindFor } from './kinds.service.ts'
import { cellsOf, isBlank, isHintRow } from './mapping.rules.ts'
import { hasPersonal, sealRow } from './sealed-rows.rules.ts'

/** How many rows are judged, stored and applied together. */
export const chunkRows = 1000

type Counts = Record<Outcome, number>
type Line = { row_no: number; cells: readonly string[]; row?: unknown; errors?: CellError[] }

/**
 * The dry run: every row is parsed and compared with what is stored, and its outcome kept; nothing else is written.
 * Run again after a crash it begins anew.
 */
export async function runCheck(ctx: Ctx, kinds: Kinds, batchId: string, progress: Progress): Promise<Counts | null> {
  const batch = await transact(ctx, (work) => theBatch(work, batchId))
  if (batch.state !== 'checking') return null
  const kind = kindFor(ctx, kinds, batch.kind)
  const { bytes } = await transact(ctx, (work) => readOriginal(work, batch))
  const sheet = await readSheet(
    bytes,
    batch.file_name,
    batch.sheet_name === null ? {} : { sheetName: batch.sheet_name },
  )
  const lines = linesOf(ctx, sheet, batch, kind)
  if (lines.length === 0) throw new AppError('FILE_EMPTY', { reason: '表头下面没有数据' })

  await transact(ctx, ({ db }) => deleteRows(db, batchId))
  const counts: Counts = { new: 0, changed: 0, same: 0, error: 0 }
  const seen = new Map<string, number>()
  for (let at = 0; at < lines.length; at += chunkRows) {
    await progress(at, lines.length)
    const checked = await storeChunk(ctx, { batch, kind, seen }, lines.slice(at, at + chunkRows))
    for (const { outcome } of checked) counts[outcome] += 1
  }
  await finishCheck(ctx, batchId, counts, lines.length)
  return counts
}

/** The file's rows below the header, without the template's hints. */
function linesOf(ctx: Ctx, sheet: SheetRead, batch: BatchRow, kind: ImportKind): Line[] {
  const mapping = mappingOf(batch)
  const at = { today: beijingDay(ctx.now), options: batch.options as Record<string, unknown> } // written by parseOptions
  const keyOf = new Map(Object.entries(mapping).map(([key, column]) => [column, key]))
  const faults = Map.groupBy(sheet.cellErrors, ({ row }) => row)
  const lines: Line[] = []
  for (const [n, cells] of sheet.rows.entries()) {
    const row_no = sheet.rowNumbers[n] ?? 0
    if (row_no <= (batch.header_row ?? 1)) continue
    const named = cellsOf(cells, mapping)
    const unreadable = (faults.get(row_no) ?? []).flatMap(({ column, message }) => {
      const key = keyOf.get(column)
      return key === undefined ? [] : [{ column: key, message }]
    })
    if (unreadable.length > 0) lines.push({ row_no, cells, errors: unreadable })
    else if (!isBlank(named) && !isHintRow(named, kind.columns)) lines.push({ row_no, cells, ...kind.parse(named, at) })
  }
  return lines
}

/** Judges the parsed rows of a chunk and stores all of it, while the batch is still being checked. */
function storeChunk(
  ctx: Ctx,
  { batch, kind, seen }: { batch: BatchRow; kind: ImportKind; seen: Map<string, number> },
  lines: readonly Line[],
): Promise<CheckedRow[]> {
  return transact(ctx, async (work) => {
    if (!(await holdBatch(work.db, batch.id, 'checking'))) throw cancelled()
    const parsed = lines.filter((line) => !line.errors)
    const options = batch.options as Record<string, unknown> // written by parseOptions
    const judged = await kind.judge(
      work,
      parsed.map((line) => line.row),
      options,
    )
    const byLine = new Map(parsed.map((line, n) => [line, judged[n]]))
    const rows = lines.map((line): CheckedRow => {
      const judgement = byLine.get(line)
      const { row_no, cells } = line
      const failed = (errors: CellError[]): CheckedRow => ({ row_no, cells, parsed: null, outcome: 'error', errors })
      if (!judgement) return failed(line.errors ?? [])
      if (judgement.outcome === 'error') return failed(judgement.errors)
      const twin = judgement.key === undefined ? undefined : seen.get(judgement.key)
      if (twin !== undefined && twin !== row_no) {
        return failed([{ message: `与第 ${twin} 行指的是同一条记录，请只保留一行` }])
      }
      if (judgement.key !== undefined) seen.set(judgement.key, row_no)
      return { row_no, cells, parsed: line.row, outcome: judgement.outcome, errors: null }
    })
    const personal = hasPersonal(kind.columns)
    await addRows(work.db, batch.id, personal ? rows.map((row) => sealRow(work.box, batch.id, row)) : rows)
    return rows
  })
}

function finishCheck(ctx: Ctx, batchId: string, counts: Counts, rows: number): Promise<void> {
  return transact(ctx, async ({ db, now }) => {
    const moved = await moveBatch(db, batchId, ['checking'], {
      state: 'checked',
      row_count: rows,
      new_count: counts.new,
      changed_count: counts.changed,
      same_count: counts.same,
      error_count: counts.error,
      checked_at: now,
    })
    if (!moved) throw cancelled()
  })
}

export function cancelled(): AppError {
  return new AppError('STATE_CONFLICT', { reason: '任务已取消' })
}
