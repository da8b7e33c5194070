import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import { addUser } from '../app/testing-bodies.ts'
import { createChecker } from '../checker/checker.ts'
import { shippedKnowledge } from '../checker/lexicon/shipped.ts'
import { allRules } from '../checker/rules/all-rules.ts'
import { newId } from '../core/ids.ts'
import { readSheet } from '../core/sheet/read-sheet.ts'

const checker = createChecker({ rules: allRules, knowledge: shippedKnowledge })
/** What ships objects to 帐号, whatever the list is called. */
const shippedRule = checker.check('帐号管理', { on: '2026-11-24' })[0]?.ruleId ?? ''
const shippedList = shippedRule.split('#')[0] ?? ''

let t: TestApp
/** Three of the county, and a second officer; three of one of its units. */
let officer: Caller
let publicity: Caller
let manager: Caller
let editor: Caller
let head: Caller

beforeAll(async () => {
  t = await testApp()
  officer = await t.as('supervisorofficer')
  publicity = await t.as('publicityofficer')
  manager = await t.as('accountmanager')
  editor = await t.as('editor')
  head = await t.as('officehead')
})
afterAll(() => t.close())
beforeEach(async () => {
  const { root } = t.database
  for (const table of ['lexicon_replay_hit', 'lexicon_change_item', 'lexicon_change', 'lexicon_entry'] as const) {
    await root.deleteFrom(table).execute()
  }
  await root.deleteFrom('post_text').execute()
  await root.deleteFrom('post').execute()
})

const payload = (patch: object = {}) => ({
  list: '本地用语',
  text: '临溪老县',
  suggest: ['临溪县'],
  severity: 'minor',
  category: 'unitName',
  why: '已经不用的称呼',
  basis: '县政府办公室通知',
  provenance: '县府办整理',
  licence: '自编',
  ...patch,
})
const term = (patch: object = {}, more: object = {}) => ({
  kind: 'term',
  payload: payload(patch),
  reason: '统一对外称呼',
  ...more,
})
const accepted = (patch: object = {}) => ({
  kind: 'accepted',
  payload: { ruleId: shippedRule, text: '帐号', severity: 'minor', reason: '展品名称原文如此', ...patch },
  reason: '展品名称原文如此',
})

async function json<T = Record<string, unknown>>(answer: Response | Promise<Response>, status = 200): Promise<T> {
  const got = await answer
  const text = await got.text()
  expect(got.status, text).toBe(status)
  return JSON.parse(text) as T
}
type Made = { changeId: string; state: string; count: number }
const propose = (by: Caller, body: object) => json<Made>(by.post('/api/lexicon/entries', body))
const confirm = (by: Caller, id: string, version = 1) =>
  by.post(`/api/lexicon/changes/${id}/decision`, { version, decision: 'confirm' })
const findings = async (by: Caller, text: string, more: object = {}) =>
  (await json<{ findings: { ruleId: string; severity: string }[] }>(by.post('/api/checks', { text, ...more }))).findings
const ruleIds = async (by: Caller, text: string) => (await findings(by, text)).map(({ ruleId }) => ruleId)

