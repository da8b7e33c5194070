import { platforms } from '../accounts/platforms.rules.ts'
import { record } from '../audit/audit.service.ts'
import { beijingTime } from '../core/clock.rules.ts'
import type { Work } from '../core/context.ts'
import { json } from '../db/sql.ts'
import { faultClasses } from '../platforms/faults.rules.ts'
import type { Fault, Kept, Publisher } from '../platforms/publisher.ts'
import { noteFault, restUntil } from '../platforms/tokens.service.ts'
import { movePublication, noteEvent } from './moves.service.ts'
import { keepOwnPost, keepPostAddress } from './own-posts.service.ts'
import type { PublicationState } from './publication.rules.ts'
import { tellPublishers } from './publication-news.service.ts'
import { changePublication, hasEvent, type PublicationRow } from './publications.store.ts'
import { afterFault, followAgainAt, lateAfter, lookAgainAt } from './sending.rules.ts'

/** What becomes of a publication that the caller has locked; each in the caller's transaction, with its event and audit. */

export async function outcomeAccepted(work: Work, row: PublicationRow, given: { kept: Kept; publisher: Publisher }) {
  await movePublication(work, row, {
    action: 'accept',
    title: '平台已受理，等待平台处理',
    change: {
      kept: json(given.kept),
      attempts: 0,
      fault: null,
      next_at: followAgainAt(given.publisher.followAfter, { attempts: 0, now: work.now }),
    },
  })
}

/** It is out. `at`: since when, as far as we know. */
export async function outcomePublished(
  work: Work,
  row: PublicationRow,
  given: { kept: Kept; url: string | null; at: Date },
): Promise<void> {
  const { kept, url, at } = given
  const post_id = await keepOwnPost(work, row, { url, publishedAt: at })
  await movePublication(work, row, {
    action: 'appear',
    title: url === null ? '已发布' : `已发布：${url}`,
    change: {
      kept: json(kept),
      url,
      published_at: at,
      post_id,
      attempts: 0,
      fault: null,
      next_at: lookAgainAt(at, work.now),
    },
  })
  await tell(work, row, 'publication.published', {
    title: `${whereOf(row)}已发布：${row.title}`,
    body: `发布时间 ${beijingTime(at)}，登记号 ${row.number}。${url ?? ''}`,
  })
  await recordOutcome(work, row, { action: 'publication.publish', title: '已发布', after: { state: 'published', url } })
}

/**
 * Something stood in the way before or at the call: it is tried again, rests for the day, or has failed. What the platform
 * has already taken is `kept`, so that it need not be sent a second time.
 */
export async function outcomeFault(work: Work, row: PublicationRow, fault: Fault, kept?: Kept): Promise<void> {
  if (kept) await changePublication(work.db, row.id, { kept: json(kept) })
  const next = afterFault(fault.class, { attempts: row.attempts, now: work.now })
  await noteFault(work, row.account_id, fault)
  if (next.do === 'fail') return outcomeFailed(work, row, fault)
  if (next.do === 'rest') await restUntil(work, row.account_id, next.until, fault)
  const at = next.do === 'rest' ? next.until : next.at
  await sendLater(work, row, {
    at,
    title: `${fault.zh}；${beijingTime(at)} 再试`,
    detail: { code: fault.code, class: fault.class },
    change: { fault: json(fault), attempts: row.attempts + (next.do === 'again' ? 1 : 0) },
  })
}

type Later = {
  at: Date
  title: string
  detail?: unknown
  change: { fault?: string | null; attempts?: number }
}

/** Back among those to be sent. From `unsure` only the platform's own word leads there. */
export async function sendLater(work: Work, row: PublicationRow, { at, title, detail, change }: Later): Promise<void> {
  const moves = { sending: 'postpone', unsure: 'absent' } as const satisfies Partial<Record<PublicationState, string>>
  const action = row.state === 'sending' || row.state === 'unsure' ? moves[row.state] : null
  if (action) return movePublication(work, row, { action, title, detail, change: { ...change, next_at: at } })
  await changePublication(work.db, row.id, { ...change, next_at: at, version: row.version + 1 })
  await noteEvent(work, row.id, { kind: 'postpone', title, detail })
}

