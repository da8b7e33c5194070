import type { ScheduledJob } from '../core/jobs.ts'
import { remindOfEndings } from './connections.service.ts'

export const connectionScheduled: ScheduledJob[] = [
  { kind: 'connections.remindOfEndings', zh: '提醒即将到期的平台授权', cron: '0 9 * * *', run: remindOfEndings },
]
