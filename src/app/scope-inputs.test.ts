import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Endpoint } from '../core/endpoint.ts'
import { readSheet } from '../core/sheet/read-sheet.ts'
import { ensurePartitions } from '../db/partitions.ts'
import { routes } from './routes.ts'
import { type TestApp, testApp } from './testing.ts'
import { everythingStored } from './testing-fingerprint.ts'
import { addPlaces, nowhereLike, type Place, type Places } from './testing-records.ts'

let t: TestApp
let places: Places
let nowhere: Place

beforeAll(async () => {
  t = await testApp()
  places = await addPlaces(t)
  nowhere = nowhereLike(places.home)
})
afterAll(() => t.close())

const reason = '核对工作需要'
const version = 1
const days = { startsOn: '2026-12-01', endsOn: '2027-12-01', ndaSignedOn: '2026-12-01', ndaEndsOn: '2027-12-01' }
const newUnit = { kind: 'hostUnit', name: '临溪县体育局', hostType: 'department', industry: null, contactName: null }
const newUser = { username: 'xin.ren', name: '新人', duties: ['editor'] }
const newAccount = { name: '新账号', platform: 'kuaishou' }
const finding = {
  kind: 'minorError',
  occurredOn: '2026-10-12',
  title: '错字一处',
  evidenceUrl: 'https://example.test/1',
}
const run = { period: '2026-09' }
const pledge = { followers: 1, postsPerMonth: 1, averageReads: 1, promisedOn: '2026-01-01', startsOn: '2026-01-01' }

/** Who asks, with which query or body: `x` is the foreign place, or one of which nothing exists. */
type Ask = {
  as: string
  path?: (own: Place) => string
  query?: (x: Place) => Record<string, string>
  body?: (x: Place, own: Place) => object
  /** Sent as an upload, with `body` as its fields. */
  file?: { name: string; bytes: Uint8Array }
}
/**
 * Every id and region code in a query or a body: a foreign one is answered like one that does not exist, byte for
 * byte, and nothing is changed. An input that is missing here fails below.
 */
