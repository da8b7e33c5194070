import { once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import exceljs from 'exceljs'
import { shanghaiDay, shanghaiTime } from './dates.rules.ts'
import { neutralise, neutraliseCsv } from './neutralise.rules.ts'
import { textToSerial } from './serial.rules.ts'

export type OutputKind = 'text' | 'int' | 'number' | 'date' | 'dateTime'
export type OutputColumn = { key: string; zh: string; width: number; kind: OutputKind }
export type OutputSheet = {
  name: string
  columns: readonly OutputColumn[]
  rows: AsyncIterable<Record<string, unknown>> | Iterable<Record<string, unknown>>
  /** Lines above the header: title, scope, time of export. */
  notes?: readonly string[]
}

type CellValue = string | number | null

const formats: Partial<Record<OutputKind, string>> = {
  int: '0',
  date: 'yyyy-mm-dd',
  dateTime: 'yyyy-mm-dd hh:mm:ss',
}
const formatStyles = Object.fromEntries(Object.entries(formats).map(([kind, numFmt]) => [kind, { numFmt }]))
const boldStyle = { font: { bold: true } }
const mostCharacters = 32_767 // of one cell, in Excel
const mostRows = 1_048_576 // of one sheet, in Excel

/**
 * Streams a workbook in constant memory: rows are asked for only as fast as the reader of the stream takes them.
 * A failing row source destroys the stream with its error; a reader who leaves stops the row source.
 */
export function writeXlsx(book: { sheets: readonly OutputSheet[] }): Readable {
  const output = new PassThrough()
  fillWorkbook(book.sheets, output).catch((error: Error) => output.destroy(error))
  return output
}

async function fillWorkbook(sheets: readonly OutputSheet[], output: PassThrough) {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true, useSharedStrings: false })
  // Not in its types either; without a listener an error of the archive would end the process.
  const { zip } = workbook as unknown as { zip: NodeJS.EventEmitter }
  zip.on('error', (error: Error) => output.destroy(error))
  workbook.creator = ''
  workbook.lastModifiedBy = ''
  const names = uniqueNames(sheets.map((sheet) => sheet.name))
  for (const [at, sheet] of sheets.entries()) {
    const headerRow = (sheet.notes?.length ?? 0) + 1
    const worksheet = workbook.addWorksheet(names[at] ?? '', { views: [{ state: 'frozen', ySplit: headerRow }] })
    const gate = insertGate(worksheet)
    worksheet.columns = sheet.columns.map(({ width }) => ({ width }))
    for (const note of sheet.notes ?? []) addRow(worksheet, [xlsxText(note)])
    addRow(
      worksheet,
      sheet.columns.map((column) => xlsxText(column.zh)),
      'bold',
    )
    let row = headerRow
    for await (const record of sheet.rows) {
      if (output.destroyed) return
      row += 1
      if (row > mostRows) throw new RangeError(`a sheet holds at most ${mostRows} rows`)
      addRecord(worksheet, sheet.columns, record)
      await drained(gate, output)
    }
    worksheet.commit()
  }
  await Promise.race([workbook.commit(), once(output, 'close')])
}

function addRow(worksheet: exceljs.Worksheet, values: CellValue[], weight?: 'bold') {
  const row = worksheet.addRow(values)
  if (weight) row.eachCell((cell) => Object.assign(cell, { style: boldStyle }))
  row.commit()
}

function addRecord(worksheet: exceljs.Worksheet, columns: readonly OutputColumn[], record: Record<string, unknown>) {
  const values = columns.map((column) => cellValue(record[column.key], column.kind))
  const row = worksheet.addRow(values)
  for (const [at, { kind }] of columns.entries()) {
    const style = formatStyles[kind]
    // One style object for all cells: the library looks its number up by identity.
    if (style && typeof values[at] === 'number') row.getCell(at + 1).style = style
  }
  row.commit()
}

/**
 * The library hands its text on without asking whether anyone keeps up. This stream between a worksheet and the
 * archive knows, so that the rows can wait for it.
 */
