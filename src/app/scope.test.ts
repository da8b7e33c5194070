import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultScheme } from '../assessment/default-scheme.rules.ts'
import type { Endpoint } from '../core/endpoint.ts'
import { newId } from '../core/ids.ts'
import type { Duty } from '../units/duties.rules.ts'
import { type Permission, permissions } from '../units/permissions.rules.ts'
import { routes } from './routes.ts'
import { type Caller, type TestApp, testApp } from './testing.ts'
import { everythingStored } from './testing-fingerprint.ts'
import { addPlaces, nowhereLike, type Place, type PlaceName, type Places } from './testing-records.ts'

let t: TestApp
let places: Places
/** A place of which nothing exists. */
let nowhere: Place
const signedIn = new Map<string, Caller>()

beforeAll(async () => {
  t = await testApp()
  places = await addPlaces(t)
  nowhere = nowhereLike(places.home)
  for (const { username } of callers) signedIn.set(username, await t.as(username))
})
afterAll(() => t.close())

/** Someone of every duty, and the places whose records are not hers (§5.2). */
const callers: readonly { username: string; duty: Duty; foreign: readonly PlaceName[] }[] = [
  { username: 'supervisorofficer', duty: 'supervisorOfficer', foreign: ['sibling', 'far'] },
  { username: 'supervisorofficer.sibling', duty: 'supervisorOfficer', foreign: ['home', 'far'] },
  { username: 'supervisorofficer.city', duty: 'supervisorOfficer', foreign: ['far'] },
  { username: 'publicityofficer', duty: 'publicityOfficer', foreign: ['sibling', 'far'] },
  { username: 'businessofficer', duty: 'businessOfficer', foreign: ['far'] },
  { username: 'industryofficer', duty: 'industryOfficer', foreign: ['sibling', 'far'] },
  { username: 'accountmanager', duty: 'accountManager', foreign: ['sibling', 'far'] },
  { username: 'accountmanager.sibling', duty: 'accountManager', foreign: ['home', 'far'] },
  { username: 'editor', duty: 'editor', foreign: ['sibling', 'far'] },
  { username: 'officehead', duty: 'officeHead', foreign: ['sibling', 'far'] },
  { username: 'unitleader', duty: 'unitLeader', foreign: ['sibling', 'far'] },
  { username: 'responder', duty: 'responder', foreign: ['sibling', 'far'] },
  { username: 'contractorstaff', duty: 'contractorStaff', foreign: ['sibling', 'far'] },
  { username: 'systemadmin.county', duty: 'systemAdmin', foreign: ['sibling', 'far'] },
  { username: 'securityadmin.county', duty: 'securityAdmin', foreign: ['sibling', 'far'] },
  { username: 'auditadmin.county', duty: 'auditAdmin', foreign: ['sibling', 'far'] },
]
/** The whole province is theirs, but what belongs to one person is not. */
const provincial = ['systemadmin', 'securityadmin', 'auditadmin', 'supervisorofficer.province'] as const

type Ids = Record<string, string>
type Case =
  /** To an outsider it does not exist: the same answer, byte for byte, as for a number that nothing has. */
  | { hides: (place: Place) => Ids; query?: (place: Place) => string; body?: object; personal?: true }
  /** Known to everyone by design (`because`), and only its own may change it. */
  | { refuses: (place: Place) => Ids; body?: object; because: string }
  /** Names no one's record. */
  | { open: string }

