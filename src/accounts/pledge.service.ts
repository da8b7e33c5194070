import { record } from '../audit/audit.service.ts'
import { sm3Hex } from '../core/canonical.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { json } from '../db/sql.ts'
import { transact } from '../db/transact.ts'
import { tellUser } from '../messages/messages.service.ts'
import { peopleOfUnit } from '../messages/people.service.ts'
import { noteEvents } from './accounts.service.ts'
import { lockAccount, type StoredAccount } from './accounts.store.ts'
import { findOwnEvidence } from './applications.store.ts'
import { openClosure } from './closure.service.ts'
import type { PaperPledge, PledgeDecisionBody } from './pledge.contract.ts'
import {
  decisionFaults,
  measureInWords,
  type PledgeFacts,
  paperFaults,
  pledgeDecisions,
  pledgeOutcomes,
  pledgeState,
  pledgeStates,
  reviewDayOf,
} from './pledge.rules.ts'
import { addDecision, addPledge, changePledge, lockPledge, type StoredPledge } from './pledge.store.ts'
import { gatherPledge } from './pledge-facts.service.ts'

/** Enters what an existing account has promised on paper (§6.1.2). */
export function enterPledge(ctx: Ctx, given: PaperPledge): Promise<{ id: string; reviewsOn: string }> {
  return transact(ctx, async (work) => {
    const { db, now, actor } = work
    const refuse = (path: string, message: string) => new AppError('INVALID_INPUT', { errors: [{ path, message }] })
    const account = await lockAccount(db, given.accountId)
    if (!account) throw refuse('accountId', '没有找到该账号，或不在您的管理范围内')
    if (account.state === 'closed') throw new AppError('STATE_CONFLICT', { reason: '该账号已注销' })
    if (await lockPledge(db, account.id)) {
      throw new AppError('ALREADY_EXISTS', { reason: '该账号已有开设承诺，不能重复补录' })
    }
    const errors = paperFaults(given, { today: beijingDay(now), openedOn: account.opened_on })
    if (errors.length > 0) throw new AppError('INVALID_INPUT', { errors })
    const file = await findOwnEvidence(db, given.evidenceFileId, actor.userId ?? '')
    if (!file) throw refuse('evidenceFileId', '没有找到该文件，请重新上传')
    const reviewsOn = reviewDayOf(given.startsOn)
    await addPledge(db, {
      account_id: account.id,
      opening_id: null,
      followers: given.followers,
      posts_per_month: given.postsPerMonth,
      average_reads: given.averageReads,
      starts_on: given.startsOn,
      reviews_on: reviewsOn,
      source: 'paper',
      promised_on: given.promisedOn,
      evidence_file_id: file.id,
      note: given.note,
      entered_by: actor.name,
      entered_at: now,
      facts: null,
    })
    await note(work, account, `补录书面承诺，考核日 ${reviewsOn}`)
    await record(work, {
      action: 'pledge.enter',
      subject: { type: 'pledge', id: account.id },
      title: `补录账号“${account.name}”的书面承诺`,
      after: given,
    })
    return { id: account.id, reviewsOn }
  })
}

/** What the supervisor asks for when newer figures have come in. */
export function evaluateAgain(ctx: Ctx, id: string): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const { account, pledge } = await theDue(work, id)
    const changed = await evaluate(work, pledge)
    if (changed) {
      await record(work, {
        action: 'pledge.evaluate',
        subject: { type: 'pledge', id },
        title: `核算账号“${account.name}”的开设承诺：${pledgeOutcomes[changed.outcome]}`,
        before: { facts: pledge.facts },
        after: { facts: changed },
      })
    }
    return { ok: true }
  })
}

/** Stores what the promise comes to by now; null when nothing is different. */
export async function evaluate(work: Work, pledge: StoredPledge): Promise<PledgeFacts | null> {
  const facts = await gatherPledge(work, pledge)
  const same = pledge.facts !== null && sm3Hex(pledge.facts) === sm3Hex(facts)
  if (same) return null
  await changePledge(work.db, pledge.account_id, {
    facts: json(facts),
    outcome: facts.outcome,
    evaluated_at: work.now,
    version: pledge.version + 1,
  })
  return facts
}

/**
 * The supervisor decides after a year (§6.1.2). A decision names the facts it rests on: when they are no longer what
 * is known, it is refused, and she looks again.
 */
