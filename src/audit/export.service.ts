import type { Readable } from 'node:stream'
import { beijingDay, beijingTime } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { type OutputColumn, writeCsv } from '../core/sheet/write-sheet.ts'
import type { AuditFilter } from './audit.contract.ts'
import { exportAuditRows } from './search.service.ts'

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

/** All entries that fit as a table; cells that a spreadsheet would take for a formula are made harmless. */
export async function exportAuditFile(ctx: Ctx, filter: AuditFilter): Promise<{ name: string; csv: Readable }> {
  const rows = await exportAuditRows(ctx, filter)
  const notes = [`审计日志，导出时间 ${beijingTime(ctx.now)}${ctx.demo ? '（演示数据）' : ''}`]
  return { name: `审计日志${beijingDay(ctx.now)}.csv`, csv: writeCsv({ columns, rows, notes }) }
}
