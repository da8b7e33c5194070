import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import type { OpenDatabase } from './open.ts'

const folder = path.join(import.meta.dirname, 'migrations')
/** Any number that all our processes agree on. */
const lockKey = 7_226_519

const ledger = `create table if not exists schema_migration (
  name text primary key, sha256 text not null, applied_at timestamptz not null default now())`

type Session = { run: (sql: string) => Promise<void>; rows: (sql: string) => Promise<Record<string, string>[]> }

/**
 * Applies the migrations that this database has not yet seen, each in a transaction, forwards only and under an
 * advisory lock, so that several processes may start at once. Refuses a database that a newer release has migrated
 * or whose applied migrations differ from ours.
 */
export async function migrate(database: OpenDatabase): Promise<string[]> {
  if (database.engine.kind === 'pglite') {
    const { pglite } = database.engine
    return applyAll({
      run: async (sql) => void (await pglite.exec(sql)),
      rows: async (sql) => (await pglite.query<Record<string, string>>(sql)).rows,
    })
  }
  const client = new pg.Client({ connectionString: database.engine.url, application_name: 'zhengmei-migrate' })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(${lockKey})`)
    return await applyAll({
      run: async (sql) => void (await client.query(sql)),
      rows: async (sql) => (await client.query(sql)).rows,
    })
  } finally {
    await client.end()
  }
}

/** Every migration of this release, in order. */
export function migrationFiles(): { name: string; sql: string; sha256: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    })
}

async function applyAll(session: Session): Promise<string[]> {
  await session.run(ledger)
  const applied = new Map(
    (await session.rows('select name, sha256 from schema_migration')).map((r) => [r.name, r.sha256]),
  )
  const ours = migrationFiles()

  const unknown = [...applied.keys()].filter((name) => !ours.some((m) => m.name === name))
  if (unknown.length > 0) {
    throw new Error(`数据库由更新版本的政媒通升级过（${unknown.join('、')}），请使用该版本或更新版本启动。`)
  }
  const altered = ours.filter((m) => applied.has(m.name) && applied.get(m.name) !== m.sha256)
  if (altered.length > 0) {
    throw new Error(`数据库结构脚本与已执行的不一致：${altered.map((m) => m.name).join('、')}。请使用原版本的程序。`)
  }

  const fresh = ours.filter((m) => !applied.has(m.name))
  for (const migration of fresh) {
    await session
      .run(
        `begin; ${migration.sql}\n; insert into schema_migration (name, sha256) values ('${migration.name}', '${migration.sha256}'); commit;`,
      )
      .catch(async (error: unknown) => {
        await session.run('rollback')
        throw new Error(`数据库升级 ${migration.name} 未能完成，数据未作改动`, { cause: error })
      })
  }
  return fresh.map((m) => m.name)
}
