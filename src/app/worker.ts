import { sql } from 'kysely'
import { fromKysely, fromPglite, PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import { type Ground, systemCtx } from '../core/context.ts'
import type { Job, Queue, ScheduledJob } from '../core/jobs.ts'
import type { OpenDatabase } from '../db/open.ts'
import { transact } from '../db/transact.ts'
import { actorOf } from '../identity/actor.service.ts'
import { runJob } from '../jobs/jobs.service.ts'

const timeZone = 'Asia/Shanghai'

export type Worker = { queue: Queue; work: () => Promise<void>; stop: () => Promise<void> }

/**
 * The workers, on pg-boss in our own database. `queue` may be used at once; `work` begins to take jobs, so that a
 * process may also only hand them out.
 */
export async function openWorker(
  database: OpenDatabase,
  given: Pick<Ground, 'box' | 'demo' | 'standIn'> & {
    log: Logger
    jobs: readonly Job[]
    scheduled: readonly ScheduledJob[]
  },
): Promise<Worker> {
  const { log, jobs, scheduled } = given
  const embedded = database.engine.kind === 'pglite'
  const boss = new PgBoss(
    database.engine.kind === 'pglite'
      ? { db: fromPglite(database.engine.pglite), backend: 'pglite' }
      : { connectionString: database.engine.url, max: 4, application_name: 'zhengmei-jobs' },
  )
  boss.on('error', (error) => log.error({ err: error }, 'job queue'))
  await boss.start()
  for (const { kind } of [...jobs, ...scheduled]) {
    await boss.createQueue(kind, { retryLimit: 2, retryDelay: 5, expireInSeconds: 3600, heartbeatSeconds: 60 })
  }
  // Use cases hand out jobs within their own transaction, in the unprivileged role.
  await sql`grant usage on schema pgboss to zhengmei_app`.execute(database.root)
  await sql`grant select, insert, update on all tables in schema pgboss to zhengmei_app`.execute(database.root)

  const queue: Queue = {
    async send(work, kind, jobId) {
      await boss.send(kind, { jobId }, { db: fromKysely(work.db as never) }) // its type asks for a whole Kysely; it uses executeQuery only
    },
  }
  const system = () =>
    systemCtx({ root: database.root, box: given.box, demo: given.demo, standIn: given.standIn, queue }, new Date())

  return {
    queue,
    async work() {
      if (embedded) await requeueCutOff(database)
      const polling = { pollingIntervalSeconds: embedded ? 1 : 2 }
      for (const job of jobs) {
        await boss.work<{ jobId: string }>(job.kind, polling, async ([handed]) => {
          if (!handed) return
          const actor = (userId: string) => transact(system(), (work) => actorOf(work, userId))
          await runJob({ system: system(), actorOf: actor }, job, handed.data.jobId)
        })
      }
      for (const job of scheduled) {
        await boss.work(job.kind, polling, () => job.run(system()))
        await boss.schedule(job.kind, job.cron, null, { tz: timeZone })
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  }
}

/** The embedded database has one process: whatever it was doing when it was cut off, nobody else is doing now. */
async function requeueCutOff(database: OpenDatabase): Promise<void> {
  await sql`update pgboss.job set state = 'retry', start_after = now() where state = 'active'`.execute(database.root)
}
