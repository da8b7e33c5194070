import { on, type Route } from '../core/routes.ts'
import * as api from './accounts.contract.ts'
import { createAccount, updateAccount } from './accounts.service.ts'
import { changeTags } from './bulk.service.ts'
import { listEvents, showPhone, viewAccount } from './case.service.ts'
import { startExport } from './export.service.ts'
import { listLedger, listTags, totalLedger } from './ledger.service.ts'
import { assignPerson, listCandidates, unassignPerson } from './people.service.ts'
import { remindIncomplete } from './remind.service.ts'

// Fixed paths stand before `/:id`: the first that fits answers.
export const accountRoutes: Route[] = [
  on(api.listAccounts, (ctx, { query }) => listLedger(ctx, query)),
  on(api.totalAccounts, (ctx, { query }) => totalLedger(ctx, query)),
  on(api.accountTags, (ctx) => listTags(ctx)),
  on(api.bulkTags, (ctx, { body }) => changeTags(ctx, body)),
  on(api.bulkReminders, (ctx, { body }) => remindIncomplete(ctx, body.target)),
  on(api.exportAccounts, (ctx, { body }) => startExport(ctx, body)),
  on(api.createAccount, (ctx, { body }) => createAccount(ctx, body)),
  on(api.viewAccount, (ctx, { params }) => viewAccount(ctx, params.id)),
  on(api.updateAccount, (ctx, { params, body }) => updateAccount(ctx, params.id, body)),
  on(api.listAccountEvents, (ctx, { params, query }) => listEvents(ctx, params.id, query)),
  on(api.unmaskPhone, (ctx, { params, body }) => showPhone(ctx, params.id, body)),
  on(api.listCandidates, (ctx, { params }) => listCandidates(ctx, params.id)),
  on(api.assignPerson, (ctx, { params, body }) => assignPerson(ctx, params.id, body)),
  on(api.removePerson, (ctx, { params }) => unassignPerson(ctx, params.id, params)),
]
