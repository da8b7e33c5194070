import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { type AddressInfo, createServer as createTcp } from 'node:net'
import { text } from 'node:stream/consumers'
import type { SMTPServerOptions } from 'smtp-server'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { transact } from '../db/transact.ts'
import { deliverDue } from './deliver.service.ts'
import { localCertificate, mailServer } from './mail-server.fixture.ts'
import { tellUser } from './messages.service.ts'
import { signatureOf } from './send-webhook.ts'

let t: TestApp
const morning = new Date('2026-11-24T10:00:00+08:00')
const secret = 'gateway-secret-1'
const opened: { close: () => unknown }[] = []

beforeAll(async () => {
  t = await testApp()
  const { root } = t.database
  const id = t.world.users.editor!
  await root
    .updateTable('app_user')
    .set({
      email: 'editor@linxi.test',
      phone_cipher: t.ground.box.seal('13900001234', `app_user.phone_cipher.${id}`),
      phone_mask: '139****1234',
    })
    .where('id', '=', id)
    .execute()
})
beforeEach(async () => {
  t.clock.now = morning
  await t.database.root.deleteFrom('message').execute()
  await t.database.root.deleteFrom('setting').where('key', 'like', 'channels.%').execute()
  await t.database.root.deleteFrom('message_preference').execute()
})
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})
afterAll(() => t.close())

async function mail(options: SMTPServerOptions = {}, port = 0) {
  const server = await mailServer(options, port)
  opened.push(server)
  return server
}

