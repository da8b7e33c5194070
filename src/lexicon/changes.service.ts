import { record } from '../audit/audit.service.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { isId, isNumber, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import { tellUser } from '../messages/messages.service.ts'
import { may } from '../units/permissions.rules.ts'
import {
  applyItems,
  type ChangeRow,
  conflicts,
  findChange,
  itemsOf,
  listChanges,
  moveChange,
  nextEffect,
} from './changes.store.ts'
import type { ChangeState, EntryKind } from './entry-kinds.rules.ts'
import { decisionRefusal, type Layer, ownLayer } from './layers.rules.ts'
import type { ChangeView, HitView, ItemView } from './lexicon.contract.ts'
import { accountName } from './replay.rules.ts'
import { hitsOf } from './replay.store.ts'
import { layerName } from './seat.service.ts'

type Page = { limit: number; cursor?: string | undefined }

export function changesPage(
  ctx: Ctx,
  query: Page & { state?: ChangeState | undefined; kind?: readonly EntryKind[] | undefined; q?: string | undefined },
) {
  return transact(ctx, async (work) => {
    const [before] = readCursor(query.cursor, isId) ?? []
    const rows = await listChanges(work.db, query, { before, limit: query.limit + 1 })
    const page = pageFrom(rows, query.limit, ({ id }) => [id])
    return { rows: page.rows.map((row) => viewOf(work, row)), next: page.next }
  })
}

export function viewChange(ctx: Ctx, id: string): Promise<ChangeView> {
  return transact(ctx, async (work) => viewOf(work, await theChange(work, id)))
}

export function itemsPage(ctx: Ctx, id: string, query: Page): Promise<{ rows: ItemView[]; next: string | null }> {
  return transact(ctx, async (work) => {
    const [after = '0'] = readCursor(query.cursor, isNumber) ?? []
    await theChange(work, id)
    const rows = await itemsOf(work.db, id, { after: Number(after), limit: query.limit + 1 })
    const page = pageFrom(rows, query.limit, ({ n }) => [n])
    return {
      rows: page.rows.map(({ n, action, title, before, after }) => ({ n, action, title, before, after })),
      next: page.next,
    }
  })
}

export function hitsPage(
  ctx: Ctx,
  id: string,
  query: Page & { newly?: '1' | '0' | undefined },
): Promise<{ rows: HitView[]; next: string | null }> {
  return transact(ctx, async (work) => {
    const [after = '0'] = readCursor(query.cursor, isNumber) ?? []
    await theChange(work, id)
    const rows = await hitsOf(work.db, id, {
      after: Number(after),
      limit: query.limit + 1,
      newly: query.newly === undefined ? undefined : query.newly === '1',
    })
    const page = pageFrom(rows, query.limit, ({ n }) => [n])
    return {
      rows: page.rows.map((row) => ({
        n: row.n,
        accountId: row.account_id,
        accountName: accountName(row),
        postId: row.post_id,
        publishedAt: row.published_at.toISOString(),
        newly: row.newly,
        ruleId: row.rule_id,
        severity: row.severity,
        text: row.text,
        sentence: row.sentence,
        message: row.message,
      })),
      next: page.next,
    }
  })
}

/** The second person's word on a change: with it the change takes effect, all of it, or never. */
export function decideChange(
  ctx: Ctx,
  id: string,
  given: { version: number; decision: 'confirm' | 'refuse'; reason: string },
): Promise<ChangeView> {
  return transact(ctx, async (work) => {
    const change = await theChange(work, id)
    const layer = layerIn(change)
    const refusal = decisionRefusal({ ...layer, proposerId: change.proposer_id }, whoIs(work))
    if (refusal) throw new AppError('FORBIDDEN', { reason: refusal })
    refuseEnded(change, given.version)
    const by = { decidedBy: `${work.actor.unitName} ${work.actor.name}`, reason: given.reason }
    if (given.decision === 'confirm') {
      await putIntoForce(work, { id, layer, version: given.version, ...by })
    } else {
      await end(work, { id, version: given.version, state: 'refused', ...by })
    }
    const confirmed = given.decision === 'confirm'
    if (change.proposer_id) {
      await tellUser(work, change.proposer_id, {
        kind: 'lexicon.decided',
        title: `词库变更${confirmed ? '已确认生效' : '未获同意'}：${change.title}`,
        body: given.reason,
        link: `/lexicon?tab=changes&change=${id}`,
      })
    }
    const after = await viewChange(work, id)
    await record(work, {
      action: confirmed ? 'lexicon.confirm' : 'lexicon.refuse',
      subject: { type: 'lexiconChange', id },
      title: `${confirmed ? '确认' : '不同意'}词库变更：${change.title}`,
      before: { state: 'proposed' },
      after: { state: after.state, reason: given.reason, count: change.item_count },
    })
    return after
  })
}

