import { record } from '../audit/audit.service.ts'
import { beijingTime } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import { startJob } from '../jobs/jobs.service.ts'
import { addressRefusal } from '../platforms/interfaces.rules.ts'
import { publishers as all, type Publishers } from '../platforms/publishers.ts'
import { connectionState, openConnection } from '../platforms/tokens.service.ts'
import { askGate } from './gate.service.ts'
import { movePublication } from './moves.service.ts'
import { whereOf } from './outcomes.service.ts'
import { keepOwnPost, roomForPost } from './own-posts.service.ts'
import { type PublicationAction, publicationAfter } from './publication.rules.ts'
import { accountOf } from './publication-account.service.ts'
import { aliveOf, findPublication, lockPublication, type PublicationRow } from './publications.store.ts'
import { refusedBy, sendNowJob } from './publish.service.ts'
import { verifyAfter } from './sending.rules.ts'

type Act = { id: string; version: number }

/** Sends one that has failed again, if the gate still lets it out and nothing else of it is on its way. */
export function retryPublication(ctx: Ctx, act: Act) {
  return actOn(ctx, act, 'retry', async (work, row) => {
    await refuseTwin(work, row)
    await refuseClosedGate(work, row)
    await movePublication(work, row, {
      action: 'retry',
      title: '重新发布',
      change: { way: 'api', attempts: 0, fault: null, next_at: work.now },
    })
    await startJob(work, { kind: sendNowJob, title: `发布“${row.title}”`, payload: {} })
    return {}
  })
}

/** Gives it into a person's hand: with a package, and the address to be registered afterwards. */
export function handOverPublication(ctx: Ctx, act: Act) {
  return actOn(ctx, act, 'byHand', async (work, row) => {
    await refuseTwin(work, row)
    await refuseClosedGate(work, row)
    await movePublication(work, row, {
      action: 'byHand',
      title: '改为人工发布',
      change: { way: 'handOver', fault: null, next_at: null },
    })
    return {}
  })
}

export function cancelPublication(ctx: Ctx, act: Act & { reason: string }) {
  return actOn(ctx, act, 'cancel', async (work, row) => {
    await movePublication(work, row, { action: 'cancel', title: `取消发布：${act.reason}`, change: { next_at: null } })
    return { reason: act.reason }
  })
}

/** A person has published it and says where; the address is looked at soon after. */
export async function registerPublication(ctx: Ctx, act: Act & { url: string; publishedAt: string }) {
  const publishedAt = new Date(act.publishedAt)
  await transact(ctx, async (work) => {
    const row = await theOne(work, act, 'register', findPublication)
    await refuseRegistration(work, row, { url: act.url, publishedAt })
  })
  await roomForPost(ctx, publishedAt)
  return actOn(ctx, act, 'register', async (work, row) => {
    await refuseRegistration(work, row, { url: act.url, publishedAt })
    const post_id = await keepOwnPost(work, { ...row, way: 'handOver' }, { url: act.url, publishedAt })
    await movePublication(work, row, {
      action: 'register',
      title: `登记已发布：${act.url}`,
      detail: { publishedAt: publishedAt.toISOString() },
      change: {
        url: act.url,
        published_at: publishedAt,
        registered_by_name: work.actor.name,
        verified: 'unchecked',
        post_id,
        attempts: 0,
        fault: null,
        next_at: new Date(work.now.getTime() + (verifyAfter[0] ?? 1) * 60_000),
      },
    })
    return { url: act.url, publishedAt: publishedAt.toISOString() }
  })
}

async function refuseRegistration(work: Work, row: PublicationRow, given: { url: string; publishedAt: Date }) {
  const refuse = (path: string, message: string) => new AppError('INVALID_INPUT', { errors: [{ path, message }] })
  const { platform } = await accountOf(work, row)
  const connection = await connectionState(work, row.account_id)
  const address = addressRefusal(platform, given.url, connection?.allowInner ? connection.baseUrl : null)
  if (address) throw refuse('url', address)
  if (given.publishedAt > work.now) throw refuse('publishedAt', '发布时间不能晚于现在')
  const signed = row.signatures.map(({ at }) => Date.parse(at)).sort((a, b) => a - b)
  const approved = signed.at(-1)
  // People write down minutes.
  if (approved !== undefined && given.publishedAt.getTime() < approved - (approved % 60_000)) {
    throw refuse('publishedAt', `发布时间早于三审通过时间（${beijingTime(new Date(approved))}），须先审后发，请核对`)
  }
}

