import type { Ctx } from '../core/context.ts'
import { asSystem } from '../db/transact.ts'
import { deleteStale } from './sign-in.store.ts'

const hour = 3_600_000

/** Deletes what has run out. Who signed in when stays in the audit; these rows only serve the running system. */
export function forgetStale(ctx: Ctx): Promise<void> {
  const ago = (hours: number) => new Date(ctx.now.getTime() - hours * hour)
  return asSystem(ctx, ({ db }) =>
    deleteStale(db, { session: ago(0), failure: ago(1), flow: ago(1), submission: ago(24) }),
  )
}
