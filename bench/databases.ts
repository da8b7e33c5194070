import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPostgres } from '../scripts/ensure-postgres.mjs'
import { type OpenDatabase, openDatabase } from '../src/db/open.ts'

/** A fresh, migrated database of the product. */
export type BenchDatabase = {
  zh: string
  database: OpenDatabase
  /** Closes it here and gives the environment in which another process opens it. */
  handOver: () => Promise<Record<string, string>>
  /** Throws it away. */
  remove: () => Promise<void>
}

export const databaseNames = ['postgres', 'pglite'] as const
export type DatabaseName = (typeof databaseNames)[number]

/** What an operator of a server with 8 GB or more would set; said in the README beside the figures. */
const serverSettings = {
  shared_buffers: '1GB',
  work_mem: '64MB',
  maintenance_work_mem: '256MB',
  max_wal_size: '4GB',
}

/** Opens one of the two databases; the reason in words when this machine does not have it. */
export async function freshDatabase(name: DatabaseName): Promise<BenchDatabase | { skipped: string }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'zhengmei-bench-'))
  const server = name === 'postgres' ? await startPostgres({ durable: true, settings: serverSettings }) : null
  if (server && 'skipped' in server) {
    rmSync(dataDir, { recursive: true, force: true })
    return { skipped: server.skipped }
  }
  const database = await openDatabase({ dataDir, databaseUrl: server?.url })
  let open = true
  const close = async () => {
    if (open) await database.close()
    open = false
  }
  return {
    zh: server ? `PostgreSQL ${server.version}` : 'PGlite（内嵌）',
    database,
    async handOver() {
      await close()
      return { DATA_DIR: dataDir, ...(server ? { DATABASE_URL: server.url } : {}) }
    },
    async remove() {
      await close()
      await server?.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
