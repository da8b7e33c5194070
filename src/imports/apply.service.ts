import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import type { Progress } from '../core/jobs.ts'
import { ensurePartitions } from '../db/partitions.ts'
import { asSystem, transact } from '../db/transact.ts'
import { startJob } from '../jobs/jobs.service.ts'
import { cancelled, chunkRows } from './check.service.ts'
import type { CellError, ImportKind } from './import-kind.ts'
import type { ImportView } from './imports.contract.ts'
import { theBatch, viewImport } from './imports.service.ts'
import { type BatchRow, goodRows, listApplying, lockKind, moveBatch, spoilRows } from './imports.store.ts'
import { type Kinds, kindFor } from './kinds.service.ts'
import { openStored } from './sealed-rows.rules.ts'

/** A job that has not been heard of for so long is not coming back: its worker is gone and its attempts are used up. */
const lostAfterMs = 30 * 60_000

/** Confirms a checked import: from here on nobody else begins one of this kind until it has ended. */
export function startApplication(
  ctx: Ctx,
  kinds: Kinds,
  given: { id: string; onlyIfNoErrors: boolean },
): Promise<ImportView> {
  return transact(ctx, async (work) => {
    const batch = await theBatch(work, given.id)
    const kind = kindFor(work, kinds, batch.kind)
    if (batch.state !== 'checked') {
      throw new AppError('STATE_CONFLICT', { reason: '请先试导入，核对结果后再确认' })
    }
    if ((given.onlyIfNoErrors || kind.whole) && (batch.error_count ?? 0) > 0) {
      throw new AppError('STATE_CONFLICT', {
        reason: `有 ${batch.error_count} 行有误，${kind.whole ? '该类表格须全部无误才能导入' : '按所选要求不予导入'}，请改正后重新上传`,
      })
    }
    await lockKind(work.db, kind.kind)
    const other = (await importsApplying(work, kind.kind))[0]
    if (other) {
      throw new AppError('BUSY', {
        reason: `${other.unitName}${other.userName}正在导入“${kind.zh}”，请待其完成后再确认`,
      })
    }
    const title = `导入 ${batch.file_name}`
    const jobId = await startJob(work, { kind: 'import.apply', title, payload: { batchId: batch.id } })
    const moved = await moveBatch(work.db, batch.id, ['checked'], { state: 'applying', job_id: jobId, failure: null })
    if (!moved) throw new AppError('STATE_CONFLICT')
    return viewImport(work, kinds, batch.id)
  })
}

/** Imports of anybody that are being applied now. An assessment does not begin while there is one. */
export async function importsApplying(
  ctx: Ctx,
  kind?: string,
): Promise<{ id: string; kind: string; userName: string; unitName: string }[]> {
  return asSystem(ctx, async ({ db, now }) => {
    const rows = await listApplying(db, kind)
    const alive = rows.filter(({ job_state, heartbeat_at }) => {
      if (job_state !== 'queued' && job_state !== 'running') return false
      return heartbeat_at === null || now.getTime() - heartbeat_at.getTime() < lostAfterMs
    })
    return alive.map((row) => ({
      id: row.id,
      kind: row.kind,
      userName: row.user_name ?? '',
      unitName: row.unit_name ?? '',
    }))
  })
}

type Counts = { new: number; changed: number; same: number }
type Spoilt = { row_no: number; errors: CellError[] }

/**
 * Writes the good rows of a checked import in ONE transaction, judging each again, because what is stored may have
 * changed since. If a row has become wrong, nothing at all is written and the user is asked to check again.
 */
export async function runApplication(
  ctx: Ctx,
  kinds: Kinds,
  batchId: string,
  progress: Progress,
): Promise<Counts | null> {
  const batch = await transact(ctx, (work) => theBatch(work, batchId))
  if (batch.state !== 'applying') return null
  const kind = kindFor(ctx, kinds, batch.kind)
  await makePartitions(ctx, batchId, kind)

  const spoilt: Spoilt[] = []
  try {
    return await transact(ctx, async (work) => {
      spoilt.length = 0
      await lockKind(work.db, kind.kind)
      const counts = await writeRows(work, { batch, kind, spoilt, watch: watchOf(progress, batch.row_count) })
      if (spoilt.length > 0) throw new AppError('STATE_CONFLICT', { reason: refusalOf(spoilt.length) })
      const moved = await moveBatch(work.db, batchId, ['applying'], {
        state: 'applied',
        applied_at: work.now,
        new_count: counts.new,
        changed_count: counts.changed,
        same_count: counts.same,
      })
      if (!moved) throw cancelled()
      await record(work, happeningOf(batch, kind, counts))
      return counts
    })
  } catch (error) {
    if (spoilt.length > 0) await transact(ctx, ({ db }) => spoilRows(db, batchId, spoilt))
    throw error
  }
}

