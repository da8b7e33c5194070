import { type SqlBool, sql, type Updateable } from 'kysely'
import type { AccountTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'
import { accountFilter, type PreparedFilter } from './ledger.store.ts'

/** These accounts, locked in one order, with what their search column is made of. */
export function lockForTags(db: Db, ids: readonly string[]) {
  return db
    .selectFrom('account')
    .leftJoin('unit', 'unit.id', 'account.host_unit_id')
    .select(['account.id', 'account.name', 'ledger_no', 'platform_account_id', 'certified_body', 'tags'])
    .select(['unit.name as host_name', 'unit.short_name as host_short_name'])
    .where(sql<SqlBool>`account.id = any(${[...ids]}::uuid[])`)
    .orderBy('account.id')
    .forUpdate('account')
    .execute()
}

export async function setTags(
  db: Db,
  id: string,
  change: Pick<Updateable<AccountTable>, 'tags' | 'search' | 'updated_at'>,
): Promise<void> {
  await db
    .updateTable('account')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
}

/** How many accounts of each host unit have something missing, among those that match. */
export function incompleteByHost(db: Db, filter: PreparedFilter) {
  return db
    .selectFrom('account')
    .select('host_unit_id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .select(sql<string[]>`(array_agg(account.name order by account.ledger_no))[1:5]`.as('names'))
    .where(accountFilter(filter))
    .where(accountFilter({ filter: { incomplete: '1' }, scope: filter.scope, now: filter.now }))
    .groupBy('host_unit_id')
    .orderBy('host_unit_id')
    .execute()
}
