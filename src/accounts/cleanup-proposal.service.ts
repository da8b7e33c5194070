import { record } from '../audit/audit.service.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { newId } from '../core/ids.ts'
import type { Progress } from '../core/jobs.ts'
import { addWorkdays } from '../core/workdays.rules.ts'
import { json } from '../db/sql.ts'
import { transact } from '../db/transact.ts'
import { startJob } from '../jobs/jobs.service.ts'
import { tellUser } from '../messages/messages.service.ts'
import { noteEvents } from './accounts.service.ts'
import type { CleanupTarget, ProposalAnswer } from './cleanup.contract.ts'
import {
  type CleanupLine,
  type CleanupQuestion,
  countCleanup,
  listCleanup,
  questionOf,
  resultsOfMany,
} from './cleanup.store.ts'
import { type ProposalKind, proposable, proposalKinds, type SkipReason } from './cleanup-proposal.rules.ts'
import { addProposals, lockAccountIds, peopleToHear } from './cleanup-proposal.store.ts'

/** So many accounts at once, in one transaction with one audit entry; more of them become a job. */
const step = 500
export const proposeJob = 'accounts.cleanupProposal'

type Asked = { target: CleanupTarget; kind: ProposalKind }
type Counted = { proposed: number; skipped: Record<SkipReason, number> }
const nothing: Counted = { proposed: 0, skipped: { notMet: 0, open: 0, exempt: 0, notActive: 0 } }

/** Proposes to close the ticked accounts, or all that match; their host units are told and heard (§6.5, §6.1.2). */
export function propose(ctx: Ctx, asked: Asked): Promise<ProposalAnswer> {
  return transact(ctx, async (work) => {
    const question = await questionAt(work, asked.target)
    const count = await countCleanup(work.db, question)
    if (count > step) {
      const title = `发起清理（${count} 个账号）`
      const payload = { ...asked, asOf: work.now.toISOString() }
      return { ...nothing, jobId: await startJob(work, { kind: proposeJob, title, payload }) }
    }
    const { counted } = await proposeStep(work, { ...asked, question, after: undefined })
    return { ...counted, jobId: null }
  })
}

/** The job: step by step in the order of numbers. Cut off and run again, it finds the proposed ones open. */
export async function runProposals(ctx: Ctx, payload: unknown, progress: Progress): Promise<Counted> {
  const { asOf, ...asked } = payload as Asked & { asOf: string } // written by propose
  const asAt = { ...ctx, now: new Date(asOf) }
  const total = await transact(asAt, async (work) => countCleanup(work.db, await questionAt(work, asked.target)))
  let counted = nothing
  let done = 0
  let after: string | undefined
  do {
    const from = after
    const result = await transact(asAt, async (work) =>
      proposeStep(work, { ...asked, question: await questionAt(work, asked.target), after: from }),
    )
    counted = sumOf(counted, result.counted)
    done += result.seen
    after = result.last
    await progress(done, Math.max(total, done))
  } while (after !== undefined)
  return counted
}

function questionAt({ db, actor, now }: Work, target: CleanupTarget): Promise<CleanupQuestion> {
  return questionOf(db, { target, scope: actor.scope, now, today: beijingDay(now) })
}

type Step = Asked & { question: CleanupQuestion; after: string | undefined }

async function proposeStep(work: Work, { kind, question, after }: Step) {
  const { db } = work
  const seen = await listCleanup(db, question, { after, limit: step })
  await lockAccountIds(
    db,
    seen.map(({ id }) => id),
  )
  const counted: Counted = { proposed: 0, skipped: { ...nothing.skipped } }
  const chosen: { line: CleanupLine; clauses: readonly string[] }[] = []
  for (const line of seen) {
    const found = proposable(kind, line)
    if ('skip' in found) counted.skipped[found.skip] += 1
    else chosen.push({ line, clauses: found.clauses })
  }
  const dueOn = addWorkdays(beijingDay(work.now), proposalKinds[kind].hearingWorkdays)
  const added = await add(work, { kind, dueOn, chosen })
  counted.proposed = added.length
  counted.skipped.open += chosen.length - added.length
  if (added.length > 0) await tellAll(work, { kind, dueOn, added })
  return { counted, seen: seen.length, last: seen.length === step ? seen.at(-1)?.ledger_no : undefined }
}

type Chosen = { line: CleanupLine; clauses: readonly string[] }

async function add(
  work: Work,
  given: { kind: ProposalKind; dueOn: string; chosen: readonly Chosen[] },
): Promise<Chosen[]> {
  const { kind, dueOn, chosen } = given
  const results = await resultsOfMany(
    work.db,
    chosen.map(({ line }) => line.id),
  )
  const added = await addProposals(
    work.db,
    chosen.map(({ line, clauses }) => ({
      id: newId(),
      account_id: line.id,
      host_unit_id: line.host_unit_id,
      region_path: line.region_path,
      kind,
      state: 'hearing' as const,
      clauses: [...clauses],
      hash: line.hash,
      results: json((results.get(line.id) ?? []).filter(({ clause }) => clauses.includes(clause))),
      due_on: dueOn,
      proposed_by: `${work.actor.unitName} ${work.actor.name}`,
      proposed_at: work.now,
    })),
  )
  return chosen.filter(({ line }) => added.has(line.id))
}

/** The timelines, one message to each who answers for the accounts of a body, and one audit entry. */
async function tellAll(
  work: Work,
  given: { kind: ProposalKind; dueOn: string; added: readonly Chosen[] },
): Promise<void> {
  const { kind, dueOn, added } = given
  const { zh, clause } = proposalKinds[kind]
  await noteEvents(
    work,
    added.map(({ line, clauses }) => ({
      accountId: line.id,
      kind: 'cleanup',
      title: `发起清理：${zh}`,
      changes: [{ field: '依据', before: null, after: `指南§${clauses.join('、§')}；陈述期至 ${dueOn}` }],
    })),
  )
  const byUnit = Map.groupBy(added, ({ line }) => line.host_unit_id)
  for (const person of await peopleToHear(work.db, [...byUnit.keys()])) {
    const theirs = byUnit.get(person.unit_id) ?? []
    const names = theirs.slice(0, 5).map(({ line }) => line.name)
    const more = theirs.length > names.length ? `等 ${theirs.length} 个账号` : ''
    const [only] = theirs
    await tellUser(work, person.id, {
      kind: 'cleanup.propose',
      title: `请在 ${dueOn} 前对拟清理账号作出陈述`,
      body: `${work.actor.unitName}按指南§${clause}拟清理：${names.join('、')}${more}。逾期未陈述的，主管单位可直接决定。`,
      link: theirs.length === 1 && only ? `/cleanup?account=${only.line.id}` : '/cleanup?standing=hearing',
    })
  }
  const [first] = added
  await record(work, {
    action: 'cleanup.propose',
    subject: { type: 'account', id: first?.line.id ?? '' },
    title: `发起清理（${zh}）：${added.length} 个账号`,
    after: { kind, dueOn, ledgerNos: added.map(({ line }) => line.ledger_no) },
  })
}

function sumOf(a: Counted, b: Counted): Counted {
  const { skipped } = b
  return {
    proposed: a.proposed + b.proposed,
    skipped: {
      notMet: a.skipped.notMet + skipped.notMet,
      open: a.skipped.open + skipped.open,
      exempt: a.skipped.exempt + skipped.exempt,
      notActive: a.skipped.notActive + skipped.notActive,
    },
  }
}
