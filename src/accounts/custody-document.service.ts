import { beijingTime } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { blank, listGrid, officialPaper, paragraph, titleParagraph } from '../core/official-paper.ts'
import { transact } from '../db/transact.ts'
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
    const bytes = await officialPaper({
      title: '账号保管交接单',
      creator: '政媒通',
      demo: work.demo,
      children: [
        titleParagraph('账号保管交接单'),
        blank(),
        ...facts.map(([name, value]) => paragraph(`${name}：${value}`)),
        paragraph(`交接事项（共 ${items.length} 项）：`),
        listGrid([15, 44, 56, 39], ['序号', '事项', '存放处', '注册手机'], items),
        blank(),
        paragraph('交接时已当面清点。接收人接收后应在平台上修改登录密码，并重新密封备份。'),
        paragraph('移交人（签名）：　　　　　　　　　　年　　月　　日'),
        paragraph('接收人（签名）：　　　　　　　　　　年　　月　　日'),
        paragraph('监交人（签名）：　　　　　　　　　　年　　月　　日'),
      ],
    })
    return { name: `账号保管交接单-${row.account_name}-${beijingTime(row.created_at).slice(0, 10)}.docx`, bytes }
  })
}
