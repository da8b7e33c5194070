import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import { may } from '../units/permissions.rules.ts'
import { draftStates, openDraftActions } from './draft.rules.ts'
import type { DraftView } from './drafts.contract.ts'
import { accountsOf, countPublications, findDraft, type NamedDraft, prechecksOf, reviewOf } from './drafts.store.ts'
import { askGate } from './gate.service.ts'
import { ways } from './publication.rules.ts'
import { aliveOf } from './publications.store.ts'

export function viewDraft(ctx: Ctx, id: string): Promise<DraftView> {
  return transact(ctx, (work) => draftView(work, id))
}

/** A manuscript with what the caller may do with it now. */
export async function draftView(work: Work, id: string): Promise<DraftView> {
  const { db } = work
  const draft = await findDraft(db, id)
  if (!draft) throw new AppError('NOT_FOUND')
  const gate = (await askGate(work, id, draft.hash))?.refusals ?? []
  const [prechecks, review] = [await prechecksOf(db, id), await reviewOf(db, id)]
  // What is out on every account, or on its way there, has nothing left to be published.
  const alive = await aliveOf(db, { draftId: id, hash: draft.hash })
  const missing = draft.content.targets.some(({ accountId }) => !alive.has(accountId))
  return {
    id,
    number: draft.number,
    state: draft.state,
    class: draft.class,
    columnId: draft.column_id,
    campaignId: draft.campaign_id,
    hostUnitId: draft.host_unit_id,
    hostUnitName: draft.host_unit_name,
    content: draft.content,
    hash: draft.hash,
    approvedHash: draft.approved_hash,
    approvedAt: draft.approved_at?.toISOString() ?? null,
    authorName: draft.created_by_name,
    updatedByName: draft.updated_by_name,
    updatedAt: draft.updated_at.toISOString(),
    version: draft.version,
    reviewId: review?.id ?? null,
    gate,
    may: mayOf(work, draft, gate.length === 0 && missing),
    prechecks: prechecks.map((one) => ({
      id: one.id,
      userName: one.user_name,
      unitName: one.unit_name,
      note: one.note,
      at: one.at.toISOString(),
      current: one.hash === draft.hash,
    })),
    publicationCount: await countPublications(db, id),
  }
}

function mayOf({ actor }: Work, draft: NamedDraft, publishable: boolean): DraftView['may'] {
  const open = openDraftActions(draft.state)
  const own = actor.unitId === draft.host_unit_id
  const writes = own || actor.unitKind === 'contractor'
  return {
    edit: writes && open.includes('edit') && may(actor.duties, 'draft.write'),
    submit: own && open.includes('submit') && may(actor.duties, 'draft.submit'),
    discard: own && open.includes('discard') && may(actor.duties, 'draft.submit'),
    publish: own && open.includes('publish') && publishable && may(actor.duties, 'publication.publish'),
    precheck: may(actor.duties, 'draft.precheck') && (draftStates[draft.state].open || draft.state === 'inReview'),
  }
}

/** The accounts of a unit that publish, and how each is reached. */
export function draftAccounts(ctx: Ctx, hostUnitId: string | undefined) {
  return transact(ctx, async (work) => {
    const id = hostUnitId ?? work.actor.unitId
    return { rows: id ? (await accountsOf(work.db, id)).map(accountView) : [] }
  })
}

export function accountView(account: Awaited<ReturnType<typeof accountsOf>>[number]) {
  const way = account.connection === 'ready' ? ('api' as const) : ('handOver' as const)
  const { id, name, platform, variant, state } = account
  return { id, name, platform, variant, state, way, wayZh: ways[way], linkDomain: account.link_domain ?? '' }
}