export function decidePledge(ctx: Ctx, id: string, given: PledgeDecisionBody): Promise<{ closureId: string | null }> {
  return transact(ctx, async (work) => {
    const { account, pledge } = await theDue(work, id)
    if (pledge.version !== given.version) throw new AppError('VERSION_CONFLICT', { version: pledge.version })
    const facts = await agreedFacts(work, pledge, given.basis)
    const errors = decisionFaults(given, { outcome: facts.outcome, today: beijingDay(work.now) })
    if (errors.length > 0) throw new AppError('INVALID_INPUT', { errors })
    const { decision, reason } = given
    const until = decision === 'extended' ? given.until : null
    const closureId = decision === 'closed' ? await startClosure(work, account, { facts, reason }) : null
    await changePledge(work.db, id, {
      decision,
      decision_reason: reason,
      decided_by: work.actor.name,
      decided_at: work.now,
      version: pledge.version + 1,
      ...(until === null ? {} : { reviews_on: until }),
    })
    await addDecision(work.db, {
      id: newId(),
      account_id: id,
      decision,
      reason,
      outcome: facts.outcome,
      facts,
      reviews_on: until,
      closure_id: closureId,
      decided_by: work.actor.name,
      decided_unit: work.actor.unitName,
      at: work.now,
    })
    const words = `${pledgeDecisions[decision]}${until ? `（至 ${until}）` : ''}`
    await note(work, account, `${words}：${reason}`)
    await tellHost(work, account, { words, reason })
    await record(work, {
      action: 'pledge.decide',
      subject: { type: 'pledge', id },
      title: `开设承诺考核“${account.name}”：${words}`,
      before: { decision: pledge.decision, reviewsOn: pledge.reviews_on },
      after: { decision, reason, until, closureId, basis: given.basis, facts },
    })
    return { closureId }
  })
}

/** The stored facts, if they are those that the caller has seen and still what is known. */
async function agreedFacts(work: Work, pledge: StoredPledge, basis: string): Promise<PledgeFacts> {
  const changed = (why: string) => new AppError('VERSION_CONFLICT', { reason: `${why}，请查看最新核算结果后再作结论` })
  if (pledge.facts === null) throw new AppError('STATE_CONFLICT', { reason: '尚未核算实际数据，请先核算' })
  if (sm3Hex(pledge.facts) !== basis) throw changed('核算结果已更新')
  const now = await gatherPledge(work, pledge)
  if (sm3Hex(now) !== basis) throw changed(`核算以后数据有变化（${differences(pledge.facts as PledgeFacts, now)}）`)
  return now
}

/** Which measures the newer figures have moved. */
function differences(before: PledgeFacts, now: PledgeFacts): string {
  const moved = now.measures.filter((one, n) => JSON.stringify(one) !== JSON.stringify(before.measures[n]))
  return moved.map(measureInWords).join('；') || '数据范围有变化'
}

/** §6.1.2: an account that did not keep its promise is closed, by the steps of §6.4. */
async function startClosure(
  work: Work,
  account: StoredAccount,
  given: { facts: PledgeFacts; reason: string },
): Promise<string> {
  const unmet = given.facts.measures.filter(({ outcome }) => outcome !== 'met').map(measureInWords)
  const { id } = await openClosure(work, {
    accountId: account.id,
    cause: 'promiseUnmet',
    clauses: ['6.1.2'],
    reason: `${unmet.join('；')}。${given.reason}`,
  })
  return id
}

async function tellHost(work: Work, account: StoredAccount, given: { words: string; reason: string }): Promise<void> {
  for (const userId of await peopleOfUnit(work, account.host_unit_id, ['accountManager', 'unitLeader'])) {
    await tellUser(work, userId, {
      kind: 'pledge.decided',
      title: `“${account.name}”开设承诺考核：${given.words}`,
      body: given.reason,
      link: `/pledges?case=${account.id}`,
    })
  }
}

export function note(work: Work, account: { id: string }, words: string): Promise<void> {
  return noteEvents(work, [{ accountId: account.id, kind: 'pledge', title: `开设承诺考核：${words}` }])
}

/** A promise that waits for a decision, with its account; both locked. */
async function theDue(work: Work, id: string): Promise<{ account: StoredAccount; pledge: StoredPledge }> {
  const account = await lockAccount(work.db, id)
  const pledge = account && (await lockPledge(work.db, id))
  if (!account || !pledge) throw new AppError('NOT_FOUND')
  const state = pledgeState(
    { decision: pledge.decision, reviewsOn: pledge.reviews_on, accountClosed: account.state === 'closed' },
    beijingDay(work.now),
  )
  if (!pledgeStates[state].open) {
    const day = state === 'waiting' || state === 'rectifying' ? `，考核日为 ${pledge.reviews_on}` : ''
    throw new AppError('STATE_CONFLICT', { reason: `该承诺目前“${pledgeStates[state].zh}”${day}，不能办理` })
  }
  return { account, pledge }
}
