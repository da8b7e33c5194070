import type { Ctx, Work } from '../core/context.ts'
import { isNumber, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import type { DraftContent } from './content.contract.ts'
import { mediaIn } from './content.rules.ts'
import { type DiffedPart, diffContents } from './diff.rules.ts'
import { draftAfter } from './draft.rules.ts'
import { prepareContent } from './draft-content.service.ts'
import { keepContent, ownDraft } from './drafts.service.ts'
import { accountNames, findDraft, mediaNames, type StoredDraft } from './drafts.store.ts'
import { findVersion, listVersions, signersOf } from './versions.store.ts'

export function draftVersions(ctx: Ctx, id: string, query: { limit: number; cursor?: string | undefined }) {
  return transact(ctx, async (work) => {
    await theDraft(work, id)
    const before = readCursor(query.cursor, isNumber)?.[0]
    const rows = await listVersions(work.db, { draftId: id, before, limit: query.limit + 1 })
    const signers = await signersOf(work.db, id)
    const page = pageFrom(rows, query.limit, ({ n }) => [n])
    return {
      rows: page.rows.map((row) => ({
        ...rowOf(row),
        signedBy: signers
          .filter(({ hash }) => hash === row.hash)
          .map(({ step_name, user_name }) => `${step_name} ${user_name}`),
      })),
      next: page.next,
    }
  })
}

export function draftVersion(ctx: Ctx, id: string, n: number) {
  return transact(ctx, async (work) => {
    await theDraft(work, id)
    const version = await theVersion(work, id, n)
    return { ...rowOf(version), content: version.content }
  })
}

export function draftDiff(ctx: Ctx, id: string, given: { from: number; to: number }): Promise<{ parts: DiffedPart[] }> {
  return transact(ctx, async (work) => {
    const draft = await theDraft(work, id)
    const [from, to] = [await theVersion(work, id, given.from), await theVersion(work, id, given.to)]
    return { parts: await diffOf(work, draft, { before: from.content, after: to.content }) }
  })
}

export async function diffOf(
  { db }: Work,
  draft: Pick<StoredDraft, 'host_unit_id'>,
  { before, after }: { before: DraftContent; after: DraftContent },
): Promise<DiffedPart[]> {
  const both = [before, after]
  const accounts = await accountNames(db, [
    ...new Set(both.flatMap(({ targets }) => targets.map((one) => one.accountId))),
  ])
  const media = await mediaNames(db, draft.host_unit_id, [...new Set(both.flatMap(mediaIn).map(({ id }) => id))])
  return diffContents(before, after, {
    accountName: (id) => accounts.get(id) ?? '已停用的账号',
    mediaName: (id) => media.get(id) ?? '已移除的素材',
  })
}

/** Takes an older version up again, as a new one; what lies between stays. */
export function restoreDraft(
  ctx: Ctx,
  id: string,
  given: { n: number; version: number },
): Promise<{ version: number }> {
  return transact(ctx, async (work) => {
    const draft = await ownDraft(work, id, given.version)
    draftAfter(draft.state, 'edit')
    const { content } = await theVersion(work, id, given.n)
    const prepared = await prepareContent(work, { content, class: draft.class, hostUnitId: draft.host_unit_id })
    const placed = { class: draft.class, columnId: draft.column_id, campaignId: draft.campaign_id }
    const { version } = await keepContent(work, draft, { ...placed, prepared, reason: 'restore' })
    return { version }
  })
}

async function theDraft(work: Work, id: string) {
  const draft = await findDraft(work.db, id)
  if (!draft) throw new AppError('NOT_FOUND')
  return draft
}

async function theVersion(work: Work, id: string, n: number) {
  const version = await findVersion(work.db, id, n)
  if (!version) throw new AppError('NOT_FOUND', { reason: `没有第 ${n} 版` })
  return version
}

type Row = Awaited<ReturnType<typeof listVersions>>[number]

function rowOf({ n, title, hash, reason, saved_by_name, saved_at }: Row) {
  return { n, title, hash, reason, savedByName: saved_by_name, savedAt: saved_at.toISOString() }
}
