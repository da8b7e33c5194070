import { Readable } from 'node:stream'
import { beijingDay, beijingTime } from '../core/clock.rules.ts'
import { on, type Route } from '../core/routes.ts'
import { type OutputColumn, writeCsv } from '../core/sheet/write-sheet.ts'
import { exportAudit, getAudit, listAudit, verifyAudit } from './audit.contract.ts'
import { exportAuditRows, searchAudit, viewAudit } from './search.service.ts'
import { startVerification } from './verification.service.ts'

const columns: readonly OutputColumn[] = [
  { key: 'seq', zh: '序号', width: 10, kind: 'int' },
  { key: 'at', zh: '时间', width: 20, kind: 'dateTime' },
  { key: 'username', zh: '用户名', width: 16, kind: 'text' },
  { key: 'userName', zh: '姓名', width: 12, kind: 'text' },
  { key: 'unitName', zh: '单位', width: 24, kind: 'text' },
  { key: 'ip', zh: '来源地址', width: 16, kind: 'text' },
  { key: 'action', zh: '操作', width: 20, kind: 'text' },
  { key: 'subjectType', zh: '对象类型', width: 12, kind: 'text' },
  { key: 'subjectId', zh: '对象', width: 36, kind: 'text' },
  { key: 'title', zh: '内容', width: 40, kind: 'text' },
]

export const auditRoutes: Route[] = [
  on(listAudit, (ctx, { query }) => searchAudit(ctx, query)),
  on(exportAudit, async (ctx, { query }) => {
    const rows = await exportAuditRows(ctx, query)
    const notes = [`审计日志，导出时间 ${beijingTime(ctx.now)}${ctx.demo ? '（演示数据）' : ''}`]
    const name = encodeURIComponent(`审计日志${beijingDay(ctx.now)}.csv`)
    return new Response(Readable.toWeb(writeCsv({ columns, rows, notes })) as ReadableStream, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename*=UTF-8''${name}`,
        'cache-control': 'no-store',
      },
    })
  }),
  on(getAudit, (ctx, { params }) => viewAudit(ctx, params.seq)),
  on(verifyAudit, (ctx) => startVerification(ctx)),
]
