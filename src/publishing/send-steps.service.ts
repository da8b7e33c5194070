import type { Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { json } from '../db/sql.ts'
import type { Connection, Fault, Kept, Outgoing, Prepared, Publisher, Submitted } from '../platforms/publisher.ts'
import { openConnection } from '../platforms/tokens.service.ts'
import { askGate } from './gate.service.ts'
import { type InHand, inSystem, type Sending, settle, stillHeld } from './in-hand.service.ts'
import { movePublication } from './moves.service.ts'
import {
  outcomeAccepted,
  outcomeFailed,
  outcomeFault,
  outcomePublished,
  outcomeRemoved,
  outcomeStillOut,
  outcomeWaiting,
  sendLater,
} from './outcomes.service.ts'
import { outgoingOf } from './outgoing.service.ts'
import { roomForPost } from './own-posts.service.ts'
import { sendAgainAfter } from './publication.rules.ts'
import { findAccounts, firstSubmission, lockPublication, type PublicationRow } from './publications.store.ts'
import { accountRefusal } from './publish.service.ts'
import { findAgainAt, followAgainAt, isSettled, mostHeldUp, stepLease } from './sending.rules.ts'

type Reach = { at: Connection; publisher: Publisher; out: Outgoing }

/**
 * Sends one that is due. The intent is written and committed before the call that cannot be undone; cut off anywhere
 * after that, it is found `sending` and the platform is asked what became of it, never told a second time.
 */
export async function sendOne(sending: Sending, held: InHand): Promise<void> {
  const reach = await reachOf(sending, held.row)
  if (!reach) return settle(sending, held, (work, row) => outcomeFailed(work, row, unconnected))
  const stopped = await inSystem(sending, (work) => stopIfRefused(work, held))
  if (stopped) return
  const prepared = await prepare(reach, held.row.kept)
  if (!prepared.ok) {
    const { fault, kept } = prepared
    return settle(sending, held, (work, row) => outcomeFault(work, row, fault, kept))
  }

  const since = performance.now()
  const begun = await inSystem(sending, (work) => begin(work, held, prepared.value))
  if (!begun) return
  // Held up for long (a sleeping machine), others may have begun to ask the platform already: leave it to them.
  if (performance.now() - since > mostHeldUp) return
  const answer = await submit(reach, prepared.value)
  await keepAnswer(sending, { begun, answer, publisher: reach.publisher })
}

/** Nothing that the gate does not let through is prepared; it is asked once more when the intent is written. */
async function stopIfRefused(work: Work, held: InHand): Promise<boolean> {
  const row = await stillHeld(work, held)
  if (!row) return true
  const fault = await refusalOf(work, row)
  if (fault) await outcomeFailed(work, row, fault)
  return fault !== null
}

/** Why it may not go out any more, in words (§8.2.1): edited since, signatures that do not hold, an account closed. */
async function refusalOf(work: Work, row: PublicationRow): Promise<Fault | null> {
  const gate = await askGate(work, row.draft_id, row.hash)
  const [account] = await findAccounts(work.db, [row.account_id])
  const reasons = gate ? gate.refusals.map(({ zh }) => zh) : ['稿件已不存在']
  const closed = accountRefusal(account, row.host_unit_id)
  if (closed) reasons.push(closed)
  return reasons.length > 0 ? { class: 'input', code: 'gate', zh: reasons.join('；') } : null
}

async function prepare({ publisher, at, out }: Reach, kept: Kept): Promise<Prepared> {
  try {
    return await publisher.prepare(at, out, kept)
  } catch (error) {
    if (error instanceof AppError) return { ok: false, fault: { class: 'input', code: error.code, zh: error.reason } }
    return { ok: false, fault: { class: 'transient', code: nameOf(error), zh: '准备发布内容时出错' } }
  }
}

/** Writes the intent; null when it may not go out, or is not this process's any more. */
async function begin(work: Work, held: InHand, kept: Kept): Promise<PublicationRow | null> {
  const row = await stillHeld(work, held)
  if (!row) return null
  const fault = await refusalOf(work, row)
  if (fault) {
    await outcomeFailed(work, row, fault)
    return null
  }
  const change = {
    kept: json(kept),
    submitted_at: work.now,
    next_at: new Date(work.now.getTime() + stepLease),
  }
  await movePublication(work, row, { action: 'begin', title: '开始发布', change })
  return { ...row, ...change, kept, state: 'sending', version: row.version + 1 }
}

async function submit({ publisher, at, out }: Reach, kept: Kept): Promise<Submitted> {
  try {
    return await publisher.submit(at, out, kept)
  } catch (error) {
    // Whether it was sent cannot be known here.
    return { state: 'unsure', fault: { class: 'transient', code: nameOf(error), zh: '发布时出错，正在核实' } }
  }
}

/** Records the platform's answer, also where another process has come to doubt it meanwhile. */
async function keepAnswer(
  sending: Sending,
  { begun, answer, publisher }: { begun: PublicationRow; answer: Submitted; publisher: Publisher },
): Promise<void> {
  if (answer.state === 'published') await roomForPost(sending.ctx, sending.now())
  await inSystem(sending, async (work) => {
    const row = await lockPublication(work.db, begun.id)
    const same = row?.submitted_at?.getTime() === begun.submitted_at?.getTime()
    if (!row || !same || (row.state !== 'sending' && row.state !== 'unsure')) return
    switch (answer.state) {
      case 'accepted':
        return outcomeAccepted(work, row, { kept: answer.kept, publisher })
      case 'published':
        return outcomePublished(work, row, { kept: answer.kept, url: answer.url, at: work.now })
      case 'refused':
        return outcomeFault(work, row, answer.fault, answer.kept)
      case 'unsure': {
        if (row.state === 'unsure') return
        return movePublication(work, row, {
          action: 'doubt',
          title: `${answer.fault.zh}；正在向平台核实是否已发布`,
          detail: { code: answer.fault.code },
          change: { fault: json(answer.fault), next_at: findAgainAt(begun.submitted_at ?? work.now, work.now) },
        })
      }
      default:
        return answer satisfies never
    }
  })
}

/** Asks the platform what became of a submission whose answer was lost. */
export async function findOne(sending: Sending, held: InHand): Promise<void> {
  const { row: sought } = held
  const submittedAt = sought.submitted_at ?? sought.scheduled_at
  const reach = await reachOf(sending, sought)
  const waiting = (fault: Fault) =>
    settle(sending, held, (work, row) => outcomeWaiting(work, row, { at: findAgainAt(submittedAt, work.now), fault }))
  if (!reach) return waiting(unconnected)
  const { publisher, at, out } = reach
  // From the first submission on: should the platform have been wrong about an earlier one, it is found as well.
  const since = (await inSystem(sending, ({ db }) => firstSubmission(db, sought.id))) ?? submittedAt
  const found = await publisher.find(at, out, { kept: sought.kept, since })
  if (found.state === 'published') await roomForPost(sending.ctx, submittedAt)
  if (found.state === 'unknown') return waiting(found.fault)
  await settle(sending, held, (work, row) => {
    switch (found.state) {
      case 'accepted':
        return outcomeAccepted(work, row, { kept: found.kept, publisher })
      case 'published':
        return outcomePublished(work, row, { kept: found.kept, url: found.url, at: submittedAt })
      case 'failed':
        return outcomeFault(work, row, found.fault)
      case 'absent':
        return absent(work, row, { submittedAt, publisher })
      default:
        return found satisfies never
    }
  })
}

/** The platform says that it has nothing: believed only when nothing of ours can be on its way any more. */
function absent(
  work: Work,
  row: PublicationRow,
  { submittedAt, publisher }: { submittedAt: Date; publisher: Publisher },
): Promise<void> {
  const { now } = work
  if (!isSettled(publisher.settledAfter, { submittedAt, now })) {
    return outcomeWaiting(work, row, { at: findAgainAt(submittedAt, now), fault: null })
  }
  if (row.attempts >= sendAgainAfter.length) return outcomeFailed(work, row, neverArrives)
  return sendLater(work, row, { at: now, title: '平台确认没有收到，重新发布', change: { attempts: row.attempts + 1 } })
}

/** Follows one that the platform works on, or that is out already. */
export async function followOne(sending: Sending, held: InHand): Promise<void> {
  const reach = await reachOf(sending, held.row)
  const later = (work: Work, row: PublicationRow, fault: Fault | null) => {
    if (row.state === 'published') return outcomeStillOut(work, row, { kept: row.kept, url: null })
    const seconds = reach?.publisher.followAfter ?? [3600]
    return outcomeWaiting(work, row, {
      at: followAgainAt(seconds, { attempts: row.attempts + 1, now: work.now }),
      fault,
    })
  }
  if (!reach) return settle(sending, held, (work, row) => later(work, row, unconnected))
  const followed = await reach.publisher.follow(reach.at, held.row.kept)
  if (followed.state === 'published') await roomForPost(sending.ctx, sending.now())
  await settle(sending, held, (work, row) => {
    const out = row.state === 'published'
    switch (followed.state) {
      case 'accepted':
        return later(work, row, null)
      case 'unknown':
        return later(work, row, followed.fault)
      case 'published':
        return out
          ? outcomeStillOut(work, row, followed)
          : outcomePublished(work, row, { kept: followed.kept, url: followed.url, at: work.now })
      case 'failed':
        return out ? later(work, row, null) : outcomeFailed(work, row, followed.fault)
      case 'removed':
        return out
          ? outcomeRemoved(work, row, followed)
          : outcomeFailed(work, row, { class: 'banned', code: 'removed', zh: followed.zh })
      default:
        return followed satisfies never
    }
  })
}

async function reachOf({ ctx, now, publishers }: Sending, row: PublicationRow): Promise<Reach | null> {
  const [, entry] = Object.entries(publishers).find(([name]) => name === row.platform) ?? []
  if (!entry?.publisher) return null
  const at = await openConnection(ctx, { accountId: row.account_id, publisher: entry.publisher, now })
  return at && { at, publisher: entry.publisher, out: outgoingOf(ctx, row) }
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'error')

const unconnected: Fault = {
  class: 'config',
  code: 'unconnected',
  zh: '该账号没有可用的平台对接；可改为人工发布，或保存对接后重新发布',
}
const neverArrives: Fault = {
  class: 'unreachable',
  code: 'absent',
  zh: '多次发送，平台均没有收到，请联系系统管理员检查网络',
}
