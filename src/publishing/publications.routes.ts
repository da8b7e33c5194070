import { on, type Route } from '../core/routes.ts'
import { dispositionOf } from '../files/files.rules.ts'
import { makePackage } from './package.service.ts'
import {
  cancelPublication,
  handOverPublication,
  registerPublication,
  retryPublication,
  withdrawPublication,
} from './publication-acts.service.ts'
import * as api from './publications.contract.ts'
import { publishDraft } from './publish.service.ts'
import { makeEvidence, publicationCounts, publicationsPage, viewPublication } from './register.service.ts'
import { startExport } from './register-export.service.ts'

export const publicationRoutes: Route[] = [
  on(api.listPublications, (ctx, { query }) => publicationsPage(ctx, query)),
  on(api.countPublications, (ctx, { query }) => publicationCounts(ctx, query)),
  on(api.exportPublications, (ctx, { body }) => startExport(ctx, body)),
  on(api.viewPublication, (ctx, { params }) => viewPublication(ctx, params.id)),
  on(api.publishDraft, (ctx, { params, body }) => publishDraft(ctx, { draftId: params.id, order: body })),
  on(api.retryPublication, (ctx, { params, body }) => retryPublication(ctx, { id: params.id, ...body })),
  on(api.handOverPublication, (ctx, { params, body }) => handOverPublication(ctx, { id: params.id, ...body })),
  on(api.cancelPublication, (ctx, { params, body }) => cancelPublication(ctx, { id: params.id, ...body })),
  on(api.withdrawPublication, (ctx, { params, body }) => withdrawPublication(ctx, { id: params.id, ...body })),
  on(api.registerPublication, (ctx, { params, body }) => registerPublication(ctx, { id: params.id, ...body })),
  on(api.downloadPackage, async (ctx, { params }) => {
    const { name, body } = await makePackage(ctx, params.id)
    return download(body, name, api.downloadPackage.file)
  }),
  on(api.downloadEvidence, async (ctx, { params }) => {
    const { name, bytes } = await makeEvidence(ctx, params.id)
    return download(bytes as Uint8Array<ArrayBuffer>, name, api.downloadEvidence.file)
  }),
]

function download(body: BodyInit, name: string, type: string | undefined): Response {
  return new Response(body, {
    headers: {
      'content-type': type ?? 'application/octet-stream',
      'content-disposition': dispositionOf(name),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })
}
