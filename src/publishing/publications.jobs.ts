import type { Job, ScheduledJob } from '../core/jobs.ts'
import { sendNowJob } from './publish.service.ts'
import { exportJob, runExport } from './register-export.service.ts'
import { sendDue } from './send.service.ts'

export const publicationJobs: Job[] = [
  { kind: sendNowJob, zh: '立即发布', run: async (ctx) => ({ steps: await sendDue(ctx) }) },
  { kind: exportJob, zh: '导出发布登记表', run: runExport },
]

export const publicationScheduled: ScheduledJob[] = [
  {
    kind: 'publications.send',
    zh: '发布到时间的内容，核实和跟踪已发的内容',
    cron: '* * * * *',
    run: async (ctx) => void (await sendDue(ctx)),
  },
]
