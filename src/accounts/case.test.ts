import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import { transact } from '../db/transact.ts'
import type { AccountDetail, EventView } from './accounts.contract.ts'
import { followHostUnit } from './accounts.service.ts'
import { viewAccount } from './case.service.ts'
import { plantAccount } from './testing.ts'

let app: TestApp
let county: Caller
let manager: Caller
beforeAll(async () => {
  app = await testApp()
  county = await app.as('supervisorofficer')
  manager = await app.as('accountmanager')
})
afterAll(() => app.close())

const hostId = () => app.world.units.host!
const detail = async (id: string, caller = county) =>
  (await (await caller.get(`/api/accounts/${id}`)).json()) as AccountDetail
const events = async (id: string) =>
  ((await (await county.get(`/api/accounts/${id}/events`)).json()) as { rows: EventView[] }).rows
async function make(fields: Record<string, unknown> = {}): Promise<{ id: string; ledgerNo: string }> {
  const answer = await county.post('/api/accounts', {
    name: '新号',
    platform: 'weibo',
    hostUnitId: hostId(),
    ...fields,
  })
  expect(answer.status, await answer.clone().text()).toBe(200)
  return (await answer.json()) as { id: string; ledgerNo: string }
}
const problem = async (answer: Response) =>
  (await answer.json()) as { code: string; title: string; errors: { path: string; message: string }[] }