/** Takes back what one has proposed oneself, while nobody has confirmed it. */
export function withdrawChange(ctx: Ctx, id: string, given: { version: number }): Promise<ChangeView> {
  return transact(ctx, async (work) => {
    const change = await theChange(work, id)
    if (change.proposer_id !== work.actor.userId) {
      throw new AppError('FORBIDDEN', { reason: '只能撤回本人提出的变更' })
    }
    refuseEnded(change, given.version)
    const decidedBy = `${work.actor.unitName} ${work.actor.name}`
    await end(work, { id, version: given.version, state: 'withdrawn', decidedBy, reason: '' })
    await record(work, {
      action: 'lexicon.withdraw',
      subject: { type: 'lexiconChange', id },
      title: `撤回词库变更：${change.title}`,
      before: { state: 'proposed' },
      after: { state: 'withdrawn' },
    })
    return viewChange(work, id)
  })
}

type Ending = { id: string; version: number; decidedBy: string; reason?: string }

/** From here on the change holds, in every process at its next request. */
export async function putIntoForce(work: Work, given: Ending & { layer: Layer }): Promise<void> {
  const { db, now } = work
  const { id, layer, version, decidedBy, reason } = given
  const moved = await moveChange(
    db,
    { id, from: 'proposed', version },
    {
      state: 'confirmed',
      decided_by: decidedBy,
      decided_at: now,
      decision_reason: reason ?? null,
      effect_seq: await nextEffect(db),
    },
  )
  if (!moved) throw new AppError('VERSION_CONFLICT')
  const contrary = await conflicts(db, id, layer)
  if (contrary.length > 0) {
    throw new AppError('STATE_CONFLICT', {
      reason: `提出之后词库已有变化，“${contrary.join('”“')}”不能再照此办理；请不同意本变更，由提出人重新提出`,
    })
  }
  await applyItems(db, id, { now, today: beijingDay(now) })
}

async function end(work: Work, given: Ending & { state: 'refused' | 'withdrawn' }): Promise<void> {
  const { id, version, state, decidedBy, reason } = given
  const change = { state, decided_by: decidedBy, decided_at: work.now, decision_reason: reason ?? null }
  const moved = await moveChange(work.db, { id, from: 'proposed', version }, change)
  if (!moved) throw new AppError('VERSION_CONFLICT')
}

function refuseEnded(change: ChangeRow, version: number): void {
  if (change.state !== 'proposed') throw new AppError('STATE_CONFLICT', { reason: '该变更已经办结' })
  if (change.version !== version) throw new AppError('VERSION_CONFLICT')
}

export async function theChange(work: Work, id: string): Promise<ChangeRow> {
  const change = await findChange(work.db, id)
  if (!change) throw new AppError('NOT_FOUND')
  return change
}

export function layerIn(change: ChangeRow): Layer {
  return { regionPath: change.region_path, unitId: change.unit_id }
}

function whoIs({ actor }: Work) {
  return { userId: actor.userId, layer: ownLayer(actor.scope) }
}

function viewOf(work: Work, row: ChangeRow): ChangeView {
  const { id, kind, title, reason, state, grave, replay, version } = row
  const mine = row.proposer_id !== null && row.proposer_id === work.actor.userId
  const refusal = may(work.actor.duties, 'lexicon.confirm')
    ? decisionRefusal({ ...layerIn(row), proposerId: row.proposer_id }, whoIs(work))
    : '您没有确认词库变更的权限'
  return {
    ...{ id, kind, title, reason, state, grave, replay, version, mine },
    count: row.item_count,
    layerName: layerName(row),
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at.toISOString(),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
    decisionReason: row.decision_reason,
    replayJobId: row.replay_job_id,
    refusal,
  }
}
