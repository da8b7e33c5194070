import type { Readable } from 'node:stream'
import { errorColumn } from './header.rules.ts'
import { writeXlsx } from './write-sheet.ts'

/** `row` is the row number in the uploaded file, `column` the name of the column as the user knows it. */
export type RowError = { row: number; column?: string; message: string }

export type FailedRows = {
  header: readonly string[]
  rows: readonly (readonly string[])[]
  rowNumbers: readonly number[]
  errors: readonly RowError[]
}

/**
 * Only the rows that failed, their columns as they were, and why in the last one. Corrected, the file can be uploaded
 * as it is: `findHeader` passes over the added column (U37).
 */
export function writeErrorFile({ header, rows, rowNumbers, errors }: FailedRows): Readable {
  const byRow = Map.groupBy(errors, (error) => error.row)
  // A file uploaded a second time brings its old explanations along.
  const kept = header.flatMap((text, column) => (text.trim() === errorColumn ? [] : [{ text, column }]))
  const columns = kept.map(({ text, column }) => ({ key: `c${column}`, zh: text, width: 18, kind: 'text' as const }))

  function* failed() {
    for (const [at, cells] of rows.entries()) {
      const found = byRow.get(rowNumbers[at] ?? 0)
      if (!found) continue
      const texts = kept.map(({ column }) => [`c${column}`, cells[column] ?? ''])
      yield { ...Object.fromEntries(texts), [errorColumn]: found.map(explanation).join('；') }
    }
  }

  return writeXlsx({
    sheets: [
      {
        name: '需修改的行',
        columns: [...columns, { key: errorColumn, zh: errorColumn, width: 48, kind: 'text' }],
        rows: failed(),
      },
    ],
  })
}

function explanation({ row, column, message }: RowError): string {
  return column === undefined ? `原第 ${row} 行：${message}` : `原第 ${row} 行“${column}”：${message}`
}
