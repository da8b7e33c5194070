import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { newId } from '../core/ids.ts'
import { readPaper } from '../core/paper.fixture.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  const { root } = t.database
  const { users, accounts, units } = t.world
  await root
    .insertInto('account_person')
    .values([
      { account_id: accounts.wechat, user_id: users.editor!, duty: 'editor', since: t.clock.now },
      { account_id: accounts.weibo, user_id: users.editor!, duty: 'editor', since: t.clock.now },
    ])
    .execute()
  const fileId = newId()
  const file = { purpose: 'import', media_type: 'text/csv', size: 1, sha256: 'x', created_at: t.clock.now } as const
  await root
    .insertInto('file_object')
    .values({
      id: fileId,
      owner_user_id: users.editor!,
      unit_id: units.host!,
      name: '十月数据.csv',
      expires_at: null,
      ...file,
    })
    .execute()
  await root
    .insertInto('import_batch')
    .values({
      id: newId(),
      kind: 'post',
      file_id: fileId,
      file_name: '十月数据.csv',
      file_sha256: 'x',
      user_id: users.editor!,
      unit_id: units.host!,
      state: 'checked',
      created_at: t.clock.now,
    })
    .execute()
})
afterAll(() => t.close())

const job = (state: 'queued' | 'running') => ({
  id: newId(),
  kind: 'test',
  title: '导出台账',
  user_id: t.world.users.editor!,
  unit_id: t.world.units.host!,
  state,
  payload: '{}',
  created_at: t.clock.now,
})
type Work = {
  items: { kind: string; title: string }[]
  successors: { id: string; name: string; refusal: string | null }[]
}
const editor = () => `/api/users/${t.world.users.editor}`
const openWork = async () => (await (await (await t.as('securityadmin')).get(`${editor()}/open-work`)).json()) as Work
const version = async () =>
  (
    await t.database.root
      .selectFrom('app_user')
      .select('version')
      .where('id', '=', t.world.users.editor!)
      .executeTakeFirstOrThrow()
  ).version

