import iconv from 'iconv-lite'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import { readSheet } from '../core/sheet/read-sheet.ts'
import type { ImportView } from '../imports/imports.contract.ts'
import type {
  BulkDone,
  EntryView,
  FilingDone,
  NationalDetail,
  NationalRowView,
  NationalTotals,
} from './national.contract.ts'
import { plantAccount, plantAccounts } from './testing.ts'

let app: TestApp
let county: Caller
let city: Caller
let manager: Caller
beforeAll(async () => {
  app = await testApp()
  county = await app.as('supervisorofficer')
  city = await app.as('supervisorofficer.city')
  manager = await app.as('accountmanager')
})
afterAll(() => app.close())
beforeEach(async () => {
  const { root } = app.database
  for (const table of [
    'national_filing',
    'national_entry',
    'national_list',
    'import_batch',
    'account_event',
  ] as const) {
    await root.deleteFrom(table).execute()
  }
  const known = Object.values(app.world.accounts)
  await root.deleteFrom('account').where('id', 'not in', known).execute()
  for (const [key, name] of [
    ['wechat', '临溪教育'],
    ['weibo', '临溪教育'],
    ['township', '竹溪发布'],
    ['water', '临溪自来水'],
  ] as const) {
    await root
      .updateTable('account')
      .set({ name, state: 'active', certified_body: null, filed_on: null })
      .where('id', '=', app.world.accounts[key])
      .execute()
  }
})

type Key = keyof TestApp['world']['accounts']
const ids = (...keys: Key[]) => ({ ids: keys.map((key) => app.world.accounts[key]) })
const everything = { filter: {} }
async function json<T>(response: Response, status = 200): Promise<T> {
  expect(response.status, await response.clone().text()).toBe(status)
  return response.json() as Promise<T>
}
const totals = async (by = county) => json<NationalTotals>(await by.get('/api/national/totals'))
const rows = async (query = '', by = county) =>
  (await json<{ rows: NationalRowView[] }>(await by.get(`/api/national/accounts?${query}`))).rows
const detail = async (key: Key, by = county) =>
  json<NationalDetail>(await by.get(`/api/national/accounts/${app.world.accounts[key]}`))
const entries = async (kind = 'onlyThere', by = county) =>
  (await json<{ rows: EntryView[] }>(await by.get(`/api/national/entries?kind=${kind}`))).rows
const stateOf = async (key: Key) => (await detail(key)).state
const mark = (action: string, target: object, by = county) => by.post('/api/national/marks', { target, action })
const audited = (action: string) =>
  app.database.root.selectFrom('audit_entry').selectAll().where('action', '=', action).orderBy('seq').execute()

const header = '账号名称,平台类型,账号ID,主办单位,认证主体,账号联系电话,状态'
type Options = { complete?: boolean; listedOn?: string; by?: Caller; bytes?: Uint8Array; name?: string }
async function checked(lines: string[], given: Options = {}): Promise<ImportView> {
  const { complete = false, listedOn, by = county } = given
  const bytes = given.bytes ?? new TextEncoder().encode([header, ...lines].join('\n'))
  const options = JSON.stringify({ complete, listedOn })
  const file = { name: given.name ?? '名单.csv', bytes }
  const { id } = await json<ImportView>(await by.upload('/api/imports', file, { kind: 'national', options }))
  await json(await by.post(`/api/imports/${id}/check`))
  await app.runJobs()
  return json(await by.get(`/api/imports/${id}`))
}
async function apply(id: string, by = county): Promise<ImportView> {
  await json(await by.post(`/api/imports/${id}/application`, {}))
  await app.runJobs()
  return json(await by.get(`/api/imports/${id}`))
}
async function imported(lines: string[], given: Options = {}): Promise<ImportView> {
  const { id } = await checked(lines, given)
  const view = await apply(id, given.by)
  expect(view.state, view.failure ?? '').toBe('applied')
  return view
}
async function sheetOf(fileId: string, sheetName?: string, by = county): Promise<string[][]> {
  const bytes = new Uint8Array(await (await by.get(`/api/files/${fileId}/content`)).arrayBuffer())
  const read = await readSheet(bytes, 'a.xlsx', sheetName ? { sheetName } : {})
  expect(read.formulaCells).toEqual([]) // what looks like a formula is text
  return read.rows.map((row) => [...row])
}

