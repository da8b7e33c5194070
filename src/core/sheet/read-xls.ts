import * as XLSX from '@e965/xlsx'
import * as codepages from '@e965/xlsx/dist/cpexcel.full.mjs'
import { AppError } from '../error.ts'
import type { Book, BookInput } from './read-xlsx.ts'
import { errorValueMessage, type RowSink } from './row-sink.ts'
import { type DateSystem, kindOfFormat } from './serial.rules.ts'
import { decodeText } from './text-encoding.ts'
import { blankCoveredCells, numberCellText } from './xlsx-rows.ts'

XLSX.set_cptable(codepages) // files older than Excel 97 hold GBK text

/** The old binary format, and the encrypted files that hide in the same container. */
export function readXls(bytes: Buffer, input: BookInput): Book {
  inspectContainer(bytes)
  const workbook = parseBook(bytes, input)
  return pickSheet(workbook, input)
}

/** What many back ends call .xls: an HTML page with a table. */
export function readHtml(bytes: Buffer, input: BookInput): Book & { encoding: string } {
  const declared = /charset\s*=\s*["']?([\w-]+)/i.exec(bytes.subarray(0, 4096).toString('latin1'))?.[1]
  const { text, encoding } = decodeText(bytes, declared)
  if (!/<table/i.test(text)) throw new AppError('FILE_UNSUPPORTED', { reason: '网页文件中没有表格' })
  return { ...pickSheet(parseBook(text, input), input), encoding }
}

function parseBook(source: Buffer | string, { limits }: BookInput): XLSX.WorkBook {
  try {
    return XLSX.read(source, {
      type: typeof source === 'string' ? 'string' : 'buffer',
      raw: true,
      dense: true,
      cellFormula: true,
      cellNF: true,
      cellHTML: false,
      cellText: false,
      // The old format ends at 65,536 rows; of HTML one row more than allowed shows that it is too long.
      sheetRows: Math.min(limits.maxRows + 1, 1_048_576),
    })
  } catch (error) {
    if (/password|encrypt/i.test(String(error))) throw new AppError('FILE_ENCRYPTED')
    throw new AppError('FILE_DAMAGED', { reason: '表格的内部结构有误' })
  }
}

function pickSheet(workbook: XLSX.WorkBook, input: BookInput): Book {
  const hidden = (at: number) => (workbook.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0
  const visible = workbook.SheetNames.filter((_name, at) => !hidden(at))
  const wanted = input.sheetName === undefined ? visible : visible.filter((name) => name === input.sheetName)
  if (wanted.length === 0 && input.sheetName !== undefined) {
    throw new AppError('FILE_SHEET_MISSING', { sheetNames: visible })
  }
  const system: DateSystem = workbook.Workbook?.WBProps?.date1904 ? '1904' : '1900'
  for (const sheetName of wanted) {
    const sheet = workbook.Sheets[sheetName]
    if (!sheet) continue
    const rows = input.sink()
    addRows(sheet, rows, system)
    if (rows.rows.length > 0) return { sheetName, sheetNames: visible, rows }
  }
  throw new AppError('FILE_EMPTY')
}

function addRows(sheet: XLSX.WorkSheet, rows: RowSink, system: DateSystem) {
  // `dense` puts the cells in an array of arrays; by their keys, since a hostile width would make them sparse.
  for (const [rowKey, cells] of Object.entries(sheet['!data'] ?? [])) {
    const row = Number(rowKey) + 1
    const texts: string[] = []
    for (const [columnKey, cell] of Object.entries(cells ?? {})) {
      const column = Number(columnKey)
      if (!cell || !(column < 16_384)) continue
      if (cell.f !== undefined) rows.formula({ row, column })
      const { text, fault } = cellText(cell, system)
      if (fault) rows.fault({ row, column }, fault)
      if (text !== '') texts[column] = text
    }
    rows.add(row, texts)
  }
  blankCoveredCells(rows, (sheet['!merges'] ?? []).map(XLSX.utils.encode_range))
}

function cellText(cell: XLSX.CellObject, system: DateSystem): { text: string; fault?: string } {
  switch (cell.t) {
    case 's':
      return { text: String(cell.v ?? '') }
    case 'b':
      return { text: cell.v === true ? '是' : '否' }
    case 'e':
      return { text: '', fault: errorValueMessage(cell.w ?? errorNames[Number(cell.v)] ?? '#ERR') }
    case 'n':
      return numberCellText(Number(cell.v), kindOfFormat(String(cell.z ?? 'General')), system)
    default:
      return { text: '' }
  }
}

/** [MS-XLS] 2.5.10 */
const errorNames: Record<number, string> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}

function inspectContainer(bytes: Buffer) {
  let paths: string[]
  let workbook: Uint8Array | undefined
  try {
    const container = XLSX.CFB.read(bytes, { type: 'buffer' })
    paths = container.FullPaths.map((path: string) => path.replace(/^[^/]*\//, '').replace(/\/$/, ''))
    const entry = XLSX.CFB.find(container, '/Workbook') ?? XLSX.CFB.find(container, '/Book')
    workbook = entry?.content ? Uint8Array.from(entry.content) : undefined
  } catch {
    throw new AppError('FILE_DAMAGED', { reason: '表格的内部结构有误' })
  }
  const has = (name: RegExp) => paths.some((path) => name.test(path))
  if (has(/^(EncryptedPackage|EncryptionInfo|encryption)$/i)) throw new AppError('FILE_ENCRYPTED')
  if (has(/_VBA_PROJECT|(^|\/)VBA(\/|$)/i)) throw new AppError('FILE_HAS_MACRO')
  if (has(/^(MBD|LNK)[0-9a-f]+|^Ctls$|Ole10Native/i)) throw new AppError('FILE_HAS_EMBEDDED_OBJECT')
  if (!workbook) throw new AppError('FILE_UNSUPPORTED', { reason: '不是 Excel 文件' })
  inspectRecords(Buffer.from(workbook))
}

/** Walks the records of the workbook stream ([MS-XLS] 2.1.4) for what a plain table has no need of. */
function inspectRecords(stream: Buffer) {
  let at = 0
  while (at + 4 <= stream.length) {
    const type = stream.readUInt16LE(at)
    const length = stream.readUInt16LE(at + 2)
    const data = stream.subarray(at + 4, at + 4 + length)
    if (type === 0x2f) throw new AppError('FILE_ENCRYPTED') // FilePass
    if (type === 0x85 && data[5] === 1) throw new AppError('FILE_HAS_MACRO') // BoundSheet8 of an Excel 4 macro sheet
    if (type === 0x1ae && length > 4) throw new AppError('FILE_HAS_EXTERNAL_LINK') // SupBook with a path of its own
    at += 4 + length
  }
}
