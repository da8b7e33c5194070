import type { SecretBox } from '../core/secret-box.ts'
import { type Anchor, isOurAnchor, readAnchors } from './anchors.ts'
import type { ChainLink, FaultKind } from './verify.rules.ts'

type Fault = { seq: number; kind: FaultKind }
type Next = { kind: 'anchor'; anchor: Anchor } | { kind: 'forged' } | { kind: 'none' }

/** Goes along the anchors beside the walk along the entries: both are in the order of `seq`. */
export function anchorWalk(given: { file: string; box: SecretBox } | undefined) {
  const lines = given ? readAnchors(given.file) : null
  let seen = 0
  let highest = 0
  let waiting: Next | null = null

  async function read(): Promise<Next> {
    const step = await lines?.next()
    if (!step || step.done || !given) return { kind: 'none' }
    const anchor = step.value
    seen++
    if (!isOurAnchor(given.box, anchor) || anchor.seq < highest) return { kind: 'forged' }
    highest = anchor.seq
    return { kind: 'anchor', anchor }
  }

  /** Compares every anchor up to this entry. */
  async function check(at: ChainLink): Promise<Fault | null> {
    for (;;) {
      waiting ??= await read()
      if (waiting.kind === 'forged') return { seq: at.seq, kind: 'anchorForged' }
      if (waiting.kind === 'none' || waiting.anchor.seq > at.seq) return null
      if (waiting.anchor.seq === at.seq && waiting.anchor.hash !== at.hash)
        return { seq: at.seq, kind: 'anchorMismatch' }
      waiting = null
    }
  }

  /** At the end of the chain no anchor may be left over. */
  async function end(at: ChainLink): Promise<Fault | null> {
    const fault = await check(at)
    if (fault || waiting?.kind !== 'anchor') return fault
    return { seq: at.seq + 1, kind: 'anchorBeyond' }
  }

  return { check, end, count: () => seen }
}
