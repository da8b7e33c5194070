import type { Job, ScheduledJob } from '../core/jobs.ts'
import { remindApplicants } from './application-reminders.service.ts'
import { runTags, tagsJob } from './bulk.service.ts'
import { remindOfLostKeepers } from './custody-reminders.service.ts'
import { exportJob, runExport } from './export.service.ts'
import { filingJob, runFiling } from './filing.service.ts'
import { nationalJob, runNational } from './national-bulk.service.ts'
import { packageJob, runPackage } from './national-export.service.ts'
import { runSheet, sheetJob } from './national-sheet.service.ts'
import { reviewPledges } from './pledge-reviews.service.ts'

export const jobs: Job[] = [
  { kind: tagsJob, zh: '批量调整标签', run: runTags },
  { kind: exportJob, zh: '导出账号台账', run: runExport },
  { kind: filingJob, zh: '批量办理备案', run: runFiling },
  { kind: nationalJob, zh: '全国系统批量办理', run: runNational },
  { kind: packageJob, zh: '生成全国系统报送包', run: runPackage },
  { kind: sheetJob, zh: '生成全国系统更正清单', run: runSheet },
]

export const accountScheduled: ScheduledJob[] = [
  { kind: 'accounts.remindApplicants', zh: '提醒账号申请的下一步', cron: '0 9 * * *', run: remindApplicants },
  { kind: 'accounts.reviewPledges', zh: '考核到期的开设承诺', cron: '30 8 * * *', run: reviewPledges },
  {
    kind: 'accounts.remindOfLostKeepers',
    zh: '提醒交接离岗人员保管的账号',
    cron: '*/5 * * * *',
    run: remindOfLostKeepers,
  },
]