describe('entering an account', () => {
  it('gives it the next number, the region of its host, and a first line of history', async () => {
    const { id, ledgerNo } = await make({ accountContactPhone: '13800001234', tags: ['重点'] })
    expect(ledgerNo).toMatch(/^ZM\d{6}$/)
    expect(await detail(id)).toMatchObject({
      ledgerNo,
      level: 'county',
      regionCode: '990101',
      accountContactPhoneMask: '138****1234',
      tags: ['重点'],
      table2: 'weibo',
      version: 1,
    })
    const [first] = await events(id)
    expect(first).toMatchObject({ kind: 'created', actorUnit: '临溪县人民政府办公室' })
    expect(first!.changes).toContainEqual({ field: '账号联系电话', before: null, after: '138****1234' })
  })

  test.each([
    ['a variant outside WeChat', { variant: 'service' }, 'variant'],
    ['an opening before any platform', { openedOn: '2008-12-31' }, 'openedOn'],
    ['an opening tomorrow', { openedOn: '2026-11-25' }, 'openedOn'],
    ['a filing before the opening', { openedOn: '2020-02-01', filedOn: '2020-01-31' }, 'filedOn'],
    ['half a telephone number', { unitContactPhone: '1380000' }, 'unitContactPhone'],
    ['an address that runs', { url: 'javascript:alert(1)' }, 'url'],
    ['a host of another county', { hostUnitId: 'sibling' }, 'hostUnitId'],
  ])('refuses %s, at its field', async (_case, fields: Record<string, string>, path) => {
    const given = fields.hostUnitId ? { hostUnitId: app.world.units.siblingHost } : fields
    const answer = await county.post('/api/accounts', {
      name: '新号',
      platform: 'weibo',
      hostUnitId: hostId(),
      ...given,
    })
    expect(answer.status).toBe(422)
    expect((await problem(answer)).errors.map((error) => error.path)).toEqual([path])
  })

  it('accepts an opening today and on the first day of 2009', async () => {
    await make({ openedOn: '2026-11-24' })
    await make({ openedOn: '2009-01-01' })
  })

  it('names the account that has the ID already, but only to those who may see it', async () => {
    const own = await county.post('/api/accounts', {
      name: '重号',
      platform: 'wechat',
      platformAccountId: 'gh_host',
      hostUnitId: hostId(),
    })
    expect(own.status).toBe(409)
    expect((await problem(own)).title).toContain('ZM000001')
    const foreign = await county.post('/api/accounts', {
      name: '重号',
      platform: 'wechat',
      platformAccountId: 'gh_sibling',
      hostUnitId: hostId(),
    })
    expect(foreign.status).toBe(409)
    expect((await problem(foreign)).title).not.toContain('ZM')
  })

  it('lets only one of two enter the same ID at once', async () => {
    const body = { name: '抢号', platform: 'douyin', platformAccountId: 'race', hostUnitId: hostId() }
    const answers = await Promise.all([county.post('/api/accounts', body), county.post('/api/accounts', body)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  })
})

describe('changing an account', () => {
  it('is refused to the second of two who read the same version, and nothing is overwritten', async () => {
    const { id } = await make()
    expect((await county.patch(`/api/accounts/${id}`, { version: 1, name: '甲改' })).status).toBe(200)
    const late = await county.patch(`/api/accounts/${id}`, { version: 1, name: '乙改' })
    expect((await problem(late)).code).toBe('VERSION_CONFLICT')
    expect(await detail(id)).toMatchObject({ name: '甲改', version: 2 })
  })

  it('is told in the history in Chinese, phones masked, and audited', async () => {
    const { id } = await make({ unitContactPhone: '13900000001' })
    await county.patch(`/api/accounts/${id}`, {
      version: 1,
      platform: 'wechat',
      variant: 'service',
      unitContactPhone: '13900009999',
    })
    expect((await events(id))[0]!.changes).toEqual([
      { field: '平台', before: '微博', after: '微信公众号' },
      { field: '账号类型', before: null, after: '服务号' },
      { field: '单位联系电话', before: '139****0001', after: '139****9999' },
    ])
    const entry = await app.database.root
      .selectFrom('audit_entry')
      .select(['before', 'after'])
      .where('subject_id', '=', id)
      .where('action', '=', 'account.update')
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(entry)).not.toContain('13900009999')
  })

  it('changes nothing and writes nothing when nothing is different', async () => {
    const { id } = await make({ intro: '简介' })
    expect(await (await county.patch(`/api/accounts/${id}`, { version: 1, intro: '简介' })).json()).toEqual({
      version: 1,
    })
    expect(await events(id)).toHaveLength(1)
  })

  it('leaves the host unit its contacts, address, introduction and tags, and the rest to the supervisor (§6.3)', async () => {
    const { id } = await make()
    const own = { version: 1, accountContactName: '丁', url: 'https://example.com/', tags: ['一'], intro: '介绍' }
    expect((await manager.patch(`/api/accounts/${id}`, own)).status).toBe(200)
    const refused = await manager.patch(`/api/accounts/${id}`, { version: 2, name: '改名', certifiedBody: '某局' })
    expect(refused.status).toBe(403)
    expect((await problem(refused)).title).toContain('账号名称、认证主体')
    const sibling = await app.as('accountmanager.sibling')
    expect((await sibling.patch(`/api/accounts/${id}`, { version: 2, intro: '越权' })).status).toBe(404)
  })

  it('moves with a new host into its region', async () => {
    const { id } = await make()
    await county.patch(`/api/accounts/${id}`, { version: 1, hostUnitId: app.world.units.township })
    expect(await detail(id)).toMatchObject({
      regionCode: '990101001',
      level: 'township',
      hostUnitName: '竹溪镇人民政府',
    })
  })

  it('follows its host unit when that moves', async () => {
    const id = await plantAccount(app, { name: '随迁', host_unit_id: app.world.units.enterprise! })
    const system = await app.ctxOf('system')
    await transact(system, async (work) => {
      await work.db
        .updateTable('unit')
        .set({ region_code: '990102', region_path: '990000/990100/990102/' })
        .where('id', '=', app.world.units.enterprise!)
        .execute()
      await followHostUnit(work, app.world.units.enterprise!)
    })
    expect((await county.get(`/api/accounts/${id}`)).status).toBe(404)
    expect(await detail(id, await app.as('supervisorofficer.sibling'))).toMatchObject({ regionCode: '990102' })
  })
})

describe('telephone numbers', () => {
  it('are shown in full to those who may and say why, and the look is audited', async () => {
    const { id } = await make({ accountContactPhone: '0571-88880000' })
    const path = `/api/accounts/${id}/phones`
    expect((await county.post(path, { which: 'account', reason: '看' })).status).toBe(422)
    const shown = await county.post(path, { which: 'account', reason: '核实联系方式' })
    expect(await shown.json()).toEqual({ phone: '0571-88880000' })
    expect((await county.post(path, { which: 'unit', reason: '核实联系方式' })).status).toBe(404)
    expect((await (await app.as('editor')).post(path, { which: 'account', reason: '核实联系方式' })).status).toBe(403)
    const entry = await app.database.root
      .selectFrom('audit_entry')
      .select(['username', 'after'])
      .where('action', '=', 'personal.view')
      .where('subject_id', '=', id)
      .execute()
    expect(entry).toEqual([{ username: 'supervisorofficer', after: { reason: '核实联系方式' } }])
  })
})

describe('people of an account (§5.2.5)', () => {
  it('are of the host unit or of its contractor with a valid contract, for a duty that they hold', async () => {
    const { id } = await make()
    const { users } = app.world
    const assign = (username: string, duty: string) =>
      manager.post(`/api/accounts/${id}/people`, { userId: users[username], duty })
    expect((await assign('editor', 'editor')).status).toBe(200)
    expect((await assign('contractorstaff', 'contractorStaff')).status).toBe(200)
    expect((await assign('editor', 'unitLeader')).status).toBe(422)
    expect((await assign('accountmanager.sibling', 'accountManager')).status).toBe(422)
    expect((await assign('systemadmin', 'systemAdmin')).status).toBe(422)

    const people = (await detail(id, manager)).people
    expect(people.map((person) => [person.duty, person.lapsed])).toEqual([
      ['contractorStaff', false],
      ['editor', false],
    ])
    expect((await manager.delete(`/api/accounts/${id}/people/${users.editor}/editor`)).status).toBe(200)
    expect((await manager.delete(`/api/accounts/${id}/people/${users.editor}/editor`)).status).toBe(404)
    expect((await events(id)).map((event) => event.title)).toEqual(['取消人员指定', '指定人员', '指定人员', '登记账号'])

    const ctx = await app.ctxOf('accountmanager')
    const later = (await viewAccount({ ...ctx, now: new Date('2028-01-01T10:00:00+08:00') }, id)).people
    expect(later).toMatchObject([{ duty: 'contractorStaff', lapsed: true }])
  })
})

describe('what is known of an account', () => {
  it('says by month where posts and figures are, and whose contract runs it', async () => {
    const id = await plantAccount(app, { name: '有数据' })
    const { root } = app.database
    const figure = { account_id: id, period_start: '2026-10-01', period_end: '2026-10-31', source: '平台后台' }
    await root
      .insertInto('account_figure')
      .values([
        { ...figure, captured_at: new Date('2026-11-01T08:00:00+08:00'), followers: 10 },
        { ...figure, captured_at: new Date('2026-11-05T08:00:00+08:00'), followers: 12 },
      ])
      .execute()
    await root
      .insertInto('post')
      .values({
        id: crypto.randomUUID(),
        published_at: new Date('2026-10-31T23:30:00+08:00'),
        account_id: id,
        post_key: 'a',
        title: '月末一篇',
        source: '平台后台',
        created_at: app.clock.now,
      })
      .execute()
    const seen = await detail(id)
    expect(seen.figures).toMatchObject({ followers: 12, source: '平台后台', reads: null })
    expect(seen.coverage).toHaveLength(13)
    expect(seen.coverage.at(-2)).toEqual({ month: '2026-10', posts: 1, figures: true })
    expect(seen.coverage.at(-1)).toEqual({ month: '2026-11', posts: 0, figures: false })
    expect(seen.contract).toMatchObject({ contractorName: '青屿融媒运营公司', endsOn: '2027-12-31' })
  })
})
