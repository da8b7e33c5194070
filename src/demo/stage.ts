import { addDays, startOfDay } from '../core/clock.rules.ts'
import { type Ctx, type Ground, systemCtx } from '../core/context.ts'
import type { Job } from '../core/jobs.ts'
import type { ImportKind } from '../imports/import-kind.ts'
import { inlineJobs } from '../jobs/inline-jobs.ts'

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
  const inline = inlineJobs(ground, given.jobs)
  const users = new Map<string, string>()
  return {
    ...given,
    users,
    async as(username, at) {
      const system = systemCtx(inline.ground, at)
      if (username === 'system') return system
      const id = users.get(username)
      if (!id) throw new RangeError(`no such demo user: ${username}`)
      return { ...system, actor: await inline.actorById(id, at) }
    },
    runJobs: inline.run,
  }
}

/** A working hour, some days before today. */
export function workday(stage: Stage, daysAgo: number, hour = 9): Date {
  return atHour(addDays(stage.today, -daysAgo), hour)
}

export function atHour(day: string, hour: number): Date {
  return new Date(startOfDay(day).getTime() + hour * 3_600_000)
}
