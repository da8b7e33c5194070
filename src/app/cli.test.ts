import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureDefaultScheme } from '../assessment/scheme.service.ts'
import { systemCtx } from '../core/context.ts'
import { secretBox } from '../core/secret-box.ts'
import { openDatabase } from '../db/open.ts'
import { ensurePartitions } from '../db/partitions.ts'
import { buildWorld } from './testing-world.ts'

let dataDir = ''
const inDir = (name: string) => path.join(dataDir, name)

/** A data directory with the test world in it, closed again: each command opens it as a process of its own. */
beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'zhengmei-cli-'))
  await within(async (root) => {
    await ensurePartitions(root, [new Date().toISOString().slice(0, 10)])
    await buildWorld(root, new Date())
    const queue = { send: async () => {} }
    await ensureDefaultScheme(systemCtx({ root, box: secretBox(new Uint8Array(32)), queue, demo: false }, new Date()))
  })
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

async function within<T>(work: (root: Awaited<ReturnType<typeof openDatabase>>['root']) => Promise<T>): Promise<T> {
  const database = await openDatabase({ dataDir })
  try {
    return await work(database.root)
  } finally {
    await database.close()
  }
}

function cli(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { DATABASE_URL: _, ...env } = process.env
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['src/app/cli.ts', ...args],
      { env: { ...env, DATA_DIR: dataDir, ZHENGMEI_MODE: 'production' } },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

describe('the command line', () => {
  it('says what there is, and refuses what there is not', async () => {
    const help = await cli('--help')
    expect(help.code).toBe(0)
    for (const word of [
      'import',
      'assess',
      'audit verify',
      'backup',
      'restore',
      'regions load-zhejiang',
      'user unlock',
    ]) {
      expect(help.err + help.out).toContain(word)
    }
    expect((await cli('frobnicate')).code).toBe(2)
    expect((await cli('import', 'posts')).code).toBe(2)
  })

  it('imports as a user: wrong rows are named with row and column, the others are written', async () => {
    const lines = [
      '账号名称,平台,标题,发布时间,阅读数',
      '临溪教育,微博,第一则,2026-03-02 09:00,120',
      '临溪教育,微博,第二则,2026-03-03 09:00,约三百',
      '望湖教育,微信,别家的,2026-03-03 09:00,5',
    ]
    writeFileSync(inDir('posts.csv'), lines.join('\n'))
    const dry = await cli('import', 'posts', inDir('posts.csv'), '--user', 'accountmanager', '--dry-run')
    expect(dry.code).toBe(1)
    expect(dry.out).toContain('新增 1，更新 0，未变 0，有误 2')
    expect(await within((root) => root.selectFrom('post').select('title').execute())).toEqual([])

    const done = await cli(
      'import',
      'posts',
      inDir('posts.csv'),
      '--user',
      'accountmanager',
      '--option',
      'source=人工填报',
    )
    expect(done.code).toBe(1)
    expect(done.err).toMatch(/第 3 行 “阅读数”（约三百）/)
    expect(done.err).toMatch(/第 4 行 .*没有找到账号/)
    const posts = await within((root) => root.selectFrom('post').select(['title', 'source']).execute())
    expect(posts).toEqual([{ title: '第一则', source: '人工填报' }])
  })

  it('refuses to import as somebody who may not', async () => {
    const refused = await cli('import', 'posts', inDir('posts.csv'), '--user', 'auditadmin')
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('没有导入“作品数据”的权限')
  })

  it('assesses a month', async () => {
    const done = await cli('assess', '2026-03', '--region', '990101', '--user', 'supervisorofficer')
    expect(done.err).toBe('')
    expect(done.out).toContain('临溪县2026年3月考核完成：账号 4 个')
    expect(done.code).toBe(0)
  })

  it('gives a locked user a new password, and the audit says who did', async () => {
    const done = await cli('user', 'reset-password', 'securityadmin')
    expect(done.out).toMatch(/securityadmin 的临时密码：\S{14}/)
    expect((await cli('user', 'unlock', 'nobody')).err).toContain('没有用户名为“nobody”的用户')
    const entries = await within((root) =>
      root.selectFrom('audit_entry').select('user_name').where('action', '=', 'identity.passwordReset').execute(),
    )
    expect(entries).toEqual([{ user_name: '系统（命令行）' }])
  })

  it('verifies the audit chain, and names the first entry that was altered', async () => {
    expect((await cli('audit', 'verify')).code).toBe(0)
    await within((root) =>
      root.transaction().execute(async (db) => {
        await sql`alter table audit_entry disable trigger user`.execute(db)
        await sql`update audit_entry set title = '别的事' where seq = 2`.execute(db)
        await sql`alter table audit_entry enable trigger user`.execute(db)
      }),
    )
    const found = await cli('audit', 'verify')
    expect(found.code).toBe(1)
    expect(found.err).toContain('第 2 条')
  })
})