const version = 1
const reason = '核对工作需要'
const account = { hides: ({ account: id }: Place) => ({ id }) }
const run = { hides: ({ run: id }: Place) => ({ id }) }
const unit = { hides: ({ unit: id }: Place) => ({ id }) }
const user = { hides: ({ user: id }: Place) => ({ id }) }
const transfer = { hides: ({ transfer: id }: Place) => ({ id }) }
const nationalEntry = { hides: ({ nationalEntry: id }: Place) => ({ id }) }
const batch = { hides: ({ batch: id }: Place) => ({ id }), personal: true } as const
const application = { hides: ({ application: id }: Place) => ({ id }) }
const review = { hides: ({ review: id }: Place) => ({ id }) }
const region = {
  refuses: ({ region: code }: Place) => ({ code }),
  because: '区划是公开的，各级只维护本级以下（5.1）',
}
const proposal = { hides: ({ proposal: id }: Place) => ({ id }) }
const entry = { hides: ({ entry: id }: Place) => ({ id }) }
const change = { hides: ({ change: id }: Place) => ({ id }) }
const term = {
  ...{ list: '用语', text: '旧称呼', severity: 'minor', category: 'banned' },
  ...{ why: '改名', basis: '规定', provenance: '自编', licence: '自编' },
}
const publication = { hides: ({ publication: id }: Place) => ({ id }) }
const scheme = {
  refuses: ({ scheme: id }: Place) => ({ id }),
  because: '考核方案全省统一，草案各单位可见，只由起草单位修改（9.2）',
}
const draft = { hides: ({ draft: id }: Place) => ({ id }) }
const media = { hides: ({ media: id }: Place) => ({ id }) }
const draftBody = { class: 'ordinary', columnId: null, campaignId: null, reason: 'manual', version }
const unitBody = { name: '改名后的教育局', hostType: 'department', regionCode: '990101', industry: null }
const schemeBody = { version, name: '改名的方案', effectiveFrom: '2027-01-01', note: '', definition: defaultScheme }
const userBody = { name: '改了名', duties: ['editor'] }