const asks: Record<string, Ask> = {
  'GET /api/audit unitId': { as: 'auditadmin.county', query: (x) => ({ unitId: x.unit }) },
  'GET /api/audit/export unitId': { as: 'auditadmin.county', query: (x) => ({ unitId: x.unit }) },
  'GET /api/dashboard region': { as: 'supervisorofficer', query: (x) => ({ region: x.region }) },
  'POST /api/regions parentCode': {
    as: 'systemadmin.county',
    body: (x) => ({ code: '990109', name: '新区县', shortName: '新区', parentCode: x.region }),
  },
  'PUT /api/regions/:code/parent parentCode': {
    as: 'systemadmin.county',
    path: () => '/api/regions/990101001/parent',
    body: (x) => ({ parentCode: x.region, version }),
  },
  'GET /api/units region': { as: 'accountmanager', query: (x) => ({ region: x.region, kind: 'hostUnit' }) },
  'POST /api/units regionCode': { as: 'supervisorofficer', body: (x) => ({ ...newUnit, regionCode: x.region }) },
  'PUT /api/units/:id regionCode': {
    as: 'supervisorofficer',
    path: (own) => `/api/units/${own.unit}`,
    body: (x) => ({ ...newUnit, regionCode: x.region, version }),
  },
  'GET /api/contracts host': { as: 'supervisorofficer', query: (x) => ({ host: x.unit }) },
  'GET /api/contracts contractor': { as: 'supervisorofficer', query: (x) => ({ contractor: x.unit }) },
  'POST /api/contracts hostUnitId': {
    as: 'supervisorofficer',
    body: (x) => ({ contractorUnitId: t.world.units.contractor, hostUnitId: x.unit, duties: '协助编辑', ...days }),
  },
  'POST /api/contracts contractorUnitId': {
    as: 'supervisorofficer',
    body: (x, own) => ({ contractorUnitId: x.unit, hostUnitId: own.unit, duties: '协助编辑', ...days }),
  },
  'GET /api/users unit': { as: 'securityadmin.county', query: (x) => ({ unit: x.unit }) },
  'GET /api/users region': { as: 'securityadmin.county', query: (x) => ({ region: x.region }) },
  'POST /api/users unitId': { as: 'securityadmin.county', body: (x) => ({ ...newUser, unitId: x.unit }) },
  'POST /api/users/:id/handovers successorId': {
    as: 'securityadmin.county',
    path: (own) => `/api/users/${own.user}/handovers`,
    body: (x) => ({ successorId: x.user, reason }),
  },
  'POST /api/users/:id/deactivation successorId': {
    as: 'securityadmin.county',
    path: (own) => `/api/users/${own.user}/deactivation`,
    body: (x) => ({ successorId: x.user, reason, version }),
  },
  'POST /api/users/:id/move successorId': {
    as: 'securityadmin.county',
    path: (own) => `/api/users/${own.user}/move`,
    body: (x) => ({ unitId: t.world.units.township, successorId: x.user, duties: ['editor'], reason, version }),
  },
  'POST /api/users/:id/move unitId': {
    as: 'securityadmin.county',
    path: (own) => `/api/users/${own.user}/move`,
    body: (x, own) => ({ unitId: x.unit, successorId: own.successor, duties: ['editor'], reason, version }),
  },
  'GET /api/accounts region': { as: 'supervisorofficer', query: (x) => ({ region: x.region }) },
  'GET /api/accounts hostUnit': { as: 'supervisorofficer', query: (x) => ({ hostUnit: x.unit }) },
  'GET /api/accounts/totals region': { as: 'supervisorofficer', query: (x) => ({ region: x.region }) },
  'GET /api/accounts/totals hostUnit': { as: 'supervisorofficer', query: (x) => ({ hostUnit: x.unit }) },
  ...bulk('POST /api/accounts/bulk/tags', { add: ['重点'], remove: [] }),
  ...bulk('POST /api/accounts/bulk/reminders', {}),
  ...bulk('POST /api/accounts/exports', { columns: ['name'], format: 'csv' }),
  'POST /api/accounts hostUnitId': { as: 'supervisorofficer', body: (x) => ({ ...newAccount, hostUnitId: x.unit }) },
  'PATCH /api/accounts/:id hostUnitId': {
    as: 'supervisorofficer',
    path: (own) => `/api/accounts/${own.account}`,
    body: (x) => ({ hostUnitId: x.unit, version }),
  },
  'POST /api/accounts/:id/people userId': {
    as: 'supervisorofficer',
    path: (own) => `/api/accounts/${own.account}/people`,
    body: (x) => ({ userId: x.user, duty: 'accountManager' }),
  },
  'PUT /api/accounts/:id/custody/:item keeperId': {
    as: 'accountmanager',
    path: (own) => `/api/accounts/${own.account}/custody/admin`,
    body: (x) => ({ keeperId: x.user, since: '2026-01-01', place: null, note: null, version: 0 }),
  },
  'POST /api/accounts/:id/custody-transfers toUserId': {
    as: 'accountmanager',
    path: (own) => `/api/accounts/${own.account}/custody-transfers`,
    body: (x) => ({ toUserId: x.user, items: ['password'], reason }),
  },
  'GET /api/duty-roster unit': { as: 'supervisorofficer', query: (x) => ({ unit: x.unit }) },
  'PUT /api/duty-roster/:day leader': {
    as: 'accountmanager',
    path: () => '/api/duty-roster/2026-12-01',
    body: (x) => ({ leader: [x.user], officer: [] }),
  },
  'PUT /api/duty-roster/:day officer': {
    as: 'accountmanager',
    path: () => '/api/duty-roster/2026-12-01',
    body: (x) => ({ leader: [], officer: [x.user] }),
  },
  'GET /api/assessments region': { as: 'supervisorofficer', query: (x) => ({ region: x.region }) },
  'POST /api/assessments regionCode': { as: 'supervisorofficer', body: (x) => ({ ...run, regionCode: x.region }) },
  'GET /api/accounts/:id/assessments region': {
    as: 'supervisorofficer',
    path: (own) => `/api/accounts/${own.account}/assessments`,
    query: (x) => ({ region: x.region }),
  },
  ...bulk('POST /api/accounts/bulk/filings', {}),
  'GET /api/national/accounts region': { as: 'supervisorofficer', query: (x) => ({ region: x.region }) },
  'GET /api/national/accounts hostUnit': { as: 'supervisorofficer', query: (x) => ({ hostUnit: x.unit }) },
  'GET /api/national/totals region': { as: 'supervisorofficer', query: (x) => ({ region: x.region }) },
  'GET /api/national/totals hostUnit': { as: 'supervisorofficer', query: (x) => ({ hostUnit: x.unit }) },
  'GET /api/national/entries region': { as: 'supervisorofficer', query: (x) => ({ region: x.region }) },
  ...bulk('POST /api/national/marks', { action: 'report' }),
  ...bulk('POST /api/national/shutdown-requests', {}),
  ...bulk('POST /api/national/corrections', {}),
  ...bulk('POST /api/national/exports', {}),
  ...bulk('POST /api/national/correction-sheets', {}),
  'POST /api/national/entries/:id/match accountId': {
    as: 'supervisorofficer',
    path: (own) => `/api/national/entries/${own.nationalEntry}/match`,
    body: (x) => ({ accountId: x.account }),
  },
  'GET /api/pledges region': { as: 'supervisorofficer', query: (x) => ({ region: x.region }) },
  'GET /api/pledges/totals region': { as: 'supervisorofficer', query: (x) => ({ region: x.region }) },
  'GET /api/pledges/workbook region': { as: 'supervisorofficer', query: (x) => ({ region: x.region }) },
  'POST /api/pledges accountId': {
    as: 'supervisorofficer',
    body: (x, own) => ({ ...pledge, accountId: x.account, evidenceFileId: own.evidence }),
  },
  'POST /api/pledges evidenceFileId': {
    as: 'supervisorofficer',
    body: (x) => ({ ...pledge, accountId: t.world.accounts.wechat, evidenceFileId: x.evidence }),
  },
  'GET /api/cleanup region': { as: 'supervisorofficer', query: (x) => ({ region: x.region }) },
  'GET /api/cleanup/board region': { as: 'supervisorofficer', query: (x) => ({ region: x.region }) },
  'POST /api/cleanup/proposals ids': {
    as: 'supervisorofficer',
    body: (x) => ({ target: { ids: [x.account] }, kind: 'cleanup' }),
  },
  'POST /api/cleanup/proposals region': {
    as: 'supervisorofficer',
    body: (x) => ({ target: { filter: { region: x.region } }, kind: 'cleanup' }),
  },
  'POST /api/cleanup/proposals/:id/statement fileId': {
    as: 'accountmanager',
    path: (own) => `/api/cleanup/proposals/${own.proposal}/statement`,
    body: (x) => ({ text: '账号已恢复更新，请予保留', fileId: x.evidence, version }),
  },
  'POST /api/cleanup/exports region': {
    as: 'supervisorofficer',
    body: (x) => ({ filter: { region: x.region } }),
  },
  ...publications('GET /api/publications', 'query'),
  ...publications('GET /api/publications/counts', 'query'),
  ...publications('POST /api/publications/exports', 'body'),
  'POST /api/review-rules id': {
    as: 'accountmanager',
    body: (x) => ({
      class: 'ordinary',
      reason,
      steps: [
        { name: '一审', level: 'first', duty: 'editor', reviewers: [{ id: x.user, name: '外人' }], workdays: 1 },
        { name: '二审', level: 'second', duty: 'officeHead', reviewers: [], workdays: 1 },
        { name: '三审', level: 'final', duty: 'unitLeader', reviewers: [], workdays: 1 },
      ],
    }),
  },
  'GET /api/findings account': { as: 'supervisorofficer', query: (x) => ({ account: x.account }) },
  'GET /api/findings region': { as: 'supervisorofficer', query: (x) => ({ region: x.region }) },
  'GET /api/findings/totals account': { as: 'supervisorofficer', query: (x) => ({ account: x.account }) },
  'GET /api/findings/totals region': { as: 'supervisorofficer', query: (x) => ({ region: x.region }) },
  'POST /api/findings accountId': { as: 'supervisorofficer', body: (x) => ({ ...finding, accountId: x.account }) },
  'POST /api/findings postId': {
    as: 'supervisorofficer',
    body: (x, own) => ({ ...finding, accountId: own.account, postId: x.post }),
  },
  'POST /api/findings evidenceFileId': {
    as: 'supervisorofficer',
    body: (x, own) => ({ ...finding, accountId: own.account, evidenceFileId: x.evidence }),
  },
  'POST /api/lexicon/stops ids': {
    as: 'accountmanager',
    body: (x) => ({ target: { ids: [x.entry] }, reason }),
  },
  'GET /api/applications region': { as: 'supervisorofficer', query: (x) => ({ region: x.region }) },
  'GET /api/applications account': { as: 'supervisorofficer', query: (x) => ({ account: x.account }) },
  'GET /api/applications/overview region': { as: 'supervisorofficer', query: (x) => ({ region: x.region }) },
  'GET /api/applications/overview account': { as: 'supervisorofficer', query: (x) => ({ account: x.account }) },
  'POST /api/applications openingId': { as: 'accountmanager', body: (x) => ({ kind: 'filing', openingId: x.opening }) },
  'POST /api/applications accountId': { as: 'accountmanager', body: (x) => ({ kind: 'change', accountId: x.account }) },
  'POST /api/applications/:id/files fileId': {
    as: 'accountmanager',
    path: (own) => `/api/applications/${own.application}/files`,
    body: (x) => ({ fileId: x.evidence, role: 'attachment' }),
  },
  'POST /api/reviews/:id/decisions to': {
    as: 'supervisorofficer',
    path: (own) => `/api/reviews/${own.review}/decisions`,
    body: (x) => ({ action: 'copy', to: x.user, version }),
  },
  'POST /api/review-absences deputyId': {
    as: 'supervisorofficer',
    body: (x) => ({ deputyId: x.user, startsOn: '2026-12-01', endsOn: '2026-12-02', reason }),
  },
  ...draftInputs(),
}
/** What everyone knows: the tree of regions is public and a scheme is the province's (9.2). */
const known = [
  'GET /api/assessments/:id/ranking region',
  'GET /api/assessments/:id/workbook region',
  'POST /api/assessments schemeId',
  'POST /api/schemes basedOn',
]

