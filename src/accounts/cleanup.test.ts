import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import { addUser } from '../app/testing-bodies.ts'
import { defaultScheme } from '../assessment/default-scheme.rules.ts'
import { addDays } from '../core/clock.rules.ts'
import { newId } from '../core/ids.ts'
import type { FindingTable } from '../db/schema.ts'
import { json } from '../db/sql.ts'
import type { CleanupBoard, CleanupCase, CleanupRow, ProposalAnswer } from './cleanup.contract.ts'
import { evaluateAll } from './cleanup-evaluation.service.ts'
import { plantAccount } from './testing.ts'

let t: TestApp
let officer: Caller
let host: Caller
const today = '2026-11-24'
const reason = '长期无人维护，应予注销'

beforeAll(async () => {
  t = await testApp()
  await addUser(t, { username: 'supervisorofficer.second', unit: t.world.units.county!, duty: 'supervisorOfficer' })
})
afterAll(() => t.close())
beforeEach(() => moveTo(`${today}T10:00:00+08:00`))

/** Sessions end while the clock runs: after a leap everybody signs in again. */
async function moveTo(time: string): Promise<void> {
  t.clock.now = new Date(time)
  officer = await t.as('supervisorofficer')
  host = await t.as('accountmanager')
}

async function plant(name: string, more: Partial<Parameters<typeof plantAccount>[1]> = {}): Promise<string> {
  return plantAccount(t, { name, opened_on: '2020-05-01', ...more })
}

function addFinding(account: string, kind: FindingTable['kind'], day: string, title: string = kind): Promise<unknown> {
  return t.database.root
    .insertInto('finding')
    .values({
      id: newId(),
      account_id: account,
      kind,
      occurred_on: day,
      title,
      source: 'manual',
      state: 'confirmed',
      recorded_by: '测试',
      recorded_at: t.clock.now,
    })
    .execute()
}

/** An account that meets 6.5.1(2). */
async function censured(name: string): Promise<string> {
  const id = await plant(name)
  await addFinding(id, 'provincialCensure', '2025-03-01')
  await addFinding(id, 'provincialCensure', '2025-06-01')
  return id
}

async function addRun(period: string, region: string, scores: [account: string, operation: number | null][]) {
  const { root } = t.database
  const at = t.clock.now
  const place = await root.selectFrom('region').selectAll().where('code', '=', region).executeTakeFirstOrThrow()
  const scheme = newId()
  const stamp = { created_by: '测试', created_at: at }
  await root
    .insertInto('scheme')
    .values({
      id: scheme,
      name: scheme,
      version_no: 1,
      effective_from: '2020-01-01',
      state: 'draft',
      definition: json(defaultScheme),
      ...stamp,
    })
    .execute()
  const run = newId()
  await root
    .insertInto('assessment_run')
    .values({
      id: run,
      scheme_id: scheme,
      period_kind: 'month',
      period,
      period_start: `${period}-01`,
      period_end: `${period}-28`,
      region_code: place.code,
      region_path: place.path,
      region_name: place.name,
      state: 'done',
      cutoff: at,
      scheme_definition: json(defaultScheme),
      finished_at: at,
      ...stamp,
    })
    .execute()
  const unknown = { total: null, rank_total: null, diligence: null, health: null, cluster: null, growth: null }
  for (const [id, operation] of scores) {
    const account = await root.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    await root
      .insertInto('assessment_score')
      .values({
        run_id: run,
        account_id: id,
        account_name: account.name,
        platform: account.platform,
        level: account.level,
        host_unit_id: account.host_unit_id,
        host_unit_name: '测试',
        region_code: account.region_code,
        region_path: account.region_path,
        verdict: '待核',
        breakdown: json({}),
        ...unknown,
        operation,
      })
      .execute()
  }
  return run
}

/** Works on these days, imported on a day. */
function addPosts(account: string, days: readonly string[], imported = today): Promise<unknown> {
  return t.database.root
    .insertInto('post')
    .values(
      days.map((day, n) => ({
        id: newId(),
        published_at: new Date(`${day}T23:30:00+08:00`),
        account_id: account,
        post_key: `${account}${n}`,
        title: '一则消息',
        source: '测试',
        created_at: new Date(`${imported}T08:00:00+08:00`),
      })),
    )
    .execute()
}

