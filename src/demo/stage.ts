import { addDays, startOfDay } from '../core/clock.rules.ts'
import { type Ctx, type Ground, systemCtx } from '../core/context.ts'
import type { Job } from '../core/jobs.ts'
import { transact } from '../db/transact.ts'
import { actorOf } from '../identity/actor.service.ts'
import type { ImportKind } from '../imports/import-kind.ts'
import { runJob } from '../jobs/jobs.service.ts'

/** What the building of the demonstration works with. `tell` is given lines of progress for the person who waits. */
export type Stage = {
  /** The Beijing day on which the demonstration is made; what happened lies before it. */
  today: string
  now: Date
  tell: (line: string) => void
  kinds: readonly ImportKind[]
  /** A context at some time, as the system or as a user that has been created. */
  as: (username: string, at: Date) => Promise<Ctx>
  users: Map<string, string>
  /** Runs what use cases have handed to the workers, at once: nothing of it is left for later. */
  runJobs: (at: Date) => Promise<void>
}

export function openStage(
  ground: Ground,
  given: {
    now: Date
    today: string
    tell: (line: string) => void
    kinds: readonly ImportKind[]
    jobs: readonly Job[]
  },
): Stage {
  const handed: { kind: string; jobId: string }[] = []
  const held: Ground = { ...ground, queue: { send: async (_work, kind, jobId) => void handed.push({ kind, jobId }) } }
  const users = new Map<string, string>()
  const actorById = (id: string, at: Date) => transact(systemCtx(held, at), (work) => actorOf(work, id))
  return {
    ...given,
    users,
    async as(username, at) {
      const system = systemCtx(held, at)
      if (username === 'system') return system
      const id = users.get(username)
      if (!id) throw new RangeError(`no such demo user: ${username}`)
      return { ...system, actor: await actorById(id, at) }
    },
    async runJobs(at) {
      for (let next = handed.shift(); next; next = handed.shift()) {
        const { kind, jobId } = next
        const job = given.jobs.find((one) => one.kind === kind)
        if (!job) throw new RangeError(`no such job: ${kind}`)
        await runJob({ system: systemCtx(held, at), actorOf: (id) => actorById(id, at) }, job, jobId)
      }
    },
  }
}

/** A working hour, some days before today. */
export function workday(stage: Stage, daysAgo: number, hour = 9): Date {
  return atHour(addDays(stage.today, -daysAgo), hour)
}

export function atHour(day: string, hour: number): Date {
  return new Date(startOfDay(day).getTime() + hour * 3_600_000)
}
