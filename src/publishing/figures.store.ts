import { type Insertable, type Selectable, sql } from 'kysely'
import type { AccountFigureTable } from '../db/schema.ts'
import { json } from '../db/sql.ts'
import type { Db } from '../db/transact.ts'

export type StoredFigures = Selectable<AccountFigureTable>

/** Every line of totals of these accounts and periods captured up to a moment, the newest first. */
export async function findFigures(
  db: Db,
  sought: readonly { account_id: string; period_start: string; period_end: string }[],
  upTo: Date,
): Promise<StoredFigures[]> {
  if (sought.length === 0) return []
  const starts = sought.map(({ period_start }) => period_start).sort()
  const { rows } = await sql<StoredFigures>`
    select f.* from (
      select distinct account_id, period_start, period_end
      from jsonb_to_recordset(${json(sought)}::jsonb) as x (account_id uuid, period_start date, period_end date)
    ) s
    join account_figure f using (account_id, period_start, period_end)
    where f.period_start >= ${starts[0]}::date and f.period_start <= ${starts.at(-1)}::date and f.captured_at <= ${upTo}
    order by f.captured_at desc`.execute(db)
  return rows
}

export async function addFigures(db: Db, rows: readonly Insertable<AccountFigureTable>[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('account_figure').values(rows).execute()
}

/** The followers that the ledger shows, where the given count is of a later day. */
export async function noteFollowers(
  db: Db,
  counts: readonly { account_id: string; followers: number; as_of: string }[],
): Promise<void> {
  if (counts.length === 0) return
  await sql`update account set followers = x.followers, followers_as_of = x.as_of
    from (
      select distinct on (account_id) * from jsonb_to_recordset(${json(counts)}::jsonb)
        as c (account_id uuid, followers bigint, as_of date)
      order by account_id, as_of desc
    ) x
    where account.id = x.account_id and (account.followers_as_of is null or account.followers_as_of <= x.as_of)`.execute(
    db,
  )
}
