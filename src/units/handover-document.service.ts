import { beijingTime } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { blank, listGrid, officialPaper, paragraph, titleParagraph } from '../core/official-paper.ts'
import { duties } from './duties.rules.ts'
import { openWorkKinds } from './handover.rules.ts'
import { itemsOf, readHandover } from './handover.service.ts'

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
  const bytes = await officialPaper({
    title: '工作交接单',
    creator: '政媒通',
    demo: ctx.demo,
    children: [
      titleParagraph('工作交接单'),
      blank(),
      ...facts.map(([name, value]) => paragraph(`${name}：${value}`)),
      paragraph(`交接事项（共 ${items.length} 项）：`),
      listGrid(
        [15, 34, 71, 34],
        ['序号', '类别', '事项', '职责'],
        items.map((item, index) => [
          String(index + 1),
          openWorkKinds[item.kind].zh,
          item.title,
          item.duty ? duties[item.duty].zh : '—',
        ]),
      ),
      blank(),
      paragraph('移交人（签名）：　　　　　　　　　　年　　月　　日'),
      paragraph('接收人（签名）：　　　　　　　　　　年　　月　　日'),
      paragraph('监交人（签名）：　　　　　　　　　　年　　月　　日'),
    ],
  })
  return { name: `工作交接单-${row.from_name}-${beijingTime(row.at).slice(0, 10)}.docx`, bytes }
}
