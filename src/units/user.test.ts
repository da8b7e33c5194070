import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { verifyPassword } from '../identity/hashing.service.ts'
import type { UserView } from './user.contract.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

type Page = { rows: UserView[]; total: number; next: string | null }
type Created = { user: UserView; temporaryPassword: string }
const list = async (username: string, query = '') =>
  (await (await (await t.as(username)).get(`/api/users${query}`)).json()) as Page
const view = async (id: string) =>
  (await (await (await t.as('securityadmin')).get(`/api/users/${id}`)).json()) as UserView
const person = (username: string, more: object = {}) => ({
  username,
  name: '赵一',
  unitId: t.world.units.host,
  duties: ['editor'],
  ...more,
})
const create = async (username: string, more: object = {}) =>
  (await (await (await t.as('securityadmin')).post('/api/users', person(username, more))).json()) as Created
const userOf = (id: string) =>
  t.database.root.selectFrom('app_user').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('the list of people', () => {
  it('shows a host unit its own, a supervisor her region, and nobody a neighbour’s', async () => {
    expect((await t.anonymous.get('/api/users')).status).toBe(401)
    expect((await (await t.as('editor')).get('/api/users')).status).toBe(403)
    expect((await list('accountmanager')).rows.map((u) => u.username).sort()).toEqual([
      'accountmanager',
      'editor',
      'officehead',
      'responder',
      'unitleader',
    ])
    expect((await list('supervisorofficer')).total).toBe(8)
    expect((await list('supervisorofficer.othercity')).rows.map((u) => u.username)).toEqual([
      'supervisorofficer.othercity',
    ])
    const foreign = await (await t.as('supervisorofficer.sibling')).get(`/api/users/${t.world.users.editor}`)
    expect(foreign.status).toBe(404)
  })

  it('filters by unit, region, duty and words', async () => {
    expect((await list('securityadmin', `?unit=${t.world.units.host}`)).total).toBe(5)
    expect((await list('securityadmin', '?region=990101')).total).toBe(8)
    expect((await list('securityadmin', '?duty=systemAdmin,auditAdmin')).rows.map((u) => u.username)).toEqual([
      'systemadmin',
      'auditadmin',
    ])
    expect((await list('securityadmin', '?text=ditor')).rows.map((u) => u.username)).toEqual(['editor'])
    expect((await list('securityadmin', '?text=%25')).total).toBe(0)
    const first = await list('securityadmin', '?limit=10')
    const rest = await list('securityadmin', `?limit=10&cursor=${encodeURIComponent(first.next!)}`)
    expect(new Set([...first.rows, ...rest.rows].map((u) => u.id)).size).toBe(first.total)
  })
})