const daily = (from: string, to: string): string[] => (from > to ? [] : [from, ...daily(addDays(from, 1), to)])
const evaluate = async () => evaluateAll(await t.ctxOf('system'))
const ask = async <T>(answer: Promise<Response>, status = 200): Promise<T> => {
  const found = await answer
  const body = (await found.json()) as T
  expect(found.status, JSON.stringify(body)).toBe(status)
  return body
}
const theCase = (id: string, who = officer) => ask<CleanupCase>(who.get(`/api/cleanup/accounts/${id}`))
const resultOf = async (id: string, clause: string) =>
  (await theCase(id)).results.find((result) => result.clause === clause)!
const propose = (ids: string[], kind = 'cleanup', who = officer) =>
  who.post('/api/cleanup/proposals', { target: { ids }, kind })

/** Proposed, and the host unit's time is over. */
async function ripe(name: string): Promise<CleanupCase> {
  const id = await censured(name)
  await evaluate()
  await ask<ProposalAnswer>(propose([id]))
  await moveTo('2026-12-02T10:00:00+08:00')
  return theCase(id)
}
const decision = (seen: CleanupCase, more: object = {}) => ({
  decision: 'close',
  reason,
  seen: seen.hash,
  version: seen.proposals[0]?.version,
  ...more,
})
const decide = (seen: CleanupCase, more: object = {}, who = officer) =>
  who.post(`/api/cleanup/proposals/${seen.proposals[0]?.id}/decision`, decision(seen, more))

