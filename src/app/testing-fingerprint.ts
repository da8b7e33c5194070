import { sql } from 'kysely'
import type { TestApp } from './testing.ts'

/** A fingerprint of everything stored but the record of what was asked (audit, the sessions' last use). */
export async function everythingStored(t: TestApp): Promise<string> {
  const { root } = t.database
  const asked = ['audit_entry', 'audit_head', 'session', 'outbox', 'schema_migration']
  const { rows: tables } = await sql<{ name: string }>`select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
    order by relname`.execute(root)
  const parts = tables
    .filter(({ name }) => !asked.includes(name))
    .map(
      ({ name }) => sql`select ${sql.lit(name)} as name, md5(coalesce(string_agg(r::text, '|' order by r::text), ''))
      as sum from ${sql.table(name)} r`,
    )
  // Ordered: a server may read the tables side by side.
  const { rows } = await sql`${sql.join(parts, sql` union all `)} order by name`.execute(root)
  const ended = await sql`select public_id from session where revoked_at is not null order by 1`.execute(root)
  return JSON.stringify([rows, ended.rows])
}
