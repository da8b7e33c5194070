import { on, type Route } from '../core/routes.ts'
import { showDashboard } from './dashboard.contract.ts'
import { dashboardOf } from './dashboard.service.ts'

export const dashboardRoutes: Route[] = [on(showDashboard, (ctx, { query }) => dashboardOf(ctx, query.region))]
