import type { Ctx, Work } from '../core/context.ts'
import { asSystem } from '../db/transact.ts'
import { type Event, forgetHandled, markHandled, passOver, takeNext } from './outbox.store.ts'

/** What one kind of event sets off. It runs once for each event, in the transaction that ticks the event off. */
export type Listener = (work: Work, subject: Event['subject']) => Promise<void>

const keptDays = 30

/** Hands every event since the last time to its listener, oldest first. Gives the number handed on. */
export async function relayOutbox(ctx: Ctx, listeners: Readonly<Record<string, Listener>>): Promise<number> {
  const kinds = Object.keys(listeners)
  await asSystem(ctx, async ({ db, now }) => {
    await passOver(db, kinds, now)
    await forgetHandled(db, new Date(now.getTime() - keptDays * 86_400_000))
  })
  for (let handed = 0; ; handed++) {
    const more = await asSystem(ctx, async (work) => {
      const event = await takeNext(work.db, kinds)
      if (!event) return false
      await listeners[event.kind]?.(work, event.subject)
      await markHandled(work.db, event.id, work.now)
      return true
    })
    if (!more) return handed
  }
}
