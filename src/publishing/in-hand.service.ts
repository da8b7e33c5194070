import type { Ctx, Work } from '../core/context.ts'
import { asSystem } from '../db/transact.ts'
import type { Publishers } from '../platforms/publishers.ts'
import type { Clock } from '../platforms/tokens.service.ts'
import { lockPublication, type PublicationRow } from './publications.store.ts'

/** A publication in hand. Until `until` it is nobody else's; whoever comes back later finds it taken over. */
export type InHand = { row: PublicationRow; until: Date }
export type Sending = { ctx: Ctx; now: Clock; publishers: Publishers }
/** A transaction of the system at the time it is. */
export function inSystem<T>({ ctx, now }: Sending, part: (work: Work) => Promise<T>): Promise<T> {
  return asSystem({ ...ctx, now: now() }, part)
}

/** Records what came of a step, unless the publication was taken over or moved by a person meanwhile. */
export async function settle(
  sending: Sending,
  held: InHand,
  outcome: (work: Work, row: PublicationRow) => Promise<void>,
): Promise<void> {
  await inSystem(sending, async (work) => {
    const row = await stillHeld(work, held)
    if (row) await outcome(work, row)
  })
}

/** The publication as it is now, locked; null when it is not in this process's hand any more. */
export async function stillHeld(work: Work, { row: taken, until }: InHand): Promise<PublicationRow | null> {
  const row = await lockPublication(work.db, taken.id)
  const same = row?.state === taken.state && row.next_at?.getTime() === until.getTime()
  return same ? row : null
}
