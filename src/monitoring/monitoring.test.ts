import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'

let world: TestApp
let officer: Caller
beforeAll(async () => {
  world = await testApp()
  officer = await world.as('supervisorofficer')
})
afterAll(() => world.close())

const finding = (patch: object = {}) => ({
  accountId: world.world.accounts.wechat,
  kind: 'minorError',
  occurredOn: '2026-11-20',
  title: '标题错字',
  evidenceUrl: 'https://example.com/a',
  ...patch,
})

describe('recording a finding', () => {
  it('keeps it with its evidence, on the timeline of the account and in the audit', async () => {
    const response = await officer.post('/api/findings', finding())
    expect(response.status, await response.clone().text()).toBe(200)
    const made = await response.json()
    expect(made).toMatchObject({
      state: 'confirmed',
      source: 'manual',
      accountName: '临溪教育',
      hostUnitName: '临溪县教育局',
    })
    const { root } = world.database
    const events = await root
      .selectFrom('account_event')
      .select('title')
      .where('account_id', '=', made.accountId)
      .execute()
    expect(events).toContainEqual({ title: '登记问题：一般表述错误' })
    const audit = await root.selectFrom('audit_entry').select('action').where('subject_id', '=', made.id).execute()
    expect(audit).toEqual([{ action: 'finding.record' }])
  })

  it('takes uploaded evidence, and only one’s own', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
    const file = await (await officer.upload('/api/files/evidence', { name: '截图.png', bytes: png })).json()
    const made = await (
      await officer.post('/api/findings', finding({ evidenceUrl: null, evidenceFileId: file.id, title: '截图为证' }))
    ).json()
    expect(made).toMatchObject({ evidenceFileName: '截图.png' })
    const editor = await world.as('editor')
    expect((await editor.get(`/api/files/${file.id}/content`)).status).toBe(200)
    const publicity = await world.as('publicityofficer')
    expect(
      (await publicity.post('/api/findings', finding({ evidenceUrl: null, evidenceFileId: file.id }))).status,
    ).toBe(422)
  })

  it.each([
    ['a day to come', { occurredOn: '2026-11-25' }, 'occurredOn'],
    ['a day before 2009', { occurredOn: '2008-01-01' }, 'occurredOn'],
    ['no evidence', { evidenceUrl: null }, 'evidenceUrl'],
    ['an address that is none', { evidenceUrl: 'javascript:alert(1)' }, 'evidenceUrl'],
    ['an unknown kind', { kind: 'boredom' }, 'kind'],
    ['no words', { title: ' ' }, 'title'],
  ])('refuses %s', async (_name, patch, path) => {
    const response = await officer.post('/api/findings', finding(patch))
    expect(response.status).toBe(422)
    expect((await response.json()).errors[0].path).toBe(path)
  })

  it('is for the own region only, and for those whose duty it is', async () => {
    const elsewhere = await world.as('supervisorofficer.sibling')
    expect((await elsewhere.post('/api/findings', finding())).status).toBe(422)
    expect((await (await world.as('editor')).post('/api/findings', finding())).status).toBe(403)
    expect((await (await elsewhere.get('/api/findings')).json()).rows).toEqual([])
  })
})

describe('the list of findings', () => {
  it('filters, pages and counts by one rule', async () => {
    for (const [kind, occurredOn, title] of [
      ['graveError', '2026-10-03', '严重一'],
      ['graveOpinion', '2026-09-03', '舆情'],
      ['graveError', '2026-10-03', '严重二'],
    ] as const) {
      await officer.post(
        '/api/findings',
        finding({ kind, occurredOn, title, accountId: world.world.accounts.township }),
      )
    }
    const list = async (query: string) => (await officer.get(`/api/findings?${query}`)).json()
    const titles = async (query: string) => (await list(query)).rows.map(({ title }: { title: string }) => title)
    expect(await titles('kind=graveError,graveOpinion')).toEqual(['严重二', '严重一', '舆情'])
    expect(await titles('from=2026-09-01&to=2026-09-30')).toEqual(['舆情'])
    expect(await titles('region=990101001')).toHaveLength(3)
    expect(await titles('region=990201')).toEqual([])
    expect(await titles(`q=${encodeURIComponent('竹溪')}`)).toHaveLength(3)
    expect(await titles(`q=${encodeURIComponent('%')}`)).toEqual([])
    const first = await list('limit=1&kind=graveError')
    expect(await titles(`limit=1&kind=graveError&cursor=${encodeURIComponent(first.next)}`)).toEqual(['严重一'])
    const totals = await (await officer.get('/api/findings/totals?region=990101001')).json()
    expect(totals).toEqual({
      count: 3,
      kinds: [
        { kind: 'graveError', count: 2 },
        { kind: 'graveOpinion', count: 1 },
      ],
    })
  })
})

describe('withdrawing a finding', () => {
  it('keeps it with the reason, once, and not over somebody else’s change', async () => {
    const made = await (await officer.post('/api/findings', finding({ title: '记错了' }))).json()
    const path = `/api/findings/${made.id}/withdrawal`
    expect((await officer.post(path, { version: made.version, reason: ' ' })).status).toBe(422)
    expect((await officer.post(path, { version: made.version + 1, reason: '经核实不属实' })).status).toBe(409)
    const withdrawn = await (await officer.post(path, { version: made.version, reason: '经核实不属实' })).json()
    expect(withdrawn).toMatchObject({ state: 'withdrawn', withdrawnReason: '经核实不属实' })
    expect((await officer.post(path, { version: withdrawn.version, reason: '经核实不属实' })).status).toBe(409)
    const confirmed = await (await officer.get('/api/findings?state=confirmed')).json()
    expect(confirmed.rows.map(({ id }: { id: string }) => id)).not.toContain(made.id)
  })
})

describe('importing findings', () => {
  it('adds each once, and refuses what a row gets wrong', async () => {
    const bytes = Buffer.from(
      [
        '账号名称,平台,问题类型,发生日期,问题描述,佐证链接',
        '竹溪发布,微信公众号,一般表述错误,2026-11-01,错别字一处,https://example.com/1',
        '竹溪发布,微信公众号,不算问题,2026-11-01,错别字一处,https://example.com/1',
        '望湖教育,微信公众号,一般表述错误,2026-11-01,错别字,https://example.com/1',
      ].join('\n'),
    )
    const go = async () => {
      const { id } = await (
        await officer.upload('/api/imports', { name: '问题.csv', bytes }, { kind: 'findings' })
      ).json()
      await officer.post(`/api/imports/${id}/check`)
      await world.runJobs()
      return (await officer.get(`/api/imports/${id}`)).json()
    }
    const checked = await go()
    expect(checked.counts).toMatchObject({ new: 1, errors: 2 })
    await officer.post(`/api/imports/${checked.id}/application`, {})
    await world.runJobs()
    const found = await (await officer.get(`/api/findings?q=${encodeURIComponent('错别字一处')}`)).json()
    expect(found.rows).toMatchObject([{ source: 'import', accountName: '竹溪发布' }])
    expect((await go()).counts).toMatchObject({ same: 1, errors: 2 })
  })
})
