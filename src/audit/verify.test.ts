import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ctx, systemCtx } from '../core/context.ts'
import { secretBox } from '../core/secret-box.ts'
import type { OpenDatabase } from '../db/open.ts'
import { ensurePartitions } from '../db/partitions.ts'
import { openTestDatabase } from '../db/testing.ts'
import { transact } from '../db/transact.ts'
import { anchorChain } from './anchor.service.ts'
import type { Verification } from './audit.contract.ts'
import { record } from './audit.service.ts'
import { prepareMonths } from './months.service.ts'
import { verifyChain } from './verify.service.ts'

let database: OpenDatabase
let ctx: Ctx
const folder = mkdtempSync(path.join(tmpdir(), 'zm-audit-'))
const file = path.join(folder, 'audit-anchors.jsonl')
const box = secretBox(new Uint8Array(32).fill(7))
const anchors = { file, box }
const entries = 12

beforeAll(async () => {
  database = await openTestDatabase()
  const ground = { root: database.root, box, queue: { send: async () => {} }, demo: false }
  ctx = systemCtx(ground, new Date('2026-10-31T23:50:00.123+08:00'))
  await ensurePartitions(database.root, ['2026-10-31', '2026-11-01'], ['audit_entry'])
  for (let n = 1; n <= entries; n++) {
    // The chain runs over the end of a month, and so over two partitions.
    await add({ ...ctx, now: new Date(ctx.now.getTime() + n * 120_000) }, `第 ${n} 项`)
    if (n === 8) await anchorChain(ctx, file)
  }
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

function add(given: Ctx, title: string) {
  return transact(given, (work) =>
    record(work, {
      action: 'test.change',
      subject: { type: 'test', id: '1' },
      title,
      before: { note: '甲', at: given.now, number: 0.1 + 0.2, nested: { b: [1, null], a: '"\\' } },
      after: { note: '乙\0', many: 1e21 },
    }),
  )
}

class Undo extends Error {}
/** What verification finds after the owner of the database has done this, past every trigger; then it is undone. */
async function after(...statements: string[]): Promise<Verification> {
  let found: Verification | undefined
  await database.root
    .transaction()
    .execute(async (db) => {
      await sql`alter table audit_entry disable trigger user`.execute(db)
      for (const statement of statements) await sql.raw(statement).execute(db)
      found = await verifyChain(db, { anchors })
      throw new Undo()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error
    })
  return found!
}
const fault = async (...statements: string[]) => (await after(...statements)).fault

describe('the audit chain', () => {
  it('is whole after ordinary work', async () => {
    expect(await verifyChain(database.root, { anchors })).toMatchObject({
      ok: true,
      checked: entries,
      lastSeq: entries,
      anchors: 1,
      fault: null,
    })
    expect(await verifyChain(database.root, { from: 9 })).toMatchObject({ ok: true, checked: 4 })
  })

  it.each([
    ['title', `title = title || '。'`],
    ['time, by a thousandth of a millisecond', `at = at + interval '1 microsecond'`],
    ['user', `username = 'systen'`],
    ['address', `ip = '10.0.0.9'`],
    ['value before', `before = jsonb_set(before, '{note}', '"丙"')`],
    ['value after, taken away', `after = null`],
    ['hash', `hash = replace(hash, left(hash, 1), 'x')`],
  ])('shows a changed %s', async (_case, change) => {
    expect(await fault(`update audit_entry set ${change} where seq = 5`)).toMatchObject({ seq: 5, kind: 'altered' })
  })

  it('shows a deleted entry', async () => {
    expect(await fault('delete from audit_entry where seq = 5')).toMatchObject({ seq: 5, kind: 'removed' })
  })

  it('shows a deleted entry whose successors were moved up', async () => {
    const found = await fault(
      'delete from audit_entry where seq = 5',
      'update audit_entry set seq = seq - 1 where seq > 5',
    )
    expect(found).toMatchObject({ seq: 5, kind: 'unlinked' })
  })

  it('shows two swapped entries', async () => {
    const swapped = await fault('update audit_entry set seq = 11 - seq where seq in (5, 6)')
    expect(swapped).toMatchObject({ seq: 5, kind: 'unlinked' })
  })

  it('shows an entry inserted beside another', async () => {
    const copy = `insert into audit_entry select (jsonb_populate_record(e, jsonb_build_object('at', e.at + interval '1 second'))).* from audit_entry e where seq = 5`
    expect(await fault(copy)).toMatchObject({ seq: 5, kind: 'duplicated' })
  })

  it('shows an entry inserted between two, all later ones moved on', async () => {
    const found = await fault(
      'update audit_entry set seq = seq + 1 where seq > 5',
      `insert into audit_entry select (jsonb_populate_record(e, '{"seq": 6}')).* from audit_entry e where seq = 5`,
      'update audit_head set seq = seq + 1',
    )
    expect(found).toMatchObject({ seq: 6, kind: 'unlinked' })
  })

  it('shows a cut-off tail, also where the head was put back', async () => {
    const cut = 'delete from audit_entry where seq > 6'
    expect(await fault(cut)).toMatchObject({ seq: 7, kind: 'truncated' })
    const head = 'update audit_head set (seq, hash) = (select seq, hash from audit_entry where seq = 6)'
    expect(await fault(cut, head)).toMatchObject({ seq: 7, kind: 'anchorBeyond' })
  })

  it('shows an entry behind the head, and a head that is not the last entry’s', async () => {
    const more = `insert into audit_entry select (jsonb_populate_record(e, '{"seq": 13}')).* from audit_entry e where seq = 12`
    expect(await fault(more)).toMatchObject({ seq: 13, kind: 'beyondHead' })
    expect(await fault(`update audit_head set hash = 'x'`)).toMatchObject({ seq: 12, kind: 'headChanged' })
  })

  it('shows a chain emptied as a whole', async () => {
    const found = await fault('delete from audit_entry', `update audit_head set seq = 0, hash = ''`)
    expect(found).toMatchObject({ seq: 1, kind: 'anchorBeyond' })
  })

  it('shows a chain that was rewritten from end to end, by the anchors', async () => {
    const other = await openTestDatabase()
    try {
      await ensurePartitions(other.root, ['2026-10-31', '2026-11-01'], ['audit_entry'])
      for (let n = 1; n <= entries; n++) {
        await add({ ...ctx, root: other.root, now: new Date(ctx.now.getTime() + n * 120_000) }, `改写的第 ${n} 项`)
      }
      expect(await verifyChain(other.root)).toMatchObject({ ok: true })
      expect((await verifyChain(other.root, { anchors })).fault).toMatchObject({ seq: 8, kind: 'anchorMismatch' })
    } finally {
      await other.close()
    }
  })

  it('walks in batches over more entries than one holds', async () => {
    await transact(ctx, async (work) => {
      for (let n = 0; n < 1100; n++) {
        await record(work, { action: 'test.many', subject: { type: 'test', id: String(n) }, title: '批量' })
      }
    })
    expect(await verifyChain(database.root, { anchors })).toMatchObject({ ok: true, checked: entries + 1100 })
    expect(await fault('delete from audit_entry where seq = 1001')).toMatchObject({ seq: 1001, kind: 'removed' })
    expect(await fault('delete from audit_entry where seq = 1000')).toMatchObject({ seq: 1000, kind: 'removed' })
  })
})

describe('anchors', () => {
  it('are written when something was added, once', async () => {
    const before = readFileSync(file, 'utf8').split('\n').length
    await anchorChain(ctx, file)
    await anchorChain(ctx, file)
    expect(readFileSync(file, 'utf8').split('\n').length).toBe(before + 1)
    expect(await verifyChain(database.root, { anchors })).toMatchObject({ ok: true, anchors: 2 })
  })

  it('that the installation has not signed are shown', async () => {
    const kept = readFileSync(file, 'utf8')
    writeFileSync(file, kept.replace(/"hash":"(\w)/, '"hash":"0$1'))
    expect((await verifyChain(database.root, { anchors })).fault).toMatchObject({ kind: 'anchorForged' })
    writeFileSync(file, kept)
  })

  it('stand beside a line that was only half written', async () => {
    appendFileSync(file, '{"seq": 9')
    expect(await verifyChain(database.root, { anchors })).toMatchObject({ ok: true, anchors: 2 })
  })
})

describe('audit entries', () => {
  it.each([
    ['update', `update audit_entry set title = ''`],
    ['delete', 'delete from audit_entry'],
    ['truncate', 'truncate audit_entry'],
  ])('cannot be touched by %s from a use case, whatever its scope', async (_case, statement) => {
    const touched = transact(ctx, ({ db }) => sql.raw(statement).execute(db))
    await expect(touched).rejects.toMatchObject({ code: '42501' })
  })

  it('cannot be touched by their owner in passing either', async () => {
    await expect(sql`delete from audit_entry`.execute(database.root)).rejects.toMatchObject({ code: '42501' })
    await expect(sql`truncate audit_entry`.execute(database.root)).rejects.toMatchObject({ code: '42501' })
  })

  it('of 20 writers at once form one chain without gap or fork', async () => {
    const { last } = await verifyChain(database.root).then((found) => ({ last: found.lastSeq }))
    await Promise.all(Array.from({ length: 20 }, (_, n) => add(ctx, `并发 ${n}`)))
    expect(await verifyChain(database.root)).toMatchObject({ ok: true, lastSeq: last + 20 })
  })

  it('disappear with the change they tell of, if that fails', async () => {
    const { lastSeq } = await verifyChain(database.root)
    const failed = transact(ctx, async (work) => {
      await record(work, { action: 'test.change', subject: { type: 'test', id: '1' }, title: '不会发生' })
      throw new RangeError('afterwards')
    })
    await expect(failed).rejects.toThrow('afterwards')
    expect(await verifyChain(database.root)).toMatchObject({ ok: true, lastSeq })
  })

  it('find a place in the months to come, when the daily job has run', async () => {
    const later = { ...ctx, now: new Date('2027-03-31T23:00:00+08:00') }
    await expect(add(later, '尚无分区')).rejects.toThrow('no partition')
    await prepareMonths(later)
    await add(later, '本月')
    await add({ ...ctx, now: new Date('2027-04-30T23:59:59+08:00') }, '下月')
    expect(await verifyChain(database.root)).toMatchObject({ ok: true })
  })
})