describe('§6.2 marking by hand', () => {
  it('is refused to those who only look, and to a manager but for the shutdown of her own', async () => {
    for (const who of ['publicityofficer', 'businessofficer', 'accountmanager']) {
      const by = await app.as(who)
      expect((await by.get('/api/national/accounts')).status).toBe(200)
      expect((await mark('report', everything, by)).status).toBe(403)
    }
    expect((await (await app.as('editor')).get('/api/national/accounts')).status).toBe(403)
    const sibling = await app.as('supervisorofficer.sibling')
    expect((await sibling.get(`/api/national/accounts/${app.world.accounts.wechat}`)).status).toBe(404)
    const done = await json<BulkDone>(await mark('report', ids('wechat'), sibling))
    expect(done).toMatchObject({ count: 0, done: 0 })
    expect(await stateOf('wechat')).toBe('unreported')
  })

  it('marks all that match, tells which were not marked and why, and leaves a trace', async () => {
    await app.database.root
      .updateTable('account')
      .set({ state: 'closed' })
      .where('id', '=', app.world.accounts.water!)
      .execute()
    await json(await mark('report', ids('weibo')))
    const done = await json<BulkDone>(await mark('report', everything))
    expect(done).toMatchObject({ count: 4, done: 2, refusedCount: 2 })
    expect(done.refused.map(({ reason }) => reason).join()).toContain('已报送')
    expect(await rows('national=reported')).toHaveLength(3)
    expect((await detail('wechat')).reportedOn).toBe('2026-11-24')
    expect((await detail('wechat')).markedUnit).toBe('临溪县人民政府办公室')
    expect((await audited('national.mark')).at(-1)?.title).toContain('2 个账号')
    await json(await mark('takeBackReport', ids('wechat')))
    expect(await stateOf('wechat')).toBe('unreported')
  })

  it('§6.4(4): a shutdown is asked for once the account is being closed, by its own manager too', async () => {
    const ask = () => manager.post('/api/national/shutdown-requests', { target: ids('wechat', 'township') })
    expect((await json<BulkDone>(await ask())).refused[0]?.reason).toContain('尚未办理注销')
    await app.database.root.updateTable('account').set({ state: 'closing' }).execute()
    expect(await json<BulkDone>(await ask())).toMatchObject({ count: 1, done: 1 }) // the township's is not hers
    expect(await stateOf('wechat')).toBe('shutdownRequested')
    expect((await mark('confirmShutdown', ids('wechat'), manager)).status).toBe(403)
    await json(await mark('confirmShutdown', ids('wechat')))
    expect(await detail('wechat')).toMatchObject({ state: 'shutDown', shutDownOn: '2026-11-24' })
    await app.database.root.updateTable('account').set({ state: 'active' }).execute()
  })

  it('of more than 500 is a job that does every one', async () => {
    await plantAccounts(
      app,
      Array.from({ length: 620 }, (_, n) => ({ name: `批量${n}` })),
    )
    const started = await json<BulkDone>(await mark('report', everything))
    expect(started).toMatchObject({ count: 624, done: 0 })
    await app.runJobs()
    const job = await json<{ state: string; result: BulkDone }>(await county.get(`/api/jobs/${started.jobId}`))
    expect(job).toMatchObject({ state: 'done', result: { done: 624, refusedCount: 0 } })
    expect((await totals()).states.find(({ state }) => state === 'reported')?.count).toBe(624)
  })
})

