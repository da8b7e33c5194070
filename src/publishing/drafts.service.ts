import { record } from '../audit/audit.service.ts'
import { beijingDay, beijingTime } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { json, searchVector } from '../db/sql.ts'
import { transact } from '../db/transact.ts'
import type { ContentClass } from '../review/three-review.rules.ts'
import type { DraftContent } from './content.contract.ts'
import { emptyContent } from './content.rules.ts'
import { type DraftState, draftAfter } from './draft.rules.ts'
import { type Prepared, prepareContent } from './draft-content.service.ts'
import { moveDraft } from './draft-state.service.ts'
import { keepVersion } from './draft-versions.service.ts'
import {
  addDraftRow,
  changeDraft,
  findHost,
  findTemplate,
  lockDraft,
  nextNumber,
  placesOf,
  type StoredDraft,
} from './drafts.store.ts'

type Placed = { class: ContentClass; columnId: string | null; campaignId: string | null }
type Start = Placed & { templateId: string | null; copyOfId: string | null; hostUnitId: string | null }

/** Begins a manuscript of the caller's unit, or of a host unit that a contractor writes for: blank, by a template, or like another. */
export function addDraft(ctx: Ctx, given: Start): Promise<{ id: string }> {
  return transact(ctx, async (work) => {
    const { db, now, actor } = work
    const host = await hostFor(work, given.hostUnitId)
    await refuseWrongPlaces(work, host.id, given)
    const from = await firstContent(work, host.id, given)
    const prepared = await prepareContent(work, { ...given, content: from, hostUnitId: host.id })
    const id = newId()
    const number = await nextNumber(db, beijingDay(now).slice(0, 4))
    const by = writer(work)
    await addDraftRow(db, {
      id,
      number,
      host_unit_id: host.id,
      region_path: host.region_path,
      state: 'drafting',
      class: given.class,
      column_id: given.columnId,
      campaign_id: given.campaignId,
      ...columnsOf(number, prepared),
      approved_hash: null,
      approved_at: null,
      author_ids: [by],
      created_by: by,
      created_by_name: actor.name,
      updated_by_name: actor.name,
      submitted_at: null,
      created_at: now,
      updated_at: now,
    })
    await keepVersion(work, { draftId: id, ...prepared, reason: 'auto' })
    await record(work, {
      action: 'draft.add',
      subject: { type: 'draft', id },
      title: `新建稿件${number}${titled(prepared.content.title)}`,
      after: { hostUnit: host.name, class: given.class, copyOf: given.copyOfId, template: given.templateId },
    })
    return { id }
  })
}

async function firstContent(work: Work, hostUnitId: string, given: Start): Promise<DraftContent> {
  if (given.templateId) {
    const template = await findTemplate(work.db, given.templateId, hostUnitId)
    if (!template) throw new AppError('NOT_FOUND', { reason: '没有找到该模板，可能已停用' })
    return { ...template.content, scheduledAt: null }
  }
  if (given.copyOfId) {
    const other = await lockDraft(work.db, given.copyOfId)
    if (!other || other.host_unit_id !== hostUnitId) throw new AppError('NOT_FOUND', { reason: '没有找到要复制的稿件' })
    // Accounts may have closed since; whoever copies chooses anew when it goes out.
    return { ...other.content, targets: [], scheduledAt: null }
  }
  return emptyContent
}

type Save = Placed & { content: DraftContent; reason: 'auto' | 'manual'; version: number }

/** Keeps what was written. Whoever was slower is told by whom and when a newer one was kept, and overwrites nothing. */
export function saveDraft(ctx: Ctx, id: string, given: Save) {
  return transact(ctx, async (work) => {
    const draft = await ownDraft(work, id, given.version)
    draftAfter(draft.state, 'edit')
    await refuseWrongPlaces(work, draft.host_unit_id, given)
    const prepared = await prepareContent(work, { ...given, hostUnitId: draft.host_unit_id })
    const saved = await keepContent(work, draft, { ...given, prepared })
    return { ...saved, hash: prepared.hash, html: prepared.content.html, removed: prepared.removed }
  })
}

