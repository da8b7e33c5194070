import { on, type Route } from '../core/routes.ts'
import * as api from './cleanup.contract.ts'
import { cleanupPage, viewBoard, viewCleanup } from './cleanup.service.ts'
import { decideCase, stateCase, withdrawCase } from './cleanup-decision.service.ts'
import { startEvaluation } from './cleanup-evaluation.service.ts'
import { startCleanupExport } from './cleanup-export.service.ts'
import { propose } from './cleanup-proposal.service.ts'

export const cleanupRoutes: Route[] = [
  on(api.listCleanup, (ctx, { query }) => cleanupPage(ctx, query)),
  on(api.cleanupBoard, (ctx, { query }) => viewBoard(ctx, query.region)),
  on(api.viewCleanup, (ctx, { params }) => viewCleanup(ctx, params.id)),
  on(api.startEvaluation, (ctx) => startEvaluation(ctx)),
  on(api.proposeCleanup, (ctx, { body }) => propose(ctx, body)),
  on(api.stateCleanup, (ctx, { params, body }) => stateCase(ctx, params.id, body)),
  on(api.decideCleanup, (ctx, { params, body }) => decideCase(ctx, params.id, body)),
  on(api.withdrawCleanup, (ctx, { params, body }) => withdrawCase(ctx, params.id, body)),
  on(api.exportCleanup, (ctx, { body }) => startCleanupExport(ctx, body.filter)),
]