describe('the package', () => {
  type Made = { count: number; fileId: string; jobId: string | null }
  const make = (body: object) => county.post('/api/national/exports', { target: everything, ...body })

  it('has one sheet per unit and a summary, lists what is missing, masks phones and marks nothing unasked', async () => {
    await plantAccount(app, {
      name: '=HYPERLINK("http://a.cn")',
      account_contact_name: '@张三',
      account_contact_phone_mask: '138****1111',
    })
    const made = await json<Made>(await make({}))
    expect(made.count).toBe(5)
    const summary = await sheetOf(made.fileId, '汇总表')
    expect(summary.flat().join()).toContain('共 3 个单位、5 个账号')
    expect(summary.flat()).toContain('分管领导（签字）：')
    const sheet = await sheetOf(made.fileId, '临溪县教育局')
    const head = sheet.find((row) => row.includes('账号名称'))!
    const body = sheet.slice(sheet.indexOf(head) + 1)
    const of = (row: string[], name: string) => row[head.indexOf(name)]
    expect(of(body[0]!, '账号名称')).toBe('临溪教育')
    expect(of(body[0]!, '主管单位')).toBe('临溪县人民政府办公室')
    expect(of(body[0]!, '缺项')).toContain('认证主体')
    expect(of(body[2]!, '账号名称')).toBe('=HYPERLINK("http://a.cn")')
    expect(of(body[2]!, '账号联系电话')).toBe('138****1111')
    expect(sheet.flat()).toContain('分管领导（签字）：')
    expect((await totals()).states.find(({ state }) => state === 'reported')?.count).toBe(0)
    expect((await audited('personal.view')).length).toBe(0)
  })

  it('has full phones only with a reason, which is audited; and marks as reported when that is asked', async () => {
    expect((await make({ phoneReason: '要' })).status).toBe(422)
    const { box } = app.ground
    const id = await plantAccount(app, { name: '有电话', account_contact_phone_mask: '138****1111' })
    await app.database.root
      .updateTable('account')
      .set({ account_contact_phone_cipher: box.seal('13800001111', `account.account_contact_phone.${id}`) })
      .where('id', '=', id)
      .execute()
    const made = await json<Made>(await make({ phoneReason: '向全国系统报送', markReported: true }))
    expect((await sheetOf(made.fileId, '临溪县教育局')).flat()).toContain('13800001111')
    const [seen] = await audited('personal.view')
    expect(seen).toMatchObject({ after: { reason: '向全国系统报送', count: 5 } })
    expect(await detail('wechat')).toMatchObject({ state: 'reported', batchName: '全国系统报送包-2026-11-24.xlsx' })
    expect((await manager.post('/api/national/exports', { target: everything })).status).toBe(403)
  })

  it('of nothing is refused, and of many is a job with its file', async () => {
    expect((await make({ target: { filter: { q: '没有这个账号' } } })).status).toBe(422)
    await plantAccounts(
      app,
      Array.from({ length: 510 }, (_, n) => ({ name: `很多${n}` })),
    )
    const made = await json<Made>(await make({ markReported: true }))
    expect(made.fileId).toBeNull()
    await app.runJobs()
    const job = await json<{ state: string; result: { fileId: string; marked: number } }>(
      await county.get(`/api/jobs/${made.jobId}`),
    )
    expect(job).toMatchObject({ state: 'done', result: { marked: 514 } })
    expect((await sheetOf(job.result.fileId, '临溪县教育局')).length).toBeGreaterThan(512)
  })
})