describe('6.5.1: the facts of an evaluation', () => {
  it('compares with the mean of the province on the same platform, in the two newest assessments', async () => {
    const [low, high, weibo] = [await plant('低'), await plant('高'), await plant('微博', { platform: 'weibo' })]
    const scores = (a: number, b: number): [string, number][] => [
      [low, a],
      [high, b],
      [weibo, 0],
    ]
    await addRun('2025-12', '990000', scores(10, 90))
    await addRun('2026-01', '990000', scores(49, 51))
    await addRun('2026-02', '990101', scores(99, 1))
    await evaluate()
    expect(await resultOf(low, '6.5.1(1)')).toMatchObject({ outcome: 'met' })
    expect(await resultOf(high, '6.5.1(1)')).toMatchObject({ outcome: 'notMet' })
    // Alone on its platform it is the mean itself.
    expect(await resultOf(weibo, '6.5.1(1)')).toMatchObject({ outcome: 'notMet' })
    await addRun('2026-03', '990000', [
      [low, null],
      [high, 51],
    ])
    await evaluate()
    expect(await resultOf(low, '6.5.1(1)')).toMatchObject({ outcome: 'notEvaluable' })
  })

  it('counts silent spells by Beijing days, and never a month without data', async () => {
    const [twice, unknown] = [await plant('两次不更新'), await plant('没有数据')]
    const silent = (day: string) => ['2026-03', '2026-05'].some((month) => `${month}-05` <= day && day <= `${month}-18`)
    await addPosts(
      twice,
      daily('2025-11-01', '2026-11-23').filter((day) => !silent(day)),
    )
    await addPosts(unknown, [...daily('2025-11-01', '2026-01-31'), ...daily('2026-04-01', '2026-11-23')])
    await evaluate()
    const found = await resultOf(twice, '6.5.1(3)')
    expect(found).toMatchObject({ outcome: 'met' })
    expect(found.evidence.map(({ text }) => text)).toEqual([
      '2026-03-05 至 2026-03-18 连续 14 天未更新',
      '2026-05-05 至 2026-05-18 连续 14 天未更新',
    ])
    const open = await resultOf(unknown, '6.5.1(3)')
    expect(open).toMatchObject({ outcome: 'notEvaluable' })
    expect(open.why).toContain('2026-02')
  })

  it('takes the platform’s own count of none for a silence, and of more than were imported for a gap', async () => {
    const id = await plant('零作品')
    const figure = (period_start: string, period_end: string, posts: number) => ({
      ...{ account_id: id, period_start, period_end, posts, source: '测试', captured_at: t.clock.now },
    })
    await t.database.root
      .insertInto('account_figure')
      .values([figure('2026-02-01', '2026-02-28', 0), figure('2026-06-01', '2026-06-30', 5)])
      .execute()
    const known = daily('2025-11-01', '2026-11-23').filter((day) => !day.startsWith('2026-02'))
    await addPosts(id, known.filter((day) => !day.startsWith('2026-06')).concat('2026-06-01', '2026-06-30'))
    await evaluate()
    const result = await resultOf(id, '6.5.1(3)')
    expect(result).toMatchObject({ outcome: 'notEvaluable' })
    expect(result.why).toContain('已确认 14 天未更新 1 次')
    expect(result.why).toContain('2026-06')
  })

  it('takes residents from the region table, the county’s for a department and its own for a township', async () => {
    const { root } = t.database
    const [office, town] = [
      await plant('局', { followers: 999, followers_as_of: '2026-11-01' }),
      await plant('镇', { followers: 200, host_unit_id: t.world.units.township! }),
    ]
    await evaluate()
    expect(await resultOf(office, '6.5.1(5)')).toMatchObject({ outcome: 'notEvaluable' })
    await root
      .updateTable('region')
      .set({ residents: 100_000, residents_year: 2020, residents_source: '测试' })
      .where('code', '=', '990101')
      .execute()
    await root
      .updateTable('region')
      .set({ residents: 1000, residents_year: 2020, residents_source: '测试' })
      .where('code', '=', '990101001')
      .execute()
    await evaluate()
    expect(await resultOf(office, '6.5.1(5)')).toMatchObject({ outcome: 'met' })
    expect(await resultOf(town, '6.5.1(6)')).toMatchObject({ outcome: 'met' })
    await root.updateTable('account').set({ followers: 1000 }).where('id', '=', office).execute()
    await evaluate()
    expect(await resultOf(office, '6.5.1(5)')).toMatchObject({ outcome: 'notMet' })
  })

  it('places a township’s account among the county’s accounts of its platform', async () => {
    await t.database.root.deleteFrom('assessment_run').execute()
    const town = { host_unit_id: t.world.units.township!, followers: 900, platform: 'toutiao' as const }
    const ids = [await plant('镇甲', town), await plant('镇乙', town)]
    for (let n = 0; n < 4; n++) ids.push(await plant(`局${n}`, { platform: 'toutiao' }))
    for (const month of ['2026-08', '2026-09', '2026-10']) {
      await addRun(
        month,
        '990101',
        ids.map((id, n) => [id, 90 - n * 10]),
      )
    }
    await t.database.root
      .updateTable('region')
      .set({ residents: 1000, residents_year: 2020, residents_source: '测试' })
      .where('code', '=', '990101001')
      .execute()
    await evaluate()
    expect(await resultOf(ids[0]!, '6.5.1(6)')).toMatchObject({ outcome: 'notMet' })
    await addRun(
      '2026-07',
      '990101',
      ids.map((id, n) => [id, n * 10]),
    )
    await evaluate()
    expect(await resultOf(ids[0]!, '6.5.1(6)')).toMatchObject({ outcome: 'met' })
  })

  it('evaluated twice on a day is the same, and leaves closed accounts out', async () => {
    const [open, closed] = [await plant('在'), await plant('已注销', { state: 'closed', closed_on: '2026-01-01' })]
    await evaluate()
    const first = await theCase(open)
    await evaluate()
    expect(await theCase(open)).toEqual(first)
    expect((await officer.get(`/api/cleanup/accounts/${closed}`)).status).toBe(404)
  })

  it('is started by hand for one’s own region and shows its progress', async () => {
    const { jobId } = await ask<{ jobId: string }>(officer.post('/api/cleanup/evaluations'))
    await t.runJobs()
    const job = await ask<{ state: string; total: number; result: { accounts: number } }>(
      officer.get(`/api/jobs/${jobId}`),
    )
    expect(job).toMatchObject({ state: 'done', result: { accounts: job.total } })
  })
})

