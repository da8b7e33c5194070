import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import { addUser } from '../app/testing-bodies.ts'
import type { Ctx } from '../core/context.ts'
import { newId } from '../core/ids.ts'
import { transact } from '../db/transact.ts'
import { remindReviewers } from './reminders.service.ts'
import type { ReviewView } from './review.contract.ts'
import type { RouteStep } from './review.rules.ts'
import { submitForReview } from './review.service.ts'

let t: TestApp
let secondId: string

type Asks = Pick<Caller, 'get' | 'post' | 'delete'>
/** Signs in for every call: the clock moves, and a session does not outlive its idle hour. */
const anew = (username: string): Asks => ({
  get: async (path) => (await t.as(username)).get(path),
  post: async (path, body) => (await t.as(username)).post(path, body),
  delete: async (path) => (await t.as(username)).delete(path),
})
const host = anew('accountmanager')
const officer = anew('supervisorofficer')
const second = anew('second')
const sibling = anew('supervisorofficer.sibling')

beforeAll(async () => {
  t = await testApp()
  secondId = await addUser(t, { username: 'second', unit: t.world.units.county ?? '', duty: 'supervisorOfficer' })
})
afterAll(() => t.close())

const at = (text: string) => new Date(`${text}+08:00`)
const step = (unit: string, more: Partial<RouteStep> = {}): RouteStep => ({
  name: `${unit}审核`,
  unitId: t.world.units[unit] ?? '',
  unitName: unit,
  duty: 'supervisorOfficer',
  mode: 'any',
  reviewers: [],
  workdays: 2,
  ...more,
})
/** Something of the host unit before these steps; a record of another kind has nothing to set off. */
async function submitted(route: readonly RouteStep[] = [step('county')], given: { subject?: string } = {}) {
  const ctx = await t.ctxOf('accountmanager')
  const id = await transact(ctx, (work) =>
    submitForReview(work, {
      subject: { type: 'test', id: given.subject ?? newId() },
      kind: 'test',
      title: '一件申请',
      link: '/accounts',
      hostUnitId: t.world.units.host ?? '',
      regionPath: '990000/990100/990101/',
      route,
      note: '',
    }),
  )
  return id
}
async function view(id: string, caller = officer): Promise<ReviewView> {
  const answer = await caller.get(`/api/reviews/${id}`)
  expect(answer.status).toBe(200)
  return answer.json() as Promise<ReviewView>
}
async function act(id: string, action: string, given: { caller?: Asks; opinion?: string; to?: string | null } = {}) {
  const { caller = officer, opinion = '意见', to = null } = given
  const { version } = await view(id, caller)
  const answer = await caller.post(`/api/reviews/${id}/decisions`, { action, opinion, to, version })
  return { status: answer.status, text: await answer.text() }
}
const names = async (id: string, action: string, caller = officer) => {
  const answer = await caller.get(`/api/reviews/${id}/candidates?action=${action}`)
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { rows: { id: string; name: string }[] }).rows.map(({ name }) => name)
}
type Listed = { rows: { id: string }[] }
const box = async (caller: Asks, which: string) =>
  ((await (await caller.get(`/api/reviews?box=${which}&limit=200`)).json()) as Listed).rows.map(({ id }) => id)
const counts = async (caller: Asks, query = '') =>
  (await (await caller.get(`/api/reviews/counts${query}`)).json()) as { todo: number; late: number; listed: number }
const told = (username: string, since: Date, words: string) =>
  t.database.root
    .selectFrom('message')
    .selectAll()
    .where('user_id', '=', t.world.users[username] ?? '')
    .where('created_at', '>=', since)
    .where('title', 'like', `%${words}%`)
    .execute()
const systemAt = async (text: string): Promise<Ctx> => ({ ...(await t.ctxOf('system')), now: at(text) })

