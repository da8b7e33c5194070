import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import { readPaper } from '../core/paper.fixture.ts'
import { remindOfLostKeepers } from './custody-reminders.service.ts'

let t: TestApp
let manager: Caller
beforeAll(async () => {
  t = await testApp()
  manager = await t.as('accountmanager')
})
afterAll(() => t.close())

const user = (name: string) => t.world.users[name]!
const address = (of: 'wechat' | 'weibo' | 'sibling' = 'wechat') => `/api/accounts/${t.world.accounts[of]}`
const sound = (more: object = {}) => ({
  keeperId: user('editor'),
  since: '2026-11-01',
  place: '办公室保密柜二层',
  note: null,
  version: 0,
  ...more,
})
type View = {
  items: {
    item: string
    keeper: { id: string } | null
    place: string | null
    phone: string | null
    todo: string | null
    version: number
  }[]
  transfers: { id: string; state: string; mine: boolean; to: { id: string } }[]
  own: boolean
}
const view = async (who: string, of: 'wechat' | 'weibo' | 'sibling' = 'wechat') =>
  (await (await (await t.as(who)).get(`${address(of)}/custody`)).json()) as View
const fieldsOf = async (answer: Response) =>
  ((await answer.json()) as { errors: { path: string }[] }).errors.map(({ path }) => path)
const itemOf = (all: View, item: string) => all.items.find((one) => one.item === item)!

describe('who keeps what of an account', () => {
  it('is registered by the host unit’s account manager alone', async () => {
    for (const who of ['editor', 'unitleader', 'supervisorofficer', 'contractorstaff']) {
      expect((await (await t.as(who)).put(`${address()}/custody/password`, sound())).status).toBe(403)
    }
    const neighbour = await t.as('accountmanager.sibling')
    expect((await neighbour.put(`${address()}/custody/password`, sound())).status).toBe(404)
    expect((await neighbour.get(`${address()}/custody`)).status).toBe(404)
    expect((await view('accountmanager')).items.map(({ todo }) => todo)).toEqual(['missing', 'missing', 'missing'])
  })

  it.each<[string, object, string]>([
    ['somebody of another unit', { keeperId: 'accountmanager.sibling' }, 'keeperId'],
    ['a day to come', { since: '2026-11-25' }, 'since'],
    ['the password itself', { place: '密码：Lx@2026edu' }, 'place'],
    ['a secret in the note', { note: 'Xk29fLq0pQ' }, 'note'],
    ['a telephone number with the password', { phone: '13900001234' }, 'phone'],
  ])('refuses %s', async (_case, change, field) => {
    const named = 'keeperId' in change ? { keeperId: user(String(change.keeperId)) } : change
    const answer = await manager.put(`${address()}/custody/password`, sound(named))
    expect(answer.status).toBe(422)
    expect(await fieldsOf(answer)).toEqual([field])
  })

  it('is kept with its history, the number sealed and masked', async () => {
    expect((await manager.put(`${address()}/custody/password`, sound())).status).toBe(200)
    const phone = sound({ keeperId: user('contractorstaff'), phone: '13900001234' })
    expect((await manager.put(`${address()}/custody/phone`, phone)).status).toBe(200)
    expect((await manager.put(`${address()}/custody/phone`, phone)).status).toBe(409)
    const seen = await view('editor')
    expect(itemOf(seen, 'password')).toMatchObject({ keeper: { id: user('editor') }, todo: null, version: 1 })
    expect(itemOf(seen, 'phone')).toMatchObject({ phone: '139****1234', todo: null })
    const { root } = t.database
    for (const table of ['account_custody', 'account_event', 'audit_entry'] as const) {
      expect(JSON.stringify(await root.selectFrom(table).selectAll().execute())).not.toContain('13900001234')
    }
    const shown = await manager.post(`${address()}/custody/phone`, { reason: '办理换绑' })
    expect(await shown.json()).toEqual({ phone: '13900001234' })
    expect((await (await t.as('editor')).post(`${address()}/custody/phone`, { reason: '好奇' })).status).toBe(403)
    const events = (await (await manager.get(`${address()}/events`)).json()) as { rows: { title: string }[] }
    expect(events.rows.map(({ title }) => title)).toContain('登记保管情况：登录密码')
  })

  it('does not tell the contractor where the sealed copy lies', async () => {
    expect(itemOf(await view('contractorstaff'), 'password')).toMatchObject({
      place: null,
      keeper: { id: user('editor') },
    })
    expect(itemOf(await view('supervisorofficer'), 'password').place).toBe('办公室保密柜二层')
  })

  it('changes hands by a transfer only', async () => {
    const other = sound({ keeperId: user('officehead'), version: 1 })
    expect(await fieldsOf(await manager.put(`${address()}/custody/password`, other))).toEqual(['keeperId'])
    const moved = sound({ place: '机要室', version: 1 })
    expect((await manager.put(`${address()}/custody/password`, moved)).status).toBe(200)
    expect((await manager.put(`${address()}/custody/password`, moved)).status).toBe(409)
  })
})

