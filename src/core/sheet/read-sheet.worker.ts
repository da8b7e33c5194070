import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../error.ts'
import { detectFormat } from './detect-format.ts'
import { readCsv } from './read-csv.ts'
import { type BookInput, readXlsx } from './read-xlsx.ts'
import { createRowSink } from './row-sink.ts'
import type { SheetLimits, SheetRead } from './sheet.ts'

export type WorkerInput = { bytes: Uint8Array; limits: SheetLimits; sheetName: string | undefined }
export type WorkerMessage =
  | { kind: 'rows'; rows: string[][]; rowNumbers: number[] }
  | { kind: 'done'; rest: Omit<SheetRead, 'rows' | 'rowNumbers'> }
  | { kind: 'refused'; code: string; detail: Record<string, unknown> }
  | { kind: 'crashed'; stack: string }

const rowsPerMessage = 2_000

async function read({ bytes, limits, sheetName }: WorkerInput): Promise<SheetRead> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const format = detectFormat(buffer)
  const sink = () => createRowSink(limits)
  const input: BookInput = sheetName === undefined ? { limits, sink } : { limits, sink, sheetName }
  switch (format) {
    case 'xlsx': {
      const { rows, ...book } = await readXlsx(buffer, input)
      return { format, ...book, ...taken(rows) }
    }
    case 'csv': {
      const { rows, encoding } = readCsv(buffer, input)
      return { format, encoding, sheetName: '', sheetNames: [], ...taken(rows) }
    }
    case 'xls':
    case 'html': {
      // The library for the old formats is large; the others do without it.
      const { readHtml, readXls } = await import('./read-xls.ts')
      const { rows, ...book } = format === 'xls' ? readXls(buffer, input) : readHtml(buffer, input)
      return { format, ...book, ...taken(rows) }
    }
  }
}

function taken({ rows, rowNumbers, formulaCells, cellErrors }: ReturnType<typeof createRowSink>) {
  return { rows, rowNumbers, formulaCells, cellErrors }
}

function post(message: WorkerMessage) {
  parentPort?.postMessage(message)
}

async function answer() {
  try {
    // This file is only ever started by readSheet, with exactly this input.
    const { rows, rowNumbers, ...rest } = await read(workerData as WorkerInput)
    for (let at = 0; at < rows.length; at += rowsPerMessage) {
      const to = at + rowsPerMessage
      post({ kind: 'rows', rows: rows.slice(at, to), rowNumbers: rowNumbers.slice(at, to) })
    }
    post({ kind: 'done', rest })
  } catch (error) {
    if (error instanceof AppError) post({ kind: 'refused', code: error.code, detail: error.detail })
    else post({ kind: 'crashed', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

await answer()
