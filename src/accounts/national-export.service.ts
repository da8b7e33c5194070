import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { record } from '../audit/audit.service.ts'
import { beijingDay, beijingTime } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import type { Progress } from '../core/jobs.ts'
import { type OutputSheet, writeXlsx } from '../core/sheet/write-sheet.ts'
import { transact } from '../db/transact.ts'
import { saveFile } from '../files/files.service.ts'
import { startJob } from '../jobs/jobs.service.ts'
import { may } from '../units/permissions.rules.ts'
import { phonePlace } from './accounts.service.ts'
import type { PackageRequest } from './national.contract.ts'
import { markStep, prepareNational } from './national.service.ts'
import { hostsOf, type NationalPrepared, type PackageAccount, packageRows, supervisorsAbove } from './national.store.ts'
import {
  type PackageFacts,
  packageColumns,
  packageLine,
  signatureLines,
  summaryColumns,
} from './national-package.rules.ts'

/** Up to here a package is made while the user waits. */
const direct = 500
const batch = 500
/** More sheets than this no table program shows usefully. */
const mostHosts = 1000
export const packageJob = 'national.package'

type Exported = { count: number; fileId: string | null; jobId: string | null }
type Payload = { request: PackageRequest; asOf: string }

/** 报送包: one sheet per host unit and a summary, to be typed or loaded into the national system (§6.2). */
export async function startPackage(ctx: Ctx, request: PackageRequest): Promise<Exported> {
  if (request.phoneReason && !may(ctx.actor.duties, 'personal.unmask')) throw new AppError('FORBIDDEN')
  const payload: Payload = { request, asOf: ctx.now.toISOString() }
  const { count, jobId } = await transact(ctx, async (work) => {
    const prepared = await prepareNational(work, request.target, work.now)
    const hosts = await hostsOf(work.db, prepared, mostHosts + 1)
    const total = hosts.reduce((sum, host) => sum + host.count, 0)
    if (hosts.length === 0) throw new AppError('INVALID_INPUT', { reason: '没有符合条件的账号，无需报送' })
    if (hosts.length > mostHosts) {
      throw new AppError('INVALID_INPUT', {
        reason: `一次最多生成 ${mostHosts} 个单位的报送表，请按地区或平台缩小范围后分批生成`,
      })
    }
    if (total <= direct) return { count: total, jobId: null }
    const title = `生成全国系统报送包（${hosts.length} 个单位、${total} 个账号）`
    return { count: total, jobId: await startJob(work, { kind: packageJob, title, payload }) }
  })
  return { count, jobId, fileId: jobId ? null : (await makePackage(ctx, payload)).fileId }
}

export function runPackage(
  ctx: Ctx,
  payload: unknown,
  progress: Progress,
): Promise<{ fileId: string; marked: number }> {
  return makePackage(ctx, payload as Payload, progress) // written by startPackage
}

async function makePackage(
  ctx: Ctx,
  { request, asOf: text }: Payload,
  progress?: Progress,
): Promise<{ fileId: string; marked: number }> {
  const asOf = new Date(text)
  const { prepared, hosts, supervisors } = await transact(ctx, async (work) => {
    const prepared = await prepareNational(work, request.target, asOf)
    const hosts = await hostsOf(work.db, prepared, mostHosts)
    return { prepared, hosts, supervisors: await supervisorsOf(work, hosts) }
  })
  const count = hosts.reduce((sum, host) => sum + host.count, 0)
  const written: string[] = []
  const full = request.phoneReason !== undefined
  const head = [
    ...(ctx.demo ? ['演示数据'] : []),
    `生成：${beijingTime(asOf)}（北京时间） ${ctx.actor.unitName} ${ctx.actor.name}`,
  ]
  const phones = full ? '联系电话为完整号码，属个人信息，仅限报送使用' : '联系电话已脱敏'
  const sheets: OutputSheet[] = [
    {
      name: '汇总表',
      columns: summaryColumns,
      notes: ['政务新媒体账号信息报送汇总表', ...head, `共 ${hosts.length} 个单位、${count} 个账号`],
      rows: [
        ...hosts.map((host, n) => ({ ...host, n: n + 1, regionName: host.region_name })),
        { name: '合计', count, incomplete: hosts.reduce((sum, host) => sum + host.incomplete, 0) },
        ...signatureLines('name', 'regionName'),
      ],
    },
    ...hosts.map((host) => ({
      name: host.name,
      columns: packageColumns,
      notes: ['政务新媒体账号信息报送表', `填报单位：${host.name}`, ...head, phones],
      rows: hostRows(ctx, {
        prepared,
        host,
        supervisor: supervisors.get(host.region_path) ?? null,
        full,
        onRow: async (id) => {
          written.push(id)
          if (written.length % batch === 0) await progress?.(written.length, count)
        },
      }),
    })),
  ]
  const name = `全国系统报送包-${beijingDay(asOf)}.xlsx`
  return keepWorkbook(ctx, { name, sheets }, (work, fileId) =>
    keptPackage(work, { request, fileId, name, written, hosts: hosts.length }),
  )
}

