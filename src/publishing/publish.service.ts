import { accountStates, platforms } from '../accounts/platforms.rules.ts'
import { record } from '../audit/audit.service.ts'
import { beijingTime } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError, type FieldError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { json, searchVector } from '../db/sql.ts'
import { transact } from '../db/transact.ts'
import { startJob } from '../jobs/jobs.service.ts'
import { publishers as all, type Publishers } from '../platforms/publishers.ts'
import { connectionState } from '../platforms/tokens.service.ts'
import type { DraftContent, Target } from './content.contract.ts'
import { draftPublished } from './draft-state.service.ts'
import { freeze, type KnownMedia, mediaOf } from './freeze.rules.ts'
import { askGate, type Gate } from './gate.service.ts'
import { versionOf } from './gate.store.ts'
import { noteEvent } from './moves.service.ts'
import type { FrozenOutgoing, Way } from './publication.rules.ts'
import { tellPublishers } from './publication-news.service.ts'
import { addPublication, aliveOf, findAccounts, findMedia, nextNumber } from './publications.store.ts'

export const sendNowJob = 'publications.sendNow'

type Order = { hash: string; version: number; now: boolean }
type Account = Awaited<ReturnType<typeof findAccounts>>[number]

/**
 * Orders the publication of a manuscript on each of its accounts: one entry of the register each, with what goes out and
 * who signed it as they are now. The same order again changes nothing and names the same entries.
 */
export function publishDraft(
  ctx: Ctx,
  given: { draftId: string; order: Order; publishers?: Publishers },
): Promise<{ ids: string[] }> {
  return transact(ctx, async (work) => {
    const { draftId, order, publishers = all } = given
    const gate = await askGate(work, draftId, order.hash)
    if (!gate) throw new AppError('NOT_FOUND')
    const { draft } = gate
    if (draft.host_unit_id !== work.actor.unitId) throw new AppError('FORBIDDEN')
    if (draft.hash !== order.hash || draft.version !== order.version) throw new AppError('VERSION_CONFLICT')
    if (gate.refusals.length > 0) throw refusedBy(gate)
    const { targets } = draft.content
    const alive = await aliveOf(work.db, { draftId, hash: order.hash })
    const known = targets.flatMap(({ accountId }) => alive.get(accountId) ?? [])
    if (known.length > 0 && known.length === targets.length) return { ids: known }

    const at = whenOf(draft.content, order.now, work.now)
    const accounts = await theAccounts(work, targets, draft.host_unit_id)
    const media = await theMedia(work, draft.content)
    const common = { gate, at, version: await versionOf(work.db, draftId, order.hash), publishers }
    const ids: string[] = []
    for (const [n, target] of targets.entries()) {
      const account = accounts[n] as Account // one for each target
      const outgoing = freeze(draft.content, target, media)
      ids.push(alive.get(account.id) ?? (await orderOne(work, { ...common, account, outgoing })))
    }
    await draftPublished(work, draftId)
    if (at <= work.now) {
      await startJob(work, { kind: sendNowJob, title: `发布“${draft.title}”`, payload: {} })
    }
    await record(work, {
      action: 'publication.order',
      subject: { type: 'draft', id: draftId },
      title: `发布“${draft.title}”到 ${ids.length} 个账号`,
      after: { hash: order.hash, at: at.toISOString(), accounts: accounts.map(({ name }) => name) },
    })
    return { ids }
  })
}

export function refusedBy({ refusals }: Pick<Gate, 'refusals'>): AppError {
  return new AppError('STATE_CONFLICT', { reason: refusals.map(({ zh }) => zh).join('；'), gate: refusals })
}

/** When it goes out. The time was signed with the content, so it is neither brought forward nor silently let pass. */
function whenOf({ scheduledAt }: DraftContent, now: boolean, at: Date): Date {
  if (scheduledAt === null) return at
  const signed = new Date(scheduledAt)
  if (signed > at) {
    if (!now) return signed
    const reason = `三审通过的发布时间是 ${beijingTime(signed)}；须提前发布的，请修改发布时间后重新送审`
    throw new AppError('STATE_CONFLICT', { reason })
  }
  if (now) return at
  const reason = `定时发布时间 ${beijingTime(signed)} 已过，请选择立即发布，或修改时间后重新送审`
  throw new AppError('STATE_CONFLICT', { reason })
}

