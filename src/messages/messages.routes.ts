import { on, type Route } from '../core/routes.ts'
import * as channels from './channel-settings.contract.ts'
import { saveEmail, saveSiteAddress, saveWebhook, viewChannelSettings } from './channel-settings.service.ts'
import { sendTest } from './channel-test.service.ts'
import { viewFailures } from './failures.service.ts'
import { countUnread, listMessages, readAllMessages, readMessage } from './messages.contract.ts'
import { myMessages, myUnread, readAllMine, readMine } from './messages.service.ts'
import { savePreferences, viewPreferences } from './preferences.contract.ts'
import { saveMyPreferences, viewMyPreferences } from './preferences.service.ts'

export const messageRoutes: Route[] = [
  on(listMessages, (ctx, { query }) => myMessages(ctx, query)),
  on(countUnread, (ctx) => myUnread(ctx)),
  on(readMessage, (ctx, { params }) => readMine(ctx, params.id)),
  on(readAllMessages, (ctx) => readAllMine(ctx)),
  on(viewPreferences, (ctx) => viewMyPreferences(ctx)),
  on(savePreferences, (ctx, { body }) => saveMyPreferences(ctx, body)),
  on(channels.viewChannels, (ctx) => viewChannelSettings(ctx)),
  on(channels.saveEmailChannel, (ctx, { body }) => saveEmail(ctx, body)),
  on(channels.saveSmsChannel, (ctx, { body }) => saveWebhook(ctx, 'sms', body)),
  on(channels.saveDingtalkChannel, (ctx, { body }) => saveWebhook(ctx, 'dingtalk', body)),
  on(channels.saveSite, (ctx, { body }) => saveSiteAddress(ctx, body)),
  on(channels.testChannel, (ctx, { body }) => sendTest(ctx, body.channel)),
  on(channels.listFailures, (ctx) => viewFailures(ctx)),
]
