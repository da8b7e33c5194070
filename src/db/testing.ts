import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { migrate, migrationFiles } from './migrate.ts'
import { type OpenDatabase, openPostgres, pgliteOptions, withPglite } from './open.ts'

/**
 * A fresh, migrated database for one test file: PGlite in memory, or a database of its own on the server
 * that `TEST_DATABASE_URL` names. Both come from a template, because migrating anew takes seconds.
 */
export function openTestDatabase(): Promise<OpenDatabase> {
  const url = process.env.TEST_DATABASE_URL
  return url ? freshPostgres(url) : freshPglite()
}

/** Short, because PostgreSQL cuts names off after 63 characters. */
const version = createHash('sha256')
  .update(
    migrationFiles()
      .map((m) => m.sha256)
      .join(),
  )
  .digest('hex')
  .slice(0, 16)

async function freshPglite(): Promise<OpenDatabase> {
  const folder = path.resolve('node_modules/.cache/zhengmei')
  const template = path.join(folder, `pglite-${version}.tar`)
  if (!existsSync(template)) {
    mkdirSync(folder, { recursive: true })
    const made = withPglite(await PGlite.create(pgliteOptions))
    await migrate(made)
    if (made.engine.kind !== 'pglite') throw new TypeError('a PGlite was opened')
    const dump = await made.engine.pglite.dumpDataDir('none')
    await made.close()
    const draft = `${template}.${randomBytes(4).toString('hex')}`
    writeFileSync(draft, new Uint8Array(await dump.arrayBuffer()))
    renameSync(draft, template)
  }
  const pglite = await PGlite.create({ ...pgliteOptions, loadDataDir: new Blob([readFileSync(template)]) })
  return withPglite(pglite)
}

async function freshPostgres(url: string): Promise<OpenDatabase> {
  const template = `zhengmei_template_${version}`
  const name = `zhengmei_test_${randomBytes(6).toString('hex')}`
  await withClient(url, async (admin) => {
    // One test process makes the template, the others wait for it.
    await admin.query('select pg_advisory_lock(7226521)')
    const found = await admin.query('select 1 from pg_database where datname = $1', [template])
    if (found.rowCount === 0) {
      // A draft that a killed run left behind is made anew.
      await admin.query(`drop database if exists ${template}_draft`)
      await admin.query(`create database ${template}_draft`)
      const made = openPostgres(inDatabase(url, `${template}_draft`))
      await migrate(made)
      await made.close()
      await admin.query(`alter database ${template}_draft rename to ${template}`)
    }
    await admin.query(`create database ${name} template ${template}`)
    await admin.query('select pg_advisory_unlock(7226521)')
  })
  const database = openPostgres(inDatabase(url, name))
  return {
    ...database,
    close: async () => {
      await database.close()
      // Without `force`: that would have to end an autovacuum worker, which is not ours to end. The plain form waits for it.
      await withClient(url, (admin) => admin.query(`drop database ${name}`))
    },
  }
}

async function withClient(url: string, use: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await use(client)
  } finally {
    await client.end()
  }
}

function inDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.toString()
}