/** Writes prepared content into a locked manuscript; an approval of other words ends with it (§8.2.1). */
export async function keepContent(
  work: Work,
  draft: StoredDraft,
  given: Placed & { prepared: Prepared; reason: 'auto' | 'manual' | 'restore' },
): Promise<{ version: number; state: DraftState }> {
  const { prepared } = given
  const rewritten = prepared.hash !== draft.hash
  const replaced = given.columnId !== draft.column_id || given.campaignId !== draft.campaign_id
  const versioned = await keepVersion(work, { draftId: draft.id, ...prepared, reason: given.reason })
  if (!rewritten && !replaced) {
    if (versioned) await recordSave(work, draft, given)
    return { version: draft.version, state: draft.state }
  }
  const by = writer(work)
  const state = rewritten ? draftAfter(draft.state, 'edit') : draft.state
  await changeDraft(work.db, draft.id, {
    class: given.class,
    column_id: given.columnId,
    campaign_id: given.campaignId,
    ...columnsOf(draft.number, prepared),
    author_ids: draft.author_ids.includes(by) ? draft.author_ids : [...draft.author_ids, by],
    updated_by_name: work.actor.name,
    updated_at: work.now,
  })
  if (rewritten) await moveDraft(work, draft, 'edit')
  else await changeDraft(work.db, draft.id, { version: draft.version + 1 })
  await recordSave(work, draft, given)
  return { version: draft.version + 1, state }
}

function recordSave(work: Work, draft: StoredDraft, given: { prepared: Prepared; reason: string }): Promise<void> {
  const verb = given.reason === 'restore' ? '恢复' : '保存'
  return record(work, {
    action: given.reason === 'restore' ? 'draft.restore' : 'draft.save',
    subject: { type: 'draft', id: draft.id },
    title: `${verb}稿件${draft.number}${titled(given.prepared.content.title)}`,
    before: { state: draft.state, hash: draft.hash },
    after: { hash: given.prepared.hash, reason: given.reason },
  })
}

export function discardDraft(ctx: Ctx, id: string, given: { reason: string; version: number }): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const draft = await ownDraft(work, id, given.version)
    const state = await moveDraft(work, draft, 'discard')
    await record(work, {
      action: 'draft.discard',
      subject: { type: 'draft', id },
      title: `作废稿件${draft.number}${titled(draft.title)}`,
      before: { state: draft.state },
      after: { state, reason: given.reason },
    })
    return { ok: true }
  })
}

/** The manuscript, locked, at the version that the caller has seen. */
export async function ownDraft(work: Work, id: string, version?: number): Promise<StoredDraft> {
  const draft = await lockDraft(work.db, id)
  if (!draft) throw new AppError('NOT_FOUND')
  if (version !== undefined && draft.version !== version) {
    const { updated_by_name: savedBy, updated_at } = draft
    throw new AppError('VERSION_CONFLICT', {
      reason: `${savedBy}已于 ${beijingTime(updated_at)} 保存了更新的内容，请核对后再保存`,
      ...{ version: draft.version, savedBy, savedAt: updated_at.toISOString() },
    })
  }
  return draft
}

/** For which host unit somebody writes: her own; a contractor says for which of those under contract. */
export async function hostFor(work: Work, given: string | null | undefined) {
  const { actor, db } = work
  const contractor = actor.unitKind === 'contractor'
  const id = contractor ? given : actor.unitId
  if (!id) throw new AppError('INVALID_INPUT', { errors: [{ path: 'hostUnitId', message: '请选择主办单位' }] })
  const host = !given || given === id ? await findHost(db, id) : undefined
  if (!host) throw new AppError('NOT_FOUND', { reason: '没有找到该主办单位' })
  if (!host.active) throw new AppError('FORBIDDEN', { reason: '该单位已停用，不能撰稿' })
  return host
}

async function refuseWrongPlaces(work: Work, hostUnitId: string, given: Placed): Promise<void> {
  const { column, campaign } = await placesOf(work.db, hostUnitId, given)
  const errors = [
    ...(column === undefined ? [{ path: 'columnId', message: '没有这个栏目' }] : []),
    ...(campaign === undefined ? [{ path: 'campaignId', message: '没有这个主题策划' }] : []),
  ]
  if (errors.length > 0) throw new AppError('INVALID_INPUT', { errors })
}

function columnsOf(number: string, { content, hash, bodyText }: Prepared) {
  return {
    title: content.title,
    content: json(content),
    body_text: bodyText,
    hash,
    scheduled_at: content.scheduledAt === null ? null : new Date(content.scheduledAt),
    search: searchVector(number, content.title, content.author, content.digest, content.origin.sourceName, bodyText),
  }
}

function writer({ actor }: Work): string {
  if (!actor.userId) throw new AppError('NOT_SIGNED_IN')
  return actor.userId
}

export function titled(title: string): string {
  return title ? `“${title}”` : ''
}
