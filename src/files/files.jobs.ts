import type { ScheduledJob } from '../core/jobs.ts'
import { removeExpiredFiles } from './files.service.ts'

/** Every hour: exports are removed a day after they were made. */
export const scheduled: ScheduledJob[] = [
  { kind: 'files.expire', zh: '清理到期文件', cron: '17 * * * *', run: removeExpiredFiles },
]
