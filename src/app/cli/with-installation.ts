import pino from 'pino'
import { type Ctx, systemCtx } from '../../core/context.ts'
import { findUserId } from '../../identity/admin.service.ts'
import { inlineJobs } from '../../jobs/inline-jobs.ts'
import { type Installation, openInstallation } from '../installation.ts'
import { jobs } from '../jobs-list.ts'
import type { Settings } from '../settings.ts'

export type Desk = {
  installation: Installation
  /** The system, as the audit shall name whoever sits at the machine. */
  system: Ctx
  /** The context of a user, with everything that he may and may not. */
  as: (username: string) => Promise<Ctx>
  /** Runs what the use cases have handed to the workers, before the command ends. */
  runJobs: () => Promise<void>
}

/** Opens the installation for one command and closes it again, whatever happens. */
export async function withInstallation(settings: Settings, work: (desk: Desk) => Promise<number>): Promise<number> {
  const installation = await openInstallation(settings, pino({ level: settings.logLevel }))
  try {
    const inline = inlineJobs(installation.ground, jobs)
    const plain = systemCtx(inline.ground, new Date())
    const system: Ctx = {
      ...plain,
      actor: { ...plain.actor, name: '系统（命令行）' },
      origin: { ...plain.origin, userAgent: 'command line' },
    }
    return await work({
      installation,
      system,
      async as(username) {
        const id = await findUserId(system, username)
        return { ...system, actor: await inline.actorById(id, system.now) }
      },
      runJobs: () => inline.run(new Date()),
    })
  } finally {
    await installation.close()
  }
}
