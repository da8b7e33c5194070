import path from 'node:path'
import type { Ctx } from '../core/context.ts'
import { appendAnchor, readAnchors, signAnchor } from './anchors.ts'
import { readHead } from './verify.store.ts'

/** Where the anchors of an installation are kept. Copied to another machine they are safe from who owns this one. */
export function anchorsFile(environment: NodeJS.ProcessEnv): string {
  return path.join(environment.DATA_DIR ?? './data', 'audit-anchors.jsonl')
}

/** Notes outside the database how the chain stands now; nothing is noted when nothing was added since. */
export async function anchorChain(ctx: Ctx, file: string): Promise<void> {
  const { seq, hash } = await readHead(ctx.root)
  let last = 0
  for await (const anchor of readAnchors(file)) last = anchor.seq
  if (seq === last || seq === 0) return
  await appendAnchor(file, signAnchor(ctx.box, { seq, hash, at: ctx.now.toISOString() }))
}
