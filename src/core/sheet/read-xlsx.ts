import { AppError } from '../error.ts'
import { cellTooLong, type RowSink } from './row-sink.ts'
import { type DateSystem, kindOfFormat, kindOfFormatId, type NumberKind } from './serial.rules.ts'
import type { SheetLimits } from './sheet.ts'
import { readSheetRows } from './xlsx-rows.ts'
import { attributesOf, parsePart, unescapeText } from './xml.ts'
import { openZip, type ZipParts } from './zip-guard.ts'

type Sheet = { name: string; path: string; hidden: boolean }
type Workbook = { sheets: Sheet[]; system: DateSystem; strings: string | undefined; styles: string | undefined }
export type Book = { sheetName: string; sheetNames: string[]; rows: RowSink }
export type BookInput = { limits: SheetLimits; sheetName?: string; sink: () => RowSink }

/**
 * Reads the cells of one sheet straight off the inflated XML. A general library builds the whole workbook first and
 * cannot tell a formula that was never calculated from a zero; this keeps nothing but the rows that hold something.
 */
export async function readXlsx(bytes: Buffer, input: BookInput): Promise<Book> {
  const parts = await openZip(bytes, input.limits)
  const workbookPath = await findWorkbook(parts)
  const { sheets, system, ...shared } = await readWorkbook(parts, workbookPath)
  const visible = sheets.filter((sheet) => !sheet.hidden && parts.has(sheet.path))
  const wanted = input.sheetName === undefined ? visible : visible.filter((s) => s.name === input.sheetName)
  if (wanted.length === 0 && input.sheetName !== undefined) {
    throw new AppError('FILE_SHEET_MISSING', { sheetNames: visible.map((s) => s.name) })
  }
  const strings = await readSharedStrings(parts, shared.strings, input.limits)
  const kinds = await readNumberKinds(parts, shared.styles)
  for (const sheet of wanted) {
    const rows = input.sink()
    await readSheetRows(parts, sheet.path, { strings, kinds, system, rows, limits: input.limits })
    if (rows.rows.length > 0) return { sheetName: sheet.name, sheetNames: visible.map((s) => s.name), rows }
  }
  throw new AppError('FILE_EMPTY')
}

async function findWorkbook(parts: ZipParts): Promise<string> {
  if (parts.has('xl/workbook.bin')) {
    throw new AppError('FILE_UNSUPPORTED', { reason: '不支持 .xlsb 文件，请另存为 .xlsx 后上传' })
  }
  if (!parts.has('[Content_Types].xml')) throw new AppError('FILE_UNSUPPORTED', { reason: '压缩包内不是 .xlsx 表格' })
  await parsePart(parts, '[Content_Types].xml', {
    open(_name, attributes) {
      const type = attributesOf(attributes).ContentType ?? ''
      if (/macroEnabled|vbaProject|ms-excel\.addin/i.test(type)) throw new AppError('FILE_HAS_MACRO')
    },
  })
  const targets = await readRelations(parts, '_rels/.rels', '')
  const workbook = targets.find((r) => r.type.endsWith('/officeDocument'))?.path ?? 'xl/workbook.xml'
  if (!parts.has(workbook)) throw new AppError('FILE_UNSUPPORTED', { reason: '压缩包内没有工作簿' })
  return workbook
}

type Relation = { id: string; type: string; path: string }

async function readRelations(parts: ZipParts, name: string, folder: string): Promise<Relation[]> {
  const relations: Relation[] = []
  if (!parts.has(name)) return relations
  await parsePart(parts, name, {
    open(tag, attributes) {
      if (tag !== 'Relationship') return
      const { Id = '', Type = '', Target = '', TargetMode } = attributesOf(attributes)
      if (TargetMode === 'External') return
      const path = Target.startsWith('/') ? Target.slice(1) : `${folder}${Target.replace(/^\.\//, '')}`
      relations.push({ id: Id, type: Type, path })
    },
  })
  return relations
}

async function readWorkbook(parts: ZipParts, path: string): Promise<Workbook> {
  const folder = path.replace(/[^/]*$/, '')
  const file = path.slice(folder.length)
  const relations = await readRelations(parts, `${folder}_rels/${file}.rels`, folder)
  const sheets: Sheet[] = []
  let system: DateSystem = '1900'
  let isWorkbook = false
  await parsePart(parts, path, {
    open(tag, attributes) {
      if (tag === 'workbook') isWorkbook = true
      if (tag === 'workbookPr' && /^(1|true)$/.test(attributesOf(attributes).date1904 ?? '')) system = '1904'
      if (tag !== 'sheet') return
      const { name = '', id, state } = attributesOf(attributes)
      const relation = relations.find((r) => r.id === id && r.type.endsWith('/worksheet'))
      if (relation) sheets.push({ name, path: relation.path, hidden: state !== undefined && state !== 'visible' })
    },
  })
  if (!isWorkbook) throw new AppError('FILE_UNSUPPORTED', { reason: '压缩包内不是 .xlsx 表格' })
  const pathOf = (kind: string) => relations.find((r) => r.type.endsWith(kind))?.path
  return { sheets, system, strings: pathOf('/sharedStrings'), styles: pathOf('/styles') }
}

async function readSharedStrings(parts: ZipParts, name: string | undefined, limits: SheetLimits): Promise<string[]> {
  const strings: string[] = []
  if (name === undefined || !parts.has(name)) return strings
  let current = ''
  let inText = false
  let inPhonetic = false
  await parsePart(parts, name, {
    open(tag) {
      if (tag === 'si') current = ''
      else if (tag === 'rPh') inPhonetic = true
      else if (tag === 't') inText = !inPhonetic
    },
    close(tag) {
      if (tag === 'si') strings.push(unescapeText(current))
      else if (tag === 'rPh') inPhonetic = false
      else if (tag === 't') inText = false
    },
    text(text) {
      if (!inText) return
      current += text
      if (current.length > limits.maxCellCharacters * 8) throw cellTooLong(undefined, limits)
    },
  })
  return strings
}

async function readNumberKinds(parts: ZipParts, name: string | undefined): Promise<NumberKind[]> {
  const custom = new Map<number, NumberKind>()
  const kinds: NumberKind[] = []
  let inCellXfs = false
  if (name === undefined || !parts.has(name)) return kinds
  await parsePart(parts, name, {
    open(tag, attributes) {
      if (tag === 'numFmt') {
        const { numFmtId, formatCode = '' } = attributesOf(attributes)
        custom.set(Number(numFmtId), kindOfFormat(formatCode))
      } else if (tag === 'cellXfs') inCellXfs = true
      else if (tag === 'xf' && inCellXfs) {
        const id = Number(attributesOf(attributes).numFmtId ?? 0)
        kinds.push(custom.get(id) ?? kindOfFormatId(id))
      }
    },
    close(tag) {
      if (tag === 'cellXfs') inCellXfs = false
    },
  })
  return kinds
}