describe('from the package to agreement', () => {
  it('exports, marks, imports the list, finds one difference and one unknown account, and corrects', async () => {
    await json(await county.post('/api/national/exports', { target: everything, markReported: true }))
    const list = [
      '临溪教育发布,微信,gh_host,临溪县教育局,,,正常',
      '临溪教育,新浪微博,1001,临溪县教育局,,,待审核',
      '临溪科协,微信公众号,gh_unknown,临溪县科学技术协会,,13800002222,正常',
    ]
    const view = await imported(list)
    expect(view.counts).toMatchObject({ new: 3, errors: 0 })
    expect(await totals()).toMatchObject({
      standings: { onlyOurs: 2, differs: 1, agrees: 1 },
      onlyThere: 1,
      list: { fileName: '名单.csv', entries: 3, listedOn: '2026-11-24' },
    })
    expect(await detail('wechat')).toMatchObject({ state: 'differs', differs: ['name'], batchName: '名单.csv' })
    expect((await detail('wechat')).text).toContain('由“临溪教育发布”更正为“临溪教育”')
    expect(await stateOf('weibo')).toBe('reported')
    const [unknown] = await entries()
    expect(unknown).toMatchObject({ name: '临溪科协', accountContactPhoneMask: '138****2222', candidates: [] })

    // The same file again changes nothing.
    const again = await checked(list)
    expect(again.counts).toMatchObject({ new: 0, changed: 0, same: 3 })

    const corrected = await json<BulkDone>(
      await county.post('/api/national/corrections', { target: { filter: { standing: 'differs' } } }),
    )
    expect(corrected).toMatchObject({ count: 1, done: 1, refused: [] })
    expect(await detail('wechat')).toMatchObject({ name: '临溪教育发布', state: 'included', differs: [], text: null })
    const events = await app.database.root
      .selectFrom('account_event')
      .select('title')
      .where('account_id', '=', app.world.accounts.wechat!)
      .orderBy('id')
      .execute()
    expect(events.map(({ title }) => title)).toEqual([
      '全国系统：已报送',
      '全国系统：有差异（账号名称）',
      '按全国系统更正',
      '全国系统：已收录',
    ])
    expect((await audited('national.correct')).length).toBe(1)
  })

  it('begins to differ when the account is changed here, and agrees when it is changed back', async () => {
    await imported(['竹溪发布,微信,gh_town,竹溪镇人民政府,,,正常'])
    expect(await stateOf('township')).toBe('included')
    const path = `/api/accounts/${app.world.accounts.township}`
    const { version } = await json<{ version: number }>(await county.get(path))
    await json(await county.patch(path, { name: '竹溪镇发布', version }))
    expect(await detail('township')).toMatchObject({ state: 'differs', differs: ['name'] })
    await json(await county.patch(path, { name: '竹溪发布', version: version + 1 }))
    expect(await stateOf('township')).toBe('included')
  })

  it('corrects only the fields that are asked, never phones, and tells what the ledger refuses', async () => {
    await imported(['临溪教育A,微信,gh_host,没有登记的局,临溪县教育局,13900009999,正常'])
    expect((await detail('wechat')).differs).toEqual(['name', 'hostUnit', 'certifiedBody', 'accountContactPhone'])
    const correct = (body: object) => county.post('/api/national/corrections', { target: ids('wechat'), ...body })
    expect((await correct({ fields: ['accountContactPhone'] })).status).toBe(422)
    const refused = await json<BulkDone>(await correct({}))
    expect(refused).toMatchObject({
      done: 0,
      refused: [{ reason: expect.stringContaining('没有登记名为“没有登记的局”') }],
    })
    expect(await json<BulkDone>(await correct({ fields: ['certifiedBody'] }))).toMatchObject({ done: 1 })
    const after = await detail('wechat')
    expect(after.differs).toEqual(['name', 'hostUnit', 'accountContactPhone'])
    expect(after.pairs.find(({ field }) => field === 'accountContactPhone')).toMatchObject({
      theirs: '139****9999',
      correctable: false,
    })
    expect((await manager.post('/api/national/corrections', { target: ids('wechat') })).status).toBe(403)
  })

  it('writes what is to be typed over there into a sheet', async () => {
    await imported(['=1+1,微信,gh_host,临溪县教育局,,13900009999,关停'])
    const made = await json<{ fileId: string }>(
      await county.post('/api/national/correction-sheets', { target: everything }),
    )
    const sheet = await sheetOf(made.fileId)
    const body = sheet.slice(sheet.findIndex((row) => row[0] === '台账编号') + 1)
    expect(body.map((row) => row.slice(5))).toEqual([
      ['账号名称', '=1+1', '临溪教育'],
      ['账号联系电话', '（与台账不一致）'],
      ['状态', '关停', '正常'],
    ])
  })
})