/** Every route with a parameter in its path: what an outsider meets there. A route that is missing here fails below. */
const cases: Record<string, Case> = {
  'DELETE /api/session/all/:id': { hides: ({ session: id }) => ({ id }), personal: true },
  'POST /api/users/:id/unlock': user,
  'POST /api/users/:id/password-resets': user,
  'POST /api/users/:id/second-factor-resets': user,
  'DELETE /api/users/:id/sessions': user,
  'GET /api/audit/:seq': { hides: ({ auditSeq: seq }) => ({ seq }) },
  'GET /api/jobs/:id': { hides: ({ job: id }) => ({ id }), personal: true },
  'POST /api/jobs/:id/cancellation': { hides: ({ job: id }) => ({ id }), personal: true },
  'GET /api/files/:id/content': { hides: ({ file: id }) => ({ id }), personal: true },
  'DELETE /api/files/:id': { hides: ({ file: id }) => ({ id }), personal: true },
  'PUT /api/messages/:id/reading': { hides: ({ message: id }) => ({ id }), personal: true },
  'PUT /api/regions/:code': { ...region, body: { name: '改名县', shortName: '改名', version } },
  'PUT /api/regions/:code/parent': { ...region, body: { parentCode: '990100', version } },
  'PUT /api/regions/:code/residents': {
    ...region,
    body: { residents: 1000, year: 2020, source: '统计公报', version },
  },
  'GET /api/units/:id': unit,
  'PUT /api/units/:id': { ...unit, body: { ...unitBody, version } },
  'PUT /api/units/:id/active': { ...unit, body: { active: false, reason, version } },
  'POST /api/units/:id/phone': { ...unit, body: { reason } },
  'POST /api/contracts/:id/ending': { hides: ({ contract: id }) => ({ id }), body: { reason, version } },
  'GET /api/users/:id': user,
  'PUT /api/users/:id': { ...user, body: { ...userBody, version } },
  'GET /api/users/:id/open-work': user,
  'GET /api/users/:id/handovers': user,
  'POST /api/users/:id/handovers': { ...user, body: { successorId: newId(), reason } },
  'POST /api/users/:id/deactivation': { ...user, body: { reason, version } },
  'POST /api/users/:id/reactivation': { ...user, body: { reason, version } },
  'POST /api/users/:id/move': { ...user, body: { unitId: newId(), duties: ['editor'], reason, version } },
  'POST /api/users/:id/phone': { ...user, body: { reason } },
  'GET /api/handovers/:id/document': { hides: ({ handover: id }) => ({ id }) },
  'GET /api/accounts/:id': account,
  'PATCH /api/accounts/:id': { ...account, body: { name: '改名', version } },
  'GET /api/accounts/:id/events': account,
  'POST /api/accounts/:id/phones': { ...account, body: { which: 'account', reason } },
  'GET /api/accounts/:id/candidates': account,
  'POST /api/accounts/:id/people': { ...account, body: { userId: newId(), duty: 'editor' } },
  'DELETE /api/accounts/:id/people/:userId/:duty': {
    hides: (place) => ({ id: place.account, userId: place.user, duty: 'accountManager' }),
  },
  'GET /api/accounts/:id/custody': account,
  'GET /api/accounts/:id/custody/keepers': account,
  'POST /api/accounts/:id/custody/phone': { ...account, body: { reason } },
  'PUT /api/accounts/:id/custody/:item': {
    hides: ({ account: id }) => ({ id, item: 'password' }),
    body: { keeperId: newId(), since: '2026-01-01', place: '保密柜', note: null, version },
  },
  'POST /api/accounts/:id/custody-transfers': { ...account, body: { toUserId: newId(), items: ['password'], reason } },
  'POST /api/custody-transfers/:id/confirmation': transfer,
  'POST /api/custody-transfers/:id/withdrawal': { ...transfer, body: { reason } },
  'GET /api/custody-transfers/:id/document': transfer,
  'PUT /api/duty-roster/:day': { open: '只安排本单位的值班，不指名他人的记录' },
  'GET /api/assessments/:id': run,
  'GET /api/assessments/:id/ranking': run,
  'GET /api/assessments/:id/regions': run,
  'GET /api/assessments/:id/missing': run,
  'GET /api/assessments/:id/vetoes': run,
  'GET /api/assessments/:id/excluded': run,
  'GET /api/assessments/:id/accounts/:accountId': { hides: (place) => ({ id: place.run, accountId: place.account }) },
  'GET /api/accounts/:id/assessments': account,
  'POST /api/assessments/:id/reproductions': run,
  'POST /api/assessments/:id/what-if': { ...run, body: {} },
  'GET /api/assessments/:id/workbook': run,
  'GET /api/assessments/:id/notice': run,
  'GET /api/schemes/:id': { open: scheme.because },
  'PUT /api/schemes/:id': { ...scheme, body: schemeBody },
  'POST /api/schemes/:id/entry-into-force': { ...scheme, body: { version, effectiveFrom: '2027-01-01' } },
  'POST /api/schemes/:id/retirement': { ...scheme, body: { version, lastDay: '2027-06-30' } },
  'DELETE /api/schemes/:id': scheme,
  'DELETE /api/saved-views/:id': { hides: ({ savedView: id }) => ({ id }), personal: true },
  'GET /api/imports/kinds/:kind/template': { open: '导入类型是程序的一部分' },
  'GET /api/imports/:id': batch,
  'PUT /api/imports/:id/mapping': { ...batch, body: { mapping: {} } },
  'POST /api/imports/:id/check': batch,
  'GET /api/imports/:id/rows': batch,
  'GET /api/imports/:id/errors-file': batch,
  'POST /api/imports/:id/application': { ...batch, body: {} },
  'POST /api/imports/:id/cancellation': batch,
  'GET /api/accounts/:id/posts': account,
  'GET /api/posts/:id': { hides: ({ post: id }) => ({ id }), query: (place) => `?publishedAt=${place.publishedAt}` },
  'GET /api/accounts/:id/figures': account,
  'GET /api/pledges/:id': account,
  'POST /api/pledges/:id/evaluation': account,
  'POST /api/pledges/:id/decisions': {
    ...account,
    body: { version, basis: '0'.repeat(64), decision: 'met', reason },
  },
  'GET /api/applications/:id': application,
  'GET /api/applications/:id/documents/:name': { hides: ({ opening: id }) => ({ id, name: 'opening' }) },
  'PUT /api/applications/:id/form': { ...application, body: { version, form: {} } },
  'POST /api/applications/:id/files': { ...application, body: { fileId: newId(), role: 'attachment' } },
  'DELETE /api/applications/:id/files/:fileId': {
    hides: (place) => ({ id: place.application, fileId: place.evidence }),
  },
  'POST /api/applications/:id/steps': { ...application, body: { action: 'discard', version, note: reason } },
  'POST /api/applications/:id/bar-lifting': { ...application, body: { reason: '因机构改革需要新开账号' } },
  'GET /api/accounts/:id/record': { ...account, query: () => '?day=2026-11-01' },
  'GET /api/reviews/:id': review,
  'GET /api/reviews/:id/candidates': { ...review, query: () => '?action=copy' },
  'POST /api/reviews/:id/decisions': { ...review, body: { action: 'approve', version } },
  'GET /api/review-rules/:id': { hides: ({ rule: id }) => ({ id }) },
  'DELETE /api/review-absences/:id': { hides: ({ absence: id }) => ({ id }), personal: true },
  'DELETE /api/review-phrases/:id': { hides: ({ phrase: id }) => ({ id }), personal: true },
  'GET /api/national/accounts/:id': account,
  'POST /api/national/entries/:id/match': { ...nationalEntry, body: { accountId: newId() } },
  'POST /api/national/entries/:id/dismissal': { ...nationalEntry, body: { reason } },
  'DELETE /api/national/entries/:id/dismissal': nationalEntry,
  'GET /api/cleanup/accounts/:id': account,
  'POST /api/cleanup/proposals/:id/statement': { ...proposal, body: { text: '账号已恢复更新，请予保留', version } },
  'POST /api/cleanup/proposals/:id/decision': { ...proposal, body: { decision: 'close', reason, seen: 'x', version } },
  'POST /api/cleanup/proposals/:id/withdrawal': { ...proposal, body: { reason, version } },
  'GET /api/drafts/:id': draft,
  'PUT /api/drafts/:id/content': { ...draft, body: { ...draftBody, content: { title: '改名' } } },
  'POST /api/drafts/:id/submissions': { ...draft, body: { version } },
  'POST /api/drafts/:id/discards': { ...draft, body: { reason, version } },
  'POST /api/drafts/:id/prechecks': { ...draft, body: { note: reason } },
  'GET /api/drafts/:id/check': draft,
  'GET /api/drafts/:id/versions': draft,
  'GET /api/drafts/:id/versions/:n': { hides: ({ draft: id }) => ({ id, n: '1' }) },
  'GET /api/drafts/:id/diff': { ...draft, query: () => '?from=1&to=1' },
  'POST /api/drafts/:id/restorations': { ...draft, body: { n: 1, version } },
  'GET /api/drafts/:id/sheet': draft,
  'PUT /api/columns/:id': {
    hides: ({ column: id }) => ({ id }),
    body: { name: '改名的栏目', state: 'active', version },
  },
  'PUT /api/campaigns/:id': {
    hides: ({ campaign: id }) => ({ id }),
    body: { name: '改名的主题', startsOn: '2026-12-01', endsOn: '2026-12-02', state: 'active', version },
  },
  'PUT /api/draft-templates/:id': {
    hides: ({ draftTemplate: id }) => ({ id }),
    body: { name: '改名的模板', content: { title: '改名' }, state: 'active', version },
  },
  'PUT /api/media/:id': { ...media, body: { alt: '改名' } },
  'DELETE /api/media/:id': media,
  'GET /api/media/:id/content': media,
  'POST /api/drafts/:id/publications': {
    hides: ({ signedDraft: id }) => ({ id }),
    body: { hash: '0'.repeat(64), version },
  },
  'GET /api/publications/:id': publication,
  'POST /api/publications/:id/retries': { ...publication, body: { version } },
  'POST /api/publications/:id/hand-overs': { ...publication, body: { version } },
  'POST /api/publications/:id/cancellations': { ...publication, body: { version, reason } },
  'POST /api/publications/:id/withdrawals': { ...publication, body: { version, reason, byHand: true } },
  'POST /api/publications/:id/registrations': {
    ...publication,
    body: { version, url: 'https://www.toutiao.com/article/1/', publishedAt: '2026-11-24T09:00:00+08:00' },
  },
  'GET /api/publications/:id/package': publication,
  'GET /api/publications/:id/evidence': publication,
  'GET /api/connections/:id': account,
  'PUT /api/connections/:id': { ...account, body: { appId: 'x', version: null } },
  'POST /api/connections/:id/tests': account,
  'DELETE /api/connections/:id': account,
  'GET /api/findings/:id': { hides: ({ finding: id }) => ({ id }) },
  'GET /api/lexicon/entries/:id': entry,
  'PUT /api/lexicon/entries/:id': {
    ...entry,
    body: { version, proposal: { kind: 'term', payload: term, reason } },
  },
  'GET /api/lexicon/changes/:id': change,
  'GET /api/lexicon/changes/:id/items': change,
  'GET /api/lexicon/changes/:id/hits': change,
  'GET /api/lexicon/changes/:id/hits-workbook': change,
  'POST /api/lexicon/changes/:id/decision': { ...change, body: { version, decision: 'confirm' } },
  'POST /api/lexicon/changes/:id/withdrawal': { ...change, body: { version } },
  'POST /api/lexicon/changes/:id/replays': change,
  'POST /api/findings/:id/withdrawal': { hides: ({ finding: id }) => ({ id }), body: { version, reason } },
}

