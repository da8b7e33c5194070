import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { platforms } from '../accounts/platforms.rules.ts'
import { record } from '../audit/audit.service.ts'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import { askGate } from './gate.service.ts'
import { whereOf } from './outcomes.service.ts'
import { frozenBytes } from './outgoing.service.ts'
import { type Entry, packageOf } from './package.rules.ts'
import { accountOf } from './publication-account.service.ts'
import { findPublication } from './publications.store.ts'
import { accountRefusal, refusedBy } from './publish.service.ts'

/**
 * 交接包 of a publication that a person publishes, as a stream with one file in memory at a time. To give it out is to let
 * the content out, so the gate is asked here as it is before a call.
 */
export async function makePackage(ctx: Ctx, id: string): Promise<{ name: string; body: ReadableStream<Uint8Array> }> {
  const { row, entries } = await transact(ctx, async (work) => {
    const found = await findPublication(work.db, id)
    if (!found) throw new AppError('NOT_FOUND')
    if (found.host_unit_id !== work.actor.unitId) throw new AppError('FORBIDDEN')
    if (found.state !== 'handOver') {
      throw new AppError('STATE_CONFLICT', { reason: '只有待人工发布的内容才有交接包' })
    }
    const gate = await askGate(work, found.draft_id, found.hash)
    if (!gate) throw new AppError('NOT_FOUND')
    if (gate.refusals.length > 0) throw refusedBy(gate)
    const account = await accountOf(work, found)
    const closed = accountRefusal(account, found.host_unit_id)
    if (closed) throw new AppError('STATE_CONFLICT', { reason: closed })
    await record(work, {
      action: 'publication.package',
      subject: { type: 'publication', id },
      title: `下载交接包：${whereOf(found)}《${found.title}》`,
      after: { hash: found.hash },
    })
    const facts = {
      number: found.number,
      platformZh: platforms[account.platform].zh,
      accountName: found.account_name,
      scheduledAt: found.scheduled_at,
      hash: found.hash,
      outgoing: found.outgoing,
    }
    return { row: found, entries: packageOf(facts) }
  })
  return { name: `交接包-${row.number}.zip`, body: zipStream(ctx, entries, row.created_at) }
}

/** A file of the package after the other, with the same times each time it is made. */
function zipStream(ctx: Ctx, entries: readonly Entry[], at: Date): ReadableStream<Uint8Array> {
  const pieces: Uint8Array[] = []
  let failure: Error | null = null
  const zip = new Zip((error, piece) => {
    if (error) failure = error
    else pieces.push(piece)
  })
  const waiting = [...entries]
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const entry = waiting.shift()
      if (entry) {
        const file = 'text' in entry ? new ZipDeflate(entry.path) : new ZipPassThrough(entry.path)
        file.mtime = at
        zip.add(file)
        file.push('text' in entry ? new TextEncoder().encode(entry.text) : await frozenBytes(ctx, entry.file), true)
      } else zip.end()
      if (failure) throw failure
      for (const piece of pieces.splice(0)) controller.enqueue(piece)
      if (!entry) controller.close()
    },
  })
}
