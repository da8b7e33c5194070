import type { Ctx, Work } from './context.ts'

/** Tells the page that waits how far a job has come, and throws when somebody has cancelled it. */
export type Progress = (done: number, total: number | null) => Promise<void>

/**
 * A kind of work that takes longer than a request. It runs as the user who asked for it, may be run again after a
 * crash, and must not mind. What it returns is kept as the job's result.
 */
export type Job = {
  kind: string
  zh: string
  run: (ctx: Ctx, payload: unknown, progress: Progress) => Promise<unknown>
}

/** Work by the clock, Asia/Shanghai; it runs as the system, once for all processes, and may be run twice. */
export type ScheduledJob = { kind: string; zh: string; cron: string; run: (ctx: Ctx) => Promise<void> }

/** Hands a job to the workers in the transaction that decided on it. */
export type Queue = { send: (work: Work, kind: string, jobId: string) => Promise<void> }
