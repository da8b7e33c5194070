import { on, type Route } from '../core/routes.ts'
import { bodyOf } from '../core/stream-body.ts'
import { exportAudit, getAudit, listAudit, verifyAudit } from './audit.contract.ts'
import { exportAuditFile } from './export.service.ts'
import { searchAudit, viewAudit } from './search.service.ts'
import { startVerification } from './verification.service.ts'

export const auditRoutes: Route[] = [
  on(listAudit, (ctx, { query }) => searchAudit(ctx, query)),
  on(exportAudit, async (ctx, { query }) => {
    const { name, csv } = await exportAuditFile(ctx, query)
    // Node's own web stream and the browser's type of it differ in name only.
    return new Response(bodyOf(csv), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'cache-control': 'no-store',
      },
    })
  }),
  on(getAudit, (ctx, { params }) => viewAudit(ctx, params.seq)),
  on(verifyAudit, (ctx) => startVerification(ctx)),
]
