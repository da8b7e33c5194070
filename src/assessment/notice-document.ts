import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { roundHalfUp } from '../core/round.rules.ts'
import { type Block, type NoticeFacts, noticeBody, noticeTitle } from './notice.rules.ts'

// GB/T 9704-2012. Sizes are half points (3号 = 16 pt, 2号 = 22 pt, 4号 = 14 pt), lengths twips.
const size3 = 32
const size2 = 44
const size4 = 28
const sizeTable = 21
const line = 579 // 28.95 pt exactly: 22 lines on 225 mm
const twoCharacters = 640
const fonts = {
  title: '方正小标宋简体',
  body: '仿宋_GB2312',
  h1: '黑体',
  h2: '楷体_GB2312',
  page: '宋体',
} as const
const mostRows = 300

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

/** The 通报 as a Word document. What only the signer knows (文号, 签发, 日期) stays a blank place. */
export function noticeDocument(facts: NoticeFacts): Promise<Buffer> {
  const document = new Document({
    creator: facts.issuer,
    title: noticeTitle(facts),
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { font: font(fonts.body), size: size3, language: { eastAsia: 'zh-CN' } },
          paragraph: { spacing: exact },
        },
      },
    },
    sections: [
      {
        properties: { page },
        headers: facts.demo ? { default: demoHeader(), even: demoHeader() } : {},
        footers: { default: pageNumber('right'), even: pageNumber('left') },
        children: [
          plain('〔    〕   号', { alignment: AlignmentType.CENTER }),
          blank(),
          blank(),
          paragraph([run(noticeTitle(facts), { font: fonts.title, size: size2 })], {
            alignment: AlignmentType.CENTER,
            spacing: { line: 640, lineRule: LineRuleType.EXACT },
          }),
          blank(),
          plain('各有关单位：'),
          ...noticeBody(facts).map(blockOf),
          blank(),
          ...attachmentList,
          blank(),
          blank(),
          plain(facts.issuer, { alignment: AlignmentType.RIGHT, indent: { right: twoCharacters } }),
          plain('    年  月  日', { alignment: AlignmentType.RIGHT, indent: { right: 2 * twoCharacters } }),
          ...attachments(facts),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

const exact = { line, lineRule: LineRuleType.EXACT }

function blockOf({ kind, text }: Block): Paragraph {
  const face = { h1: fonts.h1, h2: fonts.h2, text: fonts.body }[kind]
  return paragraph([run(text, { font: face })], {
    indent: { firstLine: twoCharacters },
    alignment: AlignmentType.BOTH,
    ...(kind === 'text' ? {} : { keepNext: true }),
  })
}

const attachmentList = ['附件：1．账号考核排名表', '2．各区域考核得分表', '3．缺数未排名账号清单'].map((text, at) =>
  plain(text, { indent: at === 0 ? { firstLine: twoCharacters } : { left: twoCharacters + 3 * 320 } }),
)

function attachments(facts: NoticeFacts): (Paragraph | Table)[] {
  return [
    ...attachmentHead(1, `${facts.periodZh}${facts.region}账号考核排名表`),
    ...facts.platforms.flatMap(({ zh, rows }) =>
      rows.length === 0 ? [] : [tableTitle(zh), rankingTable(rows), ...cutShort(rows)],
    ),
    ...attachmentHead(2, `${facts.periodZh}各区域考核得分表`),
    regionTable(facts),
    ...attachmentHead(3, '缺数未排名账号清单'),
    facts.missing.length === 0 ? plain('本期没有因缺数未参加排名的账号。') : missingTable(facts),
    ...cutShort(facts.missing),
  ]
}

function attachmentHead(no: number, title: string): Paragraph[] {
  return [
    paragraph([run(`附件${no}`, { font: fonts.h1 })], { pageBreakBefore: true }),
    blank(),
    paragraph([run(title, { font: fonts.title, size: 36 })], { alignment: AlignmentType.CENTER }),
    blank(),
  ]
}

function cutShort(rows: readonly unknown[]): Paragraph[] {
  if (rows.length <= mostRows) return []
  return [plain(`（共 ${rows.length} 个账号，本表列前 ${mostRows} 个，其余见考核结果工作簿。）`)]
}

const rankingTable = (rows: NoticeFacts['platforms'][number]['rows']) =>
  table(
    [
      ['名次', 10],
      ['账号名称', 40],
      ['主办单位', 52],
      ['总分', 18],
      ['健康指数', 20],
      ['结论', 16],
    ],
    rows
      .slice(0, mostRows)
      .map((row) => [String(row.rank), row.name, row.unitName, marks(row.total), marks(row.health), row.verdict]),
  )

const regionTable = ({ regions }: NoticeFacts) =>
  table(
    [
      ['区域', 32],
      ['口径', 30],
      ['账号数', 16],
      ['平均得分', 20],
      ['否决前健康指数', 22],
      ['健康指数', 20],
      ['否决项', 16],
    ],
    regions.map((row) => [
      row.name,
      row.scope === 'own' ? '本级账号' : '辖区全部账号',
      String(row.accounts),
      marks(row.total),
      marks(row.healthEarned),
      marks(row.health),
      row.vetoes === 0 ? '无' : `${row.vetoes} 项`,
    ]),
  )

const missingTable = ({ missing }: NoticeFacts) =>
  table(
    [
      ['账号名称', 36],
      ['平台', 22],
      ['主办单位', 46],
      ['缺数', 52],
    ],
    missing.slice(0, mostRows).map((row) => [row.name, row.platformZh, row.unitName, row.items.join('、')]),
  )

function table(columns: readonly (readonly [string, number])[], rows: readonly (readonly string[])[]): Table {
  const widths = columns.map(([, mm]) => twips(mm))
  const row = (cells: readonly string[], head: 'head' | 'body') =>
    new TableRow({
      tableHeader: head === 'head',
      cantSplit: true,
      children: cells.map(
        (words, at) =>
          new TableCell({
            width: { size: widths[at] ?? 0, type: WidthType.DXA },
            verticalAlign: VerticalAlignTable.CENTER,
            margins: { left: 60, right: 60 },
            children: [
              paragraph([run(words, { font: head === 'head' ? fonts.h1 : fonts.body, size: sizeTable })], {
                alignment: AlignmentType.CENTER,
                spacing: { line: 320, lineRule: LineRuleType.AT_LEAST },
              }),
            ],
          }),
      ),
    })
  const border = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
  return new Table({
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    columnWidths: widths,
    width: { size: widths.reduce((a, b) => a + b, 0), type: WidthType.DXA },
    borders: {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
    rows: [
      row(
        columns.map(([zh]) => zh),
        'head',
      ),
      ...rows.map((cells) => row(cells, 'body')),
    ],
  })
}

function tableTitle(zh: string): Paragraph {
  return paragraph([run(zh, { font: fonts.h2 })], { keepNext: true, spacing: { ...exact, before: 120 } })
}

/** 4号 half-width numbers between dashes; odd pages to the right, even pages to the left, one character in. */
function pageNumber(side: 'left' | 'right'): Footer {
  return new Footer({
    children: [
      paragraph([new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: font(fonts.page), size: size4 })], {
        alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: side === 'right' ? { right: 280 } : { left: 280 },
      }),
    ],
  })
}

function demoHeader(): Header {
  return new Header({
    children: [
      paragraph([run('演示数据，区划、单位、账号和数据均为虚构', { font: fonts.h1, size: size4 })], {
        alignment: AlignmentType.CENTER,
      }),
    ],
  })
}

type Shape = Omit<NonNullable<ConstructorParameters<typeof Paragraph>[0]> & object, 'children' | 'text'>

function paragraph(children: ParagraphChild[], shape: Shape = {}): Paragraph {
  return new Paragraph({ spacing: exact, ...shape, children })
}

function plain(text: string, shape: Shape = {}): Paragraph {
  return paragraph([run(text, {})], shape)
}

function blank(): Paragraph {
  return paragraph([])
}

function run(text: string, { font: face = fonts.body, size = size3 }: { font?: string; size?: number }): TextRun {
  return new TextRun({ text, font: font(face), size })
}

function font(eastAsia: string) {
  return { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia }
}

function marks(value: number | null): string {
  return value === null ? '缺数' : roundHalfUp(value)
}
