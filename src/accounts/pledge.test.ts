import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import { newId } from '../core/ids.ts'
import { readSheet } from '../core/sheet/read-sheet.ts'
import type { PledgeRow, PledgeView } from './pledge.contract.ts'
import { type PledgeDecision, pledgeState } from './pledge.rules.ts'
import { reviewPledges } from './pledge-reviews.service.ts'
import { plantAccount } from './testing.ts'

let t: TestApp
let supervisor: Caller
let host: Caller
let sibling: Caller
/** The 24th of November 2026 is a Tuesday. */
const today = '2026-11-24'
const at = (day: string, time = '08:30') => new Date(`${day}T${time}:00+08:00`)

beforeAll(async () => {
  t = await testApp()
  supervisor = await t.as('supervisorofficer')
  host = await t.as('accountmanager')
  sibling = await t.as('supervisorofficer.sibling')
})
afterAll(() => t.close())

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1])
async function ok<T>(answer: Promise<Response>): Promise<T> {
  const response = await answer
  const body = await response.json()
  expect(response.status, JSON.stringify(body)).toBe(200)
  return body as T
}
async function refused(answer: Promise<Response>) {
  const response = await answer
  const body = (await response.json()) as { code: string; title: string; errors?: { path: string }[] }
  return { status: response.status, code: body.code, title: body.title, paths: body.errors?.map(({ path }) => path) }
}
const view = (id: string, caller = supervisor) => ok<PledgeView>(caller.get(`/api/pledges/${id}`))
const evidence = async (caller = supervisor) =>
  (await ok<{ id: string }>(caller.upload('/api/files/evidence', { name: '承诺函.png', bytes: png }))).id

async function paper(accountId: string, change: object = {}): Promise<object> {
  return {
    accountId,
    followers: 1000,
    postsPerMonth: 1,
    averageReads: 100,
    promisedOn: '2025-11-20',
    startsOn: '2025-11-24',
    evidenceFileId: await evidence(),
    ...change,
  }
}
async function entered(name: string, change: object = {}): Promise<string> {
  const id = await plantAccount(t, { name, opened_on: '2020-02-29' })
  await ok(supervisor.post('/api/pledges', await paper(id, change)))
  return id
}

/** A year of twelve posts, one a month, each read `reads` times at last; and followers at its end. */
async function aYear(id: string, given: { reads: number; followers: number | null; capped?: boolean }): Promise<void> {
  const { root } = t.database
  for (let n = 0; n < 12; n++) {
    const day = new Date(Date.UTC(2025, 10 + n, 28, 2))
    const post = { published_at: day, account_id: id, source: '测试' }
    const post_id = newId()
    await root
      .insertInto('post')
      .values({ id: post_id, post_key: post_id, title: `第${n}期`, created_at: day, ...post })
      .execute()
    const later = new Date(day.getTime() + 86_400_000)
    await root
      .insertInto('post_metric')
      .values([
        { post_id, captured_at: day, reads: 1, ...post },
        { post_id, captured_at: later, reads: given.reads, reads_capped: given.capped ?? false, ...post },
      ])
      .execute()
  }
  await root
    .insertInto('account_figure')
    .values({
      account_id: id,
      period_start: '2026-10-01',
      period_end: '2026-10-31',
      captured_at: at('2026-11-03'),
      source: '测试',
      followers: given.followers,
    })
    .execute()
}

const run = async (day: string) => {
  t.clock.now = at(day)
  await reviewPledges(await t.ctxOf('system'))
  t.clock.now = at(today, '10:00')
}
const told = async (username: string) =>
  (
    await t.database.root
      .selectFrom('message')
      .select('title')
      .where('user_id', '=', t.world.users[username] ?? '')
      .where('kind', 'like', 'pledge.%')
      .execute()
  ).map(({ title }) => title)