/** A gateway that answers as told, and what it was handed. */
async function gateway(status = 200, headers: Record<string, string> = {}) {
  const calls: { headers: IncomingHttpHeaders; body: string }[] = []
  const server = createServer(async (request, response) => {
    calls.push({ headers: request.headers, body: await text(request) })
    response.writeHead(status, headers).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = (server.address() as AddressInfo).port
  opened.push({ close: () => new Promise((resolve) => server.close(resolve)) })
  return { calls, url: `http://127.0.0.1:${port}/send` }
}

const emailBody = (port: number, more: object = {}) => ({
  on: true,
  host: '127.0.0.1',
  port,
  security: 'none',
  user: '',
  from: 'zhengmei@office.test',
  certificate: '',
  allowInner: true,
  ...more,
})
async function set(channel: string, body: object) {
  const answer = await (await t.as('systemadmin')).put(`/api/settings/channels/${channel}`, body)
  expect([answer.status, await answer.text()]).toEqual([200, expect.anything()])
}
async function tell(kind: string, title: string, username = 'editor') {
  const news = { kind, title, body: '正文', link: '/accounts' }
  await transact(await t.ctxOf('supervisorofficer'), (work) => tellUser(work, t.world.users[username]!, news))
}
const deliver = async (limits?: { connect: number; total: number }) => deliverDue(await t.ctxOf('system'), limits)
const rows = () => t.database.root.selectFrom('message_delivery').selectAll().orderBy('id').execute()
const later = (minutes: number) => {
  t.clock.now = new Date(t.clock.now.getTime() + minutes * 60_000)
}

describe('an e-mail', () => {
  it('goes out once, with a number by which a repetition is known', async () => {
    const server = await mail()
    await set('email', emailBody(server.port))
    await tell('finding.record', '登记了一个问题')
    expect(await deliver()).toBe(1)
    expect(await deliver()).toBe(0)
    expect(server.mails).toHaveLength(1)
    const [row] = await rows()
    expect(row).toMatchObject({ state: 'sent', attempts: 1, error: null })
    const [sent] = server.mails
    expect(sent!.to).toEqual(['editor@linxi.test'])
    expect(sent!.source).toContain(`Message-ID: <${row!.dispatch_id}@office.test>`)
    expect(sent!.source).toContain(`X-Zhengmei-Delivery: ${row!.dispatch_id}`)
  })

  it('goes by STARTTLS to a server whose certificate is trusted, and not to another', async () => {
    const server = await mail({
      onAuth: ({ username, password }, _session, done) =>
        username === 'zm' && password === 'right' ? done(null, { user: 'zm' }) : done(new Error('no such user zm')),
    })
    const body = emailBody(server.port, { host: 'localhost', security: 'starttls', user: 'zm' })
    await set('email', { ...body, password: 'right' })
    await tell('finding.record', '登记了一个问题')
    expect(await deliver()).toBe(0)
    expect((await rows())[0]).toMatchObject({ state: 'failed', error: expect.stringContaining('证书') })
    await set('email', { ...body, certificate: localCertificate })
    later(5)
    expect(await deliver()).toBe(1)
    expect(server.mails[0]!.secure).toBe(true)
  })

  it('is not sent in the clear where STARTTLS is asked for and not offered', async () => {
    const server = await mail({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] })
    await set('email', emailBody(server.port, { security: 'starttls' }))
    await tell('finding.record', '登记了一个问题')
    expect(await deliver()).toBe(0)
    expect(server.mails).toEqual([])
  })

  it('that is refused for the password fails with the cause and without the password', async () => {
    const server = await mail({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (auth, _session, done) => done(new Error(`wrong password ${auth.password}`)),
    })
    await set('email', emailBody(server.port, { user: 'zm', password: 'secret-word' }))
    await tell('finding.record', '登记了一个问题')
    expect(await deliver()).toBe(0)
    const [row] = await rows()
    expect(row).toMatchObject({ state: 'failed', attempts: 1, error: '用户名或密码未被接受（服务器应答 535）' })
    const list = await (await (await t.as('systemadmin')).get('/api/settings/channels/failures')).text()
    expect(list).toContain('e***@linxi.test')
    expect(list).not.toContain('editor@linxi.test')
    expect(list).not.toContain('secret-word')
  })

  it('waits, ever longer, for a server that is down, and goes out when it is up again', async () => {
    const first = await mailServer()
    await first.close()
    await set('email', emailBody(first.port))
    await tell('finding.record', '登记了一个问题')
    expect(await deliver()).toBe(0)
    const [down] = await rows()
    expect(down).toMatchObject({ state: 'failed', attempts: 1, error: expect.stringContaining('拒绝连接') })
    expect(down!.next_try_at).toEqual(new Date(morning.getTime() + 60_000))
    expect(await deliver()).toBe(0)
    expect((await rows())[0]!.attempts).toBe(1)
    later(1)
    expect(await deliver()).toBe(0)
    expect((await rows())[0]).toMatchObject({ attempts: 2, next_try_at: new Date(t.clock.now.getTime() + 300_000) })
    const again = await mail({}, first.port)
    later(5)
    expect(await deliver()).toBe(1)
    expect(again.mails).toHaveLength(1)
    expect((await rows())[0]).toMatchObject({ state: 'sent', dispatch_id: down!.dispatch_id, error: null })
  })

  it('to a server that says nothing is given up in time', async () => {
    const silent = createTcp(() => {})
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    opened.push({ close: () => silent.close() })
    await set('email', emailBody((silent.address() as AddressInfo).port))
    await tell('finding.record', '登记了一个问题')
    expect(await deliver({ connect: 200, total: 200 })).toBe(0)
    expect((await rows())[0]).toMatchObject({ state: 'failed', error: '对方未在规定时间内响应' })
  })

  it('is given up at once when the address is refused, and at last when nothing helps; an administrator hears of it once', async () => {
    const server = await mail({
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error('editor@linxi.test unknown'), { responseCode: 550 })),
    })
    await set('email', emailBody(server.port))
    await tell('finding.record', '一')
    expect(await deliver()).toBe(0)
    const [refused] = await rows()
    expect(refused).toMatchObject({ state: 'givenUp', attempts: 1 })
    expect(refused!.error).not.toContain('linxi')

    await server.close()
    await tell('finding.record', '二')
    for (let n = 0; n < 20; n++) {
      await deliver()
      later(300)
    }
    const [, tired] = await rows()
    expect(tired).toMatchObject({ state: 'givenUp', attempts: 6 })
    const notes = await t.database.root
      .selectFrom('message')
      .select(['user_id', 'title'])
      .where('kind', '=', 'messages.givenUp')
      .execute()
    expect(new Set(notes.map((note) => note.user_id))).toEqual(new Set([t.world.users.systemadmin]))
    expect(new Set(notes.map((note) => note.title)).size).toBe(notes.length)
    // What tells of the channels does not go through them.
    expect(await rows()).toHaveLength(2)
  })
})