/** A manuscript may refer to nothing that is another unit's. */
function draftInputs(): Record<string, Ask> {
  const as = 'accountmanager'
  const query = (field: string, of: (x: Place) => string): Ask => ({ as, query: (x) => ({ [field]: of(x) }) })
  const hostUnit = query('hostUnitId', (x) => x.unit)
  const filters = (route: string): Record<string, Ask> => ({
    [`${route} columnId`]: query('columnId', (x) => x.column),
    [`${route} campaignId`]: query('campaignId', (x) => x.campaign),
    [`${route} accountId`]: query('accountId', (x) => x.account),
  })
  const save = (of: (x: Place) => object): Ask => ({
    as,
    path: (own) => `/api/drafts/${own.draft}/content`,
    body: (x) => ({
      ...{ class: 'ordinary', columnId: null, campaignId: null, reason: 'manual', version },
      ...{ content: { title: '一则' }, ...of(x) },
    }),
  })
  const target = (x: Place) => ({ title: '一则', targets: [{ accountId: x.account }] })
  const contents: Record<string, (x: Place) => object> = {
    coverId: (x) => ({ title: '一则', coverId: x.media }),
    videoId: (x) => ({ title: '一则', videoId: x.media }),
    attachmentIds: (x) => ({ title: '一则', attachmentIds: [x.media] }),
    accountId: target,
  }
  const each = (make: (field: string, content: (x: Place) => object) => [string, Ask]) =>
    Object.fromEntries(Object.entries(contents).map(([field, content]) => make(field, content)))
  const template = '/api/draft-templates'
  const start = (field: string, of: (x: Place) => string): Record<string, Ask> => ({
    [`POST /api/drafts ${field}`]: { as, body: (x) => ({ [field]: of(x) }) },
  })
  return {
    ...filters('GET /api/drafts'),
    ...filters('GET /api/drafts/counts'),
    ...start('templateId', (x) => x.draftTemplate),
    ...start('copyOfId', (x) => x.draft),
    ...start('columnId', (x) => x.column),
    ...start('campaignId', (x) => x.campaign),
    'POST /api/drafts hostUnitId': { as: 'contractorstaff', body: (x) => ({ hostUnitId: x.unit }) },
    'PUT /api/drafts/:id/content columnId': save((x) => ({ columnId: x.column })),
    'PUT /api/drafts/:id/content campaignId': save((x) => ({ campaignId: x.campaign })),
    ...each((field, content) => [`PUT /api/drafts/:id/content ${field}`, save((x) => ({ content: content(x) }))]),
    ...each((field, content) => [
      `POST ${template} ${field}`,
      { as, body: (x) => ({ name: '新的模板', content: content(x) }) },
    ]),
    ...each((field, content) => [
      `PUT ${template}/:id ${field}`,
      {
        as,
        path: (own) => `${template}/${own.draftTemplate}`,
        body: (x) => ({ name: '新的模板', content: content(x), state: 'active', version }),
      },
    ]),
    'GET /api/draft-accounts hostUnitId': hostUnit,
    'GET /api/columns hostUnitId': hostUnit,
    'GET /api/campaigns hostUnitId': hostUnit,
    [`GET ${template} hostUnitId`]: hostUnit,
    'GET /api/content-calendar hostUnitId': hostUnit,
    'GET /api/review-rules hostUnitId': hostUnit,
    'GET /api/media hostUnitId': hostUnit,
    'POST /api/media hostUnitId': {
      as: 'contractorstaff',
      body: (x) => ({ kind: 'attachment', hostUnitId: x.unit }),
      file: { name: '政策.pdf', bytes: new TextEncoder().encode('%PDF-1.7') },
    },
  }
}