describe('the list from there', () => {
  it('is refused to others, in a future that has not come, and with a row about the same account twice', async () => {
    const upload = async (by: Caller, options: object) =>
      by.upload(
        '/api/imports',
        { name: 'a.csv', bytes: new TextEncoder().encode(header) },
        { kind: 'national', options: JSON.stringify(options) },
      )
    expect((await upload(manager, {})).status).toBe(403)
    expect((await upload(county, { listedOn: '2026-11-25' })).status).toBe(422)
    expect((await upload(county, { listedOn: '昨天' })).status).toBe(422)
    const twice = await checked([
      '临溪教育,微信,gh_host,临溪县教育局,,,正常',
      '临溪教育,微信,gh_other,临溪县教育局,,,正常',
    ])
    expect(twice.counts).toMatchObject({ new: 1, errors: 1 })
  })

  it('reads GBK, names with marks and unknown words of status as they stand', async () => {
    const text = [header, '临溪·教育,微信公众号,gh_host,临溪县教育局,,,停用审批中', '坏行,论坛,,某局,,,'].join('\n')
    const view = await imported([], { bytes: iconv.encode(text, 'gbk') })
    expect(view.counts).toMatchObject({ new: 1, errors: 1 })
    expect(await detail('wechat')).toMatchObject({ state: 'included', statusThere: '停用审批中' })
  })

  it('guesses nothing: what may mean several is shown until a person says which', async () => {
    await imported(['竹溪发布,微信,,县政府,,,正常'])
    const [entry] = await entries('ambiguous')
    expect(entry?.candidates).toMatchObject([{ ledgerNo: 'ZM000003' }])
    expect(await stateOf('township')).toBe('unreported')
    const match = (accountId: string) => county.post(`/api/national/entries/${entry!.id}/match`, { accountId })
    expect((await match(app.world.accounts.weibo!)).status).toBe(422)
    await json(await match(app.world.accounts.township!))
    expect(await detail('township')).toMatchObject({ state: 'differs', differs: ['hostUnit'] })
    expect((await match(app.world.accounts.township!)).status).toBe(409)
    // The next list leaves what was decided.
    await imported(['竹溪发布,微信,,县政府,,,变更中'])
    expect(await detail('township')).toMatchObject({ state: 'differs', statusThere: '变更中' })
    expect(await entries('ambiguous')).toEqual([])
  })

  it('lets what is not of the region be put aside with a reason, and taken back', async () => {
    await imported(['外县发布,微博,9999,外县某局,,,正常'])
    const [entry] = await entries()
    const path = `/api/national/entries/${entry!.id}/dismissal`
    expect((await county.post(path, { reason: '' })).status).toBe(422)
    expect((await (await app.as('supervisorofficer.sibling')).post(path, { reason: '不是我们的' })).status).toBe(404)
    await json(await county.post(path, { reason: '账号属外县' }))
    expect((await county.post(path, { reason: '账号属外县' })).status).toBe(409)
    expect(await totals()).toMatchObject({ onlyThere: 0, dismissed: 1 })
    await imported(['外县发布,微博,9999,外县某局,,,正常'])
    expect(await totals()).toMatchObject({ onlyThere: 0, dismissed: 1 })
    await json(await county.delete(path))
    expect(await totals()).toMatchObject({ onlyThere: 1, dismissed: 0 })
  })

  it('belongs to the account as soon as it is entered into the ledger', async () => {
    await imported(['临溪科普,微博,w_new,临溪县教育局,,,正常'])
    const [entry] = await entries()
    expect(entry?.hostUnitId).toBe(app.world.units.host)
    const made = await json<{ id: string }>(
      await county.post('/api/accounts', {
        name: '临溪科普',
        platform: 'weibo',
        platformAccountId: 'w_new',
        hostUnitId: entry!.hostUnitId,
      }),
    )
    expect(await json(await county.get(`/api/national/accounts/${made.id}`))).toMatchObject({ state: 'included' })
    expect(await entries()).toEqual([])
  })

  it('that is complete tells what is no longer listed; one that is not says nothing about the rest', async () => {
    const both = ['临溪教育,微信,gh_host,临溪县教育局,,,正常', '竹溪发布,微信,gh_town,竹溪镇人民政府,,,正常']
    await imported(both)
    await imported(both.slice(0, 1))
    expect(await stateOf('township')).toBe('included')
    await imported(both.slice(0, 1), { complete: true, name: '完整名单.csv' })
    expect(await detail('township')).toMatchObject({ state: 'reported', standing: 'onlyOurs', pairs: [] })
    expect(await stateOf('wechat')).toBe('included')
    await imported(both)
    expect(await stateOf('township')).toBe('included')
  })

  it('of the city and of the county are each kept; the newer one counts', async () => {
    await imported(['临溪教育,微信,gh_host,临溪县教育局,,,正常'])
    app.clock.now = new Date(app.clock.now.getTime() + 60_000)
    await imported(['临溪教育厅,微信,gh_host,临溪县教育局,,,正常', '望湖教育,微信,gh_sibling,望湖区教育局,,,正常'], {
      by: city,
    })
    expect(await detail('wechat')).toMatchObject({ state: 'differs', differs: ['name'] })
    expect(await rows('standing=agrees', await app.as('supervisorofficer.sibling'))).toHaveLength(1)
    expect(await rows('standing=agrees')).toHaveLength(0)
  })

  it('of two people at once is written one after the other, each whole', async () => {
    const one = await checked(['临溪教育,微信,gh_host,临溪县教育局,,,正常'])
    const two = await checked(['临溪教育社,微信,gh_host,临溪县教育局,,,正常'], { by: city })
    const [first, second] = await Promise.all([
      county.post(`/api/imports/${one.id}/application`, {}),
      city.post(`/api/imports/${two.id}/application`, {}),
    ])
    const statuses = [first.status, second.status].sort()
    expect(statuses).toEqual([200, 409])
    await app.runJobs()
    const late = first.status === 409 ? { id: one.id, by: county } : { id: two.id, by: city }
    expect((await apply(late.id, late.by)).state).toBe('applied')
    const found = await app.database.root.selectFrom('national_entry').select('account_id').execute()
    expect(found).toHaveLength(2)
    expect(new Set(found.map((row) => row.account_id))).toEqual(new Set([app.world.accounts.wechat]))
  })

  it('shows a manager her own accounts and nothing that belongs to nobody', async () => {
    await imported([
      '临溪教育A,微信,gh_host,临溪县教育局,,,正常',
      '竹溪A,微信,gh_town,竹溪镇人民政府,,,正常',
      '某号,微博,x,某局,,,正常',
    ])
    expect((await rows('', manager)).map(({ ledgerNo }) => ledgerNo)).toEqual(['ZM000001', 'ZM000002'])
    expect(await entries('onlyThere', manager)).toEqual([])
    expect(await totals(manager)).toMatchObject({ standings: { differs: 1 }, onlyThere: 0 })
  })
})