function insertGate(worksheet: exceljs.Worksheet): PassThrough {
  // Not in its types: a worksheet of the streaming writer holds the stream that feeds the archive.
  const { stream } = worksheet as unknown as { stream: { pipes: NodeJS.WritableStream[] } }
  const gate = new PassThrough()
  for (const pipe of stream.pipes) gate.pipe(pipe)
  stream.pipes = [gate]
  return gate
}

async function drained(gate: PassThrough, output: PassThrough) {
  if (!gate.writableNeedDrain) return
  const stop = new AbortController()
  const wait = (stream: PassThrough, event: string) =>
    once(stream, event, { signal: stop.signal }).catch(() => undefined)
  await Promise.race([wait(gate, 'drain'), wait(output, 'close')])
  stop.abort()
}

/** UTF-8 with a byte order mark, so that Excel and WPS show Chinese without being asked for an encoding. */
export function writeCsv(sheet: Omit<OutputSheet, 'name'>): Readable {
  const stringifier = stringify({ bom: true, record_delimiter: 'windows', quoted_match: /[\r\n;\t]/ })
  const lines = Readable.from(csvLines(sheet))
  lines.on('error', (error) => stringifier.destroy(error))
  stringifier.on('close', () => lines.destroy())
  return lines.pipe(stringifier)
}

async function* csvLines({ columns, rows, notes = [] }: Omit<OutputSheet, 'name'>) {
  for (const note of notes) yield [neutraliseCsv(cleanText(note))]
  yield columns.map((column) => neutraliseCsv(cleanText(column.zh)))
  for await (const record of rows) yield columns.map(({ key, kind }) => csvValue(record[key], kind))
}

function csvValue(value: unknown, kind: OutputKind): string {
  if (value === null || value === undefined) return ''
  const day = dayText(value, kind)
  if (day !== undefined) return day
  if (kind !== 'text' && typeof value === 'number' && Number.isFinite(value)) return String(value)
  return neutraliseCsv(cleanText(String(value)))
}

function cellValue(value: unknown, kind: OutputKind): CellValue {
  if (value === null || value === undefined || value === '') return null
  const day = dayText(value, kind)
  if (day !== undefined) return textToSerial(day)
  const number = typeof value === 'bigint' ? Number(value) : value
  // Excel keeps 15 digits; a longer number stays whole only as text.
  if (kind !== 'text' && typeof number === 'number' && Number.isFinite(number) && Math.abs(number) < 1e15) return number
  return xlsxText(value)
}

/** A date as text of Asia/Shanghai; undefined if the column or the value is of another kind. */
function dayText(value: unknown, kind: OutputKind): string | undefined {
  if (kind !== 'date' && kind !== 'dateTime') return undefined
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return value
  const instant =
    value instanceof Date ? value : new Date(/^\d{4}-\d{2}-\d{2}T/.test(String(value)) ? String(value) : '')
  if (Number.isNaN(instant.getTime())) return undefined
  return kind === 'date' ? shanghaiDay(instant) : shanghaiTime(instant)
}

/** Without what neither XML nor a table program can hold. */
function cleanText(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\t\n\r\x7f-\x9f]|[\x7f\ufffe\uffff]/gu, '')
}

function xlsxText(value: unknown): string {
  const text = neutralise(cleanText(String(value)))
  // Else `_x0041_` in somebody's text would be read as an escape.
  const escaped = text.replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
  return escaped.length > mostCharacters ? `${escaped.slice(0, mostCharacters - 1)}…`.toWellFormed() : escaped
}

/** Excel allows 31 characters, none of []:*?/\ and every name once. */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const base =
      cleanText(name)
        .replace(/[[\]:*?/\\\r\n\t]/g, '_')
        .replace(/^'|'$/g, '_')
        .trim() || '工作表'
    let unique = base.slice(0, 31)
    for (let n = 2; taken.has(unique.toLowerCase()); n++) unique = `${base.slice(0, 27)}(${n})`
    taken.add(unique.toLowerCase())
    return unique
  })
}
