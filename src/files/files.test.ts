import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { transact } from '../db/transact.ts'
import { dispositionOf, evidenceTypeOf, safeFileName } from './files.rules.ts'
import { readFile, removeExpiredFiles, saveFile } from './files.service.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])

describe('file names', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\上报\\台账.xlsx', '台账.xlsx'],
    ['a\u202eexe.xlsx', 'aexe.xlsx'],
    ['', '未命名'],
  ])('%j is kept as %j', (given, kept) => expect(safeFileName(given)).toBe(kept))

  it('keeps the ending of a very long name', () => {
    expect(safeFileName(`${'账'.repeat(300)}.xlsx`)).toBe(`${'账'.repeat(115)}.xlsx`)
  })

  it('gives a Chinese name by RFC 6266 and a plain one beside it', () => {
    expect(dispositionOf('台账(1).csv')).toBe(
      'attachment; filename="__(1).csv"; filename*=UTF-8\'\'%E5%8F%B0%E8%B4%A6%281%29.csv',
    )
  })
})

describe('evidence', () => {
  const bytesOf = (text: string) => new TextEncoder().encode(text)
  test.each([
    ['a page', 'x.png', bytesOf('<html><script>1</script>')],
    ['a drawing with scripts', 'x.svg', bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a picture under a false name', 'x.pdf', png],
    ['a bare archive', 'x.docx', bytesOf('PK\x03\x04 readme.txt')],
    ['a workbook with macros', 'x.xlsx', bytesOf('PK\x03\x04[Content_Types].xml xl/workbook.xml xl/vbaProject.bin')],
  ])('refuses %s', (_case, name, bytes) => expect(() => evidenceTypeOf(name, bytes)).toThrow('FILE_REFUSED'))

  it('accepts a picture, and says who uploaded it in the audit', async () => {
    const editor = await app.as('editor')
    const answer = await editor.upload('/api/files/evidence', { name: '截图.png', bytes: png })
    expect(answer.status).toBe(200)
    const file = (await answer.json()) as { id: string; removable: boolean }
    expect((await editor.delete(`/api/files/${file.id}`)).status).toBe(409)
    const entries = await app.database.root
      .selectFrom('audit_entry')
      .select('username')
      .where('action', '=', 'file.upload')
      .where('subject_id', '=', file.id)
      .execute()
    expect(entries).toEqual([{ username: 'editor' }])
  })
})

describe('stored files', () => {
  const content = randomBytes(2.5 * 1024 * 1024)
  async function* chunks() {
    for (let at = 0; at < content.length; at += 70_001) yield content.subarray(at, at + 70_001)
  }

  it('come back byte for byte, to their owner alone, as a download that cannot run in the page', async () => {
    const ctx = await app.ctxOf('supervisorofficer')
    const id = await transact(ctx, (work) =>
      saveFile(work, { name: '台账.xlsx', mediaType: 'application/x-test', purpose: 'export', bytes: chunks() }),
    )
    const { meta, bytes } = await transact(ctx, (work) => readFile(work, id))
    expect(Buffer.from(bytes).equals(content)).toBe(true)
    expect(meta.sha256).toBe(createHash('sha256').update(content).digest('hex'))

    const owner = await app.as('supervisorofficer')
    const download = await owner.get(`/api/files/${id}/content`)
    expect(Buffer.from(await download.arrayBuffer()).equals(content)).toBe(true)
    expect(download.headers.get('x-content-type-options')).toBe('nosniff')
    expect(download.headers.get('content-security-policy')).toContain('sandbox')
    expect(download.headers.get('content-disposition')).toContain('attachment;')

    const neighbour = await app.as('supervisorofficer.city')
    expect((await neighbour.get(`/api/files/${id}/content`)).status).toBe(404)
    expect((await neighbour.delete(`/api/files/${id}`)).status).toBe(404)
    expect((await owner.delete(`/api/files/${id}`)).status).toBe(200)
    expect((await owner.get(`/api/files/${id}/content`)).status).toBe(404)
  })

  it('are listed page by page, newest first, and exports go after a day while evidence stays', async () => {
    const ctx = await app.ctxOf('unitleader')
    const save = (purpose: 'export' | 'evidence', name: string) =>
      transact(ctx, (work) => saveFile(work, { name, mediaType: 'text/plain', purpose, bytes: png }))
    const ids = [await save('export', '1'), await save('export', '2'), await save('evidence', '3')]
    const leader = await app.as('unitleader')
    const first = (await (await leader.get('/api/files?limit=2')).json()) as { rows: { id: string }[]; next: string }
    const rest = (await (await leader.get(`/api/files?limit=2&cursor=${first.next}`)).json()) as typeof first
    expect([...first.rows, ...rest.rows].map((row) => row.id)).toEqual(ids.toReversed())
    expect(rest.next).toBeNull()
    expect((await leader.get('/api/files?cursor=nonsense')).status).toBe(422)

    const system = await app.ctxOf('system')
    await removeExpiredFiles({ ...system, now: new Date(app.clock.now.getTime() + 24 * 3_600_000 + 1) })
    const left = await app.database.root.selectFrom('file_object').select('id').where('id', 'in', ids).execute()
    expect(left.map((row) => row.id)).toEqual([ids[2]])
  })
})
