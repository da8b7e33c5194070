import { AlignmentType, type Paragraph } from 'docx'
import { cellText, faces, type GridCell, type GridRow, paragraph, titleParagraph } from '../core/official-paper.ts'
import { dayInWords } from '../core/paper-text.rules.ts'
import { type PaperOpinion, supervisorPart } from './opening-paper.rules.ts'

/** Title of a form, and its number if it has one. */
export function formHead(title: string, number: string | null): Paragraph[] {
  return [
    titleParagraph(title),
    paragraph(number === null ? '' : `编号：${number}`, { size: 24, alignment: AlignmentType.RIGHT }),
  ]
}

/** What a cell or a row is about. */
export function headCell(text: string, span: { columns?: number; rows?: number } = {}): GridCell {
  return { content: [cellText(text, { face: faces.h1, alignment: AlignmentType.CENTER })], ...span }
}

/** A value, line by line. */
export function valueCell(text: string, span: { columns?: number; rows?: number } = {}): GridCell {
  return { content: [cellText(text)], ...span }
}

/** A row of one name and one value over the rest of `columns`. */
export function namedRow(name: string, text: string, columns: number): GridRow {
  return { kind: 'body', height: 8, cells: [headCell(name), valueCell(text, { columns: columns - 1 })] }
}

/** The places where a hand signs and dates; nothing is signed by the system. */
export function signature(words: string): Paragraph[] {
  return [
    cellText(''),
    cellText(`${words}：${'　'.repeat(7)}日期：${'　'.repeat(3)}年${'　'.repeat(2)}月${'　'.repeat(2)}日`, {
      alignment: AlignmentType.RIGHT,
      keepLines: true,
    }),
  ]
}

/** Opinions in the order given, each with who gave it and when. */
export function opinionLines(opinions: readonly PaperOpinion[]): Paragraph[] {
  return opinions.flatMap(({ unitName, name, opinion, day }) => [
    cellText(opinion),
    cellText(`${unitName}　${name}　${dayInWords(day)}`, { alignment: AlignmentType.RIGHT, keepLines: true }),
  ])
}

/** As much text as may move to the next page together; more of it would leave too much of a page empty. */
const wholeRow = 400

/** A row of little text stays on one page, so that its name stands beside all of it. */
export function rowKind(texts: readonly string[]): GridRow['kind'] {
  return texts.join('').length <= wholeRow ? 'whole' : 'body'
}

/** The supervisor's row: opinions recorded, then the places for signature and date. */
export function supervisorRow(opinions: readonly PaperOpinion[], columns: number): GridRow {
  return {
    kind: rowKind(opinions.map(({ opinion }) => opinion)),
    height: 28,
    cells: [
      headCell(supervisorPart.zh.join('\n')),
      { content: [...opinionLines(opinions), ...signature(supervisorPart.signature)], columns: columns - 1 },
    ],
  }
}

/** Where the host unit signs. */
export function signedRow(name: string, words: string, columns: number): GridRow {
  return { kind: 'whole', height: 18, cells: [headCell(name), { content: signature(words), columns: columns - 1 }] }
}

/** What a form says of the account that it is about. */
export type PaperAccount = {
  name: string
  /** `微信公众号（订阅号）`, see `platformZh`. */
  platformZh: string
  platformAccountId: string | null
  ledgerNo: string | null
  unitName: string
}

export function accountRows(account: PaperAccount, columns: number): GridRow[] {
  return [
    namedRow('主办单位', account.unitName, columns),
    namedRow('账号名称', account.name, columns),
    namedRow('账号类型', account.platformZh, columns),
    namedRow('账号ID', account.platformAccountId ?? '', columns),
    namedRow('台账编号', account.ledgerNo ?? '', columns),
  ]
}
