import { type Insertable, type SqlBool, sql } from 'kysely'
import type { AccountCustodyTable, CustodyTransferTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'
import type { CustodyItem } from './custody.rules.ts'
import { worksForHost } from './people.store.ts'

/** What is kept of an account, by whom, and whether the keeper is still there. Ask as the system, for an account seen. */
export function custodyOf(db: Db, given: { accountId: string; today: string }) {
  return db
    .selectFrom('account_custody')
    .innerJoin('account', 'account.id', 'account_custody.account_id')
    .innerJoin('app_user', 'app_user.id', 'account_custody.keeper_user_id')
    .innerJoin('unit', 'unit.id', 'app_user.unit_id')
    .selectAll('account_custody')
    .select(['app_user.name as keeper_name', 'unit.name as keeper_unit'])
    .select(sql<boolean>`not (app_user.active and ${worksForHost(given.today)})`.as('keeper_gone'))
    .where('account_custody.account_id', '=', given.accountId)
    .execute()
}

/** Who may keep something of the accounts of a host unit, or be on duty for them: its people and its contractor's. */
export function peopleFor(db: Db, given: { hostUnitId: string; today: string }) {
  return db
    .selectFrom('app_user')
    .innerJoin('unit', 'unit.id', 'app_user.unit_id')
    .innerJoin('unit as host', (join) => join.on('host.id', '=', given.hostUnitId))
    .select(['app_user.id', 'app_user.name', 'unit.name as unit_name'])
    .where('app_user.active', '=', true)
    .where(worksForHost(given.today, 'host.id'))
    .orderBy('unit.name')
    .orderBy('app_user.name')
    .limit(500)
    .execute()
}

export async function addCustody(db: Db, row: Insertable<AccountCustodyTable>): Promise<void> {
  await db.insertInto('account_custody').values(row).execute()
}

type Change = Partial<Omit<Insertable<AccountCustodyTable>, 'account_id' | 'item' | 'version'>>

/** False when somebody was quicker. */
export async function changeCustody(
  db: Db,
  key: { accountId: string; item: CustodyItem; version: number },
  change: Change,
): Promise<boolean> {
  const result = await db
    .updateTable('account_custody')
    .set({ ...change, version: key.version + 1 })
    .where('account_id', '=', key.accountId)
    .where('item', '=', key.item)
    .where('version', '=', key.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The receiver keeps these items from now on. */
export async function passCustody(
  db: Db,
  given: { accountId: string; items: readonly CustodyItem[]; toUserId: string; since: string; at: Date },
): Promise<void> {
  await db
    .updateTable('account_custody')
    .set((eb) => ({
      keeper_user_id: given.toUserId,
      since: given.since,
      told_at: null,
      updated_at: given.at,
      version: eb('version', '+', 1),
    }))
    .where('account_id', '=', given.accountId)
    .where('item', 'in', given.items)
    .execute()
}

export async function addTransfer(db: Db, row: Insertable<CustodyTransferTable>): Promise<void> {
  await db.insertInto('custody_transfer').values(row).execute()
}

function selectTransfers(db: Db) {
  return db
    .selectFrom('custody_transfer')
    .innerJoin('account', 'account.id', 'custody_transfer.account_id')
    .innerJoin('unit as host', 'host.id', 'account.host_unit_id')
    .innerJoin('app_user as giver', 'giver.id', 'custody_transfer.from_user_id')
    .innerJoin('unit as giver_unit', 'giver_unit.id', 'giver.unit_id')
    .innerJoin('app_user as taker', 'taker.id', 'custody_transfer.to_user_id')
    .innerJoin('unit as taker_unit', 'taker_unit.id', 'taker.unit_id')
    .selectAll('custody_transfer')
    .select(['giver.name as from_name', 'giver_unit.name as from_unit'])
    .select(['taker.name as to_name', 'taker_unit.name as to_unit'])
    .select(['account.name as account_name', 'account.ledger_no', 'account.platform', 'account.variant'])
    .select(['account.host_unit_id', 'host.name as host_name'])
}
export type TransferRow = NonNullable<Awaited<ReturnType<typeof findTransfer>>>

/** Transfers of an account, the newest first. Ask as the system, for an account seen. */
export function transfersOf(db: Db, accountId: string) {
  return selectTransfers(db)
    .where('custody_transfer.account_id', '=', accountId)
    .orderBy('custody_transfer.created_at', 'desc')
    .orderBy('custody_transfer.id', 'desc')
    .limit(100)
    .execute()
}

export function findTransfer(db: Db, id: string) {
  return selectTransfers(db).where('custody_transfer.id', '=', id).executeTakeFirst()
}

/** Whose account a transfer is about, if the actor sees it. */
export function seenTransfer(db: Db, id: string) {
  return db.selectFrom('custody_transfer').select('account_id').where('id', '=', id).executeTakeFirst()
}

export async function endTransfer(
  db: Db,
  id: string,
  given: { state: 'confirmed' | 'withdrawn'; at: Date },
): Promise<boolean> {
  const result = await db
    .updateTable('custody_transfer')
    .set({ state: given.state, ended_at: given.at })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

const keeperThere = (today: string) => sql<SqlBool>`(app_user.active and ${worksForHost(today)})`

/** Custody of living accounts whose keeper is gone and of which nobody has been told. */
export function untoldCustody(db: Db, today: string) {
  return db
    .selectFrom('account_custody')
    .innerJoin('account', 'account.id', 'account_custody.account_id')
    .innerJoin('app_user', 'app_user.id', 'account_custody.keeper_user_id')
    .select(['account_custody.account_id', 'account_custody.item', 'account.name', 'account.host_unit_id'])
    .select('app_user.name as keeper_name')
    .where('account.state', '<>', 'closed')
    .where('account_custody.told_at', 'is', null)
    .where(sql<SqlBool>`not ${keeperThere(today)}`)
    .orderBy('account_custody.account_id')
    .orderBy('account_custody.item')
    .limit(1000)
    .execute()
}

export async function markTold(db: Db, accountId: string, items: readonly CustodyItem[], at: Date): Promise<void> {
  await db
    .updateTable('account_custody')
    .set({ told_at: at })
    .where('account_id', '=', accountId)
    .where('item', 'in', items)
    .execute()
}

/** Whoever came back is watched anew. */
export async function forgetTold(db: Db, today: string): Promise<void> {
  await db
    .updateTable('account_custody')
    .set({ told_at: null })
    .from(['account', 'app_user'])
    .whereRef('account.id', '=', 'account_custody.account_id')
    .whereRef('app_user.id', '=', 'account_custody.keeper_user_id')
    .where('account_custody.told_at', 'is not', null)
    .where(keeperThere(today))
    .execute()
}
