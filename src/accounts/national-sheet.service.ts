import { record } from '../audit/audit.service.ts'
import { beijingDay, beijingTime } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import type { Progress } from '../core/jobs.ts'
import type { OutputColumn } from '../core/sheet/write-sheet.ts'
import { transact } from '../db/transact.ts'
import { startJob } from '../jobs/jobs.service.ts'
import type { NationalTarget } from './national.contract.ts'
import { prepareNational } from './national.service.ts'
import { nationalIds } from './national.store.ts'
import { countNational } from './national-bulk.service.ts'
import { keepWorkbook } from './national-export.service.ts'
import { nationalFieldNames, nationalFields } from './national-fields.rules.ts'
import { isEnding, sidesOf } from './national-state.service.ts'
import { lockStandings, type StandingRow } from './national-state.store.ts'
import { platformZh } from './platforms.rules.ts'

const direct = 500
const batch = 500
export const sheetJob = 'national.sheet'
type Payload = { target: NationalTarget; asOf: string }

// biome-ignore format: one line per column
const columns: readonly OutputColumn[] = [
  { key: 'ledgerNo',          zh: '台账编号',   kind: 'text', width: 12 },
  { key: 'name',              zh: '账号名称',   kind: 'text', width: 28 },
  { key: 'platform',          zh: '平台类型',   kind: 'text', width: 18 },
  { key: 'platformAccountId', zh: '账号ID',     kind: 'text', width: 22 },
  { key: 'hostUnit',          zh: '主办单位',   kind: 'text', width: 28 },
  { key: 'field',             zh: '更正项目',   kind: 'text', width: 14 },
  { key: 'theirs',            zh: '全国系统现值', kind: 'text', width: 28 },
  { key: 'ours',              zh: '应改为',     kind: 'text', width: 28 },
]

/** What is to be typed over there: one line per account and field that differ (§6.3). Telephone numbers stay masked. */
export async function startSheet(
  ctx: Ctx,
  { target }: { target: NationalTarget },
): Promise<{ count: number; fileId: string | null; jobId: string | null }> {
  const payload: Payload = { target, asOf: ctx.now.toISOString() }
  const { count, jobId } = await transact(ctx, async (work) => {
    const count = await countNational(work, await prepareNational(work, target, work.now))
    if (count <= direct) return { count, jobId: null }
    const title = `生成全国系统更正清单（${count} 个账号）`
    return { count, jobId: await startJob(work, { kind: sheetJob, title, payload }) }
  })
  return { count, jobId, fileId: jobId ? null : (await runSheet(ctx, payload)).fileId }
}

export async function runSheet(ctx: Ctx, payload: unknown, progress?: Progress): Promise<{ fileId: string }> {
  const { target, asOf } = payload as Payload // written by startSheet
  const at = new Date(asOf)
  const notes = [
    ...(ctx.demo ? ['演示数据'] : []),
    '全国政务新媒体信息报送系统更正清单',
    `生成：${beijingTime(at)}（北京时间） ${ctx.actor.unitName} ${ctx.actor.name}`,
    '台账未登记的项目“应改为”留空，请先核对；联系电话按台账登记的号码更正',
  ]
  const name = `全国系统更正清单-${beijingDay(at)}.xlsx`
  let lines = 0
  const rows = async function* () {
    for await (const line of sheetLines(ctx, { target, at, progress })) {
      lines += 1
      yield line
    }
  }
  return keepWorkbook(
    ctx,
    { name, sheets: [{ name: '更正清单', columns, notes, rows: rows() }] },
    async (work, fileId) => {
      await record(work, {
        action: 'national.sheet',
        subject: { type: 'file', id: fileId },
        title: `生成全国系统更正清单 ${lines} 项`,
        after: { fileName: name, count: lines },
      })
      return { fileId }
    },
  )
}

async function* sheetLines(
  ctx: Ctx,
  given: { target: NationalTarget; at: Date; progress: Progress | undefined },
): AsyncGenerator<Record<string, unknown>> {
  let afterId: string | undefined
  let done = 0
  do {
    const from = afterId
    const { ids, lines } = await transact(ctx, async (work) => {
      const prepared = await prepareNational(work, given.target, given.at)
      const ids = await nationalIds(work.db, prepared, { afterId: from, limit: batch })
      const standings = await lockStandings(work.db, ids, 'concerned')
      return { ids, lines: standings.flatMap((row) => linesOf(work, row)) }
    })
    yield* lines
    done += ids.length
    await given.progress?.(done, null)
    afterId = ids.length === batch ? ids.at(-1) : undefined
  } while (afterId !== undefined)
}

function linesOf(work: Work, row: StandingRow): Record<string, unknown>[] {
  const { ours, theirs } = sidesOf(work, row)
  if (!theirs) return []
  const masks: Partial<Record<string, string | null>> = {
    accountContactPhone: row.account_contact_phone_mask,
    unitContactPhone: row.unit_contact_phone_mask,
  }
  return nationalFieldNames
    .filter((field) => row.differs?.includes(field))
    .map((field) => ({
      ledgerNo: row.ledger_no,
      name: row.name,
      platform: platformZh(row.platform, row.variant),
      platformAccountId: row.platform_account_id,
      hostUnit: row.host_name,
      field: nationalFields[field].zh,
      theirs: nationalFields[field].compare === 'phone' ? '（与台账不一致）' : theirs[field],
      ours: field === 'status' ? (isEnding(row) ? '关停' : '正常') : field in masks ? masks[field] : ours[field],
    }))
}
