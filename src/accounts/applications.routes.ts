import { on, type Route } from '../core/routes.ts'
import { dispositionOf } from '../files/files.rules.ts'
import { docx } from '../units/user.contract.ts'
import { applicationDocument } from './application-documents.service.ts'
import { takeStep } from './application-steps.service.ts'
import { applicationPage, applicationView, overview } from './application-view.service.ts'
import * as api from './applications.contract.ts'
import { attach, detach, saveForm, startApplication } from './applications.service.ts'
import { accountAsOf } from './as-of.service.ts'
import { liftBar } from './bar.service.ts'
import { setReviewReach, viewReviewReach } from './review-reach.service.ts'

// Fixed paths stand before `/:id`: the first that fits answers.
export const applicationRoutes: Route[] = [
  on(api.listApplications, (ctx, { query }) => applicationPage(ctx, query)),
  on(api.applicationOverview, (ctx, { query }) => overview(ctx, query)),
  on(api.viewReach, (ctx) => viewReviewReach(ctx)),
  on(api.setReach, (ctx, { body }) => setReviewReach(ctx, body.reach)),
  on(api.startApplication, (ctx, { body }) => startApplication(ctx, body)),
  on(api.viewApplication, (ctx, { params }) => applicationView(ctx, params.id)),
  on(api.saveApplication, (ctx, { params, body }) => saveForm(ctx, params.id, body)),
  on(api.attachToApplication, (ctx, { params, body }) => attach(ctx, params.id, body)),
  on(api.detachFromApplication, (ctx, { params }) => detach(ctx, params.id, params.fileId)),
  on(api.stepApplication, (ctx, { params, body }) => takeStep(ctx, params.id, body)),
  on(api.downloadDocument, async (ctx, { params }) => {
    const { name, bytes } = await applicationDocument(ctx, params.id, params.name)
    return new Response(bytes as Uint8Array<ArrayBuffer>, {
      headers: {
        'content-type': docx,
        'content-disposition': dispositionOf(name),
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      },
    })
  }),
  on(api.liftBar, (ctx, { params, body }) => liftBar(ctx, params.id, body.reason)),
  on(api.accountAsOf, (ctx, { params, query }) => accountAsOf(ctx, params.id, query.day)),
]