describe('a digest', () => {
  it('collects what is not urgent into one message, at nine of the next workday, without what was read', async () => {
    const server = await mail()
    await set('email', emailBody(server.port))
    for (const title of ['第一件', '第二件', '第三件']) await tell('assessment.finish', title)
    await t.database.root.updateTable('message').set({ read_at: morning }).where('title', '=', '第二件').execute()
    expect(await deliver()).toBe(0)
    t.clock.now = new Date('2026-11-25T08:59:59+08:00')
    expect(await deliver()).toBe(0)
    t.clock.now = new Date('2026-11-25T09:00:00+08:00')
    expect(await deliver()).toBe(1)
    expect(server.mails).toHaveLength(1)
    const states = (await rows()).map(({ state, dispatch_id }) => [state, dispatch_id])
    const [first] = states
    expect(states).toEqual([
      ['sent', first![1]],
      ['dropped', first![1]],
      ['sent', first![1]],
    ])
  })

  it('keeps its number and its words through every attempt', async () => {
    const gone = await gateway(503)
    await set('sms', { on: true, url: gone.url, allowInner: true, secret })
    await (await t.as('editor')).put('/api/messages/preferences', {
      rows: [{ kind: 'assessment.finish', channels: ['sms'] }],
    })
    await tell('assessment.finish', '第一件')
    await tell('assessment.finish', '第二件')
    t.clock.now = new Date('2026-11-25T09:00:00+08:00')
    await deliver()
    await tell('assessment.finish', '第三件')
    await t.database.root.updateTable('message').set({ read_at: morning }).where('title', '=', '第二件').execute()
    later(1)
    await deliver()
    expect(gone.calls).toHaveLength(2)
    expect(gone.calls[0]!.body).toBe(gone.calls[1]!.body)
    expect(JSON.parse(gone.calls[0]!.body)).toMatchObject({ title: '您有 2 条新消息' })
  })
})

describe('quiet hours', () => {
  it('hold back even what is urgent, also when its time has come and passed', async () => {
    const server = await mail()
    await set('email', emailBody(server.port))
    await tell('finding.record', '登记了一个问题')
    t.clock.now = new Date('2026-11-24T18:00:00+08:00')
    expect(await deliver()).toBe(0)
    t.clock.now = new Date('2026-11-28T10:00:00+08:00')
    expect(await deliver()).toBe(0)
    const admin = await t.as('systemadmin')
    const rest = { day: '2026-11-30', works: false, reason: '本地放假' }
    expect((await admin.put('/api/settings/workdays', { rows: [rest] })).status).toBe(200)
    t.clock.now = new Date('2026-11-30T10:00:00+08:00')
    expect(await deliver()).toBe(0)
    expect((await (await t.as('systemadmin')).put('/api/settings/workdays', { rows: [] })).status).toBe(200)
    expect(await deliver()).toBe(1)
  })

  it('are passed by an emergency', async () => {
    const server = await mail()
    await set('email', emailBody(server.port))
    await tell('finding.record', '火警')
    await t.database.root.updateTable('message_delivery').set({ urgency: 'emergency' }).execute()
    t.clock.now = new Date('2026-11-28T03:00:00+08:00')
    expect(await deliver()).toBe(1)
  })
})

describe('a gateway', () => {
  it('is handed a signed message with number and time, and no more than it needs', async () => {
    const { calls, url } = await gateway()
    await set('dingtalk', { on: true, url, allowInner: true, secret })
    await set('site', { site: 'https://zm.example.test' })
    await tell('finding.record', '登记了一个问题')
    expect(await deliver()).toBe(1)
    const [call] = calls
    const [row] = await rows()
    const { headers } = call!
    expect(headers['x-zhengmei-delivery']).toBe(row!.dispatch_id)
    expect(headers['x-zhengmei-signature']).toBe(
      signatureOf(secret, String(headers['x-zhengmei-timestamp']), call!.body),
    )
    expect(JSON.parse(call!.body)).toEqual({
      id: row!.dispatch_id,
      channel: 'dingtalk',
      to: { phone: '13900001234' },
      title: '登记了一个问题',
      text: '登记了一个问题',
      link: 'https://zm.example.test/accounts',
    })
  })

  it('is not followed elsewhere', async () => {
    const other = await gateway()
    const { calls, url } = await gateway(302, { location: other.url })
    await set('dingtalk', { on: true, url, allowInner: true, secret })
    await tell('finding.record', '登记了一个问题')
    expect(await deliver()).toBe(0)
    expect([calls.length, other.calls.length]).toEqual([1, 0])
    expect((await rows())[0]).toMatchObject({ state: 'failed', error: expect.stringContaining('302') })
  })

  it('inside the network is not connected to unless that is allowed', async () => {
    const { calls, url } = await gateway()
    await set('dingtalk', { on: true, url, allowInner: true, secret })
    // As if the name had been given another address later.
    const stored = await t.database.root
      .selectFrom('setting')
      .selectAll()
      .where('key', '=', 'channels.dingtalk')
      .executeTakeFirstOrThrow()
    const value = JSON.stringify({ ...(stored.value as object), url: 'https://localhost/send', allowInner: false })
    await t.database.root.updateTable('setting').set({ value }).where('key', '=', 'channels.dingtalk').execute()
    await tell('finding.record', '登记了一个问题')
    expect(await deliver()).toBe(0)
    expect((await rows())[0]).toMatchObject({ error: expect.stringContaining('内网') })
    expect(calls).toEqual([])
  })

  it('that is slow costs no more than the time allowed', async () => {
    const server = createServer(() => {})
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    opened.push({
      close() {
        server.closeAllConnections()
        server.close()
      },
    })
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    await set('dingtalk', { on: true, url, allowInner: true, secret })
    await tell('finding.record', '登记了一个问题')
    expect(await deliver({ connect: 200, total: 200 })).toBe(0)
    expect((await rows())[0]).toMatchObject({ state: 'failed', error: '对方未在规定时间内响应' })
  })

  it('that keeps failing is left alone until the next minute', async () => {
    const { calls, url } = await gateway(500)
    await set('dingtalk', { on: true, url, allowInner: true, secret })
    for (let n = 0; n < 8; n++) await tell('finding.record', `问题 ${n}`)
    await deliver()
    expect(calls).toHaveLength(5)
  })
})

