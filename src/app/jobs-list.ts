import type { Job, ScheduledJob } from '../core/jobs.ts'
import { scheduled as fileSchedule } from '../files/files.jobs.ts'
import { importJobs } from '../imports/imports.jobs.ts'
import { importKinds } from './import-kinds.ts'

/** Every kind of longer work. */
export const jobs: readonly Job[] = [...importJobs(importKinds)]

/** Everything that happens by the clock. */
export const scheduledJobs: readonly ScheduledJob[] = [...fileSchedule]
