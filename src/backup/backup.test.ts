import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { record } from '../audit/audit.service.ts'
import { newId } from '../core/ids.ts'
import type { Database } from '../db/schema.ts'
import { openTestDatabase } from '../db/testing.ts'
import { transact } from '../db/transact.ts'
import { backUp, restore } from './backup.service.ts'
import { backupTables, leftOut } from './tables.ts'

const key = new Uint8Array(32).fill(7)
const folder = mkdtempSync(path.join(os.tmpdir(), 'zhengmei-backup-'))
const file = path.join(folder, 'all.zmb')
const quiet = () => {}
let t: TestApp

beforeAll(async () => {
  t = await testApp()
  const ctx = await t.ctxOf('system')
  await transact(ctx, async (work) => {
    const accountId = t.world.accounts.wechat
    const postId = newId()
    const published_at = new Date('2026-10-31T23:59:59.123+08:00')
    await work.db
      .insertInto('post')
      .values({
        id: postId,
        account_id: accountId,
        published_at,
        post_key: 'k',
        title: '“引号”与\n换行',
        source: '人工填报',
        created_at: work.now,
      })
      .execute()
    await work.db
      .insertInto('post_metric')
      .values({
        post_id: postId,
        account_id: accountId,
        published_at,
        captured_at: work.now,
        source: '人工填报',
        reads: 100_001,
        reads_capped: true,
      })
      .execute()
    const fileId = newId()
    await work.db
      .insertInto('file_object')
      .values({
        id: fileId,
        owner_user_id: null,
        unit_id: null,
        purpose: 'evidence',
        name: '图.png',
        media_type: 'image/png',
        size: 3,
        sha256: 'x',
        created_at: work.now,
      })
      .execute()
    await work.db
      .insertInto('file_piece')
      .values({ file_id: fileId, n: 0, bytes: new Uint8Array([0, 255, 10]) })
      .execute()
    await record(work, {
      action: 'test.do',
      subject: { type: 'account', id: accountId },
      title: '试',
      after: { 数: 0.1 },
    })
  })
  await backUp({ root: t.ground.root, key, demo: false, version: '0' }, file, quiet)
})
afterAll(() => t.close())

/** Everything a table holds, as the database itself writes it. */
async function contents(db: Kysely<Database>) {
  const held: Record<string, unknown> = {}
  for (const { name, order } of backupTables) {
    const found = await sql<{
      row: unknown
    }>`select to_jsonb(t) as row from ${sql.table(name)} t order by ${sql.raw(order)}`.execute(db)
    held[name] = found.rows.map((r) => r.row)
  }
  return held
}

describe('a backup', () => {
  it('names every table, or says that it is left out', async () => {
    const found = await sql<{ name: string }>`
      select relname as name from pg_class where relkind in ('r', 'p') and not relispartition
      and relnamespace = 'public'::regnamespace`.execute(t.ground.root)
    const known = [...backupTables.map((b) => b.name), ...leftOut]
    expect(found.rows.map((r) => r.name).sort()).toEqual([...known].sort())
  })

  it('puts everything back as it was, and work goes on', async () => {
    const fresh = await openTestDatabase()
    await restore({ root: fresh.root, key, demo: false, version: '0' }, file, quiet)
    expect(await contents(fresh.root)).toEqual(await contents(t.ground.root))
    const ctx = { ...(await t.ctxOf('system')), root: fresh.root }
    await transact(ctx, (work) =>
      record(work, { action: 'test.after', subject: { type: 't', id: '1' }, title: '继续' }),
    )
    await fresh.close()
  })

  it('refuses a database that holds something', async () => {
    await expect(restore({ root: t.ground.root, key, demo: false, version: '0' }, file, quiet)).rejects.toThrow(
      '已有数据',
    )
  })

  it('refuses a file that is cut short or altered, before touching anything', async () => {
    const fresh = await openTestDatabase()
    const bytes = readFileSync(file)
    const flipped = Buffer.from(bytes)
    flipped[Math.floor(bytes.length / 2)]! ^= 1
    for (const bad of [bytes.subarray(0, bytes.length - 40), flipped, Buffer.from('not a backup')]) {
      const badFile = path.join(folder, 'bad.zmb')
      writeFileSync(badFile, bad)
      await expect(restore({ root: fresh.root, key, demo: false, version: '0' }, badFile, quiet)).rejects.toThrow(
        '未作任何改动',
      )
    }
    expect((await contents(fresh.root)).region).toEqual([])
    await fresh.close()
  })

  it('refuses another installation’s key and demonstration data in production', async () => {
    const fresh = await openTestDatabase()
    const other = { root: fresh.root, key: new Uint8Array(32).fill(8), demo: false, version: '0' }
    await expect(restore(other, file, quiet)).rejects.toThrow('密钥')
    const demoFile = path.join(folder, 'demo.zmb')
    await backUp({ root: t.ground.root, key, demo: true, version: '0' }, demoFile, quiet)
    await expect(restore({ root: fresh.root, key, demo: false, version: '0' }, demoFile, quiet)).rejects.toThrow(
      '演示数据',
    )
    await fresh.close()
  })
})
