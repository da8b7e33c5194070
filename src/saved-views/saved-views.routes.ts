import { on, type Route } from '../core/routes.ts'
import { addSavedView, listSavedViews, removeSavedView } from './saved-views.contract.ts'
import { listViews, removeView, saveView } from './saved-views.service.ts'

export const savedViewRoutes: Route[] = [
  on(listSavedViews, (ctx, { query }) => listViews(ctx, query.page)),
  on(addSavedView, (ctx, { body }) => saveView(ctx, body)),
  on(removeSavedView, (ctx, { params }) => removeView(ctx, params.id)),
]