describe('a word that an office adds', () => {
  it('is found only after a second person has confirmed it, by everybody below and by nobody beside', async () => {
    const text = '欢迎来到临溪老县'
    const { changeId, state } = await propose(officer, term())
    expect(state).toBe('proposed')
    expect(await ruleIds(editor, text)).toEqual([])
    expect((await json(confirm(officer, changeId), 403)).title).toContain('同级另一人')
    expect((await json(confirm(head, changeId), 403)).title).toContain('同级单位')
    expect(await json(confirm(publicity, changeId))).toMatchObject({ state: 'confirmed', refusal: null })
    expect(await ruleIds(editor, text)).toEqual(['local.990101.本地用语#临溪老县'])
    expect(await ruleIds(await t.as('contractorstaff'), text)).toHaveLength(1)
    expect(await ruleIds(await t.as('accountmanager.sibling'), text)).toEqual([])
    expect(await ruleIds(await t.as('supervisorofficer.city'), text)).toEqual([])
    expect((await confirm(publicity, changeId, 2)).status).toBe(409)
    const { root } = t.database
    const audit = await root
      .selectFrom('audit_entry')
      .select('action')
      .where('subject_id', '=', changeId)
      .orderBy('seq')
      .execute()
    expect(audit.map(({ action }) => action)).toEqual(['lexicon.propose', 'lexicon.confirm'])
  })

  it('is never in force when it was not agreed to, or was taken back by its proposer', async () => {
    const first = await propose(officer, term())
    const refused = { version: 1, decision: 'refuse', reason: '' }
    await json(publicity.post(`/api/lexicon/changes/${first.changeId}/decision`, refused), 422)
    await json(publicity.post(`/api/lexicon/changes/${first.changeId}/decision`, { ...refused, reason: '依据不足' }))
    const second = await propose(officer, term())
    const path = `/api/lexicon/changes/${second.changeId}/withdrawal`
    expect((await publicity.post(path, { version: 1 })).status).toBe(403)
    await json(officer.post(path, { version: 1 }))
    expect((await confirm(publicity, second.changeId, 2)).status).toBe(409)
    expect(await ruleIds(editor, '临溪老县')).toEqual([])
  })

  it('of a unit takes effect at once when it only hints, and is the unit’s alone', async () => {
    const hint = await propose(editor, term({ severity: 'hint', text: '我单位旧楼' }))
    expect(hint.state).toBe('confirmed')
    expect(await ruleIds(editor, '在我单位旧楼')).toHaveLength(1)
    expect(await ruleIds(officer, '在我单位旧楼')).toEqual([])
    const minor = await propose(editor, term({ text: '我单位新楼' }))
    expect(minor.state).toBe('proposed')
    expect((await confirm(editor, minor.changeId)).status).toBe(403)
    await json(confirm(head, minor.changeId))
    // What was 一般 does not become 提示, nor go, without a second person.
    const { rows } = await json<{ rows: { id: string; version: number }[] }>(
      editor.get(`/api/lexicon/entries?reach=own&q=${encodeURIComponent('新楼')}`),
    )
    const [entry] = rows
    const edit = { version: entry?.version, proposal: term({ severity: 'hint', text: '我单位新楼' }) }
    expect((await json<Made>(editor.put(`/api/lexicon/entries/${entry?.id}`, edit))).state).toBe('proposed')
    const stop = { target: { ids: [entry?.id] }, reason: '不再需要了' }
    expect((await json<Made>(editor.post('/api/lexicon/stops', stop))).state).toBe('proposed')
  })

  it.each([
    ['one character', { text: '县' }, 'payload.text'],
    ['blanks', { text: '  ' }, 'payload.text'],
    ['a formula', { text: '=1+1县' }, 'payload.text'],
    ['digits only', { text: '2026' }, 'payload.text'],
    ['no basis', { basis: ' ' }, 'payload.basis'],
    ['no licence', { licence: '' }, 'payload.licence'],
    ['itself as suggestion', { suggest: ['临溪老县'] }, 'payload.suggest'],
    ['a suggestion that it would find again', { suggest: ['临溪老县城'] }, 'payload.suggest'],
    ['an exception without the word', { unless: ['老县长'] }, 'payload.unless'],
    ['严重 on an unproven source', { severity: 'grave', basis: '待核' }, 'payload.severity'],
  ])('is refused with %s', async (_name, patch, path) => {
    const problem = await json<{ errors: { path: string }[] }>(officer.post('/api/lexicon/entries', term(patch)), 422)
    expect(problem.errors[0]?.path).toBe(path)
  })

  it('begins today or later, and holds on texts from its first day to its last', async () => {
    const at = (from: string, until: string | null = null) => term({}, { from, until })
    await json(officer.post('/api/lexicon/entries', at('2026-11-23')), 422)
    await json(officer.post('/api/lexicon/entries', at('2026-11-25', '2026-11-24')), 422)
    const { changeId } = await propose(officer, at('2026-11-25', '2026-11-30'))
    await json(confirm(publicity, changeId))
    const found = async (on: string) => (await findings(editor, '临溪老县', { on })).length
    expect([await found('2026-11-24'), await found('2026-11-25'), await found('2026-11-30')]).toEqual([0, 1, 1])
    expect(await found('2026-12-01')).toBe(0)
  })

  it('stands once in a layer', async () => {
    const first = await propose(officer, term())
    const second = await propose(officer, term({ list: '另一词表' }))
    await json(confirm(publicity, first.changeId))
    expect((await json(confirm(publicity, second.changeId), 409)).title).toContain('临溪老县')
    await json(officer.post('/api/lexicon/entries', term()), 409)
    await json(manager.post('/api/lexicon/entries', term())) // a unit's own is another layer's
  })

  it('keeps its history', async () => {
    const { changeId } = await propose(officer, term())
    await json(confirm(publicity, changeId))
    const { rows } = await json<{ rows: { id: string; version: number; reach: string }[] }>(
      officer.get('/api/lexicon/entries'),
    )
    const id = rows[0]?.id ?? ''
    expect(rows[0]?.reach).toBe('own')
    const edit = { version: 1, proposal: term({ suggest: ['临溪'] }) }
    expect((await manager.put(`/api/lexicon/entries/${id}`, edit)).status).toBe(403)
    const edited = await json<Made>(officer.put(`/api/lexicon/entries/${id}`, edit))
    const stopped = await json<Made>(
      officer.post('/api/lexicon/stops', { target: { filter: { kind: 'term' } }, reason: '不再需要' }),
    )
    await json(confirm(publicity, edited.changeId))
    // The stop was proposed for what stood there before the edit.
    await json(confirm(publicity, stopped.changeId), 409)
    const again = await json<Made>(officer.post('/api/lexicon/stops', { target: { ids: [id] }, reason: '不再需要' }))
    await json(confirm(publicity, again.changeId))
    const view = await json<{ state: string; history: { action: string; state: string }[] }>(
      officer.get(`/api/lexicon/entries/${id}`),
    )
    expect(view.state).toBe('stopped')
    expect(view.history.map(({ action, state }) => `${action} ${state}`)).toEqual([
      'stop confirmed',
      'stop proposed',
      'edit confirmed',
      'add confirmed',
    ])
    expect(await ruleIds(editor, '临溪老县')).toEqual([])
  })
})