describe('6.1.2: a promise on paper', () => {
  it('is refused without its evidence, with days that cannot be, twice, and of others', async () => {
    const id = await plantAccount(t, { name: '存量账号', opened_on: '2020-05-01' })
    const foreign = await evidence(sibling)
    expect(await refused(supervisor.post('/api/pledges', await paper(id, { evidenceFileId: foreign })))).toMatchObject({
      status: 422,
      paths: ['evidenceFileId'],
    })
    expect(await refused(supervisor.post('/api/pledges', await paper(id, { startsOn: '2020-04-30' })))).toMatchObject({
      paths: ['startsOn'],
    })
    expect(await refused(sibling.post('/api/pledges', await paper(id)))).toMatchObject({ paths: ['accountId'] })
    expect((await refused(host.post('/api/pledges', await paper(id)))).status).toBe(403)
    await ok(supervisor.post('/api/pledges', await paper(id)))
    expect((await refused(supervisor.post('/api/pledges', await paper(id)))).code).toBe('ALREADY_EXISTS')
    const shown = await view(id, host)
    expect(shown).toMatchObject({
      source: 'paper',
      reviewsOn: '2026-11-24',
      evidenceFileName: '承诺函.png',
      mayDecide: false,
    })
    // Who may see the promise may see what it rests on.
    expect((await host.get(`/api/files/${shown.evidenceFileId}/content`)).status).toBe(200)
    expect((await sibling.get(`/api/pledges/${id}`)).status).toBe(404)
  })
})

describe('6.1.2: the review after a year', () => {
  it('waits for the day, skips days of rest, and tells once', async () => {
    const id = await entered('等待考核', { startsOn: '2025-11-21' })
    await run('2026-11-20')
    expect(await view(id)).toMatchObject({ facts: null })
    // The day itself is a Saturday.
    await run('2026-11-21')
    expect((await view(id)).facts).toBeNull()
    await run('2026-11-23')
    const shown = await view(id)
    expect(shown.facts).toMatchObject({ outcome: 'unknown', year: { first: '2025-11-21', last: '2026-11-20' } })
    expect(shown.facts?.measures.map(({ real }) => real)).toEqual([null, null, null])
    const title = '“等待考核”开设承诺到期考核：缺数，待核实'
    await run('2026-11-24')
    for (const who of ['supervisorofficer', 'accountmanager']) {
      expect((await told(who)).filter((one) => one === title)).toHaveLength(1)
    }
    expect(await told('supervisorofficer.sibling')).toEqual([])
    const events = await ok<{ rows: { kind: string; title: string }[] }>(supervisor.get(`/api/accounts/${id}/events`))
    expect(events.rows.filter(({ kind }) => kind === 'pledge')).toHaveLength(2)
  })

  it('of an account opened on 29 February comes on the last day of February', async () => {
    const id = await entered('闰日开设', { startsOn: '2024-02-29', promisedOn: '2024-02-20' })
    expect(await view(id)).toMatchObject({ reviewsOn: '2025-02-28', state: 'due' })
  })

  it('finds what was published and read in the year, by the newest snapshot of each post', async () => {
    const id = await entered('逐项核算')
    await aYear(id, { reads: 99, followers: 1000 })
    // One second before the year began, and the first of the day of review: neither counts.
    for (const published_at of [new Date('2025-11-23T23:59:59+08:00'), at(today, '00:00')]) {
      const post = { published_at, account_id: id, source: '测试' }
      const post_id = newId()
      const row = { id: post_id, post_key: post_id, title: '年度以外', created_at: published_at, ...post }
      await t.database.root.insertInto('post').values(row).execute()
      await t.database.root
        .insertInto('post_metric')
        .values({ post_id, captured_at: published_at, reads: 100_000, ...post })
        .execute()
    }
    await run(today)
    const { facts } = await view(id)
    expect(facts?.measures).toMatchObject([
      { measure: 'followers', real: 1000, ratio: 1, outcome: 'met', why: '截至 2026-10-31' },
      { measure: 'postsPerMonth', real: 1, ratio: 1 },
      { measure: 'averageReads', real: 99, ratio: 0.99, outcome: 'unmet' },
    ])
    expect(facts?.outcome).toBe('unmet')
    // Of the running month something has been imported, if only of the day of review itself.
    expect(facts?.gaps).toEqual([])
  })
})