describe('§6.2 filing existing accounts in bulk', () => {
  const complete = {
    platform_account_id: 'gh_full',
    certified_body: '临溪县教育局',
    opened_on: '2021-01-01',
    account_contact_name: '甲',
    account_contact_phone_mask: '138****1111',
    unit_contact_name: '乙',
    unit_contact_phone_mask: '138****2222',
  }
  const file = (target: object, more: object = {}, by = county) =>
    by.post('/api/accounts/bulk/filings', { target, ...more })

  it('files the complete, lists the incomplete with what is missing, and leaves the closed', async () => {
    const full = await plantAccount(app, { name: '齐全', ...complete })
    await plantAccount(app, { name: '已注销', ...complete, platform_account_id: 'gh_c', state: 'closed' })
    const done = await json<FilingDone>(await file(everything))
    expect(done).toMatchObject({ count: 6, filed: 1, already: 0, closed: 1, incompleteCount: 4 })
    expect(done.incomplete[0]).toMatchObject({ ledgerNo: 'ZM000001', reason: expect.stringContaining('认证主体') })
    const account = await app.database.root
      .selectFrom('account')
      .select('filed_on')
      .where('id', '=', full)
      .executeTakeFirst()
    expect(account?.filed_on).toBe('2026-11-24')
    expect((await file({ ids: [full] })).status).toBe(409)
    expect(await json<FilingDone>(await file(everything))).toMatchObject({ filed: 0, already: 1 })
    expect((await audited('account.file')).length).toBe(1)
  })

  test.each([
    ['just before midnight in Beijing', '2026-11-24T15:59:59Z', '2026-11-24'],
    ['at midnight in Beijing', '2026-11-24T16:00:00Z', '2026-11-25'],
  ])('dates a filing by the Beijing day: %s', async (_case, now, day) => {
    const before = app.clock.now
    app.clock.now = new Date(now)
    try {
      const id = await plantAccount(app, { name: '夜间', ...complete })
      await json(await file({ ids: [id] }, {}, await app.as('supervisorofficer')))
      const account = await app.database.root
        .selectFrom('account')
        .select('filed_on')
        .where('id', '=', id)
        .executeTakeFirst()
      expect(account?.filed_on).toBe(day)
    } finally {
      app.clock.now = before
    }
  })

  it('refuses tomorrow, a day before the opening, and whoever may not keep the ledger', async () => {
    const id = await plantAccount(app, { name: '齐全', ...complete })
    expect((await file({ ids: [id] }, { filedOn: '2026-11-25' })).status).toBe(422)
    const done = await json<FilingDone>(await file({ ids: [id] }, { filedOn: '2020-12-31' }))
    expect(done).toMatchObject({ filed: 0, incomplete: [{ missing: [], reason: '备案日期不能早于开设日期' }] })
    expect((await file({ ids: [id] }, {}, manager)).status).toBe(403)
    expect(
      await json<FilingDone>(await file({ ids: [id] }, {}, await app.as('supervisorofficer.sibling'))),
    ).toMatchObject({ count: 0 })
  })

  it('of more than 200 is a job', async () => {
    await plantAccounts(
      app,
      Array.from({ length: 230 }, (_, n) => ({ name: `存量${n}`, ...complete, platform_account_id: `gh_${n}` })),
    )
    const started = await json<FilingDone>(await file({ filter: { q: '存量' } }))
    await app.runJobs()
    const job = await json<{ state: string; result: FilingDone }>(await county.get(`/api/jobs/${started.jobId}`))
    expect(job).toMatchObject({ state: 'done', result: { filed: 230, incompleteCount: 0 } })
  })
})
