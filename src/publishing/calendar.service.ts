import type { z } from 'zod'
import { addDays, beijingDay, daysBetween, startOfDay } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { isWorkday } from '../core/workdays.rules.ts'
import { transact } from '../db/transact.ts'
import { workdayOverrides } from '../settings/workdays.service.ts'
import { type CalendarQuestion, campaignsBetween, draftsBetween, publicationsBetween } from './calendar.store.ts'
import type { CalendarItem } from './plan.contract.ts'

const longestDays = 100
/** Of each kind; what is more is counted only as “more than that”. */
const most = 500

type Item = z.infer<typeof CalendarItem>

/** Topics, plans and publications of some weeks, and on which days offices rest. */
export function viewCalendar(
  ctx: Ctx,
  given: { from?: string | undefined; to?: string | undefined; hostUnitId?: string | undefined },
) {
  return transact(ctx, async (work) => {
    const { hostUnitId } = given
    const from = given.from ?? `${beijingDay(work.now).slice(0, 8)}01`
    const to = given.to ?? addDays(from, 30)
    const length = daysBetween(from, to)
    if (length < 0 || length > longestDays) {
      throw new AppError('INVALID_INPUT', { errors: [{ path: 'to', message: `请选择 ${longestDays} 天以内的日期` }] })
    }
    const question: CalendarQuestion = {
      ...{ from: startOfDay(from), until: startOfDay(addDays(to, 1)) },
      ...{ first: from, last: to, hostUnitId, limit: most + 1 },
    }
    const campaigns = await campaignsBetween(work.db, question)
    const drafts = await draftsBetween(work.db, question)
    const publications = await publicationsBetween(work.db, question)
    const items: Item[] = [
      ...campaigns.slice(0, most).map(
        (row): Item => ({
          kind: 'campaign',
          id: row.id,
          name: row.name,
          startsOn: row.starts_on,
          endsOn: row.ends_on,
        }),
      ),
      ...drafts
        .slice(0, most)
        .map(
          (row): Item => ({ kind: 'draft', id: row.id, title: row.title, state: row.state, at: iso(row.scheduled_at) }),
        ),
      ...publications.slice(0, most).map(
        (row): Item => ({
          kind: 'publication',
          id: row.id,
          title: row.title,
          state: row.state,
          at: iso(row.published_at ?? row.scheduled_at),
          accountName: row.account_name,
          platform: row.platform,
        }),
      ),
    ]
    const overrides = await workdayOverrides(work)
    const days = Array.from({ length: length + 1 }, (_, n) => addDays(from, n))
    return {
      items,
      more: campaigns.length + drafts.length + publications.length - items.length,
      restDays: days.filter((day) => !isWorkday(day, overrides)),
    }
  })
}

function iso(at: Date | null): string {
  return (at ?? new Date(0)).toISOString()
}
