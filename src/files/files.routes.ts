import { on, type Route } from '../core/routes.ts'
import { downloadFile, listFiles, removeFile, uploadEvidence } from './files.contract.ts'
import { addEvidence, myFiles, openFile, removeMyFile } from './files.service.ts'

export const fileRoutes: Route[] = [
  on(listFiles, (ctx, { query }) => myFiles(ctx, query)),
  on(uploadEvidence, async (ctx, _given, http) => addEvidence(ctx, await http.file())),
  on(downloadFile, (ctx, { params }) => openFile(ctx, params.id)),
  on(removeFile, (ctx, { params }) => removeMyFile(ctx, params.id)),
]
