import { on, type Route } from '../core/routes.ts'
import { listAccountFigures, listAccountPosts, viewPost } from './publishing.contract.ts'
import { accountFigures, accountPosts, postDetail } from './publishing.service.ts'

export const publishingRoutes: Route[] = [
  on(listAccountPosts, (ctx, { params, query }) => accountPosts(ctx, params.id, query)),
  on(viewPost, (ctx, { params, query }) => postDetail(ctx, params.id, query.publishedAt)),
  on(listAccountFigures, (ctx, { params, query }) => accountFigures(ctx, params.id, query)),
]