describe('what is outside', () => {
  it('does not exist, whatever is asked of it', async () => {
    const id = await submitted()
    expect((await sibling.get(`/api/reviews/${id}`)).status).toBe(404)
    expect((await sibling.get(`/api/reviews/${id}/candidates?action=copy`)).status).toBe(404)
    const tried = await sibling.post(`/api/reviews/${id}/decisions`, { action: 'approve', version: 1 })
    expect(tried.status).toBe(404)
    expect(await box(sibling, 'all')).not.toContain(id)
  })

  it('is not decided by those who merely see it, and nobody’s names are shown to them', async () => {
    const id = await submitted()
    const editor = anew('editor')
    expect((await act(id, 'approve', { caller: editor })).status).toBe(403)
    expect((await editor.get(`/api/reviews/${id}/candidates?action=transfer`)).status).toBe(403)
    expect((await view(id, editor)).openActions).toEqual([])
    expect((await act(id, 'approve', { caller: host })).text).toContain('不能审核本人提交的事项')
  })
})

describe('a transfer', () => {
  it('goes to somebody of the reviewing body with the same duty, and to nobody else', async () => {
    const id = await submitted()
    expect(await names(id, 'transfer')).toEqual(['测试second'])
    expect((await act(id, 'transfer', { to: t.world.users.editor ?? '' })).status).toBe(422)
    expect((await act(id, 'transfer', { to: secondId })).status).toBe(200)
    expect(await box(officer, 'todo')).not.toContain(id)
    expect(await box(officer, 'done')).toContain(id)
    expect(await box(second, 'todo')).toContain(id)
    expect((await act(id, 'approve')).status).toBe(403)
    expect((await act(id, 'approve', { caller: second })).status).toBe(200)
    expect((await view(id)).state).toBe('approved')
  })
})

describe('a further reviewer', () => {
  it('may come from the overseers of the region, and must agree too', async () => {
    const id = await submitted()
    expect(await names(id, 'addReviewer')).toEqual(['测试second', '测试publicityofficer'])
    const to = t.world.users.publicityofficer ?? ''
    expect((await act(id, 'addReviewer', { to })).status).toBe(200)
    expect(await names(id, 'addReviewer')).toEqual(['测试second'])
    expect((await act(id, 'approve')).status).toBe(200)
    expect((await view(id)).state).toBe('open')
    expect(await box(officer, 'todo')).not.toContain(id)
    const publicity = anew('publicityofficer')
    expect(await box(publicity, 'todo')).toContain(id)
    expect((await act(id, 'approve', { caller: publicity })).status).toBe(200)
    expect((await view(id)).state).toBe('approved')
  })
})