describe('adding a person', () => {
  it('is for security administrators', async () => {
    expect((await t.anonymous.post('/api/users', person('zhaoyi'))).status).toBe(401)
    for (const username of ['systemadmin', 'auditadmin', 'supervisorofficer.province', 'accountmanager']) {
      expect((await (await t.as(username)).post('/api/users', person('zhaoyi'))).status).toBe(403)
    }
  })

  it('gives a temporary password once, which must be changed, and keeps no telephone number readable', async () => {
    const { user, temporaryPassword } = await create('zhaoyi', { phone: '13911112222' })
    expect(user).toMatchObject({ username: 'zhaoyi', duties: ['editor'], phone: '139****2222', active: true })
    const row = await userOf(user.id)
    expect(row.must_change_password).toBe(true)
    expect(await verifyPassword(row.password_hash, temporaryPassword)).toBe(true)
    const trail = await t.database.root.selectFrom('audit_entry').selectAll().execute()
    const kept = JSON.stringify([row, trail, await t.database.root.selectFrom('outbox').selectAll().execute()])
    expect(kept).not.toContain(temporaryPassword)
    expect(kept).not.toContain('13911112222')
  })

  it('leaves no password behind for a submission that is repeated', async () => {
    const admin = await t.as('securityadmin')
    const created = await admin.post('/api/users', person('qianer'), { 'idempotency-key': 'once' })
    const { temporaryPassword } = (await created.json()) as Created
    const keys = await t.database.root.selectFrom('idempotency_key').selectAll().execute()
    expect(JSON.stringify(keys)).not.toContain(temporaryPassword)
    const again = await admin.post('/api/users', person('qianer'), { 'idempotency-key': 'once' })
    expect(again.status).toBe(409)
  })

  it('shows the whole number to whoever says why, and audits it', async () => {
    const [user] = (await list('securityadmin', '?text=zhaoyi')).rows
    const caller = await t.as('accountmanager')
    expect((await caller.post(`/api/users/${user!.id}/phone`, {})).status).toBe(422)
    const shown = await caller.post(`/api/users/${user!.id}/phone`, { reason: '紧急联系' })
    expect(await shown.json()).toEqual({ phone: '13911112222' })
    expect(
      (await (await t.as('accountmanager.sibling')).post(`/api/users/${user!.id}/phone`, { reason: '紧急联系' }))
        .status,
    ).toBe(404)
    const entry = await t.database.root
      .selectFrom('audit_entry')
      .selectAll()
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow()
    expect(entry).toMatchObject({ action: 'personal.view', subject_id: user!.id, username: 'accountmanager' })
  })

  test.each([
    ['a user name that is taken', { username: 'editor' }, 409, 'ALREADY_EXISTS'],
    ['the same user name in capitals', { username: 'EDITOR' }, 409, 'ALREADY_EXISTS'],
    ['no duty', { duties: [] }, 422, 'INVALID_INPUT'],
    ['a duty of another kind of body', { duties: ['supervisorOfficer'] }, 422, 'INVALID_INPUT'],
    ['an unknown duty', { duties: ['king'] }, 422, 'INVALID_INPUT'],
    ['a user name with spaces', { username: 'a b c' }, 422, 'INVALID_INPUT'],
    ['a wrong telephone number', { phone: '123' }, 422, 'INVALID_INPUT'],
  ])('is refused with %s', async (_case, change, status, code) => {
    const refused = await (await t.as('securityadmin')).post('/api/users', person('sunsan', change))
    expect([refused.status, await refused.json()]).toMatchObject([status, { code }])
  })

  it('binds an identity of 统一身份 to one user only', async () => {
    const bound = { oidcIssuer: 'https://id.example.org', oidcSubject: 'S-1' }
    expect((await create('sunsan', bound)).user).toMatchObject(bound)
    const twice = await (await t.as('securityadmin')).post('/api/users', person('lisi', bound))
    expect([twice.status, await twice.json()]).toMatchObject([409, { title: expect.stringContaining('统一身份') }])
  })
})

describe('三员分立', () => {
  const admin = (username: string, duties: string[], more: object = {}) =>
    person(username, { unitId: t.world.units.county, duties, ...more })

  it('refuses two administrators in one person, and an administrator with other work', async () => {
    const caller = await t.as('securityadmin')
    for (const duties of [
      ['systemAdmin', 'auditAdmin'],
      ['securityAdmin', 'supervisorOfficer'],
    ]) {
      const refused = await caller.post('/api/users', admin('both', duties))
      expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'ADMINS_SEPARATE' }])
    }
  })

  it('takes two users with one telephone number for one person', async () => {
    const caller = await t.as('securityadmin')
    const phone = '13700001111'
    expect((await caller.post('/api/users', admin('county.sys', ['systemAdmin'], { phone }))).status).toBe(200)
    const second = await caller.post('/api/users', admin('county.audit', ['auditAdmin'], { phone }))
    expect([second.status, await second.json()]).toMatchObject([409, { code: 'ADMINS_SEPARATE' }])
    expect((await caller.post('/api/users', admin('county.audit', ['auditAdmin']))).status).toBe(200)
  })

  it('is refused by the database too', async () => {
    const joined = t.database.root
      .insertInto('user_duty')
      .values({ user_id: t.world.users.systemadmin!, duty: 'auditAdmin' })
      .execute()
    await expect(joined).rejects.toThrow('ADMINS_SEPARATE')
  })

  it('lets no security administrator change what she herself may do', async () => {
    const caller = await t.as('securityadmin')
    const id = t.world.users.securityadmin!
    const me = await view(id)
    const body = { name: me.name, version: me.version }
    const duties = await caller.put(`/api/users/${id}`, { ...body, duties: ['systemAdmin'] })
    expect(duties.status).toBe(403)
    expect((await caller.post(`/api/users/${id}/deactivation`, { reason: '离职', version: me.version })).status).toBe(
      403,
    )
    const move = { unitId: t.world.units.city, duties: ['securityAdmin'], reason: '调动', version: me.version }
    expect((await caller.post(`/api/users/${id}/move`, move)).status).toBe(403)
    const own = await caller.put(`/api/users/${id}`, { ...body, duties: ['securityAdmin'], email: 'a@example.org' })
    expect(own.status).toBe(200)
  })
})

