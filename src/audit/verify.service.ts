import type { Kysely } from 'kysely'
import { canonicalJson, sm3Hex } from '../core/canonical.ts'
import type { SecretBox } from '../core/secret-box.ts'
import type { Database } from '../db/schema.ts'
import { anchorWalk } from './anchor-walk.ts'
import type { Verification } from './audit.contract.ts'
import { chainText } from './chain.rules.ts'
import { type ChainLink, type FaultKind, faults, linkFault } from './verify.rules.ts'
import { type ChainRow, readEntries, readHead } from './verify.store.ts'

const perBatch = 1000

export type VerifyOptions = {
  /** Begins at this entry and takes the one before it on trust. */
  from?: number | undefined
  /** Where the hourly anchors are kept; `box` tells ours from others. */
  anchors?: { file: string; box: SecretBox } | undefined
  progress?: ((done: number, total: number) => Promise<void>) | undefined
}

/**
 * Walks the chain from entry to entry and finds the first that was altered, removed, inserted, re-ordered or cut
 * off at the end; the anchors find a chain that was rewritten as a whole. Reads in batches, as the owner, so that
 * nobody's scope hides anything.
 */
export async function verifyChain(root: Kysely<Database>, options: VerifyOptions = {}): Promise<Verification> {
  const head = await readHead(root)
  const anchors = anchorWalk(options.anchors)
  const from = options.from ?? 1
  let at: ChainLink = from > 1 ? await trusted(root, from - 1) : { seq: 0, hash: '' }
  let checked = 0
  const report = (fault: { seq: number; kind: FaultKind } | null): Verification => ({
    ok: fault === null,
    checked,
    lastSeq: at.seq,
    lastHash: at.hash,
    anchors: anchors.count(),
    fault: fault && { ...fault, zh: `第 ${fault.seq} 条：${faults[fault.kind]}` },
  })

  while (at.seq < head.seq) {
    const upTo = Math.min(at.seq + perBatch, head.seq)
    for (const row of await readEntries(root, { after: at.seq, upTo })) {
      const fault = linkFault(at, row, hashOf(row))
      if (fault) return report({ seq: fault === 'removed' ? at.seq + 1 : row.seq, kind: fault })
      at = { seq: row.seq, hash: row.hash }
      checked++
      const mismatch = await anchors.check(at)
      if (mismatch) return report(mismatch)
    }
    if (at.seq < upTo) return report({ seq: at.seq + 1, kind: head.last <= at.seq ? 'truncated' : 'removed' })
    await options.progress?.(at.seq, head.seq)
  }
  if (at.hash !== head.hash) return report({ seq: head.seq, kind: 'headChanged' })
  if (head.last > head.seq) return report({ seq: head.seq + 1, kind: 'beyondHead' })
  return report(await anchors.end(at))
}

function hashOf({ hash: _hash, whole: _whole, ...entry }: ChainRow): string {
  return sm3Hex(chainText(entry, canonicalJson))
}

async function trusted(root: Kysely<Database>, seq: number): Promise<ChainLink> {
  const [row] = await readEntries(root, { after: seq - 1, upTo: seq })
  return { seq, hash: row?.hash ?? '' }
}
