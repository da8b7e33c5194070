import { type Insertable, sql } from 'kysely'
import type { TestApp } from '../app/testing.ts'
import { newId } from '../core/ids.ts'
import type { AccountTable } from '../db/schema.ts'
import { searchVector } from '../db/sql.ts'

type Plain = Partial<Insertable<AccountTable>> & { name: string }

/** Puts an account straight into the table; what is not given is the plainest there is. */
export async function plantAccount(app: TestApp, given: Plain): Promise<string> {
  const [id] = await plantAccounts(app, [given])
  return id!
}

export async function plantAccounts(app: TestApp, given: readonly Plain[]): Promise<string[]> {
  const { root } = app.database
  const units = new Map((await root.selectFrom('unit').selectAll().execute()).map((unit) => [unit.id, unit]))
  const { rows: numbers } = await sql<{ n: number }>`
    select nextval('account_ledger_seq') as n from generate_series(1, ${sql.lit(given.length)})`.execute(root)
  const rows = given.map((fields, i) => {
    const host = units.get(fields.host_unit_id ?? app.world.units.host!)!
    const ledgerNo = `ZM${String(numbers[i]!.n).padStart(6, '0')}`
    return {
      id: newId(),
      ledger_no: ledgerNo,
      platform: 'wechat' as const,
      host_unit_id: host.id,
      region_code: host.region_code,
      region_path: host.region_path,
      level: host.level,
      state: 'active' as const,
      search: searchVector(fields.name, host.name, ledgerNo),
      created_at: app.clock.now,
      updated_at: app.clock.now,
      ...fields,
    }
  })
  for (let at = 0; at < rows.length; at += 500) {
    await root
      .insertInto('account')
      .values(rows.slice(at, at + 500))
      .execute()
  }
  return rows.map((row) => row.id)
}