describe('the list and the board', () => {
  it('agree: each number of the board opens a list of as many', async () => {
    await censured('榜上')
    await evaluate()
    const board = await ask<CleanupBoard>(officer.get('/api/cleanup/board'))
    const county = board.counties.find(({ code }) => code === '990101')
    const { total } = await ask<{ total: number }>(officer.get('/api/cleanup?county=990101&clause=6.5.1(2)'))
    expect(total).toBe(county?.met['6.5.1(2)'])
    for (const { standing, count } of board.standings) {
      const list = await ask<{ total: number }>(officer.get(`/api/cleanup?standing=${standing}`))
      expect([standing, list.total]).toEqual([standing, count])
    }
  })

  it('is paged by number and filtered by words, platform and host type', async () => {
    await evaluate()
    const all: string[] = []
    let cursor = ''
    do {
      const page = await ask<{ rows: CleanupRow[]; next: string | null }>(officer.get(`/api/cleanup?limit=5${cursor}`))
      all.push(...page.rows.map(({ ledgerNo }) => ledgerNo))
      cursor = page.next ? `&cursor=${page.next}` : ''
    } while (cursor)
    expect(all).toEqual([...new Set(all)].toSorted())
    const filtered = await ask<{ rows: CleanupRow[] }>(officer.get('/api/cleanup?platform=wechat&hostType=township'))
    expect(filtered.rows.length).toBeGreaterThan(0)
    for (const row of filtered.rows) expect(row).toMatchObject({ platform: 'wechat', hostType: 'township' })
  })

  it('show a host unit its own accounts only', async () => {
    await evaluate()
    const { rows } = await ask<{ rows: CleanupRow[] }>(host.get('/api/cleanup?limit=200'))
    expect(new Set(rows.map(({ hostUnitName }) => hostUnitName))).toEqual(new Set(['临溪县教育局']))
  })

  it('are exported with every standard’s result', async () => {
    expect((await officer.post('/api/cleanup/exports', { filter: { q: '没有这样的账号' } })).status).toBe(409)
    const id = await censured('导出的号')
    await evaluate()
    const { count, jobId } = await ask<{ count: number; jobId: string }>(
      officer.post('/api/cleanup/exports', { filter: { q: '导出的号' } }),
    )
    expect(count).toBe(1)
    await t.runJobs()
    const { result } = await ask<{ result: { fileId: string } }>(officer.get(`/api/jobs/${jobId}`))
    const file = await officer.get(`/api/files/${result.fileId}/content`)
    expect(file.status).toBe(200)
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(1000)
    expect((await theCase(id)).clauses).toContain('6.5.1(2)')
  })
})

