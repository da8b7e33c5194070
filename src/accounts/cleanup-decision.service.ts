import type { Selectable } from 'kysely'
import { record } from '../audit/audit.service.ts'
import { addYears, beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import type { CleanupProposalTable } from '../db/schema.ts'
import { transact } from '../db/transact.ts'
import { tellUser } from '../messages/messages.service.ts'
import { noteEvents } from './accounts.service.ts'
import type { CleanupCase, Decision } from './cleanup.contract.ts'
import { theCase } from './cleanup.service.ts'
import { evaluateAccount } from './cleanup-evaluation.service.ts'
import {
  exemptionRefusal,
  proposalStates,
  refuseDecision,
  refuseStatement,
  refuseWithdrawal,
} from './cleanup-proposal.rules.ts'
import { changeProposal, findProposal, lockProposal, ownEvidence, peopleToHear } from './cleanup-proposal.store.ts'
import { openClosure } from './closure.service.ts'

type Proposal = Selectable<CleanupProposalTable>

/** 陈述: what the host unit says to the proposal, with a paper where it has one. */
export function stateCase(
  ctx: Ctx,
  id: string,
  given: { text: string; fileId: string | null; version: number },
): Promise<CleanupCase> {
  return transact(ctx, async (work) => {
    const { db, now, actor } = work
    const proposal = await theProposal(work, id)
    if (proposal.host_unit_id !== actor.unitId) throw new AppError('FORBIDDEN', { reason: '由账号的主办单位陈述' })
    refuseStatement(proposal)
    if (given.fileId && !(await ownEvidence(db, given.fileId, actor.userId ?? ''))) {
      throw new AppError('INVALID_INPUT', { errors: [{ path: 'fileId', message: '没有找到佐证材料，请重新上传' }] })
    }
    await change(work, proposal, given.version, {
      state: 'stated',
      statement: given.text,
      statement_file_id: given.fileId,
      stated_by: `${actor.unitName} ${actor.name}`,
      stated_at: now,
    })
    await note(work, proposal, '提交陈述', given.text)
    await record(work, {
      action: 'cleanup.state',
      subject: { type: 'cleanupProposal', id },
      title: '对拟清理账号提交陈述',
      after: { accountId: proposal.account_id, text: given.text, fileId: given.fileId },
    })
    return theCase(work, proposal.account_id)
  })
}

/**
 * Closes or keeps. The account is evaluated anew first; a decision that rests on other facts than those now recorded is
 * refused, and the page shows the newer ones.
 */
export async function decideCase(ctx: Ctx, id: string, given: Decision): Promise<CleanupCase> {
  const proposal = await transact(ctx, ({ db }) => findProposal(db, id))
  if (!proposal) throw new AppError('NOT_FOUND')
  await evaluateAccount(ctx, proposal.account_id)
  return transact(ctx, (work) => decide(work, id, given))
}

async function decide(work: Work, id: string, given: Decision): Promise<CleanupCase> {
  const proposal = await theProposal(work, id)
  const today = beijingDay(work.now)
  refuseDecision({ state: proposal.state, dueOn: proposal.due_on }, today)
  const now = await theCase(work, proposal.account_id)
  if (now.hash !== given.seen) {
    throw new AppError('STATE_CONFLICT', { reason: '该账号的依据已有变化，请核对最新的判断后再决定', changed: true })
  }
  const clauses = proposal.kind === 'cleanup' ? now.clauses : now.unfit
  if (given.decision === 'close') await close(work, { proposal, clauses, given })
  else await keep(work, { proposal, given, today })
  return theCase(work, proposal.account_id)
}

async function close(
  work: Work,
  { proposal, clauses, given }: { proposal: Proposal; clauses: readonly string[]; given: Decision },
): Promise<void> {
  if (clauses.length === 0) {
    throw new AppError('STATE_CONFLICT', {
      reason: '按最新的判断，该账号已不符合任何一项标准，不能决定注销，可予以保留或撤回',
    })
  }
  const { kind: cause, account_id: accountId } = proposal
  const { id: closureId } = await openClosure(work, { accountId, cause, clauses, reason: given.reason })
  await change(work, proposal, given.version, {
    state: 'closed',
    clauses: [...clauses],
    ...decided(work, given.reason),
    closure_id: closureId,
  })
  await note(work, proposal, '决定注销', `指南§${clauses.join('、§')}：${given.reason}`)
  await record(work, {
    action: 'cleanup.close',
    subject: { type: 'cleanupProposal', id: proposal.id },
    title: `清理：决定注销（指南§${clauses.join('、§')}）`,
    after: { accountId, clauses, reason: given.reason, closureId, seen: given.seen },
  })
}

async function keep(
  work: Work,
  { proposal, given, today }: { proposal: Proposal; given: Decision; today: string },
): Promise<void> {
  const refusal = exemptionRefusal(given.until, today, addYears(today, 1))
  if (refusal !== null) throw new AppError('INVALID_INPUT', { errors: [{ path: 'until', message: refusal }] })
  await change(work, proposal, given.version, {
    state: 'kept',
    ...decided(work, given.reason),
    exempt_until: given.until,
  })
  await note(work, proposal, `予以保留至 ${given.until}`, given.reason)
  await tellHost(work, proposal, { title: `拟清理账号予以保留至 ${given.until}`, body: given.reason })
  await record(work, {
    action: 'cleanup.keep',
    subject: { type: 'cleanupProposal', id: proposal.id },
    title: `清理：予以保留至 ${given.until}`,
    after: { accountId: proposal.account_id, reason: given.reason, until: given.until, seen: given.seen },
  })
}

/** Takes a proposal back, e.g. because what it rested on was wrong. */
export function withdrawCase(ctx: Ctx, id: string, given: { reason: string; version: number }): Promise<CleanupCase> {
  return transact(ctx, async (work) => {
    const proposal = await theProposal(work, id)
    refuseWithdrawal(proposal)
    await change(work, proposal, given.version, { state: 'withdrawn', ...decided(work, given.reason) })
    await note(work, proposal, '撤回清理', given.reason)
    await tellHost(work, proposal, { title: '主管单位已撤回对账号的清理', body: given.reason })
    await record(work, {
      action: 'cleanup.withdraw',
      subject: { type: 'cleanupProposal', id },
      title: '撤回清理',
      before: { state: proposalStates[proposal.state].zh },
      after: { accountId: proposal.account_id, reason: given.reason },
    })
    return theCase(work, proposal.account_id)
  })
}

const decided = (work: Work, reason: string) => ({
  reason,
  decided_by: `${work.actor.unitName} ${work.actor.name}`,
  decided_at: work.now,
})

async function theProposal({ db }: Work, id: string): Promise<Proposal> {
  const proposal = await lockProposal(db, id)
  if (!proposal) throw new AppError('NOT_FOUND')
  return proposal
}

async function change(
  { db }: Work,
  proposal: Proposal,
  version: number,
  to: Parameters<typeof changeProposal>[2],
): Promise<void> {
  const done = await changeProposal(db, { id: proposal.id, version }, to)
  if (!done) throw new AppError('VERSION_CONFLICT')
}

async function note(work: Work, proposal: Proposal, title: string, words: string): Promise<void> {
  const changes = [{ field: '说明', before: null, after: words }]
  await noteEvents(work, [{ accountId: proposal.account_id, kind: 'cleanup', title: `清理：${title}`, changes }])
}

async function tellHost(work: Work, proposal: Proposal, news: { title: string; body: string }): Promise<void> {
  for (const { id } of await peopleToHear(work.db, [proposal.host_unit_id])) {
    await tellUser(work, id, { kind: 'cleanup.decide', link: `/cleanup?account=${proposal.account_id}`, ...news })
  }
}
