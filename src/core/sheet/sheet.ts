/** What a spreadsheet is to the rest of the product, whatever kind of file it came in. */
export type SheetFormat = 'xlsx' | 'xls' | 'html' | 'csv'

/** `row` is the 1-based row of the source file, `column` the 0-based index into the row's cells. */
export type CellPlace = { row: number; column: number }

export type SheetRead = {
  format: SheetFormat
  encoding?: string
  sheetName: string
  sheetNames: string[]
  /** Rows that hold anything, as trimmed NFC text; cells after the last one used are left out. */
  rows: string[][]
  /** The 1-based source row of each of `rows`. */
  rowNumbers: number[]
  formulaCells: CellPlace[]
  /**
   * Cells whose value cannot be trusted (`#N/A`, a formula never calculated); their text is empty or as shown. A row
   * that holds nothing else, such as a formula dragged below the data, is not among `rows`.
   */
  cellErrors: (CellPlace & { message: string })[]
}

export type SheetLimits = {
  maxBytes: number
  /** Of an .xlsx, which is a zip archive. */
  maxEntries: number
  maxInflatedBytes: number
  maxRatio: number
  maxRows: number
  maxColumns: number
  /** Cells and characters handed to the caller: shared strings can stand in a million cells at no cost to the file. */
  maxCells: number
  maxCharacters: number
  /** Excel's own limit is 32,767. */
  maxCellCharacters: number
  memoryMiB: number
  timeoutMs: number
}

const MiB = 1024 * 1024

export const sheetLimits: SheetLimits = {
  maxBytes: 64 * MiB,
  maxEntries: 200,
  maxInflatedBytes: 200 * MiB,
  maxRatio: 100,
  maxRows: 200_000,
  maxColumns: 200,
  maxCells: 10_000_000,
  maxCharacters: 100_000_000,
  maxCellCharacters: 32_767,
  memoryMiB: 512,
  timeoutMs: 60_000,
}

/** Column index to the letters a user sees above it: 0 → A, 26 → AA. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last
}