describe('a transfer', () => {
  const start = async (body: object) => await manager.post(`${address()}/custody-transfers`, body)
  const transfers = async () => (await view('accountmanager')).transfers

  it('has one giver, one receiver who is there, and items that are kept', async () => {
    const body = { toUserId: user('officehead'), items: ['password'], reason: '轮岗' }
    expect(await fieldsOf(await start({ ...body, items: ['admin'] }))).toEqual(['items'])
    expect(await fieldsOf(await start({ ...body, items: ['password', 'phone'] }))).toEqual(['items'])
    expect(await fieldsOf(await start({ ...body, toUserId: user('editor') }))).toEqual(['toUserId'])
    expect(await fieldsOf(await start({ ...body, toUserId: user('accountmanager.sibling') }))).toEqual(['toUserId'])
    expect(await fieldsOf(await start({ ...body, reason: '新密码：Abc123' }))).toEqual(['reason'])
    expect((await (await t.as('officehead')).post(`${address()}/custody-transfers`, body)).status).toBe(403)
  })

  it('counts when the receiver, and nobody for her, has confirmed', async () => {
    const begun = await start({ toUserId: user('officehead'), items: ['password'], reason: '轮岗' })
    const { id } = (await begun.json()) as { id: string }
    expect(itemOf(await view('editor'), 'password')).toMatchObject({
      keeper: { id: user('editor') },
      todo: 'unconfirmed',
    })
    expect(await fieldsOf(await start({ toUserId: user('responder'), items: ['password'], reason: '轮岗' }))).toEqual([
      'items',
    ])
    expect((await manager.put(`${address()}/custody/password`, sound({ version: 2 }))).status).toBe(409)
    const told = await t.database.root
      .selectFrom('message')
      .selectAll()
      .where('user_id', '=', user('officehead'))
      .execute()
    expect(told).toMatchObject([{ kind: 'accounts.custodyTransfer', title: '请确认接收“临溪教育”的登录密码' }])

    const confirm = async (who: string) =>
      (await (await t.as(who)).post(`/api/custody-transfers/${id}/confirmation`)).status
    expect(await confirm('accountmanager')).toBe(403)
    expect(await confirm('accountmanager.sibling')).toBe(404)
    const both = await Promise.all([confirm('officehead'), confirm('officehead')])
    expect(both.sort()).toEqual([200, 409])
    expect(itemOf(await view('editor'), 'password')).toMatchObject({ keeper: { id: user('officehead') }, todo: null })
    expect((await manager.post(`/api/custody-transfers/${id}/withdrawal`, { reason: '有误' })).status).toBe(409)
  })

  it('may be withdrawn until then, and the keeper stays', async () => {
    await start({ toUserId: user('responder'), items: ['password'], reason: '轮岗' })
    const [open] = await transfers()
    expect((await manager.post(`/api/custody-transfers/${open!.id}/withdrawal`, { reason: '选错了人' })).status).toBe(
      200,
    )
    expect((await (await t.as('responder')).post(`/api/custody-transfers/${open!.id}/confirmation`)).status).toBe(409)
    expect(itemOf(await view('editor'), 'password')).toMatchObject({ keeper: { id: user('officehead') }, todo: null })
  })

  it('is put on paper with what is handed over, by whom, to whom, and room for the signatures', async () => {
    const confirmed = (await transfers()).find(({ state }) => state === 'confirmed')!
    const paper = await manager.get(`/api/custody-transfers/${confirmed.id}/document`)
    expect(paper.headers.get('content-disposition')).toContain(encodeURIComponent('账号保管交接单-临溪教育'))
    const words = await wordsOf(new Uint8Array(await paper.arrayBuffer()))
    for (const word of [
      '账号保管交接单',
      '临溪县教育局',
      '临溪教育（',
      'ZM000001',
      '测试editor',
      '测试officehead',
      '轮岗',
      '登录密码',
      '机要室',
      '移交人（签名）',
      '接收人（签名）',
      '监交人（签名）',
      '年　　月　　日',
    ]) {
      expect(words).toContain(word)
    }
    expect(
      (await (await t.as('accountmanager.sibling')).get(`/api/custody-transfers/${confirmed.id}/document`)).status,
    ).toBe(404)
    const contractor = await (await t.as('contractorstaff')).get(`/api/custody-transfers/${confirmed.id}/document`)
    expect(await wordsOf(new Uint8Array(await contractor.arrayBuffer()))).not.toContain('机要室')
  })
})

