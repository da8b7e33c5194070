import {
  AlignmentType,
  BorderStyle,
  Document,
  type FileChild,
  Footer,
  Header,
  type IParagraphOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { linesOf, printable } from './paper-text.rules.ts'

// GB/T 9704-2012. Sizes are half points (2号 = 22 pt, 3号 = 16 pt, 4号 = 14 pt), lengths twips. Word falls back to
// a Song face where an office has not installed the faces that the standard names.
export const sizes = { title: 44, subtitle: 36, body: 32, page: 28, cell: 24, smallCell: 21 } as const
export const faces = {
  title: '方正小标宋简体',
  body: '仿宋_GB2312',
  h1: '黑体',
  h2: '楷体_GB2312',
  page: '宋体',
} as const
/** One character of 3号, and the two that a paragraph is indented by. */
export const oneCharacter = 320
export const twoCharacters = 2 * oneCharacter
/** 28.95 pt exactly: 22 lines on 225 mm. */
export const exactLine = { line: 579, lineRule: LineRuleType.EXACT }

const twips = (mm: number) => Math.round((mm * 1440) / 25.4)

const page = {
  size: { width: twips(210), height: twips(297) },
  margin: {
    top: twips(37),
    left: twips(28),
    right: twips(26),
    bottom: twips(35),
    header: twips(20),
    footer: twips(25),
    gutter: 0,
  },
}

/** A Word document on A4 with the margins, faces and page numbers of GB/T 9704; `demo` marks every page. */
export function officialPaper(given: {
  title: string
  creator: string
  demo: boolean
  children: readonly FileChild[]
}): Promise<Buffer> {
  const document = new Document({
    creator: printable(given.creator),
    title: printable(given.title),
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { font: fontOf(faces.body), size: sizes.body, language: { eastAsia: 'zh-CN' } },
          paragraph: { spacing: exactLine },
        },
      },
    },
    sections: [
      {
        properties: { page },
        headers: given.demo ? { default: demoHeader(), even: demoHeader() } : {},
        footers: { default: pageNumber('right'), even: pageNumber('left') },
        children: given.children,
      },
    ],
  })
  return Packer.toBuffer(document)
}

/** How a paragraph looks: its face and size, and whatever else Word knows of paragraphs. */
export type Look = Omit<IParagraphOptions, 'children' | 'text' | 'run'> & { face?: string; size?: number }

/** One paragraph; a text of several lines keeps them. */
export function paragraph(text: string, { face = faces.body, size = sizes.body, ...shape }: Look = {}): Paragraph {
  const children = linesOf(text).map(
    (line, at) => new TextRun({ text: line, font: fontOf(face), size, ...(at === 0 ? {} : { break: 1 }) }),
  )
  return new Paragraph({ spacing: exactLine, ...shape, children })
}

/** A paragraph for each line of the text. */
export function paragraphs(text: string, look: Look = {}): Paragraph[] {
  return linesOf(text).map((line) => paragraph(line, look))
}

export function blank(): Paragraph {
  return paragraph('')
}

export function titleParagraph(text: string): Paragraph {
  return paragraph(text, {
    face: faces.title,
    size: sizes.title,
    alignment: AlignmentType.CENTER,
    spacing: { line: 640, lineRule: LineRuleType.EXACT },
  })
}

/** A paragraph in a cell of a table. */
export function cellText(text: string, look: Look = {}): Paragraph {
  return paragraph(text, { size: sizes.cell, spacing: { line: 360, lineRule: LineRuleType.AT_LEAST }, ...look })
}

/** A cell over one column and one row, unless it says otherwise. */
export type GridCell = { content: Paragraph[]; columns?: number; rows?: number; align?: 'center' | 'top' }
export type GridRow = {
  cells: GridCell[]
  /** `head` is repeated on every page, `body` may break over pages, `whole` may not. */
  kind: 'head' | 'whole' | 'body'
  /** The least height in mm, where a hand must find room. */
  height?: number
}

/** A ruled table with columns of these widths in mm. A cell over several rows is left out of the later ones. */
export function grid(columns: readonly number[], rows: readonly GridRow[]): Table {
  const widths = columns.map(twips)
  const border = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
  // How many more rows each column is covered from above.
  const covered = columns.map(() => 0)
  return new Table({
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    columnWidths: widths,
    width: { size: sum(widths), type: WidthType.DXA },
    borders: {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
    rows: rows.map(
      (row) =>
        new TableRow({
          tableHeader: row.kind === 'head',
          cantSplit: row.kind !== 'body',
          ...(row.height ? { height: { value: twips(row.height), rule: 'atLeast' as const } } : {}),
          children: placed(row.cells, covered).map(({ cell, at }) => tableCell(cell, widths.slice(at))),
        }),
    ),
  })
}

function placed(cells: readonly GridCell[], covered: number[]): { cell: GridCell; at: number }[] {
  const waiting = [...cells]
  const found: { cell: GridCell; at: number }[] = []
  for (let at = 0; at < covered.length; ) {
    if ((covered[at] ?? 0) > 0) {
      covered[at] = (covered[at] ?? 0) - 1
      at += 1
      continue
    }
    const cell = waiting.shift()
    if (!cell) throw new RangeError('a row of the grid has too few cells')
    const end = at + (cell.columns ?? 1)
    covered.fill((cell.rows ?? 1) - 1, at, end)
    found.push({ cell, at })
    at = end
  }
  if (waiting.length > 0) throw new RangeError('a row of the grid has too many cells')
  return found
}

function tableCell({ content, columns = 1, rows = 1, align = 'center' }: GridCell, widths: readonly number[]) {
  return new TableCell({
    width: { size: sum(widths.slice(0, columns)), type: WidthType.DXA },
    columnSpan: columns,
    rowSpan: rows,
    verticalAlign: align === 'center' ? VerticalAlignTable.CENTER : VerticalAlignTable.TOP,
    margins: { left: 60, right: 60, top: 30, bottom: 30 },
    children: content,
  })
}

/** 4号 half-width numbers between dashes; odd pages to the right, even pages to the left, one character in. */
function pageNumber(side: 'left' | 'right'): Footer {
  return new Footer({
    children: [
      new Paragraph({
        spacing: exactLine,
        alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: side === 'right' ? { right: 280 } : { left: 280 },
        children: [
          new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: fontOf(faces.page), size: sizes.page }),
        ],
      }),
    ],
  })
}

function demoHeader(): Header {
  return new Header({
    children: [
      paragraph('演示数据，区划、单位、账号和数据均为虚构', {
        face: faces.h1,
        size: sizes.page,
        alignment: AlignmentType.CENTER,
      }),
    ],
  })
}

/** The hint gives Chinese quotation marks and dashes the Chinese face; without it Word sets them narrow, as Latin ones. */
function fontOf(eastAsia: string) {
  return { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia, hint: 'eastAsia' }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0)
}

/** A list on paper: a row of headings, which a new page repeats, and the rows below it. Widths in millimetres. */
export function listGrid(
  columns: readonly number[],
  head: readonly string[],
  rows: readonly (readonly string[])[],
): Table {
  return grid(columns, [
    {
      kind: 'head',
      cells: head.map((text) => ({ content: [cellText(text, { face: faces.h1, alignment: AlignmentType.CENTER })] })),
    },
    ...rows.map((cells) => ({ kind: 'whole' as const, cells: cells.map((text) => ({ content: [cellText(text)] })) })),
  ])
}
