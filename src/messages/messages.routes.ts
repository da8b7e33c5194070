import { on, type Route } from '../core/routes.ts'
import { countUnread, listMessages, readAllMessages, readMessage } from './messages.contract.ts'
import { myMessages, myUnread, readAllMine, readMine } from './messages.service.ts'

export const messageRoutes: Route[] = [
  on(listMessages, (ctx, { query }) => myMessages(ctx, query)),
  on(countUnread, (ctx) => myUnread(ctx)),
  on(readMessage, (ctx, { params }) => readMine(ctx, params.id)),
  on(readAllMessages, (ctx) => readAllMine(ctx)),
]
