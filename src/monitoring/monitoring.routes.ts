import { on, type Route } from '../core/routes.ts'
import { findingsPage, findingTotals, recordFinding, viewFinding, withdrawFinding } from './findings.service.ts'
import {
  getFinding,
  listFindings,
  recordFinding as recordEndpoint,
  totalFindings,
  withdrawFinding as withdrawEndpoint,
} from './monitoring.contract.ts'

export const monitoringRoutes: Route[] = [
  on(listFindings, (ctx, { query }) => findingsPage(ctx, query)),
  on(totalFindings, (ctx, { query }) => findingTotals(ctx, query)),
  on(getFinding, (ctx, { params }) => viewFinding(ctx, params.id)),
  on(recordEndpoint, (ctx, { body }) => recordFinding(ctx, body)),
  on(withdrawEndpoint, (ctx, { params, body }) => withdrawFinding(ctx, params.id, body)),
]
