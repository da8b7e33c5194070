import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely'
import pg from 'pg'
import { lockDirectory } from './directory-lock.ts'
import { migrate } from './migrate.ts'
import type { Database } from './schema.ts'

/** An open database: the query builder, and below it what only some parts need (jobs, backup, bulk copy). */
export type OpenDatabase = {
  root: Kysely<Database>
  engine: { kind: 'pglite'; pglite: PGlite } | { kind: 'postgres'; pool: pg.Pool; url: string }
  close: () => Promise<void>
}

const INT8 = 20
const DATE = 1082

// Counts and figures stay far below 2^53, and a calendar day is a text, not an instant.
pg.types.setTypeParser(INT8, Number)
pg.types.setTypeParser(DATE, (text) => text)
const pgliteParsers = { [INT8]: Number, [DATE]: (text: string) => text }

/** Opens the embedded database in `dataDir`, or the PostgreSQL of `databaseUrl`, and brings its tables up to date. */
export async function openDatabase(given: {
  dataDir: string
  databaseUrl?: string | undefined
}): Promise<OpenDatabase> {
  const database = given.databaseUrl ? openPostgres(given.databaseUrl) : await openPglite(given.dataDir)
  try {
    await migrate(database)
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

async function openPglite(dataDir: string): Promise<OpenDatabase> {
  const lock = lockDirectory(dataDir)
  const pglite = await PGlite.create({ dataDir: path.join(dataDir, 'pglite'), parsers: pgliteParsers })
  return withPglite(pglite, () => lock.release())
}

/** Wraps a PGlite that is already open; tests give one in memory. */
export function withPglite(pglite: PGlite, afterClose: () => void = () => {}): OpenDatabase {
  const root = new Kysely<Database>({ dialect: new PGliteDialect({ pglite }) })
  return {
    root,
    engine: { kind: 'pglite', pglite },
    close: async () => {
      if (!pglite.closed) await pglite.close()
      afterClose()
    },
  }
}

/** The options that every PGlite of ours is opened with. */
export const pgliteOptions = { parsers: pgliteParsers }

export function openPostgres(url: string): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: Number(process.env.DATABASE_POOL ?? 10),
    connectionTimeoutMillis: 5_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'zhengmei',
  })
  // A connection lost while idle is replaced by the pool; the next query reports what is wrong.
  pool.on('error', () => {})
  const root = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  return { root, engine: { kind: 'postgres', pool, url }, close: () => root.destroy() }
}
