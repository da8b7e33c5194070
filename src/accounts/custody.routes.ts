import { on, type Route } from '../core/routes.ts'
import * as api from './custody.contract.ts'
import { keepItem, listKeepers, showCustodyPhone, viewCustody } from './custody.service.ts'
import { makeCustodyDocument } from './custody-document.service.ts'
import { confirmTransfer, startTransfer, withdrawTransfer } from './custody-transfer.service.ts'
import { copyLastWeek, listDutyPeople, saveDutyDay, viewRoster } from './roster.service.ts'

export const custodyRoutes: Route[] = [
  on(api.viewCustody, (ctx, { params }) => viewCustody(ctx, params.id)),
  on(api.listKeepers, (ctx, { params }) => listKeepers(ctx, params.id)),
  on(api.showCustodyPhone, (ctx, { params, body }) => showCustodyPhone(ctx, params.id, body)),
  on(api.keepItem, (ctx, { params, body }) => keepItem(ctx, params.id, params.item, body)),
  on(api.startTransfer, (ctx, { params, body }) => startTransfer(ctx, params.id, body)),
  on(api.confirmTransfer, (ctx, { params }) => confirmTransfer(ctx, params.id)),
  on(api.withdrawTransfer, (ctx, { params, body }) => withdrawTransfer(ctx, params.id, body)),
  on(api.transferDocument, async (ctx, { params }) => {
    const { name, bytes } = await makeCustodyDocument(ctx, params.id)
    return new Response(bytes as Uint8Array<ArrayBuffer>, {
      headers: {
        'content-type': api.transferDocument.file ?? '',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'cache-control': 'no-store',
      },
    })
  }),
  on(api.viewRoster, (ctx, { query }) => viewRoster(ctx, query)),
  on(api.listDutyPeople, (ctx) => listDutyPeople(ctx)),
  on(api.copyWeek, (ctx, { body }) => copyLastWeek(ctx, body.week)),
  on(api.saveDutyDay, (ctx, { params, body }) => saveDutyDay(ctx, params.day, body)),
]
