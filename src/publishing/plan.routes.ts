import { on, type Route } from '../core/routes.ts'
import { viewCalendar } from './calendar.service.ts'
import * as api from './plan.contract.ts'
import { campaigns, columns, templates } from './plan.service.ts'

export const planRoutes: Route[] = [
  on(api.listColumns, (ctx, { query }) => columns.list(ctx, query.hostUnitId)),
  on(api.addColumn, (ctx, { body }) => columns.add(ctx, body)),
  on(api.editColumn, (ctx, { params, body }) => columns.edit(ctx, params.id, body)),
  on(api.listCampaigns, (ctx, { query }) => campaigns.list(ctx, query.hostUnitId)),
  on(api.addCampaign, (ctx, { body }) => campaigns.add(ctx, body)),
  on(api.editCampaign, (ctx, { params, body }) => campaigns.edit(ctx, params.id, body)),
  on(api.listTemplates, (ctx, { query }) => templates.list(ctx, query.hostUnitId)),
  on(api.addTemplate, (ctx, { body }) => templates.add(ctx, body)),
  on(api.editTemplate, (ctx, { params, body }) => templates.edit(ctx, params.id, body)),
  on(api.viewCalendar, (ctx, { query }) => viewCalendar(ctx, query)),
]