function publications(route: string, part: 'query' | 'body'): Record<string, Ask> {
  const ask = (of: (x: Place) => Record<string, string>): Ask => ({ as: 'supervisorofficer', [part]: of })
  return {
    [`${route} accountId`]: ask((x) => ({ accountId: x.account })),
    [`${route} draftId`]: ask((x) => ({ draftId: x.signedDraft })),
    [`${route} region`]: ask((x) => ({ region: x.region })),
  }
}

function bulk(route: string, more: object): Record<string, Ask> {
  const as = 'supervisorofficer'
  const filter = (of: (x: Place) => object): Ask => ({ as, body: (x) => ({ target: { filter: of(x) }, ...more }) })
  return {
    [`${route} ids`]: { as, body: (x) => ({ target: { ids: [x.account] }, ...more }) },
    [`${route} region`]: filter((x) => ({ region: x.region })),
    [`${route} hostUnit`]: filter((x) => ({ hostUnit: x.unit })),
  }
}

const nameOf = ({ method, path }: Endpoint) => `${method.toUpperCase()} ${path}`

type Node = {
  format?: string
  properties?: Record<string, Node>
  items?: Node
  anyOf?: Node[]
  oneOf?: Node[]
  allOf?: Node[]
}
/** The fields of an input that name a record or a region. */
function idsIn(schema: z.ZodType | undefined): string[] {
  const found: string[] = []
  const walk = (node: Node, name: string): void => {
    if (node.format === 'uuid' || /^(region|regionCode|parentCode)$/.test(name)) found.push(name)
    for (const [key, value] of Object.entries(node.properties ?? {})) walk(value, key)
    for (const one of [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])]) walk(one, name)
    if (node.items) walk(node.items, name)
  }
  if (schema) walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node, '')
  return found
}

