import type { Job } from '../core/jobs.ts'
import { runTags, tagsJob } from './bulk.service.ts'
import { exportJob, runExport } from './export.service.ts'

export const jobs: Job[] = [
  { kind: tagsJob, zh: '批量调整标签', run: runTags },
  { kind: exportJob, zh: '导出账号台账', run: runExport },
]
