import { z } from 'zod'
import type { Job } from '../core/jobs.ts'
import { performRun, runJobKind } from './run.service.ts'

const Payload = z.object({ runId: z.uuid() })

export const assessmentJobs: Job[] = [
  {
    kind: runJobKind,
    zh: '考核计算',
    run: (ctx, payload, progress) => performRun(ctx, Payload.parse(payload).runId, progress),
  },
]
