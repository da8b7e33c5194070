import { on, type Route } from '../core/routes.ts'
import { draftCheck } from './draft-check.service.ts'
import { draftDiff, draftVersion, draftVersions, restoreDraft } from './draft-history.service.ts'
import { draftCounts, draftPage } from './draft-list.service.ts'
import { submitDraft } from './draft-submit.service.ts'
import { draftAccounts, viewDraft } from './draft-view.service.ts'
import * as api from './drafts.contract.ts'
import { addDraft, discardDraft, saveDraft } from './drafts.service.ts'
import { precheckDraft } from './precheck.service.ts'
import { viewReviewSheet } from './review-sheet.service.ts'

// Fixed paths stand before `/:id`: the first that fits answers.
export const draftRoutes: Route[] = [
  on(api.listDrafts, (ctx, { query }) => draftPage(ctx, query)),
  on(api.countDrafts, (ctx, { query }) => draftCounts(ctx, query)),
  on(api.addDraft, (ctx, { body }) => addDraft(ctx, body)),
  on(api.listDraftAccounts, (ctx, { query }) => draftAccounts(ctx, query.hostUnitId)),
  on(api.viewDraft, (ctx, { params }) => viewDraft(ctx, params.id)),
  on(api.saveDraft, (ctx, { params, body }) => saveDraft(ctx, params.id, body)),
  on(api.submitDraft, (ctx, { params, body }) => submitDraft(ctx, params.id, body)),
  on(api.discardDraft, (ctx, { params, body }) => discardDraft(ctx, params.id, body)),
  on(api.precheckDraft, (ctx, { params, body }) => precheckDraft(ctx, params.id, body.note)),
  on(api.checkDraft, (ctx, { params }) => draftCheck(ctx, params.id)),
  on(api.listDraftVersions, (ctx, { params, query }) => draftVersions(ctx, params.id, query)),
  on(api.viewDraftVersion, (ctx, { params }) => draftVersion(ctx, params.id, params.n)),
  on(api.diffDraft, (ctx, { params, query }) => draftDiff(ctx, params.id, query)),
  on(api.restoreDraft, (ctx, { params, body }) => restoreDraft(ctx, params.id, body)),
  on(api.viewReviewSheet, (ctx, { params }) => viewReviewSheet(ctx, params.id)),
]
