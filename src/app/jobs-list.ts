import { jobs as accountJobs, accountScheduled } from '../accounts/accounts.jobs.ts'
import { cleanupJobs, cleanupScheduled } from '../accounts/cleanup.jobs.ts'
import { assessmentJobs } from '../assessment/assessment.jobs.ts'
import { auditJobs, auditScheduled } from '../audit/audit.jobs.ts'
import type { Job, ScheduledJob } from '../core/jobs.ts'
import { scheduled as fileSchedule } from '../files/files.jobs.ts'
import { identityScheduled } from '../identity/identity.jobs.ts'
import { importJobs, importScheduled } from '../imports/imports.jobs.ts'
import { lexiconJobs } from '../lexicon/lexicon.jobs.ts'
import { noticeScheduled } from '../messages/notices.jobs.ts'
import { connectionScheduled } from '../platforms/connections.jobs.ts'
import { publicationJobs, publicationScheduled } from '../publishing/publications.jobs.ts'
import { reviewScheduled } from '../review/review.jobs.ts'
import { unitScheduled } from '../units/units.jobs.ts'
import { importKinds } from './import-kinds.ts'

/** Every kind of longer work. */
export const jobs: readonly Job[] = [
  accountJobs, //
  cleanupJobs,
  auditJobs,
  importJobs(importKinds),
  assessmentJobs,
  lexiconJobs,
  publicationJobs,
].flat()

/** Everything that happens by the clock. */
export const scheduledJobs: readonly ScheduledJob[] = [
  accountScheduled, //
  cleanupScheduled,
  auditScheduled,
  fileSchedule,
  identityScheduled,
  importScheduled,
  noticeScheduled,
  publicationScheduled,
  connectionScheduled,
  reviewScheduled,
  unitScheduled,
].flat()
