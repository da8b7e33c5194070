import { AlignmentType, Document, Packer, Paragraph, Table, TextRun, WidthType } from 'docx'
import { beijingTime } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { transact } from '../db/transact.ts'
import { bodyFont, line, size, tableRow, titleFont } from '../units/handover-document.service.ts'
import { custodyItems, transferStates } from './custody.rules.ts'
import { custodyFacts } from './custody.service.ts'
import { theTransfer } from './custody-transfer.service.ts'
import { platformZh } from './platforms.rules.ts'

/** 账号保管交接单: what one person hands to another, with room for the three signatures. It names no secret. */
export function makeCustodyDocument(ctx: Ctx, id: string): Promise<{ name: string; bytes: Uint8Array }> {
  return transact(ctx, async (work) => {
    const row = await theTransfer(work, id)
    const { kept } = await custodyFacts(work, row.account_id)
    const hidesPlace = work.actor.scope.kind === 'contract'
    const facts: [string, string][] = [
      ['单　　位', row.host_name],
      ['账　　号', `${row.account_name}（${platformZh(row.platform, row.variant)}，${row.ledger_no}）`],
      ['移 交 人', `${row.from_name}（${row.from_unit}）`],
      ['接 收 人', `${row.to_name}（${row.to_unit}）`],
      ['发 起 人', row.made_by],
      ['发起时间', beijingTime(row.created_at)],
      ['交接事由', row.reason],
      ['办理状态', `${transferStates[row.state].zh}${row.ended_at ? `（${beijingTime(row.ended_at)}）` : ''}`],
    ]
    const items = row.items.map((item, index) => {
      const one = kept.find((custody) => custody.item === item)
      const place = hidesPlace ? '—' : one?.place || '—'
      return [String(index + 1), custodyItems[item].zh, place, item === 'phone' ? (one?.phone_mask ?? '—') : '—']
    })
    const document = new Document({
      title: '账号保管交接单',
      creator: '政媒通',
      styles: { default: { document: { run: { font: bodyFont, size: size.body } } } },
      sections: [
        {
          properties: { page: { margin: { top: 2098, bottom: 1984, left: 1588, right: 1474 } } },
          children: [
            new Paragraph({
              alignment: AlignmentType.CENTER,
              spacing: { after: 400 },
              children: [new TextRun({ text: '账号保管交接单', font: titleFont, size: size.title })],
            }),
            ...(work.demo ? [line('演示数据', AlignmentType.CENTER)] : []),
            ...facts.map(([name, value]) => line(`${name}：${value}`)),
            line(`交接事项（共 ${items.length} 项）：`),
            new Table({
              width: { size: 100, type: WidthType.PERCENTAGE },
              rows: [tableRow(['序号', '事项', '存放处', '注册手机']), ...items.map((cells) => tableRow(cells))],
            }),
            line(''),
            line('交接时已当面清点。接收人接收后应在平台上修改登录密码，并重新密封备份。'),
            line('移交人（签名）：　　　　　　　　　　　年　　月　　日'),
            line('接收人（签名）：　　　　　　　　　　　年　　月　　日'),
            line('监交人（签名）：　　　　　　　　　　　年　　月　　日'),
          ],
        },
      ],
    })
    const bytes = new Uint8Array(await Packer.toBuffer(document))
    return { name: `账号保管交接单-${row.account_name}-${beijingTime(row.created_at).slice(0, 10)}.docx`, bytes }
  })
}
