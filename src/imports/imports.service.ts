import { createHash } from 'node:crypto'
import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { readSheet } from '../core/sheet/read-sheet.ts'
import { json } from '../db/sql.ts'
import { asSystem, transact } from '../db/transact.ts'
import { readFile, saveFile } from '../files/files.service.ts'
import { cancelMyJob, startJob } from '../jobs/jobs.service.ts'
import type { ImportKind } from './import-kind.ts'
import type { ImportLine, ImportView } from './imports.contract.ts'
import {
  addBatch,
  type BatchRow,
  deleteRows,
  findBatch,
  findFormer,
  jobState,
  listBatches,
  moveBatch,
} from './imports.store.ts'
import { type Kinds, kindFor } from './kinds.service.ts'
import { type FileHead, type Heading, headingOf, type Mapping, mappingFaults, missingColumns } from './mapping.rules.ts'
import { hasPersonal, maskCells } from './sealed-rows.rules.ts'

const largest = 50 * 1024 * 1024
const kindsOfFile: Record<string, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xls: 'application/vnd.ms-excel',
  html: 'application/vnd.ms-excel',
  csv: 'text/csv',
}

/** Takes a file in: it is read, its header found and a mapping suggested. Nothing is checked or written yet. */
export async function uploadImport(
  ctx: Ctx,
  kinds: Kinds,
  given: { kind: string; options: Record<string, unknown>; file: { name: string; bytes: Uint8Array } },
): Promise<ImportView> {
  const { file } = given
  const kind = kindFor(ctx, kinds, given.kind)
  const options = kind.parseOptions(given.options, { now: ctx.now })
  if (file.bytes.length > largest)
    throw new AppError('TOO_LARGE', { reason: '导入文件不能超过 50 MiB，请拆分后分次上传' })
  const sheet = await readSheet(file.bytes, file.name)
  const { headerRow, mapping, head } = headingOf(sheet, kind.columns)
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')

  return transact(ctx, async (work) => {
    const id = newId()
    const fileId = await saveFile(work, {
      name: file.name,
      mediaType: kindsOfFile[sheet.format] ?? 'application/octet-stream',
      purpose: 'import',
      bytes: file.bytes,
    })
    await addBatch(work.db, {
      id,
      kind: kind.kind,
      file_id: fileId,
      file_name: file.name.normalize('NFC').slice(0, 200),
      file_sha256: sha256,
      user_id: work.actor.userId ?? '',
      unit_id: work.actor.unitId ?? '',
      state: 'uploaded',
      sheet_name: sheet.sheetName,
      header_row: headerRow,
      headers: json(keptHead(kind, { head, mapping })),
      mapping: json(mapping),
      options: json(options),
      created_at: work.now,
    })
    const view = await viewImport(work, kinds, id)
    await record(work, {
      action: 'import.upload',
      subject: { type: 'import', id },
      title: `上传导入文件“${view.fileName}”（${kind.zh}）`,
      after: { fileName: view.fileName, sha256, size: file.bytes.length },
    })
    return view
  })
}

/** Which column is which; another sheet or header row is read anew. What was checked before has to be checked again. */
export async function mapImport(
  ctx: Ctx,
  kinds: Kinds,
  given: {
    id: string
    sheetName?: string | undefined
    headerRow?: number | undefined
    mapping?: Mapping | undefined
    options?: Record<string, unknown> | undefined
  },
): Promise<ImportView> {
  const batch = await transact(ctx, (work) => theBatch(work, given.id))
  const kind = kindFor(ctx, kinds, batch.kind)
  const options = given.options ? kind.parseOptions(given.options, { now: ctx.now }) : batch.options
  const elsewhere =
    (given.sheetName !== undefined && given.sheetName !== batch.sheet_name) ||
    (given.headerRow !== undefined && given.headerRow !== batch.header_row)
  const heading = elsewhere ? await readAnew(ctx, batch, kind, given) : null
  const head = heading ? keptHead(kind, heading) : headOf(batch)
  const mapping = given.mapping ?? heading?.mapping ?? mappingOf(batch)
  const width = Math.max(head.texts.length, ...head.sample.map(({ cells }) => cells.length))
  const faults = mappingFaults(kind.columns, mapping, width)
  if (faults.length > 0) {
    throw new AppError('INVALID_INPUT', { errors: faults.map((message) => ({ path: 'mapping', message })) })
  }
  return transact(ctx, async (work) => {
    const moved = await moveBatch(work.db, batch.id, ['uploaded', 'checked', 'failed'], {
      state: 'uploaded',
      sheet_name: heading?.sheetName ?? batch.sheet_name,
      header_row: heading?.headerRow ?? batch.header_row,
      headers: json(head),
      mapping: json(mapping),
      options: json(options),
      failure: null,
      ...noCounts,
    })
    if (!moved) throw new AppError('STATE_CONFLICT')
    await deleteRows(work.db, batch.id)
    return viewImport(work, kinds, batch.id)
  })
}

