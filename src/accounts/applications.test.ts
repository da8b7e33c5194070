import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import { addDays, beijingDay } from '../core/clock.rules.ts'
import { type PaperRead, readPaper } from '../core/paper.fixture.ts'
import { remindApplicants } from './application-reminders.service.ts'
import { emptyOpening } from './opening-form.rules.ts'

let t: TestApp
let host: Caller
let supervisor: Caller
let otherCounty: Caller

beforeAll(async () => {
  t = await testApp()
  host = await t.as('accountmanager')
  supervisor = await t.as('supervisorofficer')
  otherCounty = await t.as('supervisorofficer.sibling')
})
afterAll(() => t.close())

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1])
type View = {
  id: string
  version: number
  state: string
  reviewId: string
  faults: { path: string; message: string }[]
  account: { id: string; state: string } | null
  openSteps: { action: string }[]
  filingId: string | null
  form: Record<string, unknown>
  editable: boolean
}

async function ok<T>(answer: Promise<Response>): Promise<T> {
  const response = await answer
  const body = await response.json()
  expect(response.status, JSON.stringify(body)).toBe(200)
  return body as T
}
async function refused(answer: Promise<Response>): Promise<{ status: number; code: string; message: string }> {
  const response = await answer
  const body = (await response.json()) as { code: string; detail?: string; title?: string }
  return { status: response.status, code: body.code, message: JSON.stringify(body) }
}
const view = (caller: Caller, id: string) => ok<View>(caller.get(`/api/applications/${id}`))
const start = (body: unknown, caller = host) =>
  ok<{ id: string; number: string }>(caller.post('/api/applications', body))

async function save(id: string, form: Record<string, unknown>, caller = host): Promise<void> {
  const { version } = await view(caller, id)
  await ok(caller.put(`/api/applications/${id}/form`, { version, form }))
}
async function step(id: string, action: string, given: { caller?: Caller; note?: string } = {}): Promise<void> {
  const { caller = host, note = '' } = given
  const { version } = await view(caller, id)
  await ok(caller.post(`/api/applications/${id}/steps`, { action, version, note }))
}
async function prove(id: string, role: string, caller = host): Promise<void> {
  const file = await ok<{ id: string }>(caller.upload('/api/files/evidence', { name: `${role}.png`, bytes: png }))
  await ok(caller.post(`/api/applications/${id}/files`, { fileId: file.id, role }))
}
async function decide(id: string, action: string, given: { caller?: Caller; opinion?: string } = {}) {
  const { caller = supervisor, opinion = '' } = given
  const { reviewId } = await view(caller, id)
  const { version } = await ok<{ version: number }>(caller.get(`/api/reviews/${reviewId}`))
  return ok(caller.post(`/api/reviews/${reviewId}/decisions`, { action, opinion, version }))
}