describe('a keeper who leaves', () => {
  const remind = async () => remindOfLostKeepers(await t.ctxOf('system'))
  const told = () =>
    t.database.root.selectFrom('message').select(['user_id', 'title']).where('kind', '=', 'accounts.custody').execute()

  it('hands over in the open work of her leaving; the successor has it when she has confirmed', async () => {
    const admin = await t.as('securityadmin')
    const work = (await (await admin.get(`/api/users/${user('officehead')}/open-work`)).json()) as {
      items: { kind: string; title: string }[]
    }
    expect(work.items).toEqual([expect.objectContaining({ kind: 'custody', title: '临溪教育（ZM000001）登录密码' })])
    const leave = { reason: '退休', version: 1 }
    const path = `/api/users/${user('officehead')}/deactivation`
    expect((await admin.post(path, leave)).status).toBe(409)
    expect((await admin.post(path, { ...leave, successorId: user('responder') })).status).toBe(200)
    expect(itemOf(await view('editor'), 'password')).toMatchObject({
      keeper: { id: user('officehead') },
      todo: 'unconfirmed',
    })
    await remind()
    await remind()
    expect((await told()).map((row) => row.user_id).sort()).toEqual([user('accountmanager'), user('unitleader')].sort())
    const mine = (await view('responder')).transfers.find((row) => row.mine)!
    expect((await (await t.as('responder')).post(`/api/custody-transfers/${mine.id}/confirmation`)).status).toBe(200)
    expect(itemOf(await view('editor'), 'password')).toMatchObject({ keeper: { id: user('responder') }, todo: null })
  })

  it('without anybody asking is told to the account manager and the leader: when a contractor’s contract ends', async () => {
    await t.database.root.deleteFrom('message').execute()
    await remind()
    expect(await told()).toEqual([])
    const { now } = t.clock
    t.clock.now = new Date('2028-01-01T10:00:00+08:00')
    await remind()
    await remind()
    t.clock.now = now
    const titles = (await told()).map((row) => row.title)
    expect(titles).toEqual(Array(2).fill('“临溪教育”的注册手机及 SIM 卡须交接：保管人已离岗'))
    await remind()
    t.clock.now = new Date('2028-01-01T10:00:00+08:00')
    await remind()
    t.clock.now = now
    // She was back in between, so she is watched anew.
    expect(await told()).toHaveLength(4)
  })

  it('is marked on the account until another has it', async () => {
    await t.database.root.updateTable('contract').set({ ended_at: t.clock.now }).execute()
    expect(itemOf(await view('editor'), 'phone').todo).toBe('keeperGone')
    const taken = await manager.post(`${address()}/custody-transfers`, {
      toUserId: user('editor'),
      items: ['phone'],
      reason: '合同终止',
    })
    const { id } = (await taken.json()) as { id: string }
    expect((await (await t.as('editor')).post(`/api/custody-transfers/${id}/confirmation`)).status).toBe(200)
    expect(itemOf(await view('editor'), 'phone').todo).toBeNull()
  })
})

describe('the duty roster', () => {
  type Roster = {
    unit: { name: string } | null
    days: { day: string; works: boolean; open: boolean; leader: object[]; officer: { name: string }[] }[]
  }
  const week = async (who: string, query = '') =>
    (await (await (await t.as(who)).get(`/api/duty-roster${query}`)).json()) as Roster

  it('is the unit’s own, and the supervisor’s to see', async () => {
    const body = { leader: [user('unitleader')], officer: [user('editor'), user('responder')] }
    for (const who of ['editor', 'supervisorofficer']) {
      expect((await (await t.as(who)).put('/api/duty-roster/2026-11-24', body)).status).toBe(403)
    }
    expect((await manager.put('/api/duty-roster/2026-11-24', body)).status).toBe(200)
    const own = await week('editor')
    expect(own.unit?.name).toBe('临溪县教育局')
    expect(own.days[1]).toMatchObject({
      day: '2026-11-24',
      works: true,
      open: true,
      officer: [{ name: '测试editor' }, { name: '测试responder' }],
    })
    expect(own.days[5]).toMatchObject({ day: '2026-11-28', works: false })
    expect((await week('supervisorofficer')).unit).toBeNull()
    expect((await week('supervisorofficer', `?unit=${t.world.units.host}`)).days[1]!.leader).toHaveLength(1)
    const foreign = await (await t.as('supervisorofficer')).get(`/api/duty-roster?unit=${t.world.units.siblingHost}`)
    expect(foreign.status).toBe(404)
  })

  it('takes nobody from elsewhere or who has left, and no day gone by', async () => {
    const stranger = { leader: [], officer: [user('accountmanager.sibling')] }
    expect(await fieldsOf(await manager.put('/api/duty-roster/2026-11-25', stranger))).toEqual(['officer'])
    const gone = { leader: [user('officehead')], officer: [] }
    expect(await fieldsOf(await manager.put('/api/duty-roster/2026-11-25', gone))).toEqual(['leader'])
    const empty = { leader: [], officer: [] }
    expect((await manager.put('/api/duty-roster/2026-11-23', empty)).status).toBe(409)
    expect((await manager.put('/api/duty-roster/2026-11-25', empty)).status).toBe(200)
  })

  it('copies last week into the days that have nobody', async () => {
    const copy = async (day: string) => await manager.post('/api/duty-roster/copies', { week: day })
    expect((await copy('2026-11-24')).status).toBe(409)
    expect(await (await copy('2026-12-03')).json()).toEqual({ count: 1 })
    expect((await week('editor', '?week=2026-12-01')).days[1]!.officer).toHaveLength(2)
    expect((await copy('2026-12-03')).status).toBe(409)
  })
})

async function wordsOf(bytes: Uint8Array): Promise<string> {
  return (await readPaper(bytes)).text
}