const noCounts = {
  row_count: null,
  new_count: null,
  changed_count: null,
  same_count: null,
  error_count: null,
  checked_at: null,
}

async function readAnew(
  ctx: Ctx,
  batch: BatchRow,
  kind: ImportKind,
  at: { sheetName?: string | undefined; headerRow?: number | undefined },
) {
  const { bytes } = await transact(ctx, (work) => readOriginal(work, batch))
  const sheetName = at.sheetName ?? batch.sheet_name
  const sheet = await readSheet(bytes, batch.file_name, sheetName === null ? {} : { sheetName })
  return { ...headingOf(sheet, kind.columns, at.headerRow), sheetName: sheet.sheetName }
}

/** Starts the dry run. */
export function startCheck(ctx: Ctx, kinds: Kinds, id: string): Promise<ImportView> {
  return transact(ctx, async (work) => {
    const batch = await theBatch(work, id)
    const kind = kindFor(work, kinds, batch.kind)
    const missing = missingColumns(kind.columns, mappingOf(batch))
    if (missing.length > 0) {
      throw new AppError('INVALID_INPUT', {
        reason: `以下必填列还没有对应：${missing.join('、')}`,
        errors: missing.map((zh) => ({ path: 'mapping', message: `请指定“${zh}”对应的列` })),
      })
    }
    const jobId = await startJob(work, {
      kind: 'import.check',
      title: `试导入 ${batch.file_name}`,
      payload: { batchId: id },
    })
    const change = { state: 'checking' as const, job_id: jobId, failure: null, ...noCounts }
    if (!(await moveBatch(work.db, id, ['uploaded', 'checked', 'failed'], change))) throw new AppError('STATE_CONFLICT')
    return viewImport(work, kinds, id)
  })
}

/** Gives an import up. One that is being checked or applied stops, and what it wrote is undone. */
export function cancelImport(ctx: Ctx, kinds: Kinds, id: string): Promise<ImportView> {
  return transact(ctx, async (work) => {
    const batch = await theBatch(work, id)
    const running = batch.state === 'checking' || batch.state === 'applying'
    if (running && batch.job_id) await cancelMyJob(work, batch.job_id)
    const open = ['uploaded', 'checking', 'checked', 'applying', 'failed'] as const
    if (!(await moveBatch(work.db, id, open, { state: 'cancelled' }))) {
      throw new AppError('STATE_CONFLICT', { reason: '该导入已经结束，不能放弃' })
    }
    await deleteRows(work.db, id)
    await record(work, {
      action: 'import.cancel',
      subject: { type: 'import', id },
      title: `放弃导入“${batch.file_name}”`,
      before: { state: batch.state },
    })
    return viewImport(work, kinds, id)
  })
}

export function viewImport(ctx: Ctx, kinds: Kinds, id: string): Promise<ImportView> {
  return transact(ctx, async (work) => {
    const batch = await theBatch(work, id)
    const head = headOf(batch)
    const mapping = mappingOf(batch)
    const kind = kinds.find((k) => k.kind === batch.kind)
    return {
      ...lineOf(kinds, batch),
      fileId: batch.file_id,
      fileSha256: batch.file_sha256,
      sheetName: batch.sheet_name ?? '',
      sheetNames: head.sheetNames,
      headerRow: batch.header_row ?? 1,
      headers: head.texts,
      sample: head.sample,
      notes: head.notes,
      mapping,
      missing: missingColumns(kind?.columns ?? [], mapping),
      options: batch.options as Record<string, unknown>, // written by parseOptions
      jobId: batch.job_id,
      checkedAt: batch.checked_at?.toISOString() ?? null,
      former: await formerOf(work, batch),
    }
  })
}