async function paper(id: string, name: string, caller = host): Promise<PaperRead> {
  const answer = await caller.get(`/api/applications/${id}/documents/${name}`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-disposition')).toContain('.docx')
  return readPaper(new Uint8Array(await answer.arrayBuffer()))
}

const text = '按照本单位实际情况制定'
const wholeForm = {
  ...Object.fromEntries(Object.entries(emptyOpening).map(([key, value]) => [key, value === '' ? text : value])),
  name: '临溪教育抖音',
  platform: 'douyin',
  variant: null,
  certifiedBody: '',
  budget: '12000.50',
  followers: 5000,
  postsPerMonth: 20,
  averageReads: 800,
}

async function approvedOpening(name: string): Promise<string> {
  const { id } = await start({ kind: 'opening' })
  const { form } = await view(host, id)
  await save(id, { ...wholeForm, name, platform: 'kuaishou', certifiedBody: form.certifiedBody })
  await prove(id, 'pledge')
  await step(id, 'submit')
  await decide(id, 'approve')
  return id
}

describe('6.1 opening an account', () => {
  it('goes from the draft over a return to approval, filing and the ledger', async () => {
    const { id, number } = await start({ kind: 'opening' })
    expect(number).toMatch(/^KS2\d{3}\d{6}$/)
    const draft = await view(host, id)
    expect(draft.faults.length).toBeGreaterThan(10)
    expect(
      (await refused(host.post(`/api/applications/${id}/steps`, { action: 'submit', version: draft.version }))).code,
    ).toBe('INVALID_INPUT')

    await save(id, { ...wholeForm, certifiedBody: `${draft.form.certifiedBody}办公室科` })
    expect((await view(host, id)).faults.map(({ path }) => path)).toEqual(['certifiedBody', 'files'])
    await save(id, { ...wholeForm, certifiedBody: draft.form.certifiedBody })
    await prove(id, 'pledge')
    expect((await view(host, id)).faults).toEqual([])
    await step(id, 'submit')
    expect((await view(host, id)).editable).toBe(false)

    await decide(id, 'sendBack', { opinion: '请补充风险对策' })
    expect((await view(host, id)).state).toBe('returned')
    await save(id, { ...wholeForm, certifiedBody: draft.form.certifiedBody, risks: '增加了值守' })
    await step(id, 'submit', { note: '已补充' })
    await decide(id, 'approve', { opinion: '同意开设' })
    expect((await view(host, id)).state).toBe('approved')

    expect((await paper(id, 'opening', supervisor)).text).toContain('同意开设')
    expect((await paper(id, 'pledge')).text).toContain('5,000')
    expect((await host.get(`/api/applications/${id}/documents/closure`)).status).toBe(404)

    const filing = await start({ kind: 'filing', openingId: id })
    expect((await view(host, id)).filingId).toBe(filing.id)
    expect((await refused(host.post('/api/applications', { kind: 'filing', openingId: id }))).code).toBe(
      'ALREADY_EXISTS',
    )
    const today = beijingDay(t.clock.now)
    await save(filing.id, {
      name: '临溪教育抖音',
      platformAccountId: 'dy_linxi_edu',
      certifiedBody: draft.form.certifiedBody,
      openedOn: today,
      accountContactName: '溪知远',
      accountContactPhone: '13800000001',
      unitContactName: '溪怀瑾',
      unitContactPhone: '0570-1234567',
    })
    const shown = await view(host, filing.id)
    expect(JSON.stringify(shown)).not.toContain('13800000001')
    await prove(filing.id, 'certification')
    await step(filing.id, 'submit')
    await decide(filing.id, 'approve')
    const done = await view(host, filing.id)
    expect(done.state).toBe('done')
    expect((await view(host, id)).state).toBe('done')
    const account = await ok<{ ledgerNo: string; filedOn: string; state: string }>(
      host.get(`/api/accounts/${done.account?.id}`),
    )
    expect(account).toMatchObject({ filedOn: today, state: 'active' })
    const pledge = await t.database.root
      .selectFrom('account_pledge')
      .selectAll()
      .where('account_id', '=', done.account?.id ?? '')
      .executeTakeFirstOrThrow()
    expect(pledge).toMatchObject({ followers: 5000, posts_per_month: 20, average_reads: 800 })
  })

  it('asks why a second account of the same kind is needed, and shows the first', async () => {
    const { id } = await start({ kind: 'opening' })
    const { form } = await view(host, id)
    await save(id, { ...wholeForm, twinReason: '', platform: 'weibo', certifiedBody: form.certifiedBody })
    const { faults, ...rest } = await view(host, id)
    expect(faults.find(({ path }) => path === 'twinReason')?.message).toContain('临溪教育')
    expect((rest as unknown as { twins: unknown[] }).twins).toHaveLength(1)
    await step(id, 'discard')
  })

  it('is not there for another county, whatever it tries', async () => {
    const id = await approvedOpening('临溪教育快手')
    expect((await otherCounty.get(`/api/applications/${id}`)).status).toBe(404)
    const { reviewId, version } = await view(supervisor, id)
    expect((await otherCounty.get(`/api/reviews/${reviewId}`)).status).toBe(404)
    expect(
      (await otherCounty.post(`/api/reviews/${reviewId}/decisions`, { action: 'approve', version: 1 })).status,
    ).toBe(404)
    expect(
      (await otherCounty.post(`/api/applications/${id}/steps`, { action: 'extend', version, note: '延长注册期' }))
        .status,
    ).toBe(404)
    await step(id, 'discard')
  })

  it('is decided once when two decide at once, and the other is told by whom', async () => {
    const { id } = await start({ kind: 'opening' })
    const { form } = await view(host, id)
    await save(id, { ...wholeForm, platform: 'bilibili', certifiedBody: form.certifiedBody })
    await prove(id, 'pledge')
    await step(id, 'submit')
    const { reviewId } = await view(supervisor, id)
    const { version } = await ok<{ version: number }>(supervisor.get(`/api/reviews/${reviewId}`))
    const both = await Promise.all(
      ['approve', 'refuse'].map((action) =>
        supervisor.post(`/api/reviews/${reviewId}/decisions`, { action, version, opinion: '意见' }),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const loser = both.find(({ status }) => status === 409)
    expect(JSON.stringify(await loser?.json())).toMatch(/已于 .*(同意|不同意)/)
  })

  it('lapses when nobody registers in time, and can be extended', async () => {
    const id = await approvedOpening('临溪教育快手二')
    const system = await t.ctxOf('system')
    // 30 workdays and any holiday lie behind; the first workday from then on ends the window.
    for (let days = 70; days < 85; days++) {
      await remindApplicants({ ...system, now: new Date(t.clock.now.getTime() + days * 86_400_000) })
    }
    expect((await view(host, id)).state).toBe('lapsed')
    expect((await refused(host.post('/api/applications', { kind: 'filing', openingId: id }))).code).toBe(
      'STATE_CONFLICT',
    )
    await step(id, 'extend', { caller: supervisor, note: '平台审核延误' })
    expect((await view(host, id)).state).toBe('approved')
    await step(id, 'discard')
  })
})

describe('6.3 changing an account', () => {
  it('needs a proof for another subject, and replaces the record when agreed', async () => {
    const accountId = t.world.accounts.weibo
    const { id } = await start({ kind: 'change', accountId })
    expect((await refused(host.post('/api/applications', { kind: 'closure', accountId }))).code).toBe('ALREADY_EXISTS')
    await save(id, { fields: { name: '临溪教育发布', certifiedBody: '临溪县教育和体育局' }, reason: '机构改革更名' })
    expect((await view(host, id)).faults.map(({ path }) => path)).toEqual(['files'])
    await prove(id, 'subjectProof')
    await step(id, 'submit')
    await decide(id, 'approve')
    const account = await ok<{ name: string }>(host.get(`/api/accounts/${accountId}`))
    expect(account.name).toBe('临溪教育发布')
    const { rows } = await paper(id, 'change')
    expect(rows.map((row) => row.map(({ text }) => text))).toContainEqual(['账号名称', '临溪教育', '临溪教育发布'])

    const today = beijingDay(t.clock.now)
    type AsOf = { onRecord: boolean; fields: { field: string; value: string }[] }
    const now = await ok<AsOf>(host.get(`/api/accounts/${accountId}/record?day=${today}`))
    expect(now.fields).toContainEqual(expect.objectContaining({ field: '账号名称', value: '临溪教育发布' }))
    const long = await ok<AsOf>(host.get(`/api/accounts/${accountId}/record?day=${addDays(today, -3650)}`))
    expect(long.onRecord).toBe(false)
  })

  it('keeps a saved telephone number until the change no longer names it', async () => {
    const accountId = t.world.accounts.weibo
    const { id } = await start({ kind: 'change', accountId })
    const fields = async () => (await view(host, id)).form.fields
    await save(id, { fields: { accountContactPhone: '13800000077' }, reason: '换人' })
    expect(await fields()).toEqual({ accountContactPhoneMask: '138****0077' })
    await save(id, { fields: { accountContactPhone: 'saved', intro: '新的简介' }, reason: '换人' })
    expect(await fields()).toEqual({ accountContactPhoneMask: '138****0077', intro: '新的简介' })
    await save(id, { fields: { intro: '新的简介' }, reason: '换人' })
    expect(await fields()).toEqual({ intro: '新的简介' })
    await save(id, { fields: { accountContactPhone: 'saved', intro: '新的简介' }, reason: '换人' })
    expect(await fields()).toEqual({ intro: '新的简介' })
    await step(id, 'discard')
  })
})

describe('6.4 closing an account', () => {
  it('takes the four steps in order, each with its evidence, and leaves the account readable', async () => {
    const accountId = t.world.accounts.wechat
    const { id } = await start({ kind: 'closure', accountId })
    const today = beijingDay(t.clock.now)
    const draft = await view(host, id)
    expect(draft.form.noticeText).toContain('起停止更新并申请注销')
    expect(
      (await refused(host.post(`/api/applications/${id}/steps`, { action: 'submit', version: draft.version }))).code,
    ).toBe('STATE_CONFLICT')

    await save(id, { ...draft.form, reason: '职能划转', noticePostedOn: today })
    await prove(id, 'stopNotice')
    await step(id, 'postNotice')
    expect((await view(host, id)).account?.state).toBe('stopping')
    const posted = await view(host, id)
    const changed = await refused(
      host.put(`/api/applications/${id}/form`, {
        version: posted.version,
        form: { ...posted.form, reason: '另写原因' },
      }),
    )
    expect(changed.code).toBe('STATE_CONFLICT')

    await save(id, { ...posted.form, platformAppliedOn: today })
    await prove(id, 'platformApplication')
    await step(id, 'applyAtPlatform')
    await prove(id, 'closureProof')
    await step(id, 'submit')
    expect((await view(host, id)).account?.state).toBe('closing')
    await save(id, { ...(await view(host, id)).form, platformClosedOn: today })
    await prove(id, 'platformConfirmation')
    await step(id, 'reportClosed')
    await decide(id, 'approve')
    expect((await view(host, id)).account?.state).toBe('closed')
    await save(id, { ...(await view(host, id)).form, shutdownOn: today })
    await step(id, 'markShutdown')
    expect((await view(host, id)).state).toBe('done')
    expect((await paper(id, 'stopNotice')).text).toContain('停更公告')
    expect((await paper(id, 'closure')).text).toContain('platformConfirmation.png')
    const national = ok(host.get(`/api/national/accounts/${accountId}`))
    await expect(national).resolves.toMatchObject({ state: 'shutdownRequested', accountState: 'closed' })
    expect((await host.get(`/api/accounts/${accountId}`)).status).toBe(200)
    expect((await refused(host.post('/api/applications', { kind: 'change', accountId }))).code).toBe('STATE_CONFLICT')
  })
})
