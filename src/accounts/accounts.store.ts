import { type Insertable, type Selectable, type SqlBool, sql, type Updateable } from 'kysely'
import type { AccountEventTable, AccountTable } from '../db/schema.ts'
import { json } from '../db/sql.ts'
import type { Db } from '../db/transact.ts'

export type StoredAccount = Selectable<AccountTable>

/** The account, if it lies within the actor's scope; locked until the transaction ends. */
export function lockAccount(db: Db, id: string): Promise<StoredAccount | undefined> {
  return db.selectFrom('account').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** These accounts as far as they lie within the actor's scope, locked in one order. */
export function lockAccounts(db: Db, ids: readonly string[]): Promise<StoredAccount[]> {
  return db
    .selectFrom('account')
    .selectAll()
    .where(sql<SqlBool>`id = any(${[...ids]}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** The account with the names that the ledger shows beside it. */
export function findAccount(db: Db, id: string) {
  return db
    .selectFrom('account')
    .leftJoin('unit', 'unit.id', 'account.host_unit_id')
    .leftJoin('region', 'region.code', 'account.region_code')
    .selectAll('account')
    .select(['unit.name as host_unit_name', 'unit.host_type', 'region.name as region_name'])
    .select(sql<string>`account.ledger_no`.as('sort_value'))
    .where('account.id', '=', id)
    .executeTakeFirst()
}

export type HostUnit = {
  id: string
  name: string
  short_name: string
  region_code: string
  region_path: string
  level: StoredAccount['level']
  active: boolean
}

/** A body that can host accounts, if the actor may see it. */
export function findHostUnit(db: Db, id: string): Promise<HostUnit | undefined> {
  return db
    .selectFrom('unit')
    .select(['id', 'name', 'short_name', 'region_code', 'region_path', 'level', 'active'])
    .where('id', '=', id)
    .where('kind', 'not in', ['contractor'])
    .executeTakeFirst()
}

/** The account that holds this ID on this platform and is not closed. Ask as the system: the ID is unique everywhere. */
export function findByPlatformId(db: Db, platform: StoredAccount['platform'], platformAccountId: string) {
  return db
    .selectFrom('account')
    .select(['id', 'ledger_no'])
    .where('platform', '=', platform)
    .where('platform_account_id', '=', platformAccountId)
    .where('state', '<>', 'closed')
    .executeTakeFirst()
}

export async function seesAccount(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom('account').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

export async function nextLedgerNos(db: Db, count: number): Promise<string[]> {
  const { rows } = await sql<{ n: number }>`
    select nextval('account_ledger_seq') as n from generate_series(1, ${count}::integer)`.execute(db)
  return rows.map(({ n }) => `ZM${String(n).padStart(6, '0')}`)
}

/** So many rows fit one statement's parameters. */
const atOnce = 500

export async function addAccounts(db: Db, accounts: readonly Insertable<AccountTable>[]): Promise<void> {
  for (let at = 0; at < accounts.length; at += atOnce) {
    await db
      .insertInto('account')
      .values(accounts.slice(at, at + atOnce))
      .execute()
  }
}

export async function changeAccount(db: Db, id: string, change: Updateable<AccountTable>): Promise<void> {
  await db.updateTable('account').set(change).where('id', '=', id).execute()
}

export type NewEvent = Omit<Insertable<AccountEventTable>, 'detail'> & { detail: unknown }

export async function addEvents(db: Db, events: readonly NewEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += atOnce) {
    const some = events.slice(at, at + atOnce)
    await db
      .insertInto('account_event')
      .values(some.map((event) => ({ ...event, detail: json(event.detail) })))
      .execute()
  }
}

export function accountEvents(db: Db, given: { accountId: string; before: string | undefined; limit: number }) {
  return db
    .selectFrom('account_event')
    .selectAll()
    .where('account_id', '=', given.accountId)
    .$if(given.before !== undefined, (qb) => qb.where('id', '<', given.before as string))
    .orderBy('id', 'desc')
    .limit(given.limit)
    .execute()
}

/** The accounts of a body, locked in one order, for when its name or region changes. */
export function lockAccountsOf(db: Db, unitId: string): Promise<StoredAccount[]> {
  return db.selectFrom('account').selectAll().where('host_unit_id', '=', unitId).orderBy('id').forUpdate().execute()
}

/** The whole timeline, the newest first; an account's life has a few hundred events at most. */
export function allEvents(db: Db, accountId: string) {
  return db
    .selectFrom('account_event')
    .select(['at', 'detail'])
    .where('account_id', '=', accountId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** The changes of the newest event of an account whose title begins so. */
export async function changesNoted(
  db: Db,
  given: { accountId: string; titleBegins: string },
): Promise<{ field: string; before: string | null; after: string | null }[]> {
  const event = await db
    .selectFrom('account_event')
    .select('detail')
    .where('account_id', '=', given.accountId)
    .where(sql<boolean>`starts_with(title, ${given.titleBegins})`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  // Written by `eventOf`.
  return (
    (event?.detail as { changes?: { field: string; before: string | null; after: string | null }[] })?.changes ?? []
  )
}
