import type { ScheduledJob } from '../core/jobs.ts'
import { warnOfEndingContracts } from './contracts.service.ts'

export const unitScheduled: ScheduledJob[] = [
  { kind: 'units.warnOfEndingContracts', zh: '委托合同到期提醒', cron: '30 8 * * *', run: warnOfEndingContracts },
]
