import type { Insertable } from 'kysely'
import { sql } from 'kysely'
import type { TestApp } from '../app/testing.ts'
import { newId } from '../core/ids.ts'
import type { AccountTable } from '../db/schema.ts'
import { searchVector } from '../db/sql.ts'

/** Puts an account straight into the table; what is not given is the plainest there is. */
export async function plantAccount(
  app: TestApp,
  given: Partial<Insertable<AccountTable>> & { name: string },
): Promise<string> {
  const id = newId()
  const host = await app.database.root
    .selectFrom('unit')
    .selectAll()
    .where('id', '=', given.host_unit_id ?? app.world.units.host!)
    .executeTakeFirstOrThrow()
  const { rows } = await sql<{ n: number }>`select nextval('account_ledger_seq') as n`.execute(app.database.root)
  const ledgerNo = `ZM${String(rows[0]!.n).padStart(6, '0')}`
  await app.database.root
    .insertInto('account')
    .values({
      id,
      ledger_no: ledgerNo,
      platform: 'wechat',
      host_unit_id: host.id,
      region_code: host.region_code,
      region_path: host.region_path,
      level: host.level,
      state: 'active',
      search: searchVector(given.name, host.name, ledgerNo),
      created_at: app.clock.now,
      updated_at: app.clock.now,
      ...given,
    })
    .execute()
  return id
}
