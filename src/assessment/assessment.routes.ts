import { on, type Route } from '../core/routes.ts'
import { bodyOf } from '../core/stream-body.ts'
import { dispositionOf } from '../files/files.rules.ts'
import { viewScore, viewTrend } from './account-score.service.ts'
import * as c from './assessment.contract.ts'
import { noticeOf } from './notice.service.ts'
import {
  viewExcluded,
  viewMissing,
  viewOneRun,
  viewRanking,
  viewRegions,
  viewRuns,
  viewVetoes,
} from './result.service.ts'
import { startRun } from './run.service.ts'
import {
  createSchemeDraft,
  deleteSchemeDraft,
  endScheme,
  forceScheme,
  updateSchemeDraft,
  viewScheme,
  viewSchemes,
} from './scheme.service.ts'
import * as s from './schemes.contract.ts'
import { computeAgain, tryScheme } from './what-if.service.ts'
import { rankingWorkbook } from './workbook.service.ts'

export const assessmentRoutes: Route[] = [
  on(c.listRuns, (ctx, { query }) => viewRuns(ctx, query)),
  on(c.startAssessment, (ctx, { body }) => startRun(ctx, body)),
  on(c.viewRun, (ctx, { params }) => viewOneRun(ctx, params.id)),
  on(c.listRanking, (ctx, { params, query }) => viewRanking(ctx, params.id, query)),
  on(c.listRegionScores, (ctx, { params }) => viewRegions(ctx, params.id)),
  on(c.listMissing, (ctx, { params, query }) => viewMissing(ctx, params.id, query)),
  on(c.listVetoes, (ctx, { params }) => viewVetoes(ctx, params.id)),
  on(c.listExcluded, (ctx, { params, query }) => viewExcluded(ctx, params.id, query)),
  on(c.viewAccountScore, (ctx, { params }) => viewScore(ctx, params.id, params.accountId)),
  on(c.accountTrend, (ctx, { params, query }) => viewTrend(ctx, params.id, query)),
  on(c.reproduceRun, (ctx, { params }) => computeAgain(ctx, params.id)),
  on(c.whatIf, (ctx, { params, body }) => tryScheme(ctx, params.id, body)),
  on(c.exportRanking, async (ctx, { params, query }) => {
    const { name, stream } = await rankingWorkbook(ctx, params.id, query)
    return fileAnswer(name, c.exportRanking.file, bodyOf(stream))
  }),
  on(c.exportNotice, async (ctx, { params }) => {
    const { name, bytes } = await noticeOf(ctx, params.id)
    return fileAnswer(name, c.exportNotice.file, new Uint8Array(bytes))
  }),

  on(s.listSchemes, (ctx) => viewSchemes(ctx)),
  on(s.viewScheme, (ctx, { params }) => viewScheme(ctx, params.id)),
  on(s.createScheme, (ctx, { body }) => createSchemeDraft(ctx, body)),
  on(s.updateScheme, (ctx, { params, body }) => updateSchemeDraft(ctx, params.id, body)),
  on(s.putSchemeInForce, (ctx, { params, body }) => forceScheme(ctx, params.id, body)),
  on(s.retireScheme, (ctx, { params, body }) => endScheme(ctx, params.id, body)),
  on(s.deleteScheme, (ctx, { params }) => deleteSchemeDraft(ctx, params.id)),
]

function fileAnswer(name: string, type: string | undefined, body: ReadableStream | Uint8Array<ArrayBuffer>): Response {
  return new Response(body, {
    headers: {
      'content-type': type ?? 'application/octet-stream',
      'content-disposition': dispositionOf(name),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })
}