describe('“此处无误”', () => {
  it('holds at once for what is not grave, within the unit, until it is taken back', async () => {
    expect(await ruleIds(editor, '帐号管理')).toEqual([shippedRule])
    expect((await propose(editor, accepted())).state).toBe('confirmed')
    expect(await ruleIds(editor, '帐号管理')).toEqual([])
    expect(await ruleIds(officer, '帐号管理')).toHaveLength(1)
    const { rows } = await json<{ rows: { id: string }[] }>(editor.get('/api/lexicon/entries?kind=accepted'))
    await json(editor.post('/api/lexicon/stops', { target: { ids: [rows[0]?.id] }, reason: '展览已经结束' }))
    expect(await ruleIds(editor, '帐号管理')).toHaveLength(1)
  })

  it('waits for a second person on a 严重 word, whatever the caller calls it', async () => {
    const grave = await propose(officer, term({ severity: 'grave' }))
    await json(confirm(publicity, grave.changeId))
    const ruleId = 'local.990101.本地用语#临溪老县'
    const made = await propose(editor, accepted({ ruleId, text: '临溪老县', severity: 'hint' }))
    expect(made.state).toBe('proposed')
    expect(await findings(editor, '临溪老县')).toMatchObject([{ severity: 'grave' }])
    await json(confirm(head, made.changeId))
    expect(await ruleIds(editor, '临溪老县')).toEqual([])
    expect(await ruleIds(await t.as('accountmanager.sibling'), '临溪老县')).toEqual([])
    await json(editor.post('/api/lexicon/entries', accepted({ ruleId: 'nothing.like-it' })), 422)
  })
})

describe('switching off what ships', () => {
  const off = (ruleId: string) => ({
    kind: 'rule',
    payload: { ruleId, reason: '本地另有规定' },
    reason: '本地另有规定',
  })

  it('is for offices, with a second person, and shown with who did it', async () => {
    await json(manager.post('/api/lexicon/entries', off(shippedList)), 403)
    await json(officer.post('/api/lexicon/entries', off('nothing.like-it')), 422)
    const made = await propose(officer, off(shippedList))
    expect(made.state).toBe('proposed')
    await json(confirm(publicity, made.changeId))
    expect(await ruleIds(editor, '帐号管理')).toEqual([])
    expect(await ruleIds(await t.as('accountmanager.sibling'), '帐号管理')).toHaveLength(1)
    type Rules = { rows: { id: string; off: { layerName: string; own: boolean } | null }[]; maySwitch: boolean }
    const seen = await json<Rules>(editor.get('/api/lexicon/rules'))
    expect(seen.maySwitch).toBe(false)
    expect(seen.rows.find(({ id }) => id === shippedList)?.off).toMatchObject({
      layerName: '临溪县',
      own: false,
    })
  })
})

