import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Kysely, sql } from 'kysely'
import { migrationFiles } from '../db/migrate.ts'
import { ensurePartitions } from '../db/partitions.ts'
import type { Database } from '../db/schema.ts'
import { checkBackup, chunksOf, lineHash, type Manifest } from './backup-file.ts'
import { backupTables, monthlyTables, sequences } from './tables.ts'

type Installation = { root: Kysely<Database>; key: Uint8Array; demo: boolean; version: string }
/** Told as each table is done. */
type Tell = (table: string, rows: number) => void

const batch = 1_000

/**
 * Writes everything into one file, as of one moment, readable by either database. The file appears under its
 * name only when it is complete.
 */
export async function backUp(installation: Installation, file: string, tell: Tell): Promise<Record<string, number>> {
  const draft = `${file}.part`
  const gzip = createGzip()
  const output = gzip.pipe(createWriteStream(draft, { mode: 0o600 }))
  const hash = lineHash()
  const write = async (line: string) => {
    if (!gzip.write(`${line}\n`)) await once(gzip, 'drain')
  }
  const put = async (value: unknown) => {
    const line = JSON.stringify(value)
    hash.add(line)
    await write(line)
  }

  const rows = await installation.root
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (db) => {
      await put(await manifestOf(db, installation))
      const counts: Record<string, number> = {}
      for (const { name, order } of backupTables) {
        counts[name] = await putTable(db, { name, order }, put)
        tell(name, counts[name])
      }
      return counts
    })
  await write(JSON.stringify({ end: true, rows, sha256: hash.hex() }))
  gzip.end()
  await finished(output)
  await rename(draft, file)
  return rows
}

/**
 * Puts a backup into a fresh, migrated, empty database, all of it or nothing. Refuses a damaged file, another
 * release's tables, another installation's key, and a database that already holds something.
 */
export async function restore(installation: Installation, file: string, tell: Tell): Promise<Record<string, number>> {
  const { root } = installation
  const { manifest, rows } = await checkBackup(file)
  refuseForeign(manifest, installation)
  const held = await root.selectFrom('region').select('code').limit(1).executeTakeFirst()
  if (held) throw new Error('数据库中已有数据。请恢复到一个空的数据目录或空的 PostgreSQL 数据库。')
  await makePartitions(root, file)

  await root.transaction().execute(async (db) => {
    await sql`delete from audit_head`.execute(db)
    let table = ''
    for await (const chunk of chunksOf(file)) {
      if (table && table !== chunk.table) tell(table, rows[table] ?? 0)
      table = chunk.table
      await sql`insert into ${sql.table(table)} overriding system value
        select * from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(chunk.rows)}::jsonb)`.execute(
        db,
      )
    }
    for (const [name, value] of Object.entries(manifest.sequences)) {
      await sql`select setval(${name}::regclass, ${value})`.execute(db)
    }
    await sql`update job_run set state = 'failed', error = '恢复备份时该任务尚未完成，请重新发起', finished_at = now()
      where state in ('queued', 'running')`.execute(db)
  })
  return rows
}

async function manifestOf(db: Kysely<Database>, { key, demo, version }: Installation): Promise<Manifest> {
  const values: Record<string, number> = {}
  for (const name of sequences) {
    const found = await sql<{ last_value: number }>`select last_value from ${sql.table(name)}`.execute(db)
    values[name] = found.rows[0]?.last_value ?? 1
  }
  return {
    format: 'zhengmei-backup-1',
    version,
    createdAt: new Date().toISOString(),
    demo,
    keyMark: markOf(key),
    migrations: migrationFiles().map(({ name, sha256 }) => ({ name, sha256 })),
    sequences: values,
  }
}

async function putTable(
  db: Kysely<Database>,
  { name, order }: { name: string; order: string },
  put: (value: unknown) => Promise<void>,
): Promise<number> {
  await sql`declare backup_rows no scroll cursor for
    select to_jsonb(t) as row from ${sql.table(name)} t order by ${sql.raw(order)}`.execute(db)
  let count = 0
  for (;;) {
    const { rows } = await sql<{ row: unknown }>`fetch ${sql.lit(batch)} from backup_rows`.execute(db)
    if (rows.length === 0) break
    await put({ table: name, rows: rows.map((r) => r.row) })
    count += rows.length
  }
  await sql`close backup_rows`.execute(db)
  return count
}

async function makePartitions(root: Kysely<Database>, file: string): Promise<void> {
  const days = new Map<keyof typeof monthlyTables, Set<string>>()
  for await (const { table, rows } of chunksOf(file)) {
    if (!(table in monthlyTables)) continue
    const name = table as keyof typeof monthlyTables
    const seen = days.get(name) ?? new Set()
    for (const row of rows as Record<string, string>[]) {
      const at = row[monthlyTables[name]] as string // the partition key is never null
      seen.add(
        name === 'account_figure' ? at.slice(0, 7) : new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 7),
      )
    }
    days.set(name, seen)
  }
  for (const [table, months] of days)
    await ensurePartitions(
      root,
      [...months].map((m) => `${m}-01`),
      [table],
    )
}

function refuseForeign(manifest: Manifest, { key, demo }: Installation): void {
  const ours = migrationFiles()
  const same =
    manifest.migrations.length === ours.length &&
    manifest.migrations.every((m, i) => m.name === ours[i]?.name && m.sha256 === ours[i]?.sha256)
  if (!same) {
    throw new Error(`备份由版本 ${manifest.version} 生成，数据库结构与本版本不同。请用该版本恢复后再升级。`)
  }
  if (manifest.keyMark !== markOf(key)) {
    throw new Error(
      '备份使用的密钥与本机不同，联系方式等加密内容将无法读取。请先恢复原来的 secret.key 或 ZHENGMEI_KEY。',
    )
  }
  if (manifest.demo && !demo) throw new Error('这是演示数据的备份，不能恢复到正式环境（ZHENGMEI_MODE=production）。')
}

function markOf(key: Uint8Array): string {
  return createHash('sha256').update('zhengmei/key-mark').update(key).digest('hex').slice(0, 16)
}
