import { on, type Route } from '../core/routes.ts'
import { startApplication } from './apply.service.ts'
import {
  applyImport,
  cancelImport as cancelEndpoint,
  checkImport,
  downloadErrors,
  downloadTemplate,
  getImport,
  listImportRows,
  listImports,
  listKinds,
  setMapping,
  uploadImportFile,
} from './imports.contract.ts'
import { cancelImport, mapImport, myImports, startCheck, uploadImport, viewImport } from './imports.service.ts'
import { type Kinds, kindFor, templateOf, viewKinds, workbook } from './kinds.service.ts'
import { errorsFile, viewRows } from './rows.service.ts'

export function importRoutes(kinds: Kinds): Route[] {
  return [
    on(listKinds, async (ctx) => ({ rows: viewKinds(ctx, kinds) })),
    on(downloadTemplate, async (ctx, { params }) => {
      const kind = kindFor(ctx, kinds, params.kind)
      return workbook(`${kind.zh}导入模板.xlsx`, templateOf(kind))
    }),
    on(uploadImportFile, async (ctx, { body }, http) => uploadImport(ctx, kinds, { ...body, file: await http.file() })),
    on(listImports, (ctx, { query }) => myImports(ctx, kinds, query)),
    on(getImport, (ctx, { params }) => viewImport(ctx, kinds, params.id)),
    on(setMapping, (ctx, { params, body }) => mapImport(ctx, kinds, { id: params.id, ...body })),
    on(checkImport, (ctx, { params }) => startCheck(ctx, kinds, params.id)),
    on(listImportRows, (ctx, { params, query }) => viewRows(ctx, kinds, { id: params.id, ...query })),
    on(downloadErrors, async (ctx, { params }) => {
      const { name, file } = await errorsFile(ctx, params.id)
      return workbook(name, file)
    }),
    on(applyImport, (ctx, { params, body }) => startApplication(ctx, kinds, { id: params.id, ...body })),
    on(cancelEndpoint, (ctx, { params }) => cancelImport(ctx, kinds, params.id)),
  ]
}
