import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { Done, IdParam } from '../core/page.contract.ts'

export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const

/** A job as the page that waits for it sees it. */
export const JobView = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  state: z.enum(jobStates),
  done: z.number(),
  total: z.number().nullable(),
  result: z.unknown(),
  error: z.string().nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
})
export type JobView = z.infer<typeof JobView>

const access = { permission: 'file.read' }

export const getJob = endpoint({
  method: 'get',
  path: '/api/jobs/:id',
  access,
  summary: '查看任务进度',
  params: IdParam,
  answer: JobView,
})

export const cancelJob = endpoint({
  method: 'post',
  path: '/api/jobs/:id/cancellation',
  access,
  summary: '取消任务',
  params: IdParam,
  answer: Done,
})

export const listJobs = endpoint({
  method: 'get',
  path: '/api/jobs',
  access,
  summary: '本人最近的任务',
  query: z.object({ limit: z.coerce.number().int().min(1).max(50).default(20) }),
  answer: z.object({ rows: z.array(JobView) }),
})