export function myImports(
  ctx: Ctx,
  kinds: Kinds,
  query: { kind?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ rows: ImportLine[]; next: string | null }> {
  if (query.cursor !== undefined && !/^[0-9a-f-]{36}$/.test(query.cursor)) {
    throw new AppError('INVALID_INPUT', { errors: [{ path: 'cursor', message: '翻页位置无效，请从第一页开始' }] })
  }
  return transact(ctx, async ({ db, actor }) => {
    const { kind, cursor, limit } = query
    const rows = await listBatches(db, { userId: actor.userId ?? '', kind, before: cursor, limit: limit + 1 })
    const page = rows.slice(0, limit)
    return {
      rows: page.map((row) => lineOf(kinds, row)),
      next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    }
  })
}

/**
 * One's own batch. When its job has ended without a word to it (cancelled before it began, or given up after several
 * attempts), the batch learns of it here.
 */
export async function theBatch(work: Work, id: string): Promise<BatchRow> {
  const batch = await findBatch(work.db, id)
  if (!batch) throw new AppError('NOT_FOUND')
  if ((batch.state !== 'checking' && batch.state !== 'applying') || !batch.job_id) return batch
  const job = await jobState(work.db, batch.job_id)
  if (job?.state !== 'cancelled' && job?.state !== 'failed') return batch
  const change =
    job.state === 'cancelled' ? { state: 'cancelled' as const } : { state: 'failed' as const, failure: job.error }
  await moveBatch(work.db, id, [batch.state], change)
  return (await findBatch(work.db, id)) ?? batch
}

/** Lets an import end with what went wrong; one that was given up stays given up. */
export async function failImport(ctx: Ctx, id: string, error: unknown): Promise<void> {
  const failure = error instanceof AppError ? error.reason : '导入未能完成，系统已记录原因，请稍后重试'
  await transact(ctx, async (work) => {
    const batch = await theBatch(work, id)
    await moveBatch(work.db, batch.id, ['checking', 'applying'], { state: 'failed', failure })
  })
}

/** The uploaded file, as long as it is kept. */
export function readOriginal(work: Work, batch: BatchRow): ReturnType<typeof readFile> {
  if (batch.file_id === null) throw new AppError('NOT_FOUND', { reason: '导入原件已到期清理，请重新上传' })
  return readFile(work, batch.file_id)
}

export function mappingOf(batch: BatchRow): Mapping {
  return (batch.mapping ?? {}) as Mapping // written by headingOf or mapImport
}

/** The sample is for telling the columns apart; telephone numbers in it are masked before it is stored. */
function keptHead(kind: ImportKind, { head, mapping }: Pick<Heading, 'head' | 'mapping'>): FileHead {
  if (!hasPersonal(kind.columns)) return head
  return {
    ...head,
    sample: head.sample.map(({ row, cells }) => ({ row, cells: maskCells(cells, kind.columns, mapping) })),
  }
}

export function headOf(batch: BatchRow): FileHead {
  return (batch.headers ?? { texts: [], sample: [], sheetNames: [], notes: [] }) as FileHead // written by headingOf
}

async function formerOf(work: Work, batch: BatchRow): Promise<ImportView['former']> {
  const former = await asSystem(work, ({ db }) =>
    findFormer(db, { kind: batch.kind, sha256: batch.file_sha256, unitId: batch.unit_id, notId: batch.id }),
  )
  if (!former?.applied_at) return null
  return {
    id: former.user_id === work.actor.userId ? former.id : null,
    fileName: former.file_name,
    appliedAt: former.applied_at.toISOString(),
    userName: former.user_name ?? '',
  }
}

function lineOf(kinds: Kinds, row: BatchRow): ImportLine {
  const counted = row.row_count !== null
  return {
    id: row.id,
    kind: row.kind,
    kindZh: kinds.find((k) => k.kind === row.kind)?.zh ?? row.kind,
    fileName: row.file_name,
    state: row.state,
    counts: counted
      ? {
          rows: row.row_count ?? 0,
          new: row.new_count ?? 0,
          changed: row.changed_count ?? 0,
          same: row.same_count ?? 0,
          errors: row.error_count ?? 0,
        }
      : null,
    failure: row.failure,
    createdAt: row.created_at.toISOString(),
    appliedAt: row.applied_at?.toISOString() ?? null,
  }
}
