import { AlignmentType, type Paragraph, type Table } from 'docx'
import {
  blank,
  cellText,
  exactLine,
  faces,
  grid,
  officialPaper,
  oneCharacter,
  paragraph,
  sizes,
  titleParagraph,
  twoCharacters,
} from '../core/official-paper.ts'
import { roundHalfUp } from '../core/round.rules.ts'
import { type Block, type NoticeFacts, noticeBody, noticeTitle } from './notice.rules.ts'

const mostRows = 300

/** The 通报 as a Word document. What only the signer knows (文号, 签发, 日期) stays a blank place. */
export function noticeDocument(facts: NoticeFacts): Promise<Buffer> {
  return officialPaper({
    title: noticeTitle(facts),
    creator: facts.issuer,
    demo: facts.demo,
    children: [
      paragraph('〔    〕   号', { alignment: AlignmentType.CENTER }),
      blank(),
      blank(),
      titleParagraph(noticeTitle(facts)),
      blank(),
      paragraph('各有关单位：'),
      ...noticeBody(facts).map(blockOf),
      blank(),
      ...attachmentList,
      blank(),
      blank(),
      paragraph(facts.issuer, { alignment: AlignmentType.RIGHT, indent: { right: twoCharacters } }),
      paragraph('    年  月  日', { alignment: AlignmentType.RIGHT, indent: { right: 2 * twoCharacters } }),
      ...attachments(facts),
    ],
  })
}

function blockOf({ kind, text }: Block): Paragraph {
  const face = { h1: faces.h1, h2: faces.h2, text: faces.body }[kind]
  return paragraph(text, {
    face,
    indent: { firstLine: twoCharacters },
    alignment: AlignmentType.BOTH,
    ...(kind === 'text' ? {} : { keepNext: true }),
  })
}

const attachmentList = ['附件：1．账号考核排名表', '2．各区域考核得分表', '3．缺数未排名账号清单'].map((text, at) =>
  paragraph(text, { indent: at === 0 ? { firstLine: twoCharacters } : { left: twoCharacters + 3 * oneCharacter } }),
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
    facts.missing.length === 0 ? paragraph('本期没有因缺数未参加排名的账号。') : missingTable(facts),
    ...cutShort(facts.missing),
  ]
}

function attachmentHead(no: number, title: string): Paragraph[] {
  return [
    paragraph(`附件${no}`, { face: faces.h1, pageBreakBefore: true }),
    blank(),
    paragraph(title, { face: faces.title, size: sizes.subtitle, alignment: AlignmentType.CENTER }),
    blank(),
  ]
}

function cutShort(rows: readonly unknown[]): Paragraph[] {
  if (rows.length <= mostRows) return []
  return [paragraph(`（共 ${rows.length} 个账号，本表列前 ${mostRows} 个，其余见考核结果工作簿。）`)]
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
  const row = (cells: readonly string[], kind: 'head' | 'whole') => ({
    kind,
    cells: cells.map((words) => ({ content: [tableText(words, kind === 'head' ? faces.h1 : faces.body)] })),
  })
  const names = columns.map(([zh]) => zh)
  return grid(
    columns.map(([, mm]) => mm),
    [row(names, 'head'), ...rows.map((cells) => row(cells, 'whole'))],
  )
}

function tableText(words: string, face: string): Paragraph {
  return cellText(words, {
    face,
    size: sizes.smallCell,
    alignment: AlignmentType.CENTER,
    spacing: { line: 320, lineRule: 'atLeast' },
  })
}

function tableTitle(zh: string): Paragraph {
  return paragraph(zh, { face: faces.h2, keepNext: true, spacing: { ...exactLine, before: 120 } })
}

function marks(value: number | null): string {
  return value === null ? '缺数' : roundHalfUp(value)
}
