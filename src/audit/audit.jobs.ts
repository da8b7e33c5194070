import type { Job, ScheduledJob } from '../core/jobs.ts'
import { anchorChain, anchorsFile } from './anchor.service.ts'
import { prepareMonths } from './months.service.ts'
import { runVerification, verificationKind } from './verification.service.ts'

export const auditJobs: Job[] = [
  {
    kind: verificationKind,
    zh: '校验审计日志完整性',
    run: (ctx, _payload, progress) => runVerification(ctx, anchorsFile(process.env), progress),
  },
]

export const auditScheduled: ScheduledJob[] = [
  { kind: 'audit.months', zh: '准备下月的数据分区', cron: '20 3 * * *', run: prepareMonths },
  {
    kind: 'audit.anchor',
    zh: '留存审计链锚点',
    cron: '0 * * * *',
    run: (ctx) => anchorChain(ctx, anchorsFile(process.env)),
  },
]
