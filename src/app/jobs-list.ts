import { auditJobs, auditScheduled } from '../audit/audit.jobs.ts'
import type { Job, ScheduledJob } from '../core/jobs.ts'
import { scheduled as fileSchedule } from '../files/files.jobs.ts'
import { identityScheduled } from '../identity/identity.jobs.ts'
import { unitScheduled } from '../units/units.jobs.ts'

/** Every kind of longer work. */
export const jobs: readonly Job[] = [auditJobs].flat()

/** Everything that happens by the clock. */
export const scheduledJobs: readonly ScheduledJob[] = [
  auditScheduled, //
  fileSchedule,
  identityScheduled,
  unitScheduled,
].flat()