describe('changing a person', () => {
  it('ends her sessions at once when her duties change, and only then', async () => {
    const { user } = await create('zhouwu')
    t.world.users.zhouwu = user.id
    const session = await t.as('zhouwu')
    const caller = await t.as('securityadmin')
    const same = { name: '周五', duties: ['editor'], version: user.version }
    expect((await caller.put(`/api/users/${user.id}`, same)).status).toBe(200)
    await t.database.root
      .updateTable('app_user')
      .set({ must_change_password: false, password_changed_at: t.clock.now })
      .where('id', '=', user.id)
      .execute()
    expect((await session.get('/api/regions/tree')).status).toBe(200)
    const more = { ...same, duties: ['editor', 'responder'], version: user.version + 1 }
    expect((await caller.put(`/api/users/${user.id}`, more)).status).toBe(200)
    expect((await session.get('/api/regions/tree')).status).toBe(401)
    expect((await view(user.id)).duties).toEqual(['editor', 'responder'])
    expect((await caller.put(`/api/users/${user.id}`, more)).status).toBe(409)
  })

  it('is not for an administrator of another region', async () => {
    const { user } = await create('wushi', { unitId: t.world.units.sibling, duties: ['securityAdmin'] })
    t.world.users.wushi = user.id
    await t.database.root
      .updateTable('app_user')
      .set({ must_change_password: false, password_changed_at: t.clock.now })
      .where('id', '=', user.id)
      .execute()
    const caller = await t.as('wushi')
    const id = t.world.users.editor!
    expect((await caller.put(`/api/users/${id}`, { name: '改名', duties: ['editor'], version: 1 })).status).toBe(404)
    expect((await caller.post('/api/users', person('zhengliu'))).status).toBe(404)
    expect(
      (await caller.post(`/api/users/${t.world.users.securityadmin}/deactivation`, { reason: '越级', version: 1 }))
        .status,
    ).toBe(404)
  })
})

describe('a person who leaves', () => {
  it('is disabled at once, with her sessions, and can come back with a new password to set', async () => {
    const { user } = await create('fengqi')
    t.world.users.fengqi = user.id
    const session = await t.as('fengqi')
    const caller = await t.as('securityadmin')
    const gone = await caller.post(`/api/users/${user.id}/deactivation`, { reason: '退休', version: user.version })
    expect(await gone.json()).toMatchObject({ user: { active: false }, handoverId: null })
    expect((await session.get('/api/regions/tree')).status).toBe(401)
    expect((await list('securityadmin', '?active=no')).rows.map((u) => u.username)).toEqual(['fengqi'])
    const back = await caller.post(`/api/users/${user.id}/reactivation`, { reason: '返聘', version: user.version + 1 })
    expect(await back.json()).toMatchObject({ active: true, leftAt: null })
    expect((await userOf(user.id)).must_change_password).toBe(true)
  })

  it('moves to another unit with the duties of that unit', async () => {
    const { user } = await create('chenba')
    const caller = await t.as('securityadmin')
    const move = { unitId: t.world.units.county, reason: '调动', version: user.version }
    const wrong = await caller.post(`/api/users/${user.id}/move`, { ...move, duties: ['editor'] })
    expect(wrong.status).toBe(422)
    const moved = await caller.post(`/api/users/${user.id}/move`, { ...move, duties: ['supervisorOfficer'] })
    expect(await moved.json()).toMatchObject({
      user: { unit: { name: '临溪县人民政府办公室' }, duties: ['supervisorOfficer'] },
    })
  })
})
