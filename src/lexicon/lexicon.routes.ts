import { on, type Route } from '../core/routes.ts'
import { bodyOf } from '../core/stream-body.ts'
import { dispositionOf } from '../files/files.rules.ts'
import { changesPage, decideChange, hitsPage, itemsPage, viewChange, withdrawChange } from './changes.service.ts'
import { check } from './check.service.ts'
import { effectiveAnswer } from './effective.service.ts'
import { entriesPage, entryTotals, rulesPage, viewEntry } from './entries.service.ts'
import { startExport } from './export.service.ts'
import * as contract from './lexicon.contract.ts'
import * as byModel from './model-check.contract.ts'
import { checkByModel, testModelNow } from './model-check.service.ts'
import * as model from './model-settings.contract.ts'
import { saveModelSettings, viewModelSettings } from './model-settings.service.ts'
import { editEntry, proposeEntry, stopEntries } from './propose.service.ts'
import { hitsWorkbook, startReplay } from './replay.service.ts'

export const lexiconRoutes: Route[] = [
  on(contract.effectiveKnowledge, (ctx, _given, { c }) =>
    effectiveAnswer(ctx, { noneMatch: c.req.header('if-none-match'), encodings: c.req.header('accept-encoding') }),
  ),
  on(contract.checkText, (ctx, { body }) => check(ctx, body)),
  on(byModel.checkByModel, (ctx, { body }) => checkByModel(ctx, body)),
  on(model.viewModel, (ctx) => viewModelSettings(ctx)),
  on(model.saveModel, (ctx, { body }) => saveModelSettings(ctx, body)),
  on(model.testModel, (ctx) => testModelNow(ctx)),
  on(contract.listEntries, (ctx, { query }) => entriesPage(ctx, query)),
  on(contract.totalEntries, (ctx, { query }) => entryTotals(ctx, query)),
  on(contract.getEntry, (ctx, { params }) => viewEntry(ctx, params.id)),
  on(contract.proposeEntry, (ctx, { body }) => proposeEntry(ctx, body)),
  on(contract.editEntry, (ctx, { params, body }) => editEntry(ctx, params.id, body)),
  on(contract.stopEntries, (ctx, { body }) => stopEntries(ctx, body)),
  on(contract.exportEntries, (ctx, { body }) => startExport(ctx, body)),
  on(contract.listRules, (ctx) => rulesPage(ctx)),
  on(contract.listChanges, (ctx, { query }) => changesPage(ctx, query)),
  on(contract.getChange, (ctx, { params }) => viewChange(ctx, params.id)),
  on(contract.listItems, (ctx, { params, query }) => itemsPage(ctx, params.id, query)),
  on(contract.decideChange, (ctx, { params, body }) => decideChange(ctx, params.id, body)),
  on(contract.withdrawChange, (ctx, { params, body }) => withdrawChange(ctx, params.id, body)),
  on(contract.startReplay, (ctx, { params, body }) => startReplay(ctx, params.id, body.since)),
  on(contract.listHits, (ctx, { params, query }) => hitsPage(ctx, params.id, query)),
  on(contract.hitsWorkbook, async (ctx, { params }) => {
    const { name, file } = await hitsWorkbook(ctx, params.id)
    return new Response(bodyOf(file), {
      headers: {
        'content-type': contract.hitsWorkbook.file ?? '',
        'content-disposition': dispositionOf(name),
        'cache-control': 'no-store',
      },
    })
  }),
]
