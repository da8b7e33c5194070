import { sql } from 'kysely'
import type { Db } from '../db/transact.ts'

/** The newest known figures of the account's newest period. */
export function latestFigure(db: Db, accountId: string) {
  return db
    .selectFrom('account_figure')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('period_end', 'desc')
    .orderBy('captured_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** How many posts each month has, in Beijing months, from an instant on. */
export async function postsByMonth(db: Db, accountId: string, from: Date): Promise<Map<string, number>> {
  const month = sql<string>`to_char(published_at at time zone 'Asia/Shanghai', 'YYYY-MM')`
  const rows = await db
    .selectFrom('post')
    .select(month.as('month'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('published_at', '>=', from)
    .groupBy(month)
    .execute()
  return new Map(rows.map((row) => [row.month, row.count]))
}

/** The months that begin a period for which figures are there. */
export async function figureMonths(db: Db, accountId: string, from: string): Promise<Set<string>> {
  const month = sql<string>`to_char(period_start, 'YYYY-MM')`
  const rows = await db
    .selectFrom('account_figure')
    .select(month.as('month'))
    .distinct()
    .where('account_id', '=', accountId)
    .where('period_start', '>=', from)
    .execute()
  return new Set(rows.map((row) => row.month))
}

/** The contract of today by which a contractor works for this body, if the actor may see it. */
export function validContract(db: Db, hostUnitId: string, today: string) {
  return db
    .selectFrom('contract')
    .selectAll()
    .where('host_unit_id', '=', hostUnitId)
    .where('ended_at', 'is', null)
    .where('starts_on', '<=', today)
    .where('ends_on', '>=', today)
    .where('nda_signed_on', '<=', today)
    .where('nda_ends_on', '>=', today)
    .orderBy('ends_on', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Ask as the system: a contractor may have its seat in another region. */
export async function unitName(db: Db, id: string): Promise<string> {
  const unit = await db.selectFrom('unit').select('name').where('id', '=', id).executeTakeFirst()
  return unit?.name ?? ''
}
