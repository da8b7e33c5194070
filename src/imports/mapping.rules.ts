import { type ColumnSpec, findHeader, type HeaderMatch } from '../core/sheet/header.rules.ts'
import type { SheetRead } from '../core/sheet/sheet.ts'
import type { ImportColumn } from './import-kind.ts'

/** Which column of the file (0-based) is which column of ours. */
export type Mapping = Record<string, number>

/** What the page shows of a file before it is checked. */
export type FileHead = {
  texts: string[]
  sample: { row: number; cells: string[] }[]
  sheetNames: string[]
  notes: string[]
}

export type Heading = { headerRow: number; mapping: Mapping; head: FileHead }

const sampleRows = 20

/** Finds the header of a file and suggests a mapping; `headerRow` when a person says where the header is. */
export function headingOf(sheet: SheetRead, columns: readonly ImportColumn[], headerRow?: number): Heading {
  const specs = specsOf(columns)
  const at = headerRow === undefined ? undefined : sheet.rowNumbers.indexOf(headerRow)
  const match = at === undefined ? findHeader(sheet.rows, specs) : matchAt(sheet, specs, at)
  const index = match?.headerIndex ?? Math.max(at ?? 0, 0)
  const texts = sheet.rows[index] ?? []
  const sample = sheet.rows.slice(index + 1, index + 1 + sampleRows).map((cells, n) => ({
    row: sheet.rowNumbers[index + 1 + n] ?? 0,
    cells,
  }))
  return {
    headerRow: sheet.rowNumbers[index] ?? 1,
    mapping: defined(match?.columns ?? {}),
    head: { texts: [...texts], sample, sheetNames: sheet.sheetNames, notes: notesOf(sheet, match) },
  }
}

function matchAt(sheet: SheetRead, specs: readonly ColumnSpec[], at: number): HeaderMatch | undefined {
  const found = findHeader(sheet.rows.slice(at, at + 1), specs)
  return found && { ...found, headerIndex: at }
}

function specsOf(columns: readonly ImportColumn[]): ColumnSpec[] {
  return columns.map(({ key, zh, synonyms, required }) => ({
    key,
    zh,
    synonyms,
    required: required ? 'required' : 'optional',
  }))
}

function defined(columns: Partial<Record<string, number>>): Mapping {
  return Object.fromEntries(
    Object.entries(columns).filter((entry): entry is [string, number] => entry[1] !== undefined),
  )
}

function notesOf(sheet: SheetRead, match: HeaderMatch | undefined): string[] {
  const notes: string[] = []
  if (!match) notes.push('没有认出表头，请指定表头所在的行，并逐列对应')
  if (match && match.unknown.length > 0) {
    const names = match.unknown.map(({ text }) => `“${[...text].slice(0, 20).join('')}”`)
    notes.push(`以下列没有用到：${names.slice(0, 12).join('、')}${names.length > 12 ? '等' : ''}`)
  }
  for (const { zh, columns } of match?.duplicates ?? []) {
    notes.push(`“${zh}”有 ${columns.length} 列，已取第一个，请核对对应关系`)
  }
  if (sheet.formulaCells.length > 0) {
    notes.push(`有 ${sheet.formulaCells.length} 个单元格是公式，按文件中保存的计算结果读取`)
  }
  if (sheet.encoding && sheet.encoding !== 'utf-8') notes.push(`文件编码：${sheet.encoding}`)
  return notes
}

/** Why a mapping cannot be used; empty when it can. */
export function mappingFaults(columns: readonly ImportColumn[], mapping: Mapping, width: number): string[] {
  const known = new Set(columns.map(({ key }) => key))
  const faults: string[] = []
  const taken = new Map<number, string>()
  for (const [key, column] of Object.entries(mapping)) {
    const zh = columns.find((c) => c.key === key)?.zh ?? key
    if (!known.has(key)) faults.push(`没有“${key}”这一列`)
    else if (column >= width) faults.push(`“${zh}”对应的列不存在`)
    const other = taken.get(column)
    if (other !== undefined) faults.push(`“${other}”与“${zh}”对应了同一列`)
    taken.set(column, zh)
  }
  return faults
}

/** The required columns that the mapping lacks. */
export function missingColumns(columns: readonly ImportColumn[], mapping: Mapping): string[] {
  return columns.filter(({ key, required }) => required && mapping[key] === undefined).map(({ zh }) => zh)
}

/** A file's row by our column names. */
export function cellsOf(cells: readonly string[], mapping: Mapping): Record<string, string> {
  return Object.fromEntries(Object.entries(mapping).map(([key, column]) => [key, cells[column] ?? '']))
}

/** The line of hints below the header of our template is no data. */
export function isHintRow(cells: Record<string, string>, columns: readonly ImportColumn[]): boolean {
  const filled = columns.filter(({ key }) => (cells[key] ?? '') !== '')
  return filled.length > 0 && filled.every(({ key, hint }) => flat(cells[key] ?? '') === flat(hint))
}

const flat = (text: string) => text.normalize('NFC').replace(/\s/g, '')

/** Nothing in any column of ours: a remark beside the table, not a row. */
export function isBlank(cells: Record<string, string>): boolean {
  return Object.values(cells).every((text) => text.trim() === '')
}
