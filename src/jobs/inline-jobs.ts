import type { Ctx, Ground } from '../core/context.ts'
import { systemCtx } from '../core/context.ts'
import type { Job } from '../core/jobs.ts'
import { transact } from '../db/transact.ts'
import { actorOf } from '../identity/actor.service.ts'
import { runJob } from './jobs.service.ts'

export type InlineJobs = {
  /** Like the given ground, but what its use cases hand out waits here and not in the workers' queue. */
  ground: Ground
  actorById: (id: string, at: Date) => Promise<Ctx['actor']>
  /** Runs what has been handed out, and what that hands out, as of `at`. */
  run: (at: Date) => Promise<void>
}

/** Runs jobs where they are asked for instead of in a worker: for the command line, the demonstration and tests. */
export function inlineJobs(ground: Omit<Ground, 'queue'>, jobs: readonly Job[]): InlineJobs {
  const handed: { kind: string; jobId: string }[] = []
  const held: Ground = { ...ground, queue: { send: async (_work, kind, jobId) => void handed.push({ kind, jobId }) } }
  const actorById = (id: string, at: Date) => transact(systemCtx(held, at), (work) => actorOf(work, id))
  return {
    ground: held,
    actorById,
    async run(at) {
      for (let next = handed.shift(); next; next = handed.shift()) {
        const { kind, jobId } = next
        const job = jobs.find((one) => one.kind === kind)
        if (!job) throw new RangeError(`no such job: ${kind}`)
        await runJob({ system: systemCtx(held, at), actorOf: (id) => actorById(id, at) }, job, jobId)
      }
    },
  }
}
