import type { Job } from '../core/jobs.ts'
import { exportJob, runExport } from './export.service.ts'
import { replayJob } from './propose.service.ts'
import { runReplay } from './replay.service.ts'

export const lexiconJobs: Job[] = [
  { kind: replayJob, zh: '词库变更试运行', run: runReplay },
  { kind: exportJob, zh: '导出词库', run: runExport },
]
