import type { ScheduledJob } from '../core/jobs.ts'
import { relayOutbox } from '../outbox/outbox.service.ts'
import { notices } from './notices.service.ts'

export const noticeScheduled: ScheduledJob[] = [
  {
    kind: 'messages.notices',
    zh: '发送站内消息',
    cron: '* * * * *',
    run: async (ctx) => void (await relayOutbox(ctx, notices)),
  },
]
