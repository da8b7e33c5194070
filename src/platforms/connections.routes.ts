import { on, type Route } from '../core/routes.ts'
import * as api from './connections.contract.ts'
import { connectionOf, connectionsPage, dropConnection, keepConnection, tryConnection } from './connections.service.ts'

export const connectionRoutes: Route[] = [
  on(api.listConnections, (ctx, { query }) => connectionsPage(ctx, query)),
  on(api.viewConnection, (ctx, { params }) => connectionOf(ctx, params.id)),
  on(api.saveConnection, (ctx, { params, body }) => keepConnection(ctx, params.id, body)),
  on(api.testConnection, (ctx, { params }) => tryConnection(ctx, params.id)),
  on(api.removeConnection, (ctx, { params }) => dropConnection(ctx, params.id)),
]
