import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import { readSheet } from '../core/sheet/read-sheet.ts'
import { removeExpiredFiles } from '../files/files.service.ts'
import { forgetOldImports } from './forget.service.ts'
import type { ImportRowView, ImportView } from './imports.contract.ts'

let t: TestApp
let officer: Caller
beforeAll(async () => {
  t = await testApp()
  officer = await t.as('supervisorofficer')
})
afterAll(() => t.close())

const mobile = '13912345678'
const landline = '0571-88001234'
const text = [
  '账号名称,平台,主办单位,账号联系人,账号联系电话,单位联系电话,备注,开设日期',
  `临溪新声,抖音,临溪县教育局,王某,${mobile},${landline},夜间电话 ${mobile},2021-05-01`,
  `临溪新语,快手,没有的单位,李某,139 1234 5678,1391234567,,2021-05-01`,
].join('\n')

async function uploaded(): Promise<string> {
  const answer = await officer.upload(
    '/api/imports',
    { name: '台账.csv', bytes: Buffer.from(text) },
    { kind: 'account', options: '{}' },
  )
  expect(answer.status, await answer.clone().text()).toBe(200)
  return ((await answer.json()) as ImportView).id
}
async function checked(): Promise<string> {
  const id = await uploaded()
  await officer.post(`/api/imports/${id}/check`)
  await t.runJobs()
  return id
}
const view = async (id: string) => (await (await officer.get(`/api/imports/${id}`)).json()) as ImportView

/** Everything that the database holds of an import but the uploaded file itself. */
async function stored(): Promise<string> {
  const { rows } = await sql<{ all: string }>`select
    coalesce((select string_agg(r::text, '') from import_row r), '') ||
    coalesce((select string_agg(b::text, '') from import_batch b), '') ||
    coalesce((select string_agg(j::text, '') from job_run j), '') ||
    coalesce((select string_agg(a::text, '') from audit_entry a), '') as all`.execute(t.database.root)
  return rows[0]?.all ?? ''
}
const numbers = /139\s?1234\s?5678|1391234567|88001234/

describe('telephone numbers in an imported file', () => {
  it('are stored sealed and shown masked, in whatever column they stand', async () => {
    const id = await checked()
    expect((await view(id)).counts).toMatchObject({ rows: 2, new: 1, errors: 1 })
    expect(await stored()).not.toMatch(numbers)
    const rows = ((await (await officer.get(`/api/imports/${id}/rows`)).json()) as { rows: ImportRowView[] }).rows
    expect(rows[0]?.cells).toMatchObject({
      name: '临溪新声',
      accountContactPhone: '139****5678',
      unitContactPhone: '057****1234',
      openedOn: '2021-05-01',
    })
    expect(JSON.stringify([rows, await view(id)])).not.toMatch(numbers)
    expect(JSON.stringify((await view(id)).sample)).toContain('夜间电话 139****5678')
  })

  it('reach the ledger, and the uploader’s own list of rows to correct', async () => {
    const id = await checked()
    const answer = await officer.get(`/api/imports/${id}/errors-file`)
    const sheet = await readSheet(await buffer(answer.body as never), 'x.xlsx')
    expect(sheet.rows.flat()).toContain('139 1234 5678')
    await officer.post(`/api/imports/${id}/application`, {})
    await t.runJobs()
    expect(await view(id)).toMatchObject({ state: 'applied', counts: { new: 1 } })
    expect(await stored()).not.toMatch(numbers)
    const { root } = t.database
    const account = await root
      .selectFrom('account')
      .selectAll()
      .where('name', '=', '临溪新声')
      .executeTakeFirstOrThrow()
    expect(account.account_contact_phone_mask).toBe('139****5678')
    const phone = await officer.post(`/api/accounts/${account.id}/phones`, { which: 'account', reason: '核对联系方式' })
    expect(await phone.json()).toMatchObject({ phone: mobile })
  })
})

describe('a week after the upload', () => {
  it('the file, the rows and what nobody confirmed are gone, and the record stays', async () => {
    const open = await checked()
    const { now } = t.clock
    t.clock.now = new Date(now.getTime() + 7 * 24 * 3_600_000 + 1)
    try {
      // The session of a week ago has ended.
      officer = await t.as('supervisorofficer')
      const recent = await checked()
      await forgetOldImports(await t.ctxOf('system'))
      await removeExpiredFiles(await t.ctxOf('system'))
      expect(await view(open)).toMatchObject({
        state: 'cancelled',
        failure: expect.stringContaining('请重新上传'),
        fileId: null,
        fileName: '台账.csv',
      })
      const { root } = t.database
      const left = await root.selectFrom('import_row').select('batch_id').distinct().execute()
      expect(left).toEqual([{ batch_id: recent }])
      const files = await root.selectFrom('file_object').select('id').where('purpose', '=', 'import').execute()
      expect(files).toEqual([{ id: (await view(recent)).fileId }])
      const again = await officer.put(`/api/imports/${open}/mapping`, { headerRow: 2 })
      expect(await again.json()).toMatchObject({ code: 'NOT_FOUND', title: '导入原件已到期清理，请重新上传' })
    } finally {
      t.clock.now = now
    }
  })
})
