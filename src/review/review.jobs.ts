import type { ScheduledJob } from '../core/jobs.ts'
import { remindReviewers } from './reminders.service.ts'

export const reviewScheduled: ScheduledJob[] = [
  { kind: 'review.remind', zh: '提醒到期审核事项', cron: '0 9 * * *', run: remindReviewers },
]
