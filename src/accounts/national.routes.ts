import { on, type Route } from '../core/routes.ts'
import { fileAccounts } from './filing.service.ts'
import * as api from './national.contract.ts'
import { listNational, totalNational, viewNational } from './national.service.ts'
import { correctNational, markNational } from './national-bulk.service.ts'
import { dismissEntry, listEntries, matchEntry, restoreEntry } from './national-entries.service.ts'
import { startPackage } from './national-export.service.ts'
import { startSheet } from './national-sheet.service.ts'

export const nationalRoutes: Route[] = [
  on(api.listNational, (ctx, { query }) => listNational(ctx, query)),
  on(api.totalNational, (ctx, { query }) => totalNational(ctx, query)),
  on(api.viewNational, (ctx, { params }) => viewNational(ctx, params.id)),
  on(api.markNational, (ctx, { body }) => markNational(ctx, body)),
  on(api.requestShutdowns, (ctx, { body }) => markNational(ctx, { ...body, action: 'requestShutdown' })),
  on(api.correctNational, (ctx, { body }) => correctNational(ctx, body)),
  on(api.exportNational, (ctx, { body }) => startPackage(ctx, body)),
  on(api.exportCorrections, (ctx, { body }) => startSheet(ctx, body)),
  on(api.listEntries, (ctx, { query }) => listEntries(ctx, query)),
  on(api.matchEntry, (ctx, { params, body }) => matchEntry(ctx, params.id, body)),
  on(api.dismissEntry, (ctx, { params, body }) => dismissEntry(ctx, params.id, body)),
  on(api.restoreEntry, (ctx, { params }) => restoreEntry(ctx, params.id)),
  on(api.fileAccounts, (ctx, { body }) => fileAccounts(ctx, body)),
]
