import { CsvError, parse } from 'csv-parse/sync'
import { AppError } from '../error.ts'
import type { BookInput } from './read-xlsx.ts'
import type { RowSink } from './row-sink.ts'
import { decodeText } from './text-encoding.ts'

export type CsvBook = { encoding: string; rows: RowSink }

/** Rows are counted as records, as a table program shows them: a line break inside quotes starts no new row. */
export function readCsv(bytes: Buffer, { limits, sink }: Pick<BookInput, 'limits' | 'sink'>): CsvBook {
  const { text, encoding } = decodeText(bytes)
  const nul = text.indexOf('\0')
  if (nul !== -1) {
    const row = text.slice(0, nul).split(/\r\n|\r|\n/).length
    throw new AppError('FILE_MALFORMED', { row, reason: `第 ${row} 行含有空字符（NUL）` })
  }
  const rows = sink()
  let row = 0
  try {
    parse(text, {
      delimiter: findDelimiter(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: limits.maxCellCharacters * limits.maxColumns,
      on_record(record: string[]) {
        row += 1
        rows.add(row, record)
        return null
      },
    })
  } catch (error) {
    if (error instanceof CsvError) throw csvFault(error, row + 1)
    throw error
  }
  if (rows.rows.length === 0) throw new AppError('FILE_EMPTY')
  return { encoding, rows }
}

const csvReasons: Partial<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: '的双引号没有成对：缺少右引号',
  INVALID_OPENING_QUOTE: '的双引号没有成对：引号出现在内容中间，内容里的引号应写成两个',
  CSV_INVALID_CLOSING_QUOTE: '的双引号没有成对：右引号之后还有内容，内容里的引号应写成两个',
  CSV_MAX_RECORD_SIZE: '过长，可能缺少右引号',
}

function csvFault(error: CsvError, row: number): AppError {
  const reason = `第 ${row} 行${csvReasons[error.code] ?? '的分隔符或引号有误'}`
  return new AppError('FILE_MALFORMED', { row, reason })
}

/** The separator that splits the first lines most evenly; text between quotes does not count. */
export function findDelimiter(text: string): string {
  const lines = text
    .slice(0, 64 * 1024)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20)
  const scores = [',', '\t', ';'].map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    return { delimiter, lines: counts.filter((n) => n > 0).length, total: counts.reduce((a, n) => a + n, 0) }
  })
  const best = scores.toSorted((a, b) => b.lines - a.lines || b.total - a.total)[0]
  return best && best.total > 0 ? best.delimiter : ','
}