describe('what holds for somebody', () => {
  it('comes with a version, and is not sent again while nothing has changed', async () => {
    const first = await editor.get('/api/lexicon/effective')
    const etag = first.headers.get('etag') ?? ''
    const body = (await first.json()) as { version: string; knowledge: { lists: unknown[] } }
    expect(etag).toBe(`"${body.version}"`)
    const ask = () => editor.request('GET', '/api/lexicon/effective', undefined, { 'if-none-match': etag })
    expect((await ask()).status).toBe(304)
    await propose(editor, term({ severity: 'hint' }))
    const changed = (await json<typeof body>(ask())).knowledge
    expect(changed.lists).toHaveLength(body.knowledge.lists.length + 1)
    expect((await officer.request('GET', '/api/lexicon/effective', undefined, { 'if-none-match': etag })).status).toBe(
      200,
    )
  })

  it('gives what was imported to the rules that ask for it', async () => {
    const tenure = {
      kind: 'tenure',
      payload: {
        ...{ name: '张某某', body: '临溪县人民政府', post: '县长', from: '2024-01-01' },
        ...{ source: '县人大公告', asOf: '2026-11-01' },
      },
      reason: '新增任职',
    }
    const { changeId } = await propose(officer, tenure)
    await json(confirm(publicity, changeId))
    const { knowledge } = await json<{ knowledge: { tenures: unknown[] } }>(editor.get('/api/lexicon/effective'))
    expect(knowledge.tenures).toContainEqual(tenure.payload)
  })
})

describe('importing a word list', () => {
  const header = '词表,词语,建议,程度,类别,说明,依据,来源,使用许可,除外词,生效日期'
  const row = (text: string, more: Partial<Record<'suggest' | 'from' | 'severity', string>> = {}) =>
    `地名,${text},${more.suggest ?? ''},${more.severity ?? '一般'},单位名称,旧地名,民政公告,县府办,自编,,${more.from ?? ''}`

  async function imported(by: Caller, lines: string[]) {
    const bytes = Buffer.from([header, ...lines].join('\n'))
    const up = await by.upload('/api/imports', { name: '词表.csv', bytes }, { kind: 'lexiconTerm' })
    const { id } = await json<{ id: string }>(up)
    await by.post(`/api/imports/${id}/check`)
    await t.runJobs()
    return json<{ id: string; counts: object }>(by.get(`/api/imports/${id}`))
  }

  it('names every faulty row and imports nothing while there is one', async () => {
    const batch = await imported(officer, [
      row('旧镇名'),
      row('旧镇名'),
      row(''),
      row('镇'),
      row('=SUM(A1)'),
      row('旧村名', { from: '2020-01-01' }),
      row('旧乡名', { from: '2026-02-30' }),
      row('旧街名', { severity: '要命' }),
    ])
    expect(batch.counts).toMatchObject({ new: 1, errors: 7 })
    await json(officer.post(`/api/imports/${batch.id}/application`, {}), 409)
    type Rows = { rows: { row: number; errors: { column: string; message: string }[] }[] }
    const { rows } = await json<Rows>(officer.get(`/api/imports/${batch.id}/rows?outcome=error`))
    const told = Object.fromEntries(rows.map(({ row: n, errors }) => [n, errors[0]?.message ?? '']))
    expect(told[3]).toContain('第 2 行')
    expect(told[4]).toContain('必填')
    expect(told[5]).toContain('单个字')
    expect(told[7]).toContain('今天或以后')
    expect(told[8]).toContain('2026-02-30')
  })

  it('makes one change of all rows; the same file again changes nothing', async () => {
    const lines = [row('旧镇名', { suggest: '新镇名、新街道' }), row('旧村名', { suggest: '（删去）' })]
    const batch = await imported(officer, lines)
    await json(officer.post(`/api/imports/${batch.id}/application`, {}))
    await t.runJobs()
    const change = await json<{ state: string; count: number; version: number }>(
      officer.get(`/api/lexicon/changes/${batch.id}`),
    )
    expect(change).toMatchObject({ state: 'proposed', count: 2 })
    expect(await ruleIds(editor, '旧镇名和旧村名')).toEqual([])
    await json(confirm(publicity, batch.id, change.version))
    const found = await findings(editor, '旧镇名和旧村名')
    expect(found).toMatchObject([{ suggestions: ['新镇名', '新街道'] }, { suggestions: [''] }])
    expect((await imported(officer, lines)).counts).toMatchObject({ same: 2, new: 0 })
    const items = await json<{ rows: { title: string }[] }>(
      officer.get(`/api/lexicon/changes/${batch.id}/items?limit=1`),
    )
    expect(items.rows).toMatchObject([{ title: '旧镇名' }])
  })

  it('takes back what an export has given', async () => {
    const { changeId } = await propose(officer, term({ unless: ['临溪老县志'], near: ['县城'], evasion: 'separated' }))
    await json(confirm(publicity, changeId))
    const filter = { kind: 'term', reach: 'own', state: 'active' }
    await json(officer.post('/api/lexicon/exports', { filter: { ...filter, q: '没有的' }, format: 'csv' }), 409)
    const { jobId } = await json<{ jobId: string }>(officer.post('/api/lexicon/exports', { filter, format: 'xlsx' }))
    await t.runJobs()
    const { result } = await json<{ result: { fileId: string } }>(officer.get(`/api/jobs/${jobId}`))
    const file = await officer.get(`/api/files/${result.fileId}/content`)
    const bytes = new Uint8Array(await file.arrayBuffer())
    const up = await officer.upload('/api/imports', { name: '词条.xlsx', bytes }, { kind: 'lexiconTerm' })
    const { id } = await json<{ id: string }>(up)
    await officer.post(`/api/imports/${id}/check`)
    await t.runJobs()
    // Its first day is today and stands in the file.
    expect(await json(officer.get(`/api/imports/${id}`))).toMatchObject({ counts: { same: 1, errors: 0 } })
  })

  it.each(['lexiconTenure', 'lexiconBody', 'lexiconPolicy', 'lexiconSource'])('has a template for %s', async (kind) => {
    const answer = await officer.get(`/api/imports/kinds/${kind}/template`)
    const sheet = await readSheet(new Uint8Array(await answer.arrayBuffer()), '模板.xlsx')
    expect(sheet.rows.length).toBeGreaterThan(1)
  })
})

