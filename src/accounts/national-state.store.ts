import { type Insertable, type Selectable, type SqlBool, sql } from 'kysely'
import type { NationalFilingTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'

export type StoredFiling = Selectable<NationalFilingTable>

/**
 * Accounts, locked in one order, with what is recorded of them in the national system and the newest entry that means
 * them. `concerned`: only those of which the national system is known to say or have said something.
 */
export function lockStandings(db: Db, ids: readonly string[], which: 'all' | 'concerned') {
  return db
    .selectFrom('account')
    .leftJoin('unit', 'unit.id', 'account.host_unit_id')
    .leftJoin('national_filing as f', 'f.account_id', 'account.id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('national_entry')
          .selectAll()
          .whereRef('national_entry.account_id', '=', 'account.id')
          .where('gone_at', 'is', null)
          .orderBy('seen_at', 'desc')
          .orderBy('national_entry.id', 'desc')
          .limit(1)
          .as('e'),
      (join) => join.onTrue(),
    )
    .selectAll('account')
    .select(['unit.name as host_name', 'unit.short_name as host_short_name'])
    .select([
      'f.state as national_state',
      'f.reported_on',
      'f.included_on',
      'f.shutdown_requested_on',
      'f.shut_down_on',
      'f.entry_id as filed_entry_id',
      'f.differs',
      'f.batch_id',
      'f.batch_name',
      'f.marked_at',
      'f.marked_by',
      'f.marked_unit',
    ])
    .select([
      'e.id as entry_id',
      'e.name as there_name',
      'e.host_name as there_host_name',
      'e.variant as there_variant',
      'e.platform_account_id as there_platform_account_id',
      'e.certified_body as there_certified_body',
      'e.opened_on as there_opened_on',
      'e.url as there_url',
      'e.account_contact_name as there_account_contact_name',
      'e.account_contact_phone_cipher as there_account_contact_phone_cipher',
      'e.unit_contact_name as there_unit_contact_name',
      'e.unit_contact_phone_cipher as there_unit_contact_phone_cipher',
      'e.status as there_status',
      'e.list_id as there_list_id',
    ])
    .where(sql<SqlBool>`account.id = any(${[...ids]}::uuid[])`)
    .$if(which === 'concerned', (qb) => qb.where(sql<SqlBool>`(f.account_id is not null or e.id is not null)`))
    .orderBy('account.id')
    .forUpdate('account')
    .execute()
}
export type StandingRow = Awaited<ReturnType<typeof lockStandings>>[number]

export async function putFilings(db: Db, filings: readonly Insertable<NationalFilingTable>[]): Promise<void> {
  for (let at = 0; at < filings.length; at += 500) {
    await db
      .insertInto('national_filing')
      .values(filings.slice(at, at + 500))
      .onConflict((oc) =>
        oc.column('account_id').doUpdateSet((eb) => ({
          state: eb.ref('excluded.state'),
          reported_on: eb.ref('excluded.reported_on'),
          included_on: eb.ref('excluded.included_on'),
          shutdown_requested_on: eb.ref('excluded.shutdown_requested_on'),
          shut_down_on: eb.ref('excluded.shut_down_on'),
          entry_id: eb.ref('excluded.entry_id'),
          differs: eb.ref('excluded.differs'),
          batch_id: eb.ref('excluded.batch_id'),
          batch_name: eb.ref('excluded.batch_name'),
          marked_by: eb.ref('excluded.marked_by'),
          marked_unit: eb.ref('excluded.marked_unit'),
          marked_at: eb.ref('excluded.marked_at'),
        })),
      )
      .execute()
  }
}

/** Back to 未报送, which is no row. */
export async function dropFilings(db: Db, accountIds: readonly string[]): Promise<void> {
  await db
    .deleteFrom('national_filing')
    .where(sql<SqlBool>`account_id = any(${[...accountIds]}::uuid[])`)
    .execute()
}

/** An entry stands where its account stands, so that whoever sees the one sees the other. */
export async function followAccounts(db: Db, accountIds: readonly string[]): Promise<void> {
  await sql`update national_entry set region_path = a.region_path from account a
    where a.id = national_entry.account_id and a.id = any(${[...accountIds]}::uuid[])
      and national_entry.region_path <> a.region_path`.execute(db)
}
