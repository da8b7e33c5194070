import { sql } from 'kysely'
import type { Db } from '../db/transact.ts'

const columns = ['id', 'ledger_no', 'name', 'platform', 'platform_account_id', 'closed_on'] as const

/** The accounts within the actor's scope that any of these texts may name. */
export function findNamed(db: Db, given: { ledgerNos: string[]; names: string[]; platformIds: string[] }) {
  const { ledgerNos, names, platformIds } = given
  return db
    .selectFrom('account')
    .select(columns)
    .where((eb) =>
      eb.or([
        eb('ledger_no', '=', sql<string>`any(${ledgerNos}::text[])`),
        eb('name', '=', sql<string>`any(${names}::text[])`),
        eb('platform_account_id', '=', sql<string>`any(${platformIds}::text[])`),
      ]),
    )
    .execute()
}

export function findById(db: Db, id: string) {
  return db.selectFrom('account').select(columns).where('id', '=', id).executeTakeFirst()
}
