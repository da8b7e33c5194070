import type { ScheduledJob } from '../core/jobs.ts'
import { relayOutbox } from '../outbox/outbox.service.ts'
import { deliverDue } from './deliver.service.ts'
import { notices } from './notices.service.ts'

export const noticeScheduled: ScheduledJob[] = [
  {
    kind: 'messages.notices',
    zh: '发送站内消息',
    cron: '* * * * *',
    run: async (ctx) => void (await relayOutbox(ctx, notices)),
  },
  {
    kind: 'messages.deliver',
    zh: '通过邮件、短信和浙政钉发送消息',
    cron: '* * * * *',
    run: async (ctx) => void (await deliverDue(ctx)),
  },
]