/** Chunk by chunk: judged again, then written. After the first row that has become wrong the rest is only judged. */
async function writeRows(
  work: Work,
  given: { batch: BatchRow; kind: ImportKind; spoilt: Spoilt[]; watch: (done: number) => void },
): Promise<Counts> {
  const { batch, kind, spoilt, watch } = given
  const options = batch.options as Record<string, unknown> // written by parseOptions
  const counts: Counts = { new: 0, changed: 0, same: 0 }
  let after = 0
  let done = 0
  for (;;) {
    watch(done)
    const rows = await goodRows(work.db, { batchId: batch.id, after, limit: chunkRows })
    if (rows.length === 0) {
      if (spoilt.length === 0) await kind.finish?.(work, { batchId: batch.id, options })
      return counts
    }
    const parsed = rows.map((row) => parsedOf(work, batch.id, row))
    const judged = await kind.judge(work, parsed, options)
    const toWrite: unknown[] = []
    for (const [n, { row_no }] of rows.entries()) {
      const judgement = judged[n]
      if (!judgement) throw new RangeError(`import kind ${kind.kind} judged fewer rows than it was given`)
      if (judgement.outcome === 'error') {
        if (spoilt.length < chunkRows) spoilt.push({ row_no, errors: judgement.errors })
        continue
      }
      counts[judgement.outcome] += 1
      if (judgement.outcome !== 'same' || kind.keepsSame) toWrite.push(parsed[n])
    }
    if (spoilt.length === 0 && toWrite.length > 0) await kind.apply(work, toWrite, { batchId: batch.id, options })
    after = rows.at(-1)?.row_no ?? after
    done += rows.length
  }
}

/**
 * Progress from within the transaction. It is told on a connection of its own where there is one; the embedded
 * database has but one, and tells it afterwards. So nobody waits for it, and a cancellation shows a little later.
 */
function watchOf(progress: Progress, total: number | null): (done: number) => void {
  let telling = false
  let failure: unknown
  return (done) => {
    if (failure) throw failure
    if (telling) return
    telling = true
    progress(done, total).then(
      () => {
        telling = false
      },
      (error: unknown) => {
        failure = error
      },
    )
  }
}

/** Partitions are made by the owner beforehand: the role of the use case may not make tables. */
async function makePartitions(ctx: Ctx, batchId: string, kind: ImportKind): Promise<void> {
  if (!kind.partitionDays) return
  const months = new Set<string>()
  let after = 0
  for (;;) {
    const from = after
    const rows = await transact(ctx, ({ db }) => goodRows(db, { batchId, after: from, limit: chunkRows }))
    if (rows.length === 0) break
    for (const day of kind.partitionDays(rows.map((row) => parsedOf(ctx, batchId, row))))
      months.add(`${day.slice(0, 7)}-01`)
    after = rows.at(-1)?.row_no ?? after
  }
  await ensurePartitions(ctx.root, months)
}

function parsedOf({ box }: Ctx, batchId: string, row: { row_no: number; parsed: unknown }): unknown {
  return openStored(box, { batchId, row: row.row_no, what: 'parsed' }, row.parsed)
}

function happeningOf(batch: BatchRow, kind: ImportKind, counts: Counts) {
  const errors = batch.error_count ?? 0
  return {
    action: 'import.apply',
    subject: { type: 'import', id: batch.id },
    title: `导入${kind.zh}“${batch.file_name}”：新增 ${counts.new}，更新 ${counts.changed}，未变 ${counts.same}，有误未导入 ${errors}`,
    after: { fileName: batch.file_name, sha256: batch.file_sha256, ...counts, errors },
  }
}

function refusalOf(count: number): string {
  return `试导入之后数据有变化，有 ${count} 行现已不能导入，因此全部未写入；请查看这些行，重新试导入后再确认`
}