describe('the replay of a change', () => {
  const publish = async (title: string, given: { account?: 'wechat' | 'sibling'; at?: string; body?: string } = {}) => {
    const { root } = t.database
    const row = {
      id: newId(),
      published_at: new Date(given.at ?? '2026-10-01T10:00:00+08:00'),
      account_id: t.world.accounts[given.account ?? 'wechat'],
    }
    await root
      .insertInto('post')
      .values({ ...row, post_key: newId(), title, source: '测试', created_at: t.clock.now })
      .execute()
    if (given.body === undefined) return
    const { id: post_id, ...rest } = row
    await root
      .insertInto('post_text')
      .values({ post_id, ...rest, body: given.body })
      .execute()
  }
  type Replayed = { replay: Record<string, unknown> | null; version: number }

  it('tells who would be newly flagged, the newest first, in the layer’s own region only', async () => {
    await publish('临溪老县的春天', { at: '2026-05-01T10:00:00+08:00' })
    await publish('没有什么', {
      body: '第一段。\n我在临溪老县长大，在临溪老县读书。很好。',
      at: '2026-06-01T10:00:00+08:00',
    })
    await publish('临溪老县志出版')
    await publish('邻县的临溪老县', { account: 'sibling' })
    await publish('很久以前的临溪老县', { at: '2025-01-01T10:00:00+08:00' })
    const { changeId } = await propose(officer, term({ unless: ['临溪老县志'] }))
    await t.runJobs()
    const { replay } = await json<Replayed>(publicity.get(`/api/lexicon/changes/${changeId}`))
    expect(replay).toMatchObject({ titles: 3, bodies: 1, newly: 3, gone: 0, accountCount: 1, kept: 3 })
    expect(replay?.accounts).toMatchObject([{ name: '临溪教育（微信公众号）', newly: 3 }])
    type Hits = { rows: { sentence: string; newly: boolean }[] }
    const hits = await json<Hits>(publicity.get(`/api/lexicon/changes/${changeId}/hits`))
    expect(hits.rows.map(({ sentence }) => sentence)).toEqual([
      '我在临溪老县长大，在临溪老县读书。',
      '我在临溪老县长大，在临溪老县读书。',
      '临溪老县的春天',
    ])
    const book = await publicity.get(`/api/lexicon/changes/${changeId}/hits-workbook`)
    const sheet = await readSheet(new Uint8Array(await book.arrayBuffer()), '结果.xlsx')
    expect(sheet.rows.at(-1)).toContain('临溪老县的春天')
    // Of the unit's own people none may start it, and none confirms it.
    expect((await manager.post(`/api/lexicon/changes/${changeId}/replays`)).status).toBe(403)
  })

  it('tells what would no longer be flagged', async () => {
    await publish('帐号使用须知')
    const made = await propose(officer, {
      kind: 'accepted',
      payload: { ruleId: shippedRule, text: '帐号', severity: 'grave', reason: '本地统一写法' },
      reason: '本地统一写法',
    })
    await t.runJobs()
    const change = await json<Replayed>(officer.get(`/api/lexicon/changes/${made.changeId}`))
    expect(change.replay).toMatchObject({ titles: 1, newly: 0, gone: 1 })
    const again = await json<{ jobId: string }>(
      publicity.post(`/api/lexicon/changes/${made.changeId}/replays`, { since: '2026-10-02' }),
    )
    await t.runJobs()
    expect(await json(publicity.get(`/api/jobs/${again.jobId}`))).toMatchObject({ state: 'done', result: { gone: 0 } })
    await json(confirm(publicity, made.changeId, change.version))
    expect((await publicity.post(`/api/lexicon/changes/${made.changeId}/replays`)).status).toBe(409)
  })
})

