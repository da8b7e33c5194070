import { on, type Route } from '../core/routes.ts'
import * as api from './media.contract.ts'
import { addMedia, editMedia, mediaPage, removeMedia, showMedia } from './media.service.ts'

export const mediaRoutes: Route[] = [
  on(api.listMedia, (ctx, { query }) => mediaPage(ctx, query)),
  on(api.addMedia, async (ctx, { body }, http) => addMedia(ctx, body, await http.file())),
  on(api.editMedia, (ctx, { params, body }) => editMedia(ctx, params.id, body.alt)),
  on(api.removeMedia, (ctx, { params }) => removeMedia(ctx, params.id)),
  on(api.showMedia, (ctx, { params }) => showMedia(ctx, params.id)),
]
