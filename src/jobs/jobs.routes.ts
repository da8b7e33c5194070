import { on, type Route } from '../core/routes.ts'
import { cancelJob, getJob, listJobs } from './jobs.contract.ts'
import { cancelMyJob, myJobs, viewJob } from './jobs.service.ts'

export const jobRoutes: Route[] = [
  on(getJob, (ctx, { params }) => viewJob(ctx, params.id)),
  on(cancelJob, (ctx, { params }) => cancelMyJob(ctx, params.id)),
  on(listJobs, (ctx, { query }) => myJobs(ctx, query.limit)),
]
