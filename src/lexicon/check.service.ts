import type { z } from 'zod'
import type { Finding } from '../checker/finding.ts'
import type { Context } from '../checker/rule.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { asSystem } from '../db/transact.ts'
import { type Lane, openLane } from './check-lane.service.ts'
import { effectiveFor, effectiveIn, type Versioned } from './effective.service.ts'
import type { Layer } from './layers.rules.ts'
import type { checkText } from './lexicon.contract.ts'

type Asked = z.output<NonNullable<typeof checkText.body>>

const mostFindings = 5000
/**
 * Up to here a text is short: it never waits behind a long one, for those have a thread of their own. Open typos are
 * looked for in short texts only; in a long one that would take minutes.
 */
const shortText = 20_000
let short: Lane | undefined
let long: Lane | undefined

/** Checks a text by what holds for the actor, in a thread of its own. Nothing of it is kept. */
export async function check(ctx: Ctx, { text, on, origin }: Asked) {
  const known = await effectiveFor(ctx)
  const context = {
    on: on ?? beijingDay(ctx.now),
    unitName: ctx.actor.unitName,
    ...(origin ? { origin: given(origin) } : {}),
  }
  const [checked] = await laneFor(text.length).check(known, [{ text, context }], mostFindings)
  return {
    version: known.version,
    findings: checked?.findings ?? [],
    more: checked?.more ?? 0,
    typos: text.length <= shortText,
  }
}

/** What holds in a layer, whoever asks: a manuscript is judged by the lists of the unit that publishes it. */
export function knownIn(ctx: Ctx, layer: Layer): Promise<Versioned> {
  return asSystem(ctx, (work) => effectiveIn(work, layer))
}

/** Checks several texts by what is known, each in its own context. Call it outside a transaction: it takes a while. */
export async function checkTexts(
  known: Versioned,
  texts: readonly { text: string; context: Context }[],
  most: number,
): Promise<Finding[][]> {
  if (texts.length === 0) return []
  const length = texts.reduce((sum, { text }) => sum + text.length, 0)
  return (await laneFor(length).check(known, texts, most)).map(({ findings }) => findings)
}

function laneFor(length: number): Lane {
  if (length <= shortText) {
    short ??= openLane({ timeoutMs: 15_000, mostWaiting: 200, mostCheckers: 8, typos: true })
    return short
  }
  long ??= openLane({ timeoutMs: 60_000, mostWaiting: 20, mostCheckers: 2, typos: false })
  return long
}

/** What is absent is not judged, so it must not be there as `undefined` either. */
function given({ kind, sourceName, sourceUrl }: NonNullable<Asked['origin']>) {
  return { kind, ...(sourceName ? { sourceName } : {}), ...(sourceUrl ? { sourceUrl } : {}) }
}
