import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { platforms } from '../accounts/platforms.rules.ts'
import { record } from '../audit/audit.service.ts'
import { beijingTime } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import type { Progress } from '../core/jobs.ts'
import { type OutputColumn, writeXlsx } from '../core/sheet/write-sheet.ts'
import { transact } from '../db/transact.ts'
import { saveFile } from '../files/files.service.ts'
import { startJob } from '../jobs/jobs.service.ts'
import { publicationStates, ways } from './publication.rules.ts'
import type { PublicationFilter, PublicationRow } from './publications.contract.ts'
import { countsOf, registerPage, verifiedWords } from './register.service.ts'

export const exportJob = 'publications.export'
const batch = 1000
const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export function startExport(ctx: Ctx, filter: PublicationFilter): Promise<{ count: number; jobId: string }> {
  return transact(ctx, async (work) => {
    const { listed } = await countsOf(work, filter)
    const title = `导出发布登记表（${listed} 条）`
    return { count: listed, jobId: await startJob(work, { kind: exportJob, title, payload: filter }) }
  })
}

/** Writes the register batch by batch, each in a short transaction, and keeps the file with its audit entry. */
export async function runExport(ctx: Ctx, payload: unknown, progress: Progress): Promise<{ fileId: string }> {
  const filter = payload as PublicationFilter // written by startExport
  const { listed } = await transact(ctx, (work) => countsOf(work, filter))
  const stamp = beijingTime(ctx.now)
  const notes = [
    ...(ctx.demo ? ['演示数据'] : []),
    '政务新媒体发布登记表',
    `导出时间：${stamp}（北京时间）`,
    `导出人：${ctx.actor.unitName} ${ctx.actor.name}`,
    `范围：${inWords(filter)}；共 ${listed} 条`,
  ]
  const folder = await mkdtemp(path.join(os.tmpdir(), 'zhengmei-export-'))
  const file = path.join(folder, 'register')
  try {
    const rows = exportRows(ctx, filter, { listed, progress })
    await pipeline(writeXlsx({ sheets: [{ name: '发布登记', columns, rows, notes }] }), createWriteStream(file))
    return await transact(ctx, async (work) => {
      const name = `发布登记表-${stamp.slice(0, 10)}.xlsx`
      const fileId = await saveFile(work, { name, mediaType, purpose: 'export', bytes: createReadStream(file) })
      await record(work, {
        action: 'publication.export',
        subject: { type: 'file', id: fileId },
        title: `导出发布登记表 ${listed} 条`,
        after: { filter: inWords(filter), count: listed },
      })
      return { fileId }
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function* exportRows(
  ctx: Ctx,
  filter: PublicationFilter,
  { listed, progress }: { listed: number; progress: Progress },
): AsyncGenerator<Record<string, unknown>> {
  let cursor: string | undefined
  let done = 0
  do {
    const from = cursor
    const page = await transact(ctx, (work) => registerPage(work, { filter, cursor: from, limit: batch }))
    for (const row of page.rows) yield recordOf(row)
    done += page.rows.length
    cursor = page.next ?? undefined
    await progress(done, Math.max(listed, done))
  } while (cursor !== undefined)
}

const columns: readonly OutputColumn[] = [
  { key: 'number', zh: '登记号', width: 22, kind: 'text' },
  { key: 'title', zh: '标题', width: 50, kind: 'text' },
  { key: 'hostUnit', zh: '主办单位', width: 26, kind: 'text' },
  { key: 'platform', zh: '平台', width: 12, kind: 'text' },
  { key: 'account', zh: '账号', width: 22, kind: 'text' },
  { key: 'version', zh: '稿件版本', width: 10, kind: 'int' },
  { key: 'signedBy', zh: '审核签署', width: 36, kind: 'text' },
  { key: 'way', zh: '发布方式', width: 12, kind: 'text' },
  { key: 'state', zh: '状态', width: 14, kind: 'text' },
  { key: 'scheduledAt', zh: '计划发布时间', width: 20, kind: 'dateTime' },
  { key: 'publishedAt', zh: '实际发布时间', width: 20, kind: 'dateTime' },
  { key: 'url', zh: '作品网址', width: 50, kind: 'text' },
  { key: 'verified', zh: '自动核对', width: 12, kind: 'text' },
  { key: 'fault', zh: '问题', width: 40, kind: 'text' },
]

function recordOf(row: PublicationRow): Record<string, unknown> {
  return {
    number: row.number,
    title: row.title,
    hostUnit: row.hostUnitName,
    platform: platformZh(row.platform),
    account: row.accountName,
    version: row.draftVersion,
    signedBy: row.signedBy.join('，'),
    way: ways[row.way],
    state: publicationStates[row.state].zh,
    scheduledAt: new Date(row.scheduledAt),
    publishedAt: row.publishedAt === null ? null : new Date(row.publishedAt),
    url: row.url,
    verified: row.verified && verifiedWords[row.verified],
    fault: row.fault?.zh ?? null,
  }
}

function platformZh(name: string): string {
  return Object.entries(platforms).find(([key]) => key === name)?.[1].zh ?? name
}

function inWords(filter: PublicationFilter): string {
  const words = [
    filter.state?.map((state) => publicationStates[state].zh).join('、'),
    filter.platform && platformZh(filter.platform),
    filter.way && ways[filter.way],
    filter.region && `区划 ${filter.region}`,
    filter.accountId && '一个账号',
    filter.draftId && '一篇稿件',
    (filter.from || filter.to) && `${filter.from ?? '最早'}至${filter.to ?? '最近'}`,
    filter.q && `搜索“${filter.q}”`,
  ].filter((word) => word)
  return words.length === 0 ? '全部' : words.join('，')
}
