import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import type { Job, Progress } from '../core/jobs.ts'
import { json } from '../db/sql.ts'
import { asSystem, transact } from '../db/transact.ts'
import type { JobView } from './jobs.contract.ts'
import { addJob, findJob, type JobRow, moveJob, newestJobs } from './jobs.store.ts'

/** Starts a job of this kind in the transaction of the use case that decided on it; gives its id. */
export async function startJob(work: Work, given: { kind: string; title: string; payload: unknown }): Promise<string> {
  const id = newId()
  await addJob(work.db, {
    id,
    kind: given.kind,
    title: given.title,
    user_id: work.actor.userId,
    unit_id: work.actor.unitId,
    state: 'queued',
    payload: json(given.payload),
    created_at: work.now,
  })
  await work.queue.send(work, given.kind, id)
  return id
}

export function viewJob(ctx: Ctx, id: string): Promise<JobView> {
  return transact(ctx, async ({ db }) => viewOf(await theJob(db, id)))
}

export function myJobs(ctx: Ctx, limit: number): Promise<{ rows: JobView[] }> {
  return transact(ctx, async ({ db, actor }) => ({
    rows: (await newestJobs(db, actor.userId ?? '', limit)).map(viewOf),
  }))
}

/** Cancels a job that has not ended. A running one stops at its next report of progress; what it wrote is undone. */
export function cancelMyJob(ctx: Ctx, id: string): Promise<{ ok: true }> {
  return transact(ctx, async ({ db, now }) => {
    await theJob(db, id)
    const moved = await moveJob(db, id, ['queued', 'running'], { state: 'cancelled', finished_at: now })
    if (!moved) throw new AppError('STATE_CONFLICT', { reason: '任务已经结束，不能取消' })
    return { ok: true }
  })
}

/**
 * Runs a job that a worker has been handed, as the user who started it, and keeps its result or its failure.
 * A job that ran before and was cut off runs again; one that has ended is left alone.
 */
export async function runJob(
  given: { system: Ctx; actorOf: (userId: string) => Promise<Ctx['actor']> },
  job: Job,
  id: string,
): Promise<void> {
  const { system } = given
  const row = await transact(system, async ({ db, now }) => {
    const claimed = await moveJob(db, id, ['queued', 'running'], {
      state: 'running',
      started_at: now,
      heartbeat_at: now,
    })
    return claimed ? await findJob(db, id) : undefined
  })
  if (!row) return

  try {
    const actor = row.user_id ? await given.actorOf(row.user_id) : system.actor
    const result = await job.run({ ...system, actor }, row.payload, progressOf(system, id))
    await finish(system, id, { state: 'done', result: json(result ?? null) })
  } catch (error) {
    if (!(error instanceof AppError)) {
      await finish(system, id, { state: 'failed', error: '任务未能完成，系统已记录原因，请稍后重试' })
      throw error
    }
    await finish(system, id, { state: 'failed', error: error.reason })
  }
}

function progressOf(system: Ctx, id: string): Progress {
  let lastReport = 0
  return async (done, total) => {
    const now = Date.now()
    if (now - lastReport < 500 && done !== total) return
    lastReport = now
    const alive = await transact(system, ({ db }) =>
      moveJob(db, id, ['running'], { done, total, heartbeat_at: new Date() }),
    )
    if (!alive) throw new AppError('STATE_CONFLICT', { reason: '任务已取消' })
  }
}

function finish(
  system: Ctx,
  id: string,
  change: { state: 'done'; result: string } | { state: 'failed'; error: string },
) {
  return asSystem(system, ({ db }) => moveJob(db, id, ['running'], { ...change, finished_at: new Date() }))
}

async function theJob(db: Work['db'], id: string): Promise<JobRow> {
  const row = await findJob(db, id)
  if (!row) throw new AppError('NOT_FOUND')
  return row
}

function viewOf(row: JobRow): JobView {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    state: row.state,
    done: row.done,
    total: row.total,
    result: row.result,
    error: row.error,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  }
}