describe('6.1.2: the supervisor’s decision', () => {
  const decide = async (id: string, body: object, caller = supervisor) => {
    const { version, basis } = await view(id, caller)
    return caller.post(`/api/pledges/${id}/decisions`, { version, basis, reason: '已逐项核对后台数据并公示', ...body })
  }

  it('is refused to the host, before the day, without facts, and against facts that changed', async () => {
    const early = await entered('未到考核日', { startsOn: '2025-11-25' })
    expect(await refused(supervisor.post(`/api/pledges/${early}/evaluation`))).toMatchObject({ code: 'STATE_CONFLICT' })
    const id = await entered('数据变化')
    expect((await refused(decide(id, { decision: 'met', basis: '0'.repeat(64) }))).title).toContain('尚未核算')
    await run(today)
    expect((await refused(decide(id, { decision: 'met' }, host))).status).toBe(403)
    expect((await sibling.post(`/api/pledges/${id}/evaluation`)).status).toBe(404)
    expect(await refused(decide(id, { decision: 'met', basis: '0'.repeat(64) }))).toMatchObject({
      code: 'VERSION_CONFLICT',
    })
    // The figures arrive while the page is open.
    await aYear(id, { reads: 100, followers: 1000 })
    const shown = await view(id)
    expect(shown.stale).toBe(true)
    const met = await refused(decide(id, { decision: 'met' }))
    expect(met).toMatchObject({ code: 'VERSION_CONFLICT' })
    expect(met.title).toContain('粉丝数承诺 1000，实际 1000（100%）')
    await ok(supervisor.post(`/api/pledges/${id}/evaluation`))
    expect(await view(id)).toMatchObject({ stale: false, outcome: 'met' })
    expect(await refused(decide(id, { decision: 'closed' }))).toMatchObject({ paths: ['decision'] })
    expect(await refused(decide(id, { decision: 'extended', until: today }))).toMatchObject({ paths: ['until'] })
    await ok(decide(id, { decision: 'met' }))
    expect(await view(id)).toMatchObject({
      state: 'met',
      mayDecide: false,
      decisions: [{ decision: 'met', outcome: 'met' }],
    })
    expect((await refused(decide(id, { decision: 'met' }))).code).toBe('STATE_CONFLICT')
    expect(await told('accountmanager')).toContain('“数据变化”开设承诺考核：达到承诺')
  })

  it('of two who decide at once lets one win', async () => {
    const id = await entered('同时办理')
    await aYear(id, { reads: 1, followers: 10 })
    await run(today)
    const both = await Promise.all([
      decide(id, { decision: 'met' }),
      decide(id, { decision: 'extended', until: '2027-03-31' }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await view(id)).decisions).toHaveLength(1)
  })

  it('extends the time, and reviews again on the new day', async () => {
    const id = await entered('限期整改')
    await aYear(id, { reads: 50, followers: 1000 })
    await run(today)
    await ok(decide(id, { decision: 'extended', until: '2026-11-30' }))
    expect(await view(id)).toMatchObject({ state: 'rectifying', reviewsOn: '2026-11-30', mayDecide: false })
    await run('2026-11-30')
    const title = '“限期整改”开设承诺到期考核：未实现'
    expect((await told('accountmanager')).filter((one) => one === title)).toHaveLength(2)
    t.clock.now = at('2026-11-30', '10:00')
    expect(await view(id, await t.as('supervisorofficer'))).toMatchObject({
      state: 'due',
      facts: { year: { first: '2025-11-30', last: '2026-11-29' } },
    })
    t.clock.now = at(today, '10:00')
  })

  it('starts the closing of an account that did not keep its promise, and the host is barred once it is closed', async () => {
    const id = await entered('启动注销')
    await aYear(id, { reads: 50, followers: 1000 })
    await run(today)
    const { closureId } = await ok<{ closureId: string }>(decide(id, { decision: 'closed' }))
    const closure = await ok<{ cause: string; kind: string; form: { reason: string } }>(
      host.get(`/api/applications/${closureId}`),
    )
    expect(closure).toMatchObject({ kind: 'closure', cause: 'promiseUnmet' })
    expect(closure.form.reason).toContain('6.1.2')
    expect(closure.form.reason).toContain('平均阅读量承诺 100，实际 50（50%）')
    expect(await view(id)).toMatchObject({ state: 'closed', decisions: [{ decision: 'closed', closureId }] })
  })

  it('stays undecided when the closing cannot begin', async () => {
    const id = await entered('正在变更')
    await aYear(id, { reads: 50, followers: 1000 })
    await run(today)
    await ok(host.post('/api/applications', { kind: 'closure', accountId: id }))
    expect((await refused(decide(id, { decision: 'closed' }))).code).toBe('ALREADY_EXISTS')
    expect(await view(id)).toMatchObject({ state: 'due', decisions: [] })
  })
})

describe('承诺考核 as a list', () => {
  const list = (query: string, caller = supervisor) =>
    ok<{ rows: PledgeRow[]; next: string | null }>(caller.get(`/api/pledges?${query}`))

  it('is filtered as it is counted, pages without a gap, and shows others nothing', async () => {
    const all = await list('limit=200')
    expect(all.rows.length).toBeGreaterThan(8)
    const totals = await ok<{ total: number; states: Record<string, number>; outcomes: Record<string, number> }>(
      supervisor.get('/api/pledges/totals'),
    )
    expect(totals.total).toBe(all.rows.length)
    for (const [state, count] of Object.entries(totals.states)) {
      expect((await list(`limit=200&state=${state}`)).rows).toHaveLength(count)
    }
    expect((await list('limit=200&outcome=unmet')).rows).toHaveLength(totals.outcomes.unmet ?? 0)
    const paged: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof list>> = await list(`limit=3${cursor ? `&cursor=${cursor}` : ''}`)
      paged.push(...page.rows.map(({ id }) => id))
      cursor = page.next
    }
    expect(paged).toEqual(all.rows.map(({ id }) => id))
    expect((await list('', sibling)).rows).toEqual([])
    expect((await list('region=990101&q=启动注销')).rows).toHaveLength(1)
    expect((await supervisor.get('/api/pledges?cursor=x')).status).toBe(422)
  })

  it('stands in the database as the rule says', async () => {
    const id = await entered('状态对照')
    const cases = (['met', 'extended', 'closed', null] as (PledgeDecision | null)[]).flatMap((decision) =>
      (['active', 'closed'] as const).flatMap((state) =>
        ['2026-11-23', '2026-11-24', '2026-11-25'].map((reviewsOn) => ({ decision, state, reviewsOn })),
      ),
    )
    for (const { decision, state, reviewsOn } of cases) {
      const { root } = t.database
      await root.updateTable('account').set({ state }).where('id', '=', id).execute()
      await root
        .updateTable('account_pledge')
        .set({ decision, reviews_on: reviewsOn })
        .where('account_id', '=', id)
        .execute()
      const said = pledgeState({ decision, reviewsOn, accountClosed: state === 'closed' }, today)
      expect((await view(id)).state).toBe(said)
    }
  })

  it('is exported with what is missing as empty cells, never zeros', async () => {
    const answer = await supervisor.get('/api/pledges/workbook?q=等待考核')
    expect(answer.headers.get('content-type')).toContain('spreadsheetml')
    const { rows: cells } = await readSheet(new Uint8Array(await answer.arrayBuffer()), '承诺考核.xlsx')
    const header = cells.find((row) => row.includes('台账编号')) ?? []
    const line = cells.at(-1) ?? []
    const cell = (name: string) => line[header.indexOf(name)]
    expect(cell('账号名称')).toBe('等待考核')
    expect(cell('粉丝数（承诺）')).toBe('1000')
    expect(cell('粉丝数（实际）') ?? '').toBe('')
    expect(cell('粉丝数说明')).toContain('缺数')
  })
})
