import { addDays, startOfDay } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import { changesBetween } from './account-changes.rules.ts'
import { factsOf } from './accounts.service.ts'
import { allEvents, findAccount } from './accounts.store.ts'
import { type RecordChange, recordAsOf } from './as-of.rules.ts'
import { accountStates } from './platforms.rules.ts'

/** What the ledger said of an account at the end of a Beijing day. */
export function accountAsOf(ctx: Ctx, id: string, day: string) {
  return transact(ctx, async ({ db, box }) => {
    const account = await findAccount(db, id)
    if (!account) throw new AppError('NOT_FOUND')
    const until = new Date(startOfDay(addDays(day, 1)).getTime() - 1).toISOString()
    if (account.created_at.toISOString() > until) return { day, onRecord: false, fields: [] }
    const filled = changesBetween(null, factsOf(account, box), { after: account.host_unit_name ?? '' })
    const now = [
      ...filled.map(({ field, after }) => ({ field, value: after })),
      { field: '状态', value: accountStates[account.state] },
    ]
    const events = (await allEvents(db, id)).map((event) => ({
      at: event.at.toISOString(),
      changes: (event.detail as { changes?: RecordChange[] }).changes ?? [], // written by eventOf
    }))
    const fields = recordAsOf(now, events, until).filter(({ value }) => value !== null && value !== '')
    return { day, onRecord: true, fields }
  })
}