const nameOf = ({ method, path }: Endpoint) => `${method.toUpperCase()} ${path}`
const endpoints = routes.map((route) => route.endpoint)
const named = endpoints.filter(({ path }) => path.includes('/:'))

function mayCall({ access }: Endpoint, duty: Duty): boolean {
  if (typeof access !== 'object') return true
  const { by } = permissions[access.permission as Permission]
  return by === 'everyone' || (by as readonly Duty[]).includes(duty)
}

const fill = (path: string, ids: Ids) => path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? `no-${name}`)

/** An answer without the ids that were asked for, which a refusal may repeat. */
async function answered(who: string, method: string, path: string, body: object | undefined, ids: Ids) {
  const caller = signedIn.get(who) as Caller
  const answer = await caller.request(method, path, method === 'GET' ? undefined : (body ?? {}))
  let text = await answer.text()
  for (const id of Object.values(ids).filter((value) => value.length > 5)) text = text.replaceAll(id, '*')
  return { status: answer.status, text }
}

it('has a case for every route that names a record', () => {
  expect(Object.keys(cases).sort()).toEqual(named.map(nameOf).sort())
})

const closed = named.flatMap((endpoint) => {
  const given = cases[nameOf(endpoint)]
  return given && !('open' in given) ? [[nameOf(endpoint), endpoint, given] as const] : []
})