/** What is true once the file is kept: who has taken whose telephone numbers along, and what is marked as reported. */
async function keptPackage(
  work: Work,
  given: { request: PackageRequest; fileId: string; name: string; written: readonly string[]; hosts: number },
): Promise<{ fileId: string; marked: number }> {
  const { request, fileId, name, written } = given
  let marked = 0
  if (request.markReported) {
    for (let at = 0; at < written.length; at += batch) {
      const ids = written.slice(at, at + batch)
      const step = await markStep(work, { ids, action: 'report', origin: { batchId: fileId, batchName: name } })
      marked += step.done.length
    }
  }
  if (request.phoneReason !== undefined) {
    await record(work, {
      action: 'personal.view',
      subject: { type: 'file', id: fileId },
      title: `在全国系统报送包中导出 ${written.length} 个账号的完整联系电话`,
      after: { reason: request.phoneReason, count: written.length },
    })
  }
  await record(work, {
    action: 'national.export',
    subject: { type: 'file', id: fileId },
    title: `生成全国系统报送包：${given.hosts} 个单位、${written.length} 个账号`,
    after: { fileName: name, count: written.length },
  })
  return { fileId, marked }
}

async function supervisorsOf(work: Work, hosts: readonly { region_path: string }[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const path of new Set(hosts.map((host) => host.region_path))) {
    const supervisor = await supervisorsAbove(work.db, path)
    if (supervisor) found.set(path, supervisor.name)
  }
  return found
}

type HostSheet = {
  prepared: NationalPrepared
  host: { id: string; name: string }
  supervisor: string | null
  full: boolean
  onRow: (id: string) => Promise<void>
}

/** The accounts of one unit, batch by batch in short transactions, and the lines to sign on. */
async function* hostRows(ctx: Ctx, sheet: HostSheet): AsyncGenerator<Record<string, unknown>> {
  let after: string | undefined
  let n = 0
  do {
    const from = after
    const rows = await transact(ctx, ({ db }) =>
      packageRows(db, sheet.prepared, { hostUnitId: sheet.host.id, after: from, limit: batch }),
    )
    for (const row of rows) {
      n += 1
      await sheet.onRow(row.id)
      yield packageLine(factsOf(ctx, row, sheet), n)
    }
    after = rows.length === batch ? rows.at(-1)?.ledger_no : undefined
  } while (after !== undefined)
  yield* signatureLines('name', 'hostUnit')
}

function factsOf({ box }: Ctx, row: PackageAccount, { host, supervisor, full }: HostSheet): PackageFacts {
  const phone = (which: 'account' | 'unit') => {
    const sealed = row[`${which}_contact_phone_cipher`]
    return full && sealed !== null ? box.open(sealed, phonePlace(which, row.id)) : row[`${which}_contact_phone_mask`]
  }
  return {
    name: row.name,
    hostUnit: host.name,
    supervisor,
    level: row.level,
    regionName: row.region_name ?? row.region_code,
    platform: row.platform,
    variant: row.variant,
    platformAccountId: row.platform_account_id,
    certifiedBody: row.certified_body,
    openedOn: row.opened_on,
    followers: row.followers,
    url: row.url,
    intro: row.intro,
    accountContactName: row.account_contact_name,
    accountContactPhone: phone('account'),
    unitContactName: row.unit_contact_name,
    unitContactPhone: phone('unit'),
  }
}

/** Writes a workbook to a file of the machine, then keeps it together with what follows from it. */
export async function keepWorkbook<T>(
  ctx: Ctx,
  book: { name: string; sheets: readonly OutputSheet[] },
  then: (work: Work, fileId: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'zhengmei-national-'))
  const file = path.join(folder, 'book')
  try {
    await pipeline(writeXlsx({ sheets: book.sheets }), createWriteStream(file))
    return await transact(ctx, async (work) => {
      const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      const bytes = createReadStream(file)
      return then(work, await saveFile(work, { name: book.name, mediaType, purpose: 'export', bytes }))
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