describe('6.5: a proposal', () => {
  it('is not made of an account that meets nothing, twice, of one being closed, or by who may not', async () => {
    const [sound, bad, closing] = [await plant('达标'), await censured('不达标'), await censured('注销中')]
    await t.database.root.updateTable('account').set({ state: 'closing' }).where('id', '=', closing).execute()
    await evaluate()
    expect((await propose([bad], 'cleanup', host)).status).toBe(403)
    expect(await ask<ProposalAnswer>(propose([sound, bad, closing]))).toMatchObject({
      proposed: 1,
      skipped: { notMet: 1, open: 0, exempt: 0, notActive: 1 },
    })
    expect(await ask<ProposalAnswer>(propose([bad]))).toMatchObject({ proposed: 0, skipped: { open: 1 } })
    const sibling = await t.as('supervisorofficer.sibling')
    expect(await ask<ProposalAnswer>(propose([bad], 'cleanup', sibling))).toMatchObject({ proposed: 0 })
  })

  it('gives the host unit five workdays and a message, and stands on the timeline', async () => {
    const id = await censured('待陈述')
    await evaluate()
    await ask(propose([id]))
    const seen = await theCase(id)
    // 24 November 2026 is a Tuesday.
    expect(seen).toMatchObject({ standing: 'hearing', dueOn: '2026-12-01', proposals: [{ state: 'hearing' }] })
    const messages = await ask<{ rows: { kind: string; link: string }[] }>(host.get('/api/messages'))
    expect(messages.rows[0]).toMatchObject({ kind: 'cleanup.propose', link: `/cleanup?account=${id}` })
    const events = await ask<{ rows: { title: string }[] }>(officer.get(`/api/accounts/${id}/events`))
    expect(events.rows[0]?.title).toContain('发起清理')
  })

  it('for a grave problem is made of an account of any age, with two workdays (6.1.2)', async () => {
    const id = await plant('新开的号', { opened_on: '2026-10-01' })
    await addFinding(id, 'secrecyIncident', '2026-11-01')
    await evaluate()
    expect(await ask<ProposalAnswer>(propose([id], 'cleanup'))).toMatchObject({ skipped: { notMet: 1 } })
    expect(await ask<ProposalAnswer>(propose([id], 'unfit'))).toMatchObject({ proposed: 1 })
    expect(await theCase(id)).toMatchObject({ kind: 'unfit', dueOn: '2026-11-26', unfit: ['6.1.2/incident'] })
  })

  it('is answered by the host unit alone, once, with a paper of its own', async () => {
    const id = await censured('陈述的号')
    await evaluate()
    await ask(propose([id]))
    const { proposals } = await theCase(id)
    const path = `/api/cleanup/proposals/${proposals[0]?.id}/statement`
    const body = { text: '已安排专人维护，请予保留', version: 1, fileId: null }
    expect((await (await t.as('accountmanager.sibling')).post(path, body)).status).toBe(404)
    expect((await officer.post(path, body)).status).toBe(403)
    expect((await host.post(path, { ...body, text: '短' })).status).toBe(422)
    expect((await host.post(path, { ...body, fileId: newId() })).status).toBe(422)
    const bytes = readFileSync('docs/images/score.png')
    const { id: fileId } = await ask<{ id: string }>(host.upload('/api/files/evidence', { name: '说明.png', bytes }))
    const stated = await ask<CleanupCase>(host.post(path, { ...body, fileId }))
    expect(stated).toMatchObject({ standing: 'awaiting', decisionRefusal: null })
    expect((await host.post(path, { ...body, version: 2 })).status).toBe(409)
    // The supervisor reads the paper; another county does not.
    expect((await officer.get(`/api/files/${fileId}/content`)).status).toBe(200)
    expect((await (await t.as('supervisorofficer.sibling')).get(`/api/files/${fileId}/content`)).status).toBe(404)
  })

  it('of more accounts than fit one step becomes a job that finds the proposed ones open', async () => {
    const { root } = t.database
    const ids: string[] = []
    for (let n = 0; n < 501; n++) ids.push(await plant(`批量${n}`))
    await root
      .insertInto('finding')
      .values(
        ids.flatMap((account_id) =>
          ['2025-03-01', '2025-06-01'].map((occurred_on) => ({
            id: newId(),
            account_id,
            kind: 'provincialCensure' as const,
            occurred_on,
            title: '通报',
            source: 'manual' as const,
            state: 'confirmed' as const,
            recorded_by: '测试',
            recorded_at: t.clock.now,
          })),
        ),
      )
      .execute()
    await evaluate()
    const body = { target: { filter: { q: '批量', clause: '6.5.1(2)' } }, kind: 'cleanup' }
    const { jobId } = await ask<ProposalAnswer>(officer.post('/api/cleanup/proposals', body))
    await t.runJobs()
    const job = await ask<{ result: ProposalAnswer }>(officer.get(`/api/jobs/${jobId}`))
    expect(job.result).toMatchObject({ proposed: 501 })
    const one = { target: { ids: ids.slice(0, 3) }, kind: 'cleanup' }
    expect(await ask<ProposalAnswer>(officer.post('/api/cleanup/proposals', one))).toMatchObject({
      proposed: 0,
      skipped: { open: 3 },
    })
  })
})