/** The accounts of the targets in their order; each must be the unit's own and in use. */
async function theAccounts(work: Work, targets: readonly Target[], hostUnitId: string): Promise<Account[]> {
  if (targets.length === 0) throw new AppError('INVALID_INPUT', { reason: '稿件没有选择发布账号' })
  const found = await findAccounts(
    work.db,
    targets.map(({ accountId }) => accountId),
  )
  const byId = new Map(found.map((account) => [account.id, account]))
  const errors: FieldError[] = []
  const accounts = targets.flatMap(({ accountId }, n) => {
    const account = byId.get(accountId)
    const refusal = accountRefusal(account, hostUnitId)
    if (refusal) errors.push({ path: `targets.${n}`, message: refusal })
    return account ?? []
  })
  if (errors.length > 0) {
    throw new AppError('STATE_CONFLICT', { reason: errors.map(({ message }) => message).join('；'), errors })
  }
  return accounts
}

/** Why nothing can go out on an account; null when it can. */
export function accountRefusal(account: Account | undefined, hostUnitId: string): string | null {
  if (!account || account.host_unit_id !== hostUnitId) return '发布账号不是本单位的账号'
  if (account.state === 'active') return null
  return `“${account.name}”（${platforms[account.platform].zh}）${accountStates[account.state]}，不能发布`
}

async function theMedia(work: Work, content: DraftContent): Promise<ReadonlyMap<string, KnownMedia>> {
  const ids = mediaOf(content)
  const found = new Map((ids.length > 0 ? await findMedia(work.db, ids) : []).map((one) => [one.id, one]))
  const missing = ids.filter((id) => !found.has(id))
  if (missing.length > 0)
    throw new AppError('STATE_CONFLICT', { reason: `稿件中有 ${missing.length} 个图片或附件已不存在` })
  return found
}

type One = {
  gate: Gate
  account: Account
  outgoing: FrozenOutgoing
  at: Date
  version: number
  publishers: Publishers
}

async function orderOne(work: Work, one: One): Promise<string> {
  const { account, outgoing, at } = one
  const { draft, reviewId, signatures } = one.gate
  if (reviewId === null) throw new RangeError('the gate lets nothing out without a review')
  const { way, why } = await wayOf(work, one)
  const id = newId()
  const number = await nextNumber(work.db, work.now)
  await addPublication(work.db, {
    id,
    number,
    draft_id: draft.id,
    draft_version: one.version,
    hash: draft.hash,
    review_id: reviewId,
    account_id: account.id,
    host_unit_id: draft.host_unit_id,
    region_path: account.region_path,
    platform: account.platform,
    account_name: account.name,
    title: outgoing.title,
    outgoing: json(outgoing),
    signatures: json(signatures),
    way,
    state: way === 'api' ? 'scheduled' : 'handOver',
    scheduled_at: at,
    kept: json({}),
    next_at: way === 'api' ? at : null,
    created_by_name: work.actor.name,
    created_at: work.now,
    search: searchVector(number, outgoing.title, account.name),
  })
  await noteEvent(work, id, {
    kind: 'order',
    title: way === 'api' ? `安排发布：${beijingTime(at)}` : `安排人工发布：${beijingTime(at)}${why}`,
    detail: { hash: draft.hash, way },
  })
  if (way === 'handOver') {
    await tellPublishers(work, { id, hostUnitId: draft.host_unit_id }, 'publication.handOver', {
      title: `“${outgoing.title}”待人工发布到${platforms[account.platform].zh}“${account.name}”`,
      body: `发布时间 ${beijingTime(at)}。请下载交接包，在平台上发布后登记网址${why}。`,
    })
  }
  return id
}

/** By the interface where the account is connected and the platform takes this content; else by a person, with why. */
async function wayOf(work: Work, { account, outgoing, publishers }: One): Promise<{ way: Way; why: string }> {
  const { publisher } = publishers[account.platform]
  const connection = await connectionState(work, account.id)
  if (!publisher || connection?.state !== 'ready') return { way: 'handOver', why: '' }
  const { pictures, cover, origin, ...rest } = outgoing
  const refusals = publisher.refusals({
    ...rest,
    id: '',
    pictures: pictures.length,
    cover: cover !== null,
    video: rest.video && { ...rest.video, bytes: noBytes },
    origin: { kind: origin.kind, sourceName: origin.sourceName || null },
  })
  const zh = [...refusals.map((one) => one.zh), ...linkRefusal(outgoing.link, connection.linkDomain)]
  if (zh.length === 0) return { way: 'api', why: '' }
  return { way: 'handOver', why: `（不能通过接口发布：${zh.join('；')}）` }
}

/** Weibo takes links only to the domain that the application has declared. */
function linkRefusal(link: string | null, domain: string): string[] {
  if (link === null || domain === '' || !URL.canParse(link)) return []
  const host = new URL(link).hostname
  return host === domain || host.endsWith(`.${domain}`) ? [] : [`链接须在 ${domain} 下`]
}

const noBytes = (): AsyncIterable<Uint8Array> => {
  throw new RangeError('what a platform refuses is told without reading the video')
}
