import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { addBodies } from '../app/testing-bodies.ts'
import { isOutermost } from '../settings/settings.rules.ts'
import { mailServer } from './mail-server.fixture.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  await addBodies(t)
})
afterAll(() => t.close())

const email = {
  on: false,
  host: 'smtp.office.test',
  port: 465,
  security: 'tls',
  user: 'zm',
  from: 'zm@office.test',
  certificate: '',
  allowInner: false,
}
const webhook = { on: false, url: 'https://gateway.office.test/send', allowInner: false }

describe('the channels of the installation', () => {
  it('are the outermost system administrator’s', async () => {
    for (const who of ['supervisorofficer.province', 'securityadmin', 'accountmanager']) {
      expect((await (await t.as(who)).get('/api/settings/channels')).status).toBe(403)
    }
    const county = await t.as('systemadmin.county')
    for (const path of ['channels', 'channels/failures', 'workdays']) {
      expect((await county.get(`/api/settings/${path}`)).status).toBe(403)
    }
    expect((await county.put('/api/settings/channels/email', email)).status).toBe(403)
    expect((await county.post('/api/settings/channels/tests', { channel: 'email' })).status).toBe(403)
    expect((await county.put('/api/settings/workdays', { rows: [] })).status).toBe(403)
    expect((await (await t.as('systemadmin')).get('/api/settings/channels')).status).toBe(200)
  })

  it.each([
    ['33/', ['33/'], true],
    ['33/01/', ['33/', '33/01/'], false],
    ['33/01/', ['33/01/', '33/02/'], true],
    ['33/01/', [], true],
  ])('%s among %j: %s', (path, all, outermost) => {
    expect(isOutermost(path, all)).toBe(outermost)
  })

  it('keep a password that is never shown again, and a new one only when it is given', async () => {
    const admin = await t.as('systemadmin')
    const saved = await admin.put('/api/settings/channels/email', { ...email, password: 'the-secret-word' })
    expect(await saved.json()).toMatchObject({ email: { host: 'smtp.office.test', hasPassword: true } })
    const again = await admin.put('/api/settings/channels/email', { ...email, port: 587 })
    expect(await again.json()).toMatchObject({ email: { port: 587, hasPassword: true } })
    const { root } = t.database
    const kept = JSON.stringify(await root.selectFrom('setting').selectAll().execute())
    const told = JSON.stringify(await root.selectFrom('audit_entry').selectAll().execute())
    expect(kept).toContain('v1|')
    for (const text of [kept, told, await (await admin.get('/api/settings/channels')).text()]) {
      expect(text).not.toContain('the-secret-word')
    }
    const removed = await admin.put('/api/settings/channels/email', { ...email, password: null })
    expect(await removed.json()).toMatchObject({ email: { hasPassword: false } })
  })

  it.each([
    ['email', { ...email, on: true, host: '' }, 'host'],
    ['email', { ...email, host: 'smtp office' }, 'host'],
    ['email', { ...email, port: 0 }, 'port'],
    ['email', { ...email, certificate: 'abc' }, 'certificate'],
    ['sms', { ...webhook, on: true }, 'secret'],
    ['sms', { ...webhook, url: 'http://gateway.office.test/' }, 'url'],
    ['dingtalk', { ...webhook, url: 'https://u:p@gateway.office.test/' }, 'url'],
    ['dingtalk', { ...webhook, secret: '含中文' }, 'secret'],
    ['site', { site: 'zhengmei.example' }, 'site'],
  ])('refuse for %s what cannot work: %j', async (channel, body, field) => {
    const answer = await (await t.as('systemadmin')).put(`/api/settings/channels/${channel}`, body)
    expect(answer.status).toBe(422)
    expect(((await answer.json()) as { errors: { path: string }[] }).errors.map(({ path }) => path)).toContain(field)
  })
})

describe('a test message', () => {
  it('goes to oneself, and says truly what became of it', async () => {
    const admin = await t.as('systemadmin')
    const send = async () => await admin.post('/api/settings/channels/tests', { channel: 'email' })
    const homeless = await send()
    expect([homeless.status, await homeless.text()]).toEqual([409, expect.stringContaining('电子邮箱')])
    await t.database.root
      .updateTable('app_user')
      .set({ email: 'admin@office.test' })
      .where('username', '=', 'systemadmin')
      .execute()
    const server = await mailServer()
    const here = { ...email, host: '127.0.0.1', port: server.port, security: 'none', user: '', allowInner: false }
    await admin.put('/api/settings/channels/email', here)
    expect(await (await send()).json()).toMatchObject({ ok: false, words: expect.stringContaining('内网') })
    await admin.put('/api/settings/channels/email', { ...here, allowInner: true })
    expect(await (await send()).json()).toEqual({
      ok: true,
      words: '邮件服务器已接收，请查看 a***@office.test 是否收到',
    })
    expect(server.mails).toHaveLength(1)
    await server.close()
    expect(await (await send()).json()).toMatchObject({ ok: false, words: expect.stringContaining('拒绝连接') })
  })
})

describe('preferences', () => {
  it('are each person’s own, and name only kinds and channels that there are', async () => {
    const editor = await t.as('editor')
    const rows = [{ kind: 'finding.record', channels: ['sms', 'email'] }]
    expect(await (await editor.put('/api/messages/preferences', { rows })).json()).toMatchObject({
      rows: expect.arrayContaining([{ kind: 'finding.record', channels: ['email', 'sms'] }]),
    })
    const other = (await (await (await t.as('officehead')).get('/api/messages/preferences')).json()) as {
      rows: { kind: string; channels: string[] }[]
    }
    expect(other.rows.find(({ kind }) => kind === 'finding.record')?.channels).toEqual(['email', 'dingtalk'])
    for (const bad of [
      { kind: 'messages.givenUp', channels: [] },
      { kind: 'finding.record', channels: ['fax'] },
    ]) {
      expect((await editor.put('/api/messages/preferences', { rows: [bad] })).status).toBe(422)
    }
  })
})

describe('adjusted workdays', () => {
  it('name each day once, with a reason', async () => {
    const admin = await t.as('systemadmin')
    const day = { day: '2027-01-04', works: false, reason: '本地放假' }
    const put = (rows: object[]) => admin.put('/api/settings/workdays', { rows })
    expect((await put([day, day])).status).toBe(422)
    expect((await put([{ ...day, reason: '' }])).status).toBe(422)
    expect((await put([{ ...day, day: '2027-02-30' }])).status).toBe(422)
    expect(await (await put([day, { ...day, day: '2027-01-02', works: true }])).json()).toMatchObject({
      rows: [{ day: '2027-01-02' }, { day: '2027-01-04' }],
    })
  })
})
