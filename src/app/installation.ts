import type { Logger } from 'pino'
import type { Ground } from '../core/context.ts'
import { secretBox } from '../core/secret-box.ts'
import { type OpenDatabase, openDatabase } from '../db/open.ts'
import { ensurePartitions } from '../db/partitions.ts'
import { jobs, scheduledJobs } from './jobs-list.ts'
import type { Settings } from './settings.ts'
import { standInAddress } from './stand-in.ts'
import { openWorker, type Worker } from './worker.ts'

/** An installation opened by one process: the server's and the command line's common ground. */
export type Installation = { database: OpenDatabase; ground: Ground; worker: Worker; close: () => Promise<void> }

/** Opens the database, brings it up to date and connects the job queue. Throws an error with the way out in its message. */
export async function openInstallation(settings: Settings, log: Logger): Promise<Installation> {
  const database = await openDatabase(settings)
  try {
    await ensurePartitions(database.root, thisMonthAndNext(new Date()))
    const box = secretBox(settings.key)
    const standIn = standInAddress(settings)
    const worker = await openWorker(database, {
      box,
      demo: settings.demo,
      standIn,
      log,
      jobs,
      scheduled: scheduledJobs,
    })
    return {
      database,
      worker,
      ground: { root: database.root, box, queue: worker.queue, demo: settings.demo, standIn },
      async close() {
        await worker.stop()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

function thisMonthAndNext(now: Date): string[] {
  const next = new Date(now)
  next.setUTCDate(1)
  next.setUTCMonth(next.getUTCMonth() + 1)
  return [now.toISOString().slice(0, 10), next.toISOString().slice(0, 10)]
}
