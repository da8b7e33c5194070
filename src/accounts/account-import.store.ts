import { type SqlBool, sql } from 'kysely'
import { likeQuery } from '../db/sql.ts'
import type { Db } from '../db/transact.ts'
import type { HostUnit, StoredAccount } from './accounts.store.ts'

type Named = { name: string; regionCode: string | null }

/** The bodies of these names, full or short, that the actor sees and that can host accounts. */
export function hostsNamed(db: Db, wanted: readonly Named[]): Promise<HostUnit[]> {
  const names = [...new Set(wanted.map((row) => row.name))]
  return db
    .selectFrom('unit')
    .select(['id', 'name', 'short_name', 'region_code', 'region_path', 'level', 'active'])
    .where('kind', '<>', 'contractor')
    .where('active', '=', true)
    .where(sql<SqlBool>`(name = any(${names}::text[]) or short_name = any(${names}::text[]))`)
    .execute()
}

/** Names that share at least one pair of characters with a wanted one, for a suggestion. */
export async function similarNames(db: Db, name: string): Promise<string[]> {
  const words = likeQuery(name)
  if (words === null) return []
  const rows = await db
    .selectFrom('unit')
    .select('name')
    .where('kind', '<>', 'contractor')
    .where('active', '=', true)
    .where(sql<SqlBool>`search @@ ${words}::tsquery`)
    .limit(2000)
    .execute()
  return rows.map((row) => row.name)
}

export function accountsNumbered(db: Db, ledgerNos: readonly string[]): Promise<StoredAccount[]> {
  return db
    .selectFrom('account')
    .selectAll()
    .where(sql<SqlBool>`ledger_no = any(${[...ledgerNos]}::text[])`)
    .execute()
}

/** Accounts that hold one of these IDs and are not closed. As the system it tells who holds an ID elsewhere. */
export function accountsIdentified(db: Db, ids: readonly string[]): Promise<StoredAccount[]> {
  return db
    .selectFrom('account')
    .selectAll()
    .where('state', '<>', 'closed')
    .where(sql<SqlBool>`platform_account_id = any(${[...ids]}::text[])`)
    .execute()
}

export function accountsHosted(db: Db, hosts: readonly string[], names: readonly string[]): Promise<StoredAccount[]> {
  return db
    .selectFrom('account')
    .selectAll()
    .where('state', '<>', 'closed')
    .where(sql<SqlBool>`host_unit_id = any(${[...hosts]}::uuid[])`)
    .where(sql<SqlBool>`name = any(${[...names]}::text[])`)
    .execute()
}
