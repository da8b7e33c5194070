import type { Job, ScheduledJob } from '../core/jobs.ts'
import { evaluateAll, evaluateJob, runEvaluation } from './cleanup-evaluation.service.ts'
import { exportJob, runCleanupExport } from './cleanup-export.service.ts'
import { proposeJob, runProposals } from './cleanup-proposal.service.ts'

export const cleanupJobs: Job[] = [
  { kind: evaluateJob, zh: '账号清理标准判断', run: runEvaluation },
  { kind: proposeJob, zh: '发起清理', run: runProposals },
  { kind: exportJob, zh: '导出清理清单', run: runCleanupExport },
]

export const cleanupScheduled: ScheduledJob[] = [
  { kind: 'accounts.cleanupNight', zh: '每日判断账号清理标准', cron: '40 4 * * *', run: evaluateAll },
]