it('knows every id and region code that a query or a body may carry', () => {
  const all = routes.flatMap(({ endpoint }) =>
    [...idsIn(endpoint.query), ...idsIn(endpoint.body)].map((field) => `${nameOf(endpoint)} ${field}`),
  )
  expect([...new Set(all)].sort()).toEqual([...Object.keys(asks), ...known].sort())
})

async function answered(name: string, ask: Ask, x: Place) {
  const [method = '', path = ''] = name.split(' ')
  const query = ask.query ? `?${new URLSearchParams(ask.query(x))}` : ''
  const caller = await t.as(ask.as)
  const url = (ask.path?.(places.home) ?? path) + query
  const body = ask.body?.(x, places.home)
  const answer = ask.file
    ? await caller.upload(url, ask.file, body as Record<string, string>)
    : await caller.request(method, url, body)
  // A workbook carries the second of its making: what counts are its cells.
  const isSheet = answer.headers.get('content-type')?.includes('spreadsheetml')
  let text = isSheet
    ? JSON.stringify((await readSheet(new Uint8Array(await answer.arrayBuffer()), 'a.xlsx')).rows)
    : await answer.text()
  for (const id of Object.values(x)
    .flat()
    .filter((value) => value.length > 5))
    text = text.replaceAll(id, '*')
  return { status: answer.status, text: text.replace(/"(jobId|fileId|asOf)":"[^"]*"/g, '"$1":"*"') }
}

/** The fields that are refused for another reason than the id in question: then the case would show nothing. */
function faultsOf(name: string, text: string): string[] {
  const field = name.split(' ').at(-1) ?? ''
  const { errors = [] } = text.startsWith('{') ? (JSON.parse(text) as { errors?: { path: string }[] }) : {}
  return errors.map(({ path }) => path).filter((path) => !path.split('.').includes(field))
}

/** A region's code is no secret: naming one outside is refused, with 403 where an unknown one is faulty input. */
const refusedByName = /(POST \/api\/units|PUT \/api\/units|POST \/api\/regions|PUT \/api\/regions).*Code$/

describe.each(Object.entries(asks))('%s', (name, ask) => {
  it.each(['sibling', 'far'] as const)('of the %s county shows and changes nothing', async (which) => {
    const none = await answered(name, ask, nowhere)
    expect(faultsOf(name, none.text), none.text).toEqual([])
    const before = await everythingStored(t)
    const met = await answered(name, ask, places[which])
    if (refusedByName.test(name)) expect(met.status).toBe(403)
    else expect(met).toEqual(none)
    if (met.status < 400) for (const word of places[which].words) expect(met.text).not.toContain(word)
    // An export makes a file, of nothing here; whatever else must leave everything as it was.
    if (/^POST .*\/(exports|correction-sheets) /.test(name) && met.status < 400) expect(met.text).toContain('"count":0')
    else expect(await everythingStored(t)).toBe(before)
  })
})

describe('an import', () => {
  const header = '账号名称,平台,账号ID,标题,发布时间,阅读数'

  async function imported(row: string, options: object): Promise<string> {
    const caller = await t.as('editor')
    const file = { name: '作品.csv', bytes: new TextEncoder().encode(`${header}\n${row}`) }
    const up = await caller.upload('/api/imports', file, { kind: 'posts', options: JSON.stringify(options) })
    expect(up.status).toBe(200)
    const { id } = (await up.json()) as { id: string }
    await caller.post(`/api/imports/${id}/check`)
    await t.runJobs()
    const view = (await (await caller.get(`/api/imports/${id}`)).json()) as { counts: { errors: number } }
    expect(view.counts.errors).toBe(1)
    return (await caller.get(`/api/imports/${id}/rows`)).text()
  }

  it.each(['sibling', 'far'] as const)(
    'finds no account of the %s county, by name, number or choice',
    async (which) => {
      const { account, words } = places[which]
      const key = which === 'sibling' ? '2' : '3'
      const row = (name: string, id: string) => `${name},头条号,${id},一则消息,2026-10-20 10:00,5`
      const without = (text: string, ...words: string[]) => words.reduce((s, word) => s.replaceAll(word, '*'), text)
      const met = await imported(row(words[0] ?? '', `tt_${key}`), {})
      const none = await imported(row('没有的账号', 'tt_9'), {})
      expect(without(met, words[0] ?? '', `tt_${key}`)).toBe(without(none, '没有的账号', 'tt_9'))
      const chosen = await imported(row('', ''), { accountId: account })
      const nothing = await imported(row('', ''), { accountId: nowhere.account })
      expect(chosen).toBe(nothing)
    },
  )
})

/** Lists, with everything that a search box may ask for. */
const lists = routes
  .map(({ endpoint }) => endpoint)
  .filter(({ method, path, access }) => method === 'get' && !path.includes('/:') && access !== 'public')

/** Region codes and schemes are everyone's to read. */
const secretsOf = ({ region: _, scheme: _scheme, publishedAt: _at, auditSeq: _seq, words, ...ids }: Place) => [
  ...Object.values(ids),
  ...words,
]

async function readLists(username: string, foreign: readonly Place[]) {
  const caller = await t.as(username)
  const seen: string[] = []
  for (const { path, query } of lists) {
    const fields = Object.keys((query as z.ZodObject | undefined)?.shape ?? {})
    const search = fields.find((field) => field === 'q' || field === 'text')
    const words = search ? foreign.map((place) => `?${new URLSearchParams({ [search]: place.words[0] ?? '' })}`) : []
    for (const asked of [fields.includes('page') ? '?page=accounts' : '', ...words]) {
      const answer = await caller.get(path + asked)
      const text = await answer.text()
      expect([200, 403], `${path}${asked}: ${text}`).toContain(answer.status)
      if (answer.status === 200) seen.push(path)
      for (const secret of foreign.flatMap(secretsOf)) {
        expect(text.includes(secret), `${path}${asked} shows ${username}: ${secret}`).toBe(false)
      }
    }
  }
  return new Set(seen)
}

describe('no list contains what is foreign', () => {
  it('to the officer and the account manager of the next county', async () => {
    const { home, far } = places
    expect(await readLists('supervisorofficer.sibling', [home, far])).toContain('/api/accounts')
    expect(await readLists('accountmanager.sibling', [home, far])).toContain('/api/findings')
    expect(await readLists('securityadmin.county', [places.sibling, far])).toContain('/api/users')
    expect(await readLists('auditadmin.county', [places.sibling, far])).toContain('/api/audit')
  })

  it('to a contractor, who sees what is entrusted to it until contract and NDA end', async () => {
    const { home, sibling, far } = places
    const caller = await t.as('contractorstaff')
    expect(await (await caller.get('/api/accounts')).text()).toContain(home.account)
    expect(await readLists('contractorstaff', [sibling, far])).toContain('/api/accounts')
    const { now } = t.clock
    // The day after the contract ends; a password lasts a year, which is not the point here.
    t.clock.now = new Date('2028-01-01T10:00:00+08:00')
    await ensurePartitions(t.database.root, ['2028-01-01'])
    await t.database.root.updateTable('app_user').set({ password_changed_at: t.clock.now }).execute()
    try {
      const later = await t.as('contractorstaff')
      for (const { path, access } of lists.filter((endpoint) => endpoint.access !== 'signedIn')) {
        const answer = await later.get(path)
        expect([path, access, answer.status, await answer.json()]).toMatchObject([
          path,
          access,
          403,
          { code: 'CONTRACT_INVALID' },
        ])
      }
      expect((await later.get(`/api/accounts/${home.account}`)).status).toBe(403)
      expect((await later.get(`/api/findings/${home.finding}`)).status).toBe(403)
    } finally {
      t.clock.now = now
    }
  })
})