describe('the hand-over of a leaving person’s work', () => {
  it('is the security administrator’s business', async () => {
    expect((await t.anonymous.get(`${editor()}/open-work`)).status).toBe(401)
    expect((await (await t.as('accountmanager')).get(`${editor()}/open-work`)).status).toBe(403)
  })

  it('lists what is open, and who could take it over or why not', async () => {
    const { items, successors } = await openWork()
    expect(items.map((item) => item.kind)).toEqual(['accountPerson', 'accountPerson', 'importBatch'])
    expect(items[2]!.title).toContain('十月数据.csv')
    expect(successors.map((one) => one.name)).not.toContain('测试editor')
    expect(successors).toHaveLength(4)
    expect(successors.every((one) => one.refusal?.includes('编辑'))).toBe(true)
  })

  it('does not let a person go while something is open', async () => {
    const admin = await t.as('securityadmin')
    const alone = await admin.post(`${editor()}/deactivation`, { reason: '离职', version: await version() })
    expect([alone.status, await alone.json()]).toMatchObject([409, { code: 'IN_USE', detail: { items: 3 } }])
    const unable = { reason: '离职', successorId: t.world.users.responder, version: await version() }
    expect((await admin.post(`${editor()}/deactivation`, unable)).status).toBe(422)
    const elsewhere = { ...unable, successorId: t.world.users['accountmanager.sibling'] }
    expect((await admin.post(`${editor()}/deactivation`, elsewhere)).status).toBe(422)
    const stillHers = await t.database.root.selectFrom('account_person').selectAll().execute()
    expect(stillHers.every((row) => row.user_id === t.world.users.editor)).toBe(true)
  })

  it('waits for what is running in her name', async () => {
    const admin = await t.as('securityadmin')
    await t.database.root
      .insertInto('user_duty')
      .values({ user_id: t.world.users.responder!, duty: 'editor' })
      .execute()
    await t.database.root.insertInto('job_run').values(job('running')).execute()
    const body = { reason: '离职', successorId: t.world.users.responder, version: await version() }
    const refused = await admin.post(`${editor()}/deactivation`, body)
    expect([refused.status, await refused.json()]).toMatchObject([422, { title: expect.stringContaining('正在进行') }])
    await t.database.root.updateTable('job_run').set({ state: 'queued' }).execute()
  })

  it('passes everything on in one go, and leaves a paper', async () => {
    const { root } = t.database
    const { users } = t.world
    // The successor has one of the accounts already.
    await root
      .insertInto('account_person')
      .values({ account_id: t.world.accounts.wechat, user_id: users.responder!, duty: 'editor', since: t.clock.now })
      .execute()
    const admin = await t.as('securityadmin')
    const body = { reason: '离职', successorId: users.responder, version: await version() }
    const done = await admin.post(`${editor()}/deactivation`, body)
    expect(done.status).toBe(200)
    const { handoverId, user } = (await done.json()) as { handoverId: string; user: { active: boolean } }
    expect(user.active).toBe(false)

    for (const table of ['account_person', 'import_batch', 'job_run'] as const) {
      const rows = await root.selectFrom(table).select('user_id').execute()
      expect([table, rows.length, rows.every((row) => row.user_id === users.responder)]).toEqual([
        table,
        table === 'account_person' ? 2 : 1,
        true,
      ])
    }
    const rows = ((await (await admin.get(`${editor()}/handovers`)).json()) as { rows: unknown[] }).rows
    expect(rows).toMatchObject([{ id: handoverId, from: '测试editor', to: '测试responder', items: 4, reason: '离职' }])

    const told = await root.selectFrom('message').selectAll().where('user_id', '=', users.responder!).execute()
    expect(told).toMatchObject([{ kind: 'units.takenOver', title: '测试editor向您移交工作 4 项' }])
    expect(told[0]!.body).toContain('十月数据.csv')

    const paper = await (await t.as('accountmanager')).get(`/api/handovers/${handoverId}/document`)
    expect(paper.headers.get('content-disposition')).toContain(encodeURIComponent('工作交接单-测试editor'))
    const bytes = new Uint8Array(await paper.arrayBuffer())
    const read = await readPaper(bytes)
    expect(read.rows.map((cells) => cells[0]!.text)).toEqual(['序号', '1', '2', '3', '4'])
    expect(read.text).toMatch(/^工作交接单\n.*移 交 人：测试editor\n接 收 人：测试responder\n.*监交人（签名）：/s)
    const neighbour = await (await t.as('accountmanager.sibling')).get(`/api/handovers/${handoverId}/document`)
    expect(neighbour.status).toBe(404)
    const audit = await root
      .selectFrom('audit_entry')
      .select('action')
      .where('action', 'like', 'user.%')
      .orderBy('seq')
      .execute()
    expect(audit.map((entry) => entry.action)).toEqual(['user.handOver', 'user.deactivate'])
  })

  it('has nothing to do for a person with nothing open', async () => {
    const admin = await t.as('securityadmin')
    const idle = await admin.post(`/api/users/${t.world.users.officehead}/handovers`, {
      successorId: t.world.users.unitleader,
      reason: '休假',
    })
    expect(idle.status).toBe(409)
  })

  it('may be made while she stays', async () => {
    const admin = await t.as('securityadmin')
    await t.database.root
      .insertInto('user_duty')
      .values({ user_id: t.world.users.unitleader!, duty: 'editor' })
      .execute()
    const done = await admin.post(`/api/users/${t.world.users.responder}/handovers`, {
      successorId: t.world.users.unitleader,
      reason: '休产假',
    })
    expect(await done.json()).toMatchObject({ items: 4 })
    const left = (await (await admin.get(`/api/users/${t.world.users.responder}/open-work`)).json()) as Work
    expect(left.items).toEqual([])
  })
})
