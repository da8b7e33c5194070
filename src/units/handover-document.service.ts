import {
  AlignmentType,
  BorderStyle,
  Document,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { beijingTime } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { duties } from './duties.rules.ts'
import { openWorkKinds } from './handover.rules.ts'
import { itemsOf, readHandover } from './handover.service.ts'

// 方正小标宋 and 仿宋 are what offices print with; Word falls back to a Song face where they are not installed.
export const titleFont = '方正小标宋简体'
export const bodyFont = '仿宋_GB2312'
/** Half-points: 二号 for the title, 四号 for the text, 小四 in the table. */
export const size = { title: 44, body: 28, cell: 24 }

/** The 交接单 of a hand-over as a Word document, with lines for the three signatures. */
export async function makeHandoverDocument(ctx: Ctx, id: string): Promise<{ name: string; bytes: Uint8Array }> {
  const row = await readHandover(ctx, id)
  const items = itemsOf(row)
  const facts: [string, string][] = [
    ['单　　位', row.unit_name],
    ['移 交 人', row.from_name],
    ['接 收 人', row.to_name],
    ['监 交 人', row.by_name ?? ''],
    ['交接时间', beijingTime(row.at)],
    ['交接事由', row.reason],
  ]
  const document = new Document({
    title: '工作交接单',
    creator: '政媒通',
    styles: { default: { document: { run: { font: bodyFont, size: size.body } } } },
    sections: [
      {
        properties: { page: { margin: { top: 2098, bottom: 1984, left: 1588, right: 1474 } } },
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { after: 400 },
            children: [new TextRun({ text: '工作交接单', font: titleFont, size: size.title })],
          }),
          ...(ctx.demo ? [line('演示数据', AlignmentType.CENTER)] : []),
          ...facts.map(([name, value]) => line(`${name}：${value}`)),
          line(`交接事项（共 ${items.length} 项）：`),
          new Table({
            width: { size: 100, type: WidthType.PERCENTAGE },
            rows: [
              tableRow(['序号', '类别', '事项', '职责']),
              ...items.map((item, index) =>
                tableRow([
                  String(index + 1),
                  openWorkKinds[item.kind].zh,
                  item.title,
                  item.duty ? duties[item.duty].zh : '—',
                ]),
              ),
            ],
          }),
          line(''),
          line('移交人（签名）：　　　　　　　　　　　年　　月　　日'),
          line('接收人（签名）：　　　　　　　　　　　年　　月　　日'),
          line('监交人（签名）：　　　　　　　　　　　年　　月　　日'),
        ],
      },
    ],
  })
  const bytes = new Uint8Array(await Packer.toBuffer(document))
  return { name: `工作交接单-${row.from_name}-${beijingTime(row.at).slice(0, 10)}.docx`, bytes }
}

export function line(text: string, alignment: (typeof AlignmentType)[keyof typeof AlignmentType] = AlignmentType.LEFT) {
  return new Paragraph({ alignment, spacing: { line: 560 }, children: [new TextRun(text)] })
}

const widths = [8, 22, 48, 22]

export function tableRow(cells: readonly string[]): TableRow {
  const border = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
  return new TableRow({
    children: cells.map(
      (text, index) =>
        new TableCell({
          width: { size: widths[index] ?? 25, type: WidthType.PERCENTAGE },
          borders: { top: border, bottom: border, left: border, right: border },
          children: [new Paragraph({ children: [new TextRun({ text, size: size.cell })] })],
        }),
    ),
  })
}
