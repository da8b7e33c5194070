import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/schema.ts'
import { json } from '../db/sql.ts'

const key = 'demo.state'

/** `none`: no demonstration; `building`: its making was cut off; `done`. */
export type DemoState = 'none' | 'building' | 'done'

export async function demoState(root: Kysely<Database>): Promise<DemoState> {
  const row = await root.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst()
  return row === undefined ? 'none' : row.value === 'done' ? 'done' : 'building'
}

export async function setDemoState(root: Kysely<Database>, state: 'building' | 'done'): Promise<void> {
  const value = { value: json(state), updated_at: new Date() }
  await root
    .insertInto('setting')
    .values({ key, ...value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(value))
    .execute()
}

/** Whether nothing has been put into this database yet. */
export async function isEmpty(root: Kysely<Database>): Promise<boolean> {
  const found = await sql`select 1 from region union all select 1 from app_user limit 1`.execute(root)
  return found.rows.length === 0
}

/**
 * Takes back a demonstration that was cut off while it was made. Only such a one: everything in the database is then
 * invented, its audit entries too, which no role of the program could remove.
 */
export async function wipeUnfinished(root: Kysely<Database>): Promise<void> {
  if ((await demoState(root)) !== 'building') throw new RangeError('only an unfinished demonstration is wiped')
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
      and relname not in ('schema_migration', 'setting', 'audit_head')`.execute(root)
  await root.transaction().execute(async (db) => {
    await sql`alter table audit_entry disable trigger user`.execute(db)
    await sql`truncate ${sql.join(rows.map(({ name }) => sql.table(name)))} restart identity`.execute(db)
    await sql`alter table audit_entry enable trigger user`.execute(db)
    await sql`update audit_head set seq = 0, hash = ''`.execute(db)
    await sql`alter sequence account_ledger_seq restart`.execute(db)
    await sql`alter sequence account_application_seq restart`.execute(db)
  })
}
