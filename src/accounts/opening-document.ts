import type { Paragraph } from 'docx'
import { cellText, faces, type GridRow, grid, officialPaper } from '../core/official-paper.ts'
import { formHead, headCell, rowKind, signature, supervisorRow, valueCell } from './form-paper.ts'
import type { OpeningForm } from './opening-form.rules.ts'
import {
  basicPart,
  openingPaper,
  type PaperEntry,
  type PaperOpinion,
  type PaperRow,
  promisePart,
} from './opening-paper.rules.ts'

const title = '账号开设申请表'

/**
 * 《账号开设申请表》, 表1 of §6.1.1, as a Word document on A4: its rows and cells as the Guide prints them, filled in as
 * far as the form is, with `opinions` above the places where the supervisor signs and dates.
 */
export function openingDocument(given: {
  form: OpeningForm
  unitName: string
  number: string | null
  opinions: readonly PaperOpinion[]
  demo: boolean
}): Promise<Uint8Array> {
  const rows = openingPaper(given.form, given.unitName)
  return officialPaper({
    title,
    creator: given.unitName,
    demo: given.demo,
    children: [
      ...formHead(title, given.number),
      grid([24, 38, 94], [...rows.map((row, at) => gridRow(row, at, rows)), supervisorRow(given.opinions, 3)]),
    ],
  })
}

function gridRow(row: PaperRow, at: number, rows: readonly PaperRow[]): GridRow {
  if (row.kind === 'explained') {
    return {
      kind: rowKind(row.entries.map(words)),
      height: row.row === promisePart.zh ? 32 : 18,
      cells: [headCell(row.row), { content: explained(row), columns: 2, align: 'top' }],
    }
  }
  const text = row.entries.map(words).join('\n')
  const first = at === 0
  const merged = headCell(basicPart, { rows: rows.filter((other) => other.row === basicPart).length })
  return { kind: 'body', height: 10, cells: [...(first ? [merged] : []), headCell(row.cell), valueCell(text)] }
}

function explained(row: PaperRow): Paragraph[] {
  const signed = row.row === promisePart.zh ? signature(promisePart.signature) : []
  return [cellText(row.cell, { face: faces.h2 }), ...row.entries.map((entry) => cellText(words(entry))), ...signed]
}

function words({ zh, text }: PaperEntry): string {
  return zh === null ? text : `${zh}：${text}`
}