/** Takes a published one away: by the interface where the platform has that, else it is noted that a person did. */
export async function withdrawPublication(
  ctx: Ctx,
  act: Act & { reason: string; byHand: boolean },
  publishers: Publishers = all,
) {
  if (!act.byHand) await withdrawAtPlatform(ctx, act, publishers)
  return actOn(ctx, act, 'withdraw', async (work, row) => {
    const how = act.byHand ? '已人工删除' : '已从平台删除'
    await movePublication(work, row, {
      action: 'withdraw',
      title: `撤回（${how}）：${act.reason}`,
      detail: { byHand: act.byHand },
      change: { next_at: null },
    })
    return { reason: act.reason, byHand: act.byHand }
  })
}

/** Asks the platform, outside any transaction; taking away what is gone already does no harm. */
async function withdrawAtPlatform(ctx: Ctx, act: Act, publishers: Publishers): Promise<void> {
  const { row, platform } = await transact(ctx, async (work) => {
    const found = await theOne(work, act, 'withdraw', findPublication)
    return { row: found, platform: (await accountOf(work, found)).platform }
  })
  const { publisher } = publishers[platform]
  const refusal = withdrawRefusal(row, publisher?.withdraw ?? null)
  if (refusal || !publisher?.withdraw) throw new AppError('STATE_CONFLICT', { reason: refusal ?? '' })
  const at = await openConnection(ctx, { accountId: row.account_id, publisher, now: () => ctx.now })
  if (!at) throw new AppError('STATE_CONFLICT', { reason: '该账号没有可用的平台对接，请在平台上删除后登记' })
  const withdrawn = await publisher.withdraw(at, row.kept)
  if (!withdrawn.ok) throw new AppError('STATE_CONFLICT', { reason: `平台没有删除：${withdrawn.fault.zh}` })
}

/** Why it cannot be taken away by the interface; null when it can. */
export function withdrawRefusal(
  row: Pick<PublicationRow, 'way' | 'registered_by_name'>,
  withdraw: unknown,
): string | null {
  if (row.way === 'handOver' || row.registered_by_name !== null) return '人工发布的作品，请在平台上删除后登记'
  return withdraw === null ? '该平台没有删除接口，请在平台上删除后登记' : null
}

async function refuseClosedGate(work: Work, row: PublicationRow): Promise<void> {
  const gate = await askGate(work, row.draft_id, row.hash)
  if (!gate) throw new AppError('NOT_FOUND')
  if (gate.refusals.length > 0) throw refusedBy(gate)
}

/** One that failed may have been ordered anew since: then that one counts. */
async function refuseTwin(work: Work, row: PublicationRow): Promise<void> {
  const alive = await aliveOf(work.db, { draftId: row.draft_id, hash: row.hash })
  const twin = alive.get(row.account_id)
  if (!twin || twin === row.id) return
  throw new AppError('STATE_CONFLICT', { reason: '该内容已另有一条发布登记，请在那一条上办理' })
}

/** The publication that an act is about: the actor's own unit's, as she saw it, in a state that has this move. */
async function theOne(
  work: Work,
  act: Act,
  action: PublicationAction,
  find: typeof findPublication,
): Promise<PublicationRow> {
  const row = await find(work.db, act.id)
  if (!row) throw new AppError('NOT_FOUND')
  if (row.host_unit_id !== work.actor.unitId) throw new AppError('FORBIDDEN')
  publicationAfter(row.state, action)
  if (row.version !== act.version) throw new AppError('VERSION_CONFLICT')
  return row
}

function actOn(
  ctx: Ctx,
  act: Act,
  action: PublicationAction,
  use: (work: Work, row: PublicationRow) => Promise<Record<string, unknown>>,
): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const row = await theOne(work, act, action, lockPublication)
    const after = await use(work, row)
    await record(work, {
      action: `publication.${action}`,
      subject: { type: 'publication', id: row.id },
      title: `${titles[action] ?? action}：${whereOf(row)}《${row.title}》`,
      before: { state: row.state },
      after: { state: publicationAfter(row.state, action), ...after },
    })
    return { ok: true }
  })
}

const titles: Partial<Record<PublicationAction, string>> = {
  retry: '重新发布',
  byHand: '改为人工发布',
  cancel: '取消发布',
  register: '登记已发布',
  withdraw: '撤回',
}
