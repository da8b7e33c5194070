import { on, type Route } from '../core/routes.ts'
import { draftAccounts, viewDraft } from './draft-view.service.ts'
import * as api from './drafts.contract.ts'
import { addDraft, discardDraft, saveDraft } from './drafts.service.ts'

// Fixed paths stand before `/:id`: the first that fits answers.
export const draftRoutes: Route[] = [
  on(api.addDraft, (ctx, { body }) => addDraft(ctx, body)),
  on(api.listDraftAccounts, (ctx, { query }) => draftAccounts(ctx, query.hostUnitId)),
  on(api.viewDraft, (ctx, { params }) => viewDraft(ctx, params.id)),
  on(api.saveDraft, (ctx, { params, body }) => saveDraft(ctx, params.id, body)),
  on(api.discardDraft, (ctx, { params, body }) => discardDraft(ctx, params.id, body)),
]
