import type { Job, ScheduledJob } from '../core/jobs.ts'
import { remindApplicants } from './application-reminders.service.ts'
import { runTags, tagsJob } from './bulk.service.ts'
import { exportJob, runExport } from './export.service.ts'

export const jobs: Job[] = [
  { kind: tagsJob, zh: '批量调整标签', run: runTags },
  { kind: exportJob, zh: '导出账号台账', run: runExport },
]

export const accountScheduled: ScheduledJob[] = [
  { kind: 'accounts.remindApplicants', zh: '提醒账号申请的下一步', cron: '0 9 * * *', run: remindApplicants },
]
