import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPostgres } from '../scripts/ensure-postgres.mjs'
import { type OpenDatabase, openDatabase } from '../src/db/open.ts'

/** A fresh, migrated database of the product, and how to throw it away. */
export type BenchDatabase = { zh: string; database: OpenDatabase; dataDir: string; remove: () => Promise<void> }

export const databaseNames = ['postgres', 'pglite'] as const
export type DatabaseName = (typeof databaseNames)[number]

/** Opens one of the two databases; the reason in words when this machine does not have it. */
export async function freshDatabase(name: DatabaseName): Promise<BenchDatabase | { skipped: string }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'zhengmei-bench-'))
  const sweep = () => rmSync(dataDir, { recursive: true, force: true })
  if (name === 'pglite') {
    const database = await openDatabase({ dataDir })
    const remove = async () => {
      await database.close()
      sweep()
    }
    return { zh: 'PGlite（内嵌）', database, dataDir, remove }
  }
  const server = await startPostgres({ durable: true, settings: serverSettings })
  if ('skipped' in server) {
    sweep()
    return { skipped: server.skipped ?? '' }
  }
  const database = await openDatabase({ dataDir, databaseUrl: server.url })
  const remove = async () => {
    await database.close()
    await server.stop()
    sweep()
  }
  return { zh: `PostgreSQL ${server.version}`, database, dataDir, remove }
}

/** What an operator of a server with 8 GB or more would set; said in the README beside the figures. */
export const serverSettings = {
  shared_buffers: '1GB',
  work_mem: '64MB',
  maintenance_work_mem: '256MB',
  max_wal_size: '4GB',
}