describe('a copy', () => {
  it('lets the copied person see it, and overtakes nobody who is writing', async () => {
    const id = await submitted()
    const { version } = await view(id)
    const to = t.world.users.unitleader ?? ''
    expect((await act(id, 'copy', { to })).status).toBe(200)
    expect((await view(id)).copies.map(({ name }) => name)).toEqual(['测试unitleader'])
    const leader = anew('unitleader')
    expect(await box(leader, 'copied')).toEqual([id])
    expect((await view(id, leader)).openActions).toEqual([])
    const later = await officer.post(`/api/reviews/${id}/decisions`, { action: 'approve', version })
    expect(later.status).toBe(200)
  })

  it('of what is decided does not move the time of the decision', async () => {
    const id = await submitted()
    await act(id, 'approve')
    const decidedAt = () =>
      t.database.root
        .selectFrom('review')
        .select(['decided_at', 'state'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    const before = await decidedAt()
    const { now } = t.clock
    t.clock.now = new Date(now.getTime() + 3_600_000)
    expect((await act(id, 'copy', { caller: host, to: t.world.users.unitleader ?? '' })).status).toBe(200)
    t.clock.now = now
    expect(await decidedAt()).toEqual(before)
    expect(before.state).toBe('approved')
  })
})

describe('while somebody is absent', () => {
  const days = { startsOn: '2026-11-24', endsOn: '2026-11-26', reason: '参加培训' }

  it('a colleague decides in her name, and both names stand there', async () => {
    const id = await submitted([
      step('county', { reviewers: [{ id: t.world.users.supervisorofficer ?? '', name: '审核人' }] }),
    ])
    expect((await act(id, 'approve', { caller: second })).status).toBe(403)
    const foreign = await officer.post('/api/review-absences', { ...days, deputyId: t.world.users.editor })
    expect(foreign.status).toBe(422)
    const made = await officer.post('/api/review-absences', { ...days, deputyId: secondId })
    expect(made.status).toBe(200)
    expect((await officer.post('/api/review-absences', { ...days, deputyId: secondId })).status).toBe(422)

    expect(await box(second, 'todo')).toContain(id)
    expect((await view(id, second)).onBehalfOf).toBe('测试supervisorofficer')
    expect((await act(id, 'approve', { caller: second, opinion: '同意' })).status).toBe(200)
    expect((await view(id)).opinions.at(-1)).toMatchObject({
      userName: '测试second',
      onBehalfName: '测试supervisorofficer',
      action: 'approve',
      opinion: '同意',
      waitedHours: 0,
    })

    const { id: absence } = (await made.json()) as { id: string }
    expect((await second.delete(`/api/review-absences/${absence}`)).status).toBe(404)
    expect((await officer.delete(`/api/review-absences/${absence}`)).status).toBe(200)
    const again = await submitted([
      step('county', { reviewers: [{ id: t.world.users.supervisorofficer ?? '', name: '审核人' }] }),
    ])
    expect(await box(second, 'todo')).not.toContain(again)
  })

  it.each([
    ['ends before it begins', { startsOn: '2026-11-26', endsOn: '2026-11-25' }],
    ['is over', { startsOn: '2026-11-20', endsOn: '2026-11-23' }],
    ['is longer than half a year', { startsOn: '2026-11-24', endsOn: '2027-05-24' }],
  ])('refuses an absence that %s', async (_what, wrong) => {
    const answer = await officer.post('/api/review-absences', { ...days, ...wrong, deputyId: secondId })
    expect([answer.status, ((await answer.json()) as { errors: { path: string }[] }).errors[0]?.path]).toEqual([
      422,
      'endsOn',
    ])
  })
})

describe('rounds', () => {
  it('that were withdrawn or returned stay, and the next one begins at the first step', async () => {
    const subject = newId()
    const id = await submitted([step('county'), step('city')], { subject })
    await act(id, 'approve')
    expect((await act(id, 'withdraw', { caller: host })).status).toBe(200)
    expect(await box(anew('supervisorofficer.city'), 'todo')).not.toContain(id)
    await submitted([step('county'), step('city')], { subject })
    await act(id, 'sendBack', { opinion: '请补充' })
    await submitted([step('county'), step('city')], { subject })
    const { round, step: n, state, opinions } = await view(id)
    expect([round, n, state]).toEqual([3, 0, 'open'])
    expect(opinions.map((one) => [one.round, one.action])).toEqual([
      [1, 'submit'],
      [1, 'approve'],
      [1, 'withdraw'],
      [2, 'resubmit'],
      [2, 'sendBack'],
      [3, 'resubmit'],
    ])
  })

  it('keep what was said: no use case can change or remove an opinion', async () => {
    const id = await submitted()
    const ctx = await t.ctxOf('supervisorofficer')
    const change = (use: 'update' | 'delete') =>
      transact(ctx, async ({ db }) => {
        if (use === 'delete') await db.deleteFrom('review_opinion').where('review_id', '=', id).execute()
        else await db.updateTable('review_opinion').set({ opinion: '改写' }).where('review_id', '=', id).execute()
      })
    await expect(change('update')).rejects.toThrow(/permission denied/)
    await expect(change('delete')).rejects.toThrow(/permission denied/)
  })
})

describe('two who decide at once', () => {
  it('one wins; the other is told by whom and what, and decides nothing', async () => {
    const id = await submitted()
    const { version } = await view(id)
    const both = await Promise.all(
      [officer, second].map((caller) =>
        caller.post(`/api/reviews/${id}/decisions`, { action: 'approve', opinion: '', version }),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const told = await both.find(({ status }) => status === 409)?.text()
    expect(told).toMatch(/测试(second|supervisorofficer)已于 2026-11-24 10:00 “同意”/)
    expect((await view(id)).opinions.filter(({ action }) => action === 'approve')).toHaveLength(1)
  })
})

describe('deadlines', () => {
  it('are urged once a day by the submitter', async () => {
    const id = await submitted()
    expect((await act(id, 'urge', { caller: officer })).status).toBe(403)
    expect((await act(id, 'urge', { caller: host })).status).toBe(200)
    expect((await act(id, 'urge', { caller: host })).status).toBe(429)
    const { now } = t.clock
    t.clock.now = new Date(now.getTime() + 86_400_000)
    expect((await act(id, 'urge', { caller: host })).status).toBe(200)
    t.clock.now = now
  })

  it('are counted in workdays, and the counts are the lists’', async () => {
    const id = await submitted()
    // A Tuesday and two workdays.
    expect(await view(id)).toMatchObject({ dueOn: '2026-11-26', daysLeft: 2 })
    const { now } = t.clock
    t.clock.now = at('2026-11-26T23:59:00')
    expect((await counts(officer)).late).toBe(0)
    t.clock.now = at('2026-11-27T00:00:00')
    expect(await view(id)).toMatchObject({ daysLeft: -1 })
    const { todo, late, listed } = await counts(officer, '?late=1')
    const rows = await box(officer, 'todo')
    expect([todo, late, listed]).toEqual([rows.length, rows.length, rows.length])
    expect(rows).toContain(id)
    expect((await counts(officer, '?kind=none')).listed).toBe(0)
    t.clock.now = now
  })

  it('are reminded of at most once a day, never on a day of rest, and the superior hears of lateness once', async () => {
    const all = (await t.database.root.selectFrom('review').select('id').where('state', '=', 'open').execute()).length
    await submitted()
    const day = async (text: string) => {
      const ctx = await systemAt(text)
      await remindReviewers(ctx)
      await remindReviewers(ctx)
      const since = ctx.now
      const reminded = (await told('supervisorofficer', since, '审核：')).filter((one) => one.created_at <= since)
      const heard = (await told('supervisorofficer.city', since, '审核逾期：')).filter((one) => one.created_at <= since)
      return [reminded.length, heard.length]
    }
    expect(all).toBeGreaterThan(0)
    expect(await day('2026-11-24T09:00:00')).toEqual([0, 0])
    const [soon, none] = await day('2026-11-25T09:00:00')
    expect(soon).toBeGreaterThan(0)
    expect(none).toBe(0)
    const [late, heard] = await day('2026-11-27T09:00:00')
    expect([late, heard]).toEqual([soon, heard])
    expect(heard).toBeGreaterThan(0)
    // Saturday and Sunday.
    expect(await day('2026-11-28T09:00:00')).toEqual([0, 0])
    expect(await day('2026-11-29T09:00:00')).toEqual([0, 0])
    expect(await day('2026-11-30T09:00:00')).toEqual([soon, 0])
    const escalated = await t.database.root
      .selectFrom('review_opinion')
      .select('review_id')
      .where('action', '=', 'escalate')
      .execute()
    expect(new Set(escalated.map((one) => one.review_id)).size).toBe(escalated.length)
  })
})

describe('常用意见', () => {
  it('are one’s own, kept once each, and can be removed', async () => {
    const text = '材料齐全，同意'
    const { id } = (await (await officer.post('/api/review-phrases', { text })).json()) as { id: string }
    expect(((await (await officer.post('/api/review-phrases', { text })).json()) as { id: string }).id).toBe(id)
    expect((await (await second.get('/api/review-phrases')).json()) as object).toEqual({ rows: [] })
    expect((await second.delete(`/api/review-phrases/${id}`)).status).toBe(404)
    expect((await officer.delete(`/api/review-phrases/${id}`)).status).toBe(200)
  })
})
