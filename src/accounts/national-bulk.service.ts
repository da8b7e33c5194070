import type { Ctx, Work } from '../core/context.ts'
import type { Progress } from '../core/jobs.ts'
import { transact } from '../db/transact.ts'
import { startJob } from '../jobs/jobs.service.ts'
import { namingTwins } from './accounts.service.ts'
import type { BulkDone, NationalTarget } from './national.contract.ts'
import { type PersonAction, stepOf } from './national.rules.ts'
import { markStep, prepareNational } from './national.service.ts'
import { type NationalPrepared, nationalCounts, nationalIds } from './national.store.ts'
import { type CorrectField, correctStep } from './national-correct.service.ts'
import type { Refused } from './national-state.service.ts'

/** So many accounts are done at once, in one transaction with one audit entry; more of them become a job. */
const stepSize = 500
/** Of those that were not done, so many are listed by name; the rest is counted. */
const listed = 100
export const nationalJob = 'national.bulk'

type Task = { kind: 'mark'; action: PersonAction } | { kind: 'correct'; fields: readonly CorrectField[] | undefined }
type Payload = { task: Task; target: NationalTarget; asOf: string }

export function markNational(ctx: Ctx, given: { target: NationalTarget; action: PersonAction }): Promise<BulkDone> {
  return startBulk(ctx, { kind: 'mark', action: given.action }, given.target)
}

/** One-click correction on our side: the differing fields take the value from there. */
export function correctNational(
  ctx: Ctx,
  given: { target: NationalTarget; fields?: readonly CorrectField[] | undefined },
): Promise<BulkDone> {
  return startBulk(ctx, { kind: 'correct', fields: given.fields }, given.target)
}

function startBulk(ctx: Ctx, task: Task, target: NationalTarget): Promise<BulkDone> {
  return inStep(ctx, async (work) => {
    const prepared = await prepareNational(work, target, work.now)
    const count = await countNational(work, prepared)
    if (count > stepSize) {
      const payload: Payload = { task, target, asOf: work.now.toISOString() }
      const words = task.kind === 'mark' ? stepOf(task.action).zh : '以全国系统的值更正台账'
      const jobId = await startJob(work, { kind: nationalJob, title: `${words}（${count} 个账号）`, payload })
      return { count, done: 0, refused: [], refusedCount: 0, jobId }
    }
    const ids = await nationalIds(work.db, prepared, { afterId: undefined, limit: stepSize })
    const { done, refused } = await doStep(work, task, ids)
    return { count, done: done.length, refused: refused.slice(0, listed), refusedCount: refused.length, jobId: null }
  })
}

export async function countNational(work: Work, prepared: NationalPrepared): Promise<number> {
  return (await nationalCounts(work.db, prepared)).reduce((total, { count }) => total + count, 0)
}

/** Made for a transaction as a whole: the other of two at once is told by the database, and then the step is undone. */
function inStep<T>(ctx: Ctx, use: (work: Work) => Promise<T>): Promise<T> {
  return namingTwins(() => transact(ctx, use))
}

function doStep(work: Work, task: Task, ids: readonly string[]): Promise<{ done: string[]; refused: Refused[] }> {
  if (task.kind === 'mark') return markStep(work, { ids, action: task.action })
  return correctStep(work, { ids, fields: task.fields })
}

/**
 * The job: step by step in the order of ids, each step in a transaction of its own. What a step has done no longer
 * matches a filter by state and lies behind it anyway; cut off and run again, it finds the done ones done.
 */
export async function runNational(
  ctx: Ctx,
  payload: unknown,
  progress: Progress,
): Promise<Pick<BulkDone, 'done' | 'refused' | 'refusedCount'>> {
  const { task, target, asOf } = payload as Payload // written by startBulk
  const result = { done: 0, refused: [] as Refused[], refusedCount: 0 }
  const total = await transact(ctx, async (work) =>
    countNational(work, await prepareNational(work, target, new Date(asOf))),
  )
  let seen = 0
  let afterId: string | undefined
  do {
    const from = afterId
    const step = await inStep(ctx, async (work) => {
      const prepared = await prepareNational(work, target, new Date(asOf))
      const ids = await nationalIds(work.db, prepared, { afterId: from, limit: stepSize })
      return { ids, ...(await doStep(work, task, ids)) }
    })
    result.done += step.done.length
    result.refusedCount += step.refused.length
    result.refused.push(...step.refused.slice(0, listed - result.refused.length))
    seen += step.ids.length
    afterId = step.ids.length === stepSize ? step.ids.at(-1) : undefined
    await progress(seen, Math.max(total, seen))
  } while (afterId !== undefined)
  return result
}