export async function outcomeFailed(work: Work, row: PublicationRow, fault: Fault): Promise<void> {
  await movePublication(work, row, {
    action: 'fail',
    title: `发布失败：${fault.zh}`,
    detail: { code: fault.code, class: fault.class },
    change: { fault: json(fault), next_at: null },
  })
  await tell(work, row, 'publication.failed', {
    title: `${whereOf(row)}发布失败：${row.title}`,
    body: `${faultClasses[fault.class].zh}：${fault.zh}。处理后可重新发布，或改为人工发布。`,
  })
  await recordOutcome(work, row, {
    action: 'publication.fail',
    title: '发布失败',
    after: { state: 'failed', fault: fault.zh },
  })
}

/** It was out and is no more. */
export async function outcomeRemoved(
  work: Work,
  row: PublicationRow,
  given: { by: 'platform' | 'account'; zh: string },
) {
  const title = given.by === 'platform' ? `已被平台删除：${given.zh}` : `已在平台上删除：${given.zh}`
  await movePublication(work, row, { action: 'vanish', title, detail: { by: given.by }, change: { next_at: null } })
  await tell(work, row, 'publication.removed', {
    title: `${whereOf(row)}的作品已被删除：${row.title}`,
    body: `${given.zh}。请尽快核实原因；如系内容问题，请按规定处理并报告主管单位。`,
  })
  await recordOutcome(work, row, {
    action: 'publication.vanish',
    title: '作品已被删除',
    after: { state: 'removed', by: given.by },
  })
}

/** Still out; its address may have become known. */
export async function outcomeStillOut(work: Work, row: PublicationRow, given: { kept: Kept; url: string | null }) {
  const found = row.url === null && given.url !== null ? given.url : null
  if (found !== null) {
    await keepPostAddress(work, row, found)
    await noteEvent(work, row.id, { kind: 'address', title: `取得作品网址：${found}` })
  }
  await changePublication(work.db, row.id, {
    kept: json(given.kept),
    ...(found === null ? {} : { url: found, version: row.version + 1 }),
    next_at: lookAgainAt(row.published_at ?? work.now, work.now),
  })
}

/** Nothing new: asked again later. Whoever publishes is told once when it takes long. */
export async function outcomeWaiting(work: Work, row: PublicationRow, given: { at: Date; fault: Fault | null }) {
  await changePublication(work.db, row.id, {
    next_at: given.at,
    attempts: row.attempts + (row.state === 'accepted' ? 1 : 0),
    ...(given.fault ? { fault: json(given.fault) } : {}),
  })
  const late = row.state === 'unsure' || row.state === 'accepted' ? lateAfter[row.state] : null
  const since = row.submitted_at?.getTime() ?? work.now.getTime()
  if (late === null || work.now.getTime() - since < late || (await hasEvent(work.db, row.id, 'late'))) return
  await noteEvent(work, row.id, { kind: 'late', title: '平台久未给出结果，已提醒人工核对' })
  await tell(work, row, 'publication.failed', {
    title: `${whereOf(row)}是否已发布尚未核实：${row.title}`,
    body: '平台没有给出明确结果，系统仍在核实，不会重复发布。请登录平台查看；已经发布的，请登记网址。',
  })
}

function tell(
  work: Work,
  row: PublicationRow,
  kind: Parameters<typeof tellPublishers>[2],
  news: { title: string; body: string },
) {
  return tellPublishers(work, { id: row.id, hostUnitId: row.host_unit_id }, kind, news)
}

export function whereOf(row: Pick<PublicationRow, 'platform' | 'account_name'>): string {
  const known = Object.entries(platforms).find(([name]) => name === row.platform)
  return `${known?.[1].zh ?? row.platform}“${row.account_name}”`
}

function recordOutcome(work: Work, row: PublicationRow, given: { action: string; title: string; after: unknown }) {
  return record(work, {
    action: given.action,
    subject: { type: 'publication', id: row.id },
    title: `${given.title}：${whereOf(row)}《${row.title}》`,
    before: { state: row.state },
    after: given.after,
  })
}
