import type { Job, ScheduledJob } from '../core/jobs.ts'
import { scheduled as fileSchedule } from '../files/files.jobs.ts'

/** Every kind of longer work. */
export const jobs: readonly Job[] = []

/** Everything that happens by the clock. */
export const scheduledJobs: readonly ScheduledJob[] = [...fileSchedule]
