import { record } from '../audit/audit.service.ts'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { json } from '../db/sql.ts'
import { transact } from '../db/transact.ts'
import type { SavedView } from './saved-views.contract.ts'
import { addView, deleteView, viewsOf } from './saved-views.store.ts'

const most = 50

export function listViews(ctx: Ctx, page: string): Promise<{ rows: SavedView[] }> {
  return transact(ctx, async ({ db, actor }) => {
    const rows = await viewsOf(db, actor.userId ?? '', page)
    // Written by saveView from a contract that allows texts only.
    return { rows: rows.map(({ id, name, query }) => ({ id, name, query: query as SavedView['query'] })) }
  })
}

export function saveView(
  ctx: Ctx,
  { page, name, query }: { page: string; name: string; query: SavedView['query'] },
): Promise<SavedView> {
  return transact(ctx, async (work) => {
    const { db, actor, now } = work
    const userId = actor.userId ?? ''
    const existing = await viewsOf(db, userId, page)
    if (existing.length >= most) throw new AppError('STATE_CONFLICT', { reason: `每个页面最多保存 ${most} 个视图` })
    const id = newId()
    if (!(await addView(db, { id, user_id: userId, page, name, query: json(query), created_at: now }))) {
      const reason = `已有名为“${name}”的视图，请换一个名称`
      throw new AppError('ALREADY_EXISTS', { reason, errors: [{ path: 'name', message: reason }] })
    }
    await record(work, {
      action: 'savedView.save',
      subject: { type: 'savedView', id },
      title: `保存视图“${name}”`,
      after: { page, query },
    })
    return { id, name, query }
  })
}

export function removeView(ctx: Ctx, id: string): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    if (!(await deleteView(work.db, work.actor.userId ?? '', id))) throw new AppError('NOT_FOUND')
    await record(work, { action: 'savedView.remove', subject: { type: 'savedView', id }, title: '删除视图' })
    return { ok: true }
  })
}
