import type { ScheduledJob } from '../core/jobs.ts'
import { forgetStale } from './cleanup.service.ts'

export const identityScheduled: ScheduledJob[] = [
  { kind: 'identity.forgetStale', zh: '清理过期会话与登录痕迹', cron: '17 * * * *', run: forgetStale },
]