describe.each(closed)('%s', (_name, endpoint, given) => {
  const personal = 'personal' in given
  const method = endpoint.method.toUpperCase()
  const asking = [
    ...callers.filter(({ duty }) => mayCall(endpoint, duty)),
    ...provincial.map((username) => ({ username, foreign: personal ? (['sibling'] as const) : [] })),
  ]

  it(personal ? 'is its owner’s alone' : 'is nothing to those outside', async () => {
    for (const { username } of asking) if (!signedIn.has(username)) signedIn.set(username, await t.as(username))
    const before = await everythingStored(t)
    let asked = 0
    for (const { username, foreign } of asking) {
      for (const place of foreign.map((key) => places[key])) {
        asked += 1
        const ids = 'hides' in given ? given.hides(place) : given.refuses(place)
        const query = 'query' in given && given.query ? given.query(place) : ''
        const met = await answered(username, method, fill(endpoint.path, ids) + query, given.body, ids)
        if ('refuses' in given) {
          expect([403, 409], `${username}: ${met.text}`).toContain(met.status)
          continue
        }
        const none = given.hides(nowhere)
        const missing = await answered(username, method, fill(endpoint.path, none) + query, given.body, none)
        expect([username, met]).toEqual([username, missing])
        expect([403, 404], `${username}: ${met.text}`).toContain(met.status)
      }
    }
    expect(asked).toBeGreaterThan(0)
    expect(await everythingStored(t)).toBe(before)
  })
})
