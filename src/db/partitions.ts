import { type Kysely, sql } from 'kysely'
import type { Database } from './schema.ts'

const monthly = ['post', 'post_metric', 'account_figure', 'comment', 'audit_entry'] as const
/** A key range of its own for the lock below. */
const lockKey = 7_226_520

/**
 * Makes the monthly partitions that the given Beijing days (`YYYY-MM-DD`) need. Runs as the owner in a transaction
 * of its own, before the use case that writes to them; making one that exists changes nothing.
 */
export async function ensurePartitions(
  root: Kysely<Database>,
  days: Iterable<string>,
  tables: readonly (typeof monthly)[number][] = monthly,
): Promise<void> {
  const months = [...new Set([...days].map((day) => day.slice(0, 7)))].sort()
  const wanted = tables.flatMap((table) =>
    months.map((month) => ({ table, month, name: `${table}_${month.replace('-', '_')}` })),
  )
  const found = await sql<{ relname: string }>`
    select relname from pg_class where relname = any(${wanted.map((w) => w.name)}::text[])`.execute(root)
  const existing = new Set(found.rows.map((row) => row.relname))
  const missing = wanted.filter((w) => !existing.has(w.name))
  if (missing.length === 0) return

  await root.transaction().execute(async (db) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(lockKey)})`.execute(db)
    for (const { table, month, name } of missing) {
      const [from, to] = boundsOf(table, month)
      await sql`create table if not exists ${sql.table(name)} partition of ${sql.table(table)}
        for values from (${sql.lit(from)}) to (${sql.lit(to)})`.execute(db)
    }
  })
}

/** A month's bounds: calendar days where the key is a date, Beijing midnights where it is an instant. */
function boundsOf(table: string, month: string): [string, string] {
  const next = new Date(`${month}-01T00:00:00Z`)
  next.setUTCMonth(next.getUTCMonth() + 1)
  const first = `${month}-01`
  const after = next.toISOString().slice(0, 10)
  return table === 'account_figure' ? [first, after] : [`${first}T00:00:00+08:00`, `${after}T00:00:00+08:00`]
}
