import { AppError } from '../error.ts'
import { cellTooLong, errorValueMessage, faultMessages, type RowSink } from './row-sink.ts'
import { type DateSystem, lostDigits, type NumberKind, numberText, serialText } from './serial.rules.ts'
import type { SheetLimits } from './sheet.ts'
import { attributesOf, parsePart, unescapeText } from './xml.ts'
import type { ZipParts } from './zip-guard.ts'

export type SheetInput = {
  strings: readonly string[]
  kinds: readonly NumberKind[]
  system: DateSystem
  rows: RowSink
  limits: SheetLimits
}

type Cell = { column: number; type: string; style: number; value: string | undefined; inline: string; formula: boolean }

/** Reads the rows of one sheet off its XML as it is inflated. */
export async function readSheetRows(parts: ZipParts, path: string, input: SheetInput) {
  const merges: string[] = []
  let row = 0
  let texts: (string | undefined)[] = []
  let column = -1
  let cell: Cell | undefined
  let target: 'value' | 'inline' | undefined
  let inPhonetic = false

  function openCell(attributes: string) {
    const { r, t = 'n', s = '0' } = attributesOf(attributes)
    column = r === undefined ? column + 1 : columnOf(r)
    cell = { column, type: t, style: Number(s), value: undefined, inline: '', formula: false }
  }

  function closeCell(done: Cell) {
    const place = { row, column: done.column }
    if (done.formula) input.rows.formula(place)
    const { text, fault } = cellText(done, input)
    if (fault) input.rows.fault(place, fault)
    if (text === '') return
    if (done.column >= 16_384) throw new AppError('FILE_DAMAGED', { reason: `第 ${row} 行的列号有误` })
    texts[done.column] = text
  }

  await parsePart(parts, path, {
    open(tag, attributes) {
      switch (tag) {
        case 'row': {
          const next = Number(attributesOf(attributes).r ?? row + 1)
          if (!(next > row)) throw new AppError('FILE_DAMAGED', { reason: `第 ${row} 行之后的行号有误` })
          row = next
          column = -1
          texts = []
          return
        }
        case 'c':
          openCell(attributes)
          return
        case 'v':
          if (cell) cell.value = ''
          target = 'value'
          return
        case 't':
          target = inPhonetic ? undefined : 'inline'
          return
        case 'f':
          if (cell) cell.formula = true
          return
        case 'rPh':
          inPhonetic = true
          return
        case 'mergeCell':
          merges.push(attributesOf(attributes).ref ?? '')
          return
      }
    },
    close(tag) {
      if (tag === 'v' || tag === 't') target = undefined
      else if (tag === 'rPh') inPhonetic = false
      else if (tag === 'row') input.rows.add(row, texts)
      else if (tag === 'c' && cell) {
        closeCell(cell)
        cell = undefined
      }
    },
    text(text) {
      if (!cell || target === undefined) return
      if (target === 'value') cell.value += text
      else cell.inline += text
      if (cell.inline.length + (cell.value?.length ?? 0) > input.limits.maxCellCharacters * 8) {
        throw cellTooLong(row, input.limits)
      }
    },
  })
  blankCoveredCells(input.rows, merges)
}

function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference.slice(0, 4)) {
    const code = letter.charCodeAt(0) & ~32
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  if (column === 0) throw new AppError('FILE_DAMAGED', { reason: '单元格的地址有误' })
  return column - 1
}

type CellText = { text: string; fault?: string }

function cellText(cell: Cell, { strings, kinds, system }: SheetInput): CellText {
  const value = cell.value
  if (cell.type === 'inlineStr') return { text: unescapeText(cell.inline) }
  const uncalculated = value === undefined || (value.trim() === '' && cell.type !== 'str')
  if (uncalculated) return cell.formula ? { text: '', fault: faultMessages.uncalculated } : { text: '' }
  switch (cell.type) {
    case 's': {
      const text = strings[Number(value)]
      return text === undefined ? { text: '', fault: '单元格引用的文字不存在' } : { text }
    }
    case 'str':
      return { text: unescapeText(value) }
    case 'b':
      return { text: value.trim() === '1' || value.trim() === 'true' ? '是' : '否' }
    case 'e':
      return { text: '', fault: errorValueMessage(value) }
    case 'd':
      return { text: value.replace('T', ' ').replace(/(?: 00:00:00)?(?:\.0+)?Z?$/, '') }
    default:
      return numberCellText(Number(value), kinds[cell.style] ?? 'plain', system)
  }
}

export function numberCellText(value: number, kind: NumberKind, system: DateSystem): CellText {
  if (!Number.isFinite(value)) return { text: '', fault: faultMessages.badNumber }
  if (kind !== 'plain') {
    const text = serialText(value, kind, system)
    return text === undefined ? { text: numberText(value), fault: faultMessages.noSuchDay } : { text }
  }
  return lostDigits(value) ? { text: numberText(value), fault: faultMessages.lostDigits } : { text: numberText(value) }
}

/** Of merged cells only the first counts; what hides below it is not on the page the user saw. */
export function blankCoveredCells(sink: RowSink, merges: readonly string[]) {
  const { rows, rowNumbers } = sink
  let work = 0
  for (const merge of merges) {
    const corners = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(merge)
    if (!corners) continue
    const [, left = '', top, right = '', bottom] = corners
    const firstColumn = columnOf(left)
    const lastColumn = columnOf(right)
    for (let at = firstAtOrAfter(rowNumbers, Number(top)); at < rows.length; at++) {
      const row = rows[at]
      const number = rowNumbers[at]
      if (!row || number === undefined || number > Number(bottom)) break
      work += 1 + Math.min(row.length, lastColumn + 1) - Math.min(row.length, firstColumn)
      // Merged ranges never overlap in an honest file, so they cannot cover more cells than there are.
      if (work > 20_000_000) throw new AppError('FILE_TOO_COMPLEX', { reason: '合并单元格过多' })
      const from = number === Number(top) ? firstColumn + 1 : firstColumn
      for (let column = from; column <= lastColumn && column < row.length; column++) row[column] = ''
    }
  }
  if (work > 0) sink.compact()
}

function firstAtOrAfter(rowNumbers: readonly number[], wanted: number): number {
  let low = 0
  let high = rowNumbers.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rowNumbers[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
