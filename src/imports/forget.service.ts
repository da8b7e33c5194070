import { record } from '../audit/audit.service.ts'
import type { Ctx } from '../core/context.ts'
import { transact } from '../db/transact.ts'
import { expiryOf } from '../files/files.rules.ts'
import { closeOldBatches, deleteOldRows } from './imports.store.ts'

/**
 * A week after an upload its rows go, as the file itself does: what was applied is where it belongs, and the copy may
 * hold telephone numbers. An import that nobody confirmed in that time is given up with them.
 */
export async function forgetOldImports(ctx: Ctx): Promise<void> {
  await transact(ctx, async (work) => {
    const kept = (expiryOf('import', work.now)?.getTime() ?? 0) - work.now.getTime()
    const before = new Date(work.now.getTime() - kept)
    const closed = await closeOldBatches(work.db, before, '上传已满 7 天，试导入的结果已清理，请重新上传')
    const rows = await deleteOldRows(work.db, before)
    if (closed + rows === 0) return
    await record(work, {
      action: 'import.forget',
      subject: { type: 'import', id: 'old' },
      title: `清理满 7 天的导入明细 ${rows} 行，结束未确认的导入 ${closed} 个`,
      after: { rows, closed },
    })
  })
}
