import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { JobView } from '../jobs/jobs.contract.ts'

/**
 * What needs this person today. A part that the person may not see is null; each count comes from the same
 * conditions as the list that it opens.
 */
export const Dashboard = z.object({
  /** The time that the numbers are of. */
  asOf: z.string(),
  /** The month that runs, `YYYY-MM`. */
  month: z.string(),
  accounts: z
    .object({
      total: z.number(),
      /** At least 12 days without a post: two days or fewer are left, or none. */
      nearlySilent: z.number(),
      /** At least 14 days without a post. */
      silent: z.number(),
      incomplete: z.number(),
      noFigures: z.number(),
    })
    .nullable(),
  /** What waits for this person's decision, wherever it is: a region that is chosen does not narrow it. */
  reviews: z.object({ todo: z.number(), late: z.number() }).nullable(),
  /** Applications of chapter 6 that are under way, and those of them past their day. */
  applications: z.object({ open: z.number(), late: z.number() }).nullable(),
  findings: z.object({ grave: z.number(), minor: z.number() }).nullable(),
  assessment: z
    .object({
      run: z
        .object({
          id: z.string(),
          period: z.string(),
          regionName: z.string(),
          state: z.enum(['running', 'done', 'failed']),
          ranked: z.number().nullable(),
          missing: z.number().nullable(),
          at: z.string(),
        })
        .nullable(),
    })
    .nullable(),
  imports: z
    .object({
      rows: z.array(
        z.object({
          id: z.string(),
          kind: z.string(),
          fileName: z.string(),
          state: z.enum(['uploaded', 'checking', 'checked', 'applying', 'applied', 'failed', 'cancelled']),
          errors: z.number().nullable(),
          createdAt: z.string(),
        }),
      ),
    })
    .nullable(),
  contracts: z.object({ expiring: z.number() }).nullable(),
  /** Of the register: what will go out by itself, what waits for a person, what did not go out. */
  publications: z.object({ scheduled: z.number(), handOver: z.number(), failed: z.number() }).nullable(),
  /** Manuscripts that reviewers gave back, for whoever may write on them; a region that is chosen does not narrow it. */
  drafts: z.object({ returned: z.number() }).nullable(),
  /** 严重 findings that a third reviewer let pass since the day `from`; not narrowed by region either. */
  releases: z.object({ fresh: z.number(), from: z.string() }).nullable(),
  jobs: z.array(JobView),
})
export type Dashboard = z.infer<typeof Dashboard>

export const showDashboard = endpoint({
  method: 'get',
  path: '/api/dashboard',
  access: { permission: 'dashboard.read' },
  summary: '工作台',
  query: z.object({
    region: z
      .string()
      .regex(/^\d{6}(\d{3})?$/, '区划代码为 6 位或 9 位数字')
      .optional(),
  }),
  answer: Dashboard,
})