describe('6.5: the decision', () => {
  it('waits for the host unit: on the last day it is refused, the day after it is taken', async () => {
    const id = await censured('期限')
    await evaluate()
    await ask(propose([id]))
    await moveTo('2026-12-01T23:59:00+08:00')
    const seen = await theCase(id)
    expect(seen.decisionRefusal).toContain('2026-12-01')
    expect((await decide(seen)).status).toBe(409)
    await moveTo('2026-12-02T00:01:00+08:00')
    expect((await theCase(id)).decisionRefusal).toBeNull()
    await ask(decide(await theCase(id)))
  })

  it('is not another county’s, nor the host unit’s', async () => {
    const seen = await ripe('别县')
    expect((await decide(seen, {}, await t.as('supervisorofficer.sibling'))).status).toBe(404)
    expect((await decide(seen, {}, host)).status).toBe(403)
  })

  it('to close begins the closing of the account, with its clauses as the reason', async () => {
    const seen = await ripe('决定注销')
    const done = await ask<CleanupCase>(decide(seen))
    expect(done).toMatchObject({ standing: 'closing', proposals: [{ state: 'closed', reason, clauses: ['6.5.1(2)'] }] })
    const closure = await t.database.root
      .selectFrom('account_application')
      .selectAll()
      .where('id', '=', done.proposals[0]?.closureId ?? '')
      .executeTakeFirstOrThrow()
    expect(closure).toMatchObject({ kind: 'closure', cause: 'cleanup', account_id: seen.id, state: 'draft' })
    expect(JSON.stringify(closure.form)).toContain('6.5.1(2)')
    expect((await decide(done)).status).toBe(409)
    expect(await ask<ProposalAnswer>(propose([seen.id]))).toMatchObject({ proposed: 0, skipped: { notActive: 1 } })
  })

  it('to keep names its reason and a day, and holds until then for the same clauses', async () => {
    const seen = await ripe('保留')
    const keep = (until: string | null) => decide(seen, { decision: 'keep', until })
    expect((await keep(null)).status).toBe(422)
    expect((await keep('2026-12-02')).status).toBe(422)
    expect((await keep('2027-12-03')).status).toBe(422)
    expect(await ask<CleanupCase>(keep('2026-12-10'))).toMatchObject({ standing: 'exempt', exemptUntil: '2026-12-10' })
    expect(await ask<ProposalAnswer>(propose([seen.id]))).toMatchObject({ skipped: { exempt: 1 } })
    await moveTo('2026-12-11T10:00:00+08:00')
    expect(await theCase(seen.id)).toMatchObject({ standing: 'met' })
    await moveTo('2026-12-10T10:00:00+08:00')
    await addFinding(seen.id, 'secrecyIncident', '2026-12-09')
    await evaluate()
    expect(await theCase(seen.id)).toMatchObject({ standing: 'met' })
  })

  it('on facts that have changed meanwhile is refused, and the newer facts are shown', async () => {
    const seen = await ripe('变化')
    await addFinding(seen.id, 'secrecyIncident', '2026-11-30')
    const refused = await decide(seen)
    expect(refused.status).toBe(409)
    expect(JSON.stringify(await refused.json())).toContain('依据已有变化')
    const newer = await theCase(seen.id)
    expect(newer).toMatchObject({ changed: true, clauses: ['6.5.1(2)', '6.5.1(4)'] })
    const done = await ask<CleanupCase>(decide(newer))
    expect(done.proposals[0]?.clauses).toEqual(['6.5.1(2)', '6.5.1(4)'])
  })

  it('to close is refused when nothing is met any more', async () => {
    const seen = await ripe('已改正')
    await t.database.root.updateTable('finding').set({ state: 'withdrawn' }).where('account_id', '=', seen.id).execute()
    expect((await decide(seen)).status).toBe(409)
    const refused = await decide(await theCase(seen.id))
    expect(refused.status).toBe(409)
    expect(JSON.stringify(await refused.json())).toContain('不符合任何一项标准')
    const { proposals } = await theCase(seen.id)
    const body = { reason: '通报登记有误', version: proposals[0]?.version }
    await ask(officer.post(`/api/cleanup/proposals/${proposals[0]?.id}/withdrawal`, body))
    expect((await theCase(seen.id)).proposals[0]).toMatchObject({ state: 'withdrawn' })
  })

  it('of two supervisors at once is one: the other is told', async () => {
    const seen = await ripe('同时')
    const second = await t.as('supervisorofficer.second')
    const answers = await Promise.all([
      decide(seen, { decision: 'keep', until: '2027-03-01' }),
      decide(seen, {}, second),
      decide(seen, {}, officer),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    const { proposals } = await theCase(seen.id)
    expect(proposals).toHaveLength(1)
    const closures = await t.database.root
      .selectFrom('account_application')
      .select('id')
      .where('account_id', '=', seen.id)
      .execute()
    expect(closures).toHaveLength(proposals[0]?.state === 'closed' ? 1 : 0)
  })
})
