import { AppError } from '../error.ts'
import { restore } from './neutralise.rules.ts'
import type { CellPlace, SheetLimits } from './sheet.ts'

/** Where every reader puts its rows; holds the limits, so that no reader can forget them. */
export type RowSink = ReturnType<typeof createRowSink>

const printableAscii = /^[\x21-\x7e]*$/

/** Trimmed, NFC, one kind of line end, and without the quote our own exports put before formula-like text. */
export function cleanText(text: string): string {
  if (printableAscii.test(text)) return restore(text)
  return restore(text).replace(/\r\n?/g, '\n').trim().normalize('NFC')
}

export function createRowSink(limits: SheetLimits) {
  const rows: string[][] = []
  const rowNumbers: number[] = []
  const formulaCells: CellPlace[] = []
  const cellErrors: (CellPlace & { message: string })[] = []
  let cells = 0
  let characters = 0

  function add(rowNumber: number, texts: readonly (string | undefined)[]) {
    const row = Array.from(texts, (text) => (text === undefined ? '' : clean(text, rowNumber)))
    while (row.length > 0 && row.at(-1) === '') row.pop()
    if (row.length === 0) return
    if (row.length > limits.maxColumns) {
      const reason = `第 ${rowNumber} 行有 ${row.length} 列，最多 ${limits.maxColumns} 列`
      throw new AppError('FILE_TOO_MANY_COLUMNS', { row: rowNumber, limit: limits.maxColumns, reason })
    }
    if (rows.length >= limits.maxRows) {
      const reason = `表格超过 ${limits.maxRows} 行（读到第 ${rowNumber} 行）`
      throw new AppError('FILE_TOO_MANY_ROWS', { row: rowNumber, limit: limits.maxRows, reason })
    }
    cells += row.length
    if (cells > limits.maxCells) {
      const reason = `表格超过 ${limits.maxCells} 个单元格（读到第 ${rowNumber} 行）`
      throw new AppError('FILE_TOO_MUCH_TEXT', { row: rowNumber, limit: limits.maxCells, reason })
    }
    rows.push(row)
    rowNumbers.push(rowNumber)
  }

  function clean(raw: string, rowNumber: number): string {
    if (raw.length > limits.maxCellCharacters) throw cellTooLong(rowNumber, limits)
    characters += raw.length
    if (characters > limits.maxCharacters) {
      const reason = `表格文字超过 ${limits.maxCharacters} 字（读到第 ${rowNumber} 行）`
      throw new AppError('FILE_TOO_MUCH_TEXT', { row: rowNumber, limit: limits.maxCharacters, reason })
    }
    return cleanText(raw)
  }

  /** After cells were blanked: rows that hold nothing any more go. */
  function compact() {
    let kept = 0
    rows.forEach((row, at) => {
      while (row.length > 0 && row.at(-1) === '') row.pop()
      const number = rowNumbers[at]
      if (row.length === 0 || number === undefined) return
      rows[kept] = row
      rowNumbers[kept] = number
      kept += 1
    })
    rows.length = kept
    rowNumbers.length = kept
  }

  function fault(place: CellPlace, message: string) {
    cellErrors.push({ ...place, message })
  }

  function formula(place: CellPlace) {
    formulaCells.push(place)
  }

  return { add, compact, fault, formula, rows, rowNumbers, formulaCells, cellErrors }
}

export function cellTooLong(row: number | undefined, limits: SheetLimits): AppError {
  const reason = `${row === undefined ? '' : `第 ${row} 行`}有单元格超过 ${limits.maxCellCharacters} 字`
  return new AppError('FILE_TOO_MUCH_TEXT', { row, limit: limits.maxCellCharacters, reason })
}

export const faultMessages = {
  uncalculated: '公式没有计算结果，请用表格软件打开并保存后再上传，或粘贴为数值',
  noSuchDay: '不是有效的日期',
  lostDigits: '数字超过 15 位，末几位已被表格软件改写，请将该列设为文本后重新填写',
  badNumber: '不是有效的数字',
} as const

export function errorValueMessage(shown: string): string {
  return `单元格是错误值 ${shown.slice(0, 20)}`
}
