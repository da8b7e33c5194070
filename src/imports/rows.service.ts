import type { Readable } from 'node:stream'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { type RowError, writeErrorFile } from '../core/sheet/error-file.ts'
import { transact } from '../db/transact.ts'
import type { CellError } from './import-kind.ts'
import type { ImportRowView } from './imports.contract.ts'
import { headOf, mappingOf, theBatch } from './imports.service.ts'
import { listRows, type Outcome } from './imports.store.ts'
import type { Kinds } from './kinds.service.ts'
import { cellsOf, type Mapping } from './mapping.rules.ts'
import { maskCells, openStored } from './sealed-rows.rules.ts'

type Page = { id: string; outcome?: Outcome | undefined; cursor?: string | undefined; limit: number }

/** What the dry run found, row by row, as the file calls its columns. */
export function viewRows(ctx: Ctx, kinds: Kinds, page: Page): Promise<{ rows: ImportRowView[]; next: string | null }> {
  if (page.cursor !== undefined && !/^\d{1,8}$/.test(page.cursor)) {
    throw new AppError('INVALID_INPUT', { errors: [{ path: 'cursor', message: '翻页位置无效，请从第一页开始' }] })
  }
  return transact(ctx, async (work) => {
    const batch = await theBatch(work, page.id)
    const { outcome, limit } = page
    const found = await listRows(work.db, {
      batchId: batch.id,
      outcome,
      after: Number(page.cursor ?? 0),
      limit: limit + 1,
    })
    const rows = found.slice(0, limit)
    const mapping = mappingOf(batch)
    const { texts } = headOf(batch)
    const columns = kinds.find(({ kind }) => kind === batch.kind)?.columns ?? []
    return {
      rows: rows.map((row) => {
        const cells = maskCells(cellsIn(work, batch.id, row), columns, mapping)
        return {
          row: row.row_no,
          outcome: row.outcome ?? 'error',
          cells: cellsOf(cells, mapping),
          errors: faultsOf(row.errors).map(({ column, message }) => ({
            column: nameOf(column, mapping, texts),
            value: column === undefined ? null : (cells[mapping[column] ?? -1] ?? null),
            message,
          })),
        }
      }),
      next: found.length > limit ? String(rows.at(-1)?.row_no) : null,
    }
  })
}

/** The rows with errors as a workbook: corrected, it can be uploaded as it is. */
export function errorsFile(ctx: Ctx, id: string): Promise<{ name: string; file: Readable }> {
  return transact(ctx, async (work) => {
    const batch = await theBatch(work, id)
    if ((batch.error_count ?? 0) === 0 && batch.state !== 'failed') {
      throw new AppError('NOT_FOUND', { reason: '没有有误的行' })
    }
    const { texts } = headOf(batch)
    const mapping = mappingOf(batch)
    const found = await listRows(work.db, { batchId: id, outcome: 'error', after: 0, limit: 1_000_000 })
    const errors = found.flatMap((row) =>
      faultsOf(row.errors).map(({ column, message }): RowError => {
        const name = nameOf(column, mapping, texts)
        return { row: row.row_no, message, ...(name === null ? {} : { column: name }) }
      }),
    )
    const file = writeErrorFile({
      header: texts,
      rows: found.map((row) => cellsIn(work, batch.id, row)),
      rowNumbers: found.map((row) => row.row_no),
      errors,
    })
    return { name: `${batch.file_name.replace(/\.\w{2,5}$/, '')}-需修改的行.xlsx`, file }
  })
}

/** The cells as the file has them: for the uploader alone, as row security sees to. */
function cellsIn({ box }: Work, batchId: string, row: { row_no: number; cells: unknown }): string[] {
  return openStored(box, { batchId, row: row.row_no, what: 'cells' }, row.cells) as string[] // written by the dry run
}

function faultsOf(errors: unknown): CellError[] {
  return (errors ?? []) as CellError[] // written by the dry run
}

/** How the file calls the column; null when the fault is of the whole row, or of a column that the file lacks. */
function nameOf(key: string | undefined, mapping: Mapping, texts: readonly string[]): string | null {
  const column = key === undefined ? undefined : mapping[key]
  return column === undefined ? null : (texts[column] ?? null)
}