describe('the list of words', () => {
  it('filters, counts and pages by one rule', async () => {
    for (const text of ['旧楼一', '旧楼二', '旧楼三']) await propose(editor, term({ severity: 'hint', text }))
    await propose(editor, accepted())
    const list = (query: string) =>
      json<{ rows: { title: string }[]; next: string }>(editor.get(`/api/lexicon/entries?${query}`))
    const titles = async (query: string) => (await list(query)).rows.map(({ title }) => title)
    expect(await titles('kind=term')).toEqual(['旧楼三', '旧楼二', '旧楼一'])
    expect(await titles('kind=term,accepted&severity=minor')).toEqual(['帐号'])
    expect(await titles(`q=${encodeURIComponent('楼二')}`)).toEqual(['旧楼二'])
    expect(await titles('reach=above')).toEqual([])
    const first = await list('kind=term&limit=2')
    expect(await titles(`kind=term&limit=2&cursor=${encodeURIComponent(first.next)}`)).toEqual(['旧楼一'])
    const totals = await json<object>(editor.get('/api/lexicon/entries/totals?kind=term'))
    expect(totals).toEqual({ count: 3, own: 3, lists: ['本地用语'] })
    const seen = await json<{ rows: { reach: string; layerName: string }[] }>(
      officer.get('/api/lexicon/entries?kind=term'),
    )
    expect(seen.rows[0]).toMatchObject({ reach: 'below', layerName: '临溪县教育局' })
    // Stopping all that match stops one's own only.
    const stop = (by: Caller) =>
      by.post('/api/lexicon/stops', { target: { filter: { kind: 'term' } }, reason: '清理旧词' })
    expect((await stop(officer)).status).toBe(404)
    expect(await json<Made>(stop(editor))).toMatchObject({ state: 'confirmed', count: 3 })
    expect(await titles('kind=term&state=active')).toEqual([])
  })
})

it('tells those who may confirm, and the proposer what came of it', async () => {
  const second = await addUser(t, { username: 'second', unit: t.world.units.county ?? '', duty: 'supervisorOfficer' })
  const { changeId } = await propose(officer, term())
  await json(confirm(publicity, changeId))
  const { root } = t.database
  const told = await root
    .selectFrom('message')
    .select(['user_id', 'kind'])
    .where('kind', 'like', 'lexicon.%')
    .orderBy('id', 'desc')
    .limit(2)
    .execute()
  expect(told).toEqual([
    { user_id: t.world.users.supervisorofficer, kind: 'lexicon.decided' },
    { user_id: second, kind: 'lexicon.proposed' },
  ])
})
