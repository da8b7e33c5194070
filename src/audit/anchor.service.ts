import type { Ctx } from '../core/context.ts'
import { appendAnchor, readAnchors, signAnchor } from './anchors.ts'
import { readHead } from './verify.store.ts'

/** Notes outside the database how the chain stands now; nothing is noted when nothing was added since. */
export async function anchorChain(ctx: Ctx, file: string): Promise<void> {
  const { seq, hash } = await readHead(ctx.root)
  let last = 0
  for await (const anchor of readAnchors(file)) last = anchor.seq
  if (seq === last || seq === 0) return
  await appendAnchor(file, signAnchor(ctx.box, { seq, hash, at: ctx.now.toISOString() }))
}