describe('what is queued', () => {
  it('is nothing while no channel is on, or for who has no address or does not want it', async () => {
    await tell('finding.record', '没有通道')
    const server = await mail()
    await set('email', emailBody(server.port))
    await tell('finding.record', '没有地址', 'responder')
    const none = { rows: [{ kind: 'finding.record', channels: [] }] }
    expect((await (await t.as('editor')).put('/api/messages/preferences', none)).status).toBe(200)
    await tell('finding.record', '不想要')
    expect(await rows()).toEqual([])
    await tell('units.takenOver', '别的仍要')
    expect(await rows()).toHaveLength(1)
  })

  it('vanishes with what was undone', async () => {
    const server = await mail()
    await set('email', emailBody(server.port))
    const attempt = transact(await t.ctxOf('supervisorofficer'), async (work) => {
      await tellUser(work, t.world.users.editor!, { kind: 'finding.record', title: '未发生' })
      throw new RangeError('undone')
    })
    await expect(attempt).rejects.toThrow('undone')
    expect(await rows()).toEqual([])
  })

  it('is dropped when the channel is switched off, the receiver leaves, or it has waited too long', async () => {
    const server = await mail()
    await set('email', emailBody(server.port))
    await tell('finding.record', '一')
    await set('email', { ...emailBody(server.port), on: false })
    await deliver()
    await set('email', emailBody(server.port))
    await tell('finding.record', '二')
    await t.database.root.updateTable('app_user').set({ active: false }).where('username', '=', 'editor').execute()
    await deliver()
    await t.database.root.updateTable('app_user').set({ active: true }).where('username', '=', 'editor').execute()
    await tell('finding.record', '三')
    later(1440 * 11)
    await deliver()
    const states = (await rows()).map(({ state, error }) => [state, error])
    expect(states).toEqual([
      ['dropped', '通道已停用'],
      ['dropped', '收件人已停用'],
      ['dropped', '超过发送时限'],
    ])
    expect(server.mails).toEqual([])
  })

  it('goes out again with the same number when the process was cut off while sending', async () => {
    const server = await mail()
    await set('email', emailBody(server.port))
    await tell('finding.record', '一')
    await deliver()
    const [sent] = await rows()
    // As it stood after claiming: what came after was not committed.
    await t.database.root
      .updateTable('message_delivery')
      .set({ state: 'queued', ended_at: null, next_try_at: new Date(morning.getTime() + 300_000) })
      .execute()
    expect(await deliver()).toBe(0)
    later(5)
    expect(await deliver()).toBe(1)
    expect(server.mails).toHaveLength(2)
    for (const one of server.mails) expect(one.source).toContain(`<${sent!.dispatch_id}@office.test>`)
  })

  it('is sent once by two workers at once', async () => {
    const server = await mail()
    await set('email', emailBody(server.port))
    for (let n = 0; n < 6; n++) await tell(n % 2 ? 'finding.record' : 'assessment.finish', `第 ${n} 件`)
    t.clock.now = new Date('2026-11-25T09:00:00+08:00')
    const [one, two] = await Promise.all([deliver(), deliver()])
    expect(one! + two!).toBe(4)
    expect(server.mails).toHaveLength(4)
  })
})
