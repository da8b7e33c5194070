import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { addUser } from '../app/testing-bodies.ts'
import { newId } from '../core/ids.ts'
import { transact } from '../db/transact.ts'
import type { Duty } from '../units/duties.rules.ts'
import { elementNames } from './elements.rules.ts'
import { reviewPage, reviewView } from './queue.service.ts'
import { remindReviewers } from './reminders.service.ts'
import type { ReviewAction } from './review.rules.ts'
import { decide, type ReviewSubjects, submitForReview } from './review.service.ts'
import { routeForDraft } from './route.service.ts'
import type { KeyedFinding } from './sheet.rules.ts'
import { signaturesOf, takeSheet } from './sheets.service.ts'
import type { ReviewSheet } from './three-review.contract.ts'
import type { ContentClass } from './three-review.rules.ts'

let t: TestApp
const extra: Record<string, string> = {}
beforeAll(async () => {
  t = await testApp()
  const host = t.world.units.host ?? ''
  extra.editor2 = await addUser(t, { username: 'editor2', unit: host, duty: 'editor' })
  extra.head2 = await addUser(t, { username: 'head2', unit: host, duty: 'officeHead' })
  extra.leader2 = await addUser(t, { username: 'leader2', unit: host, duty: 'unitLeader' })
})
afterAll(() => t.close())

const idOf = (username: string) => extra[username] ?? t.world.users[username] ?? ''
const hash = 'c'.repeat(64)
const grave: KeyedFinding = {
  ...{ ruleId: 'test', category: 'institution', severity: 'grave', start: 0, end: 4, text: '旧机构名' },
  ...{ suggestions: [], message: '机构已更名', why: '机构改革', basis: '规定', key: 'body:test@0:旧机构名' },
}
/** The manuscripts of this file: what each says now. */
const contents = new Map<string, { hash: string; findings: KeyedFinding[] }>()
const settled: string[] = []
const subjects: ReviewSubjects = {
  draft: {
    deciding: (work, given) => {
      const content = contents.get(given.review.subject_id)
      if (!content) throw new RangeError('a manuscript of this file')
      return takeSheet(work, given, content)
    },
    settled: async (_work, { outcome }) => {
      settled.push(outcome)
    },
  },
}

type Made = { id: string; subject: string }
async function submitted(
  given: { class?: ContentClass; findings?: KeyedFinding[]; barred?: string[]; by?: string; subject?: string } = {},
): Promise<Made> {
  const { class: of = 'ordinary', findings = [], barred = ['editor'], by = 'editor' } = given
  const subject = given.subject ?? newId()
  contents.set(subject, { hash, findings })
  const hostUnitId = t.world.units.host ?? ''
  const id = await transact(await t.ctxOf(by), async (work) =>
    submitForReview(work, {
      subject: { type: 'draft', id: subject },
      kind: 'draft',
      title: '汛期安全提醒',
      link: `/drafts/${subject}`,
      hostUnitId,
      regionPath: '990000/990100/990101/',
      route: await routeForDraft(work, { hostUnitId, class: of }),
      note: '',
      independence: { barred: barred.map(idOf), distinct: true },
      urgent: of === 'urgent',
    }),
  )
  return { id, subject }
}
const passed = (note = '') => Object.fromEntries(elementNames.map((name) => [name, { verdict: 'pass' as const, note }]))
const sheetOf = (more: Partial<ReviewSheet> = {}): ReviewSheet => ({ hash, elements: passed(), releases: [], ...more })
type Act = { action?: ReviewAction; opinion?: string; sheet?: ReviewSheet | null; to?: string }
async function act(who: string, { id }: Made, given: Act = {}) {
  const { action = 'approve', opinion = '同意', sheet = sheetOf(), to } = given
  const ctx = await t.ctxOf(who)
  const { version } = await reviewView(ctx, id)
  return decide(ctx, subjects, id, { action, opinion, sheet, to: to ? idOf(to) : null, version })
}
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code: string; reason: string }) => `${error.code} ${error.reason}`,
  )
const told = (username: string, words: string) =>
  t.database.root
    .selectFrom('message')
    .selectAll()
    .where('user_id', '=', idOf(username))
    .where('title', 'like', `%${words}%`)
    .execute()
const duties = async (username: string, ...given: Duty[]) => {
  const user_id = idOf(username)
  await t.database.root.deleteFrom('user_duty').where('user_id', '=', user_id).execute()
  await t.database.root
    .insertInto('user_duty')
    .values(given.map((duty) => ({ user_id, duty })))
    .execute()
}

describe('a manuscript', () => {
  it('is signed by three people, each with her sheet, and the signatures can be held against the content', async () => {
    const made = await submitted()
    expect(await refusal(act('editor', made))).toMatch(/FORBIDDEN/)
    expect(await refusal(act('editor2', made, { sheet: null }))).toMatch(/请打开审稿单/)
    expect(await refusal(act('editor2', made, { sheet: sheetOf({ hash: 'd'.repeat(64) }) }))).toMatch(
      /^VERSION_CONFLICT/,
    )
    for (const who of ['editor2', 'officehead', 'unitleader']) await act(who, made)
    const signatures = await transact(await t.ctxOf('unitleader'), (work) =>
      signaturesOf(work, { type: 'draft', id: made.subject }),
    )
    expect(signatures.map(({ level, userId, onBehalfId, hash: of }) => [level, userId, onBehalfId, of])).toEqual([
      ['first', idOf('editor2'), null, hash],
      ['second', idOf('officehead'), null, hash],
      ['final', idOf('unitleader'), null, hash],
    ])
    expect(settled.at(-1)).toBe('approve')
  })

  it('whose level was stepped back over has no signature there any more', async () => {
    const made = await submitted()
    await act('editor2', made)
    const failed = sheetOf({ elements: { business: { verdict: 'failed', note: '数字有误' } } })
    await act('officehead', made, { action: 'stepBack', opinion: '数字有误', sheet: failed })
    const signed = async () =>
      (await transact(await t.ctxOf('editor'), (work) => signaturesOf(work, { type: 'draft', id: made.subject }))).map(
        ({ userName }) => userName,
      )
    expect(await signed()).toEqual([])
    await act('editor2', made)
    expect(await signed()).toEqual(['测试editor2'])
    const kept = await t.database.root.selectFrom('review_sheet').selectAll().where('review_id', '=', made.id).execute()
    expect(kept.map(({ action }) => action)).toEqual(['approve', 'stepBack', 'approve'])
  })

  it('is not returned without a word on what is wrong', async () => {
    const made = await submitted()
    expect(await refusal(act('editor2', made, { action: 'sendBack', opinion: '不行' }))).toBe(
      'REASON_MISSING 退回稿件须指明不合格的审核要素',
    )
  })

  it('is in nobody’s queue who cannot sign it', async () => {
    const made = await submitted({ barred: ['editor', 'head2'] })
    const todo = async (who: string) =>
      (await reviewPage(await t.ctxOf(who), { box: 'todo', limit: 200 })).rows.some(({ id }) => id === made.id)
    expect([await todo('editor'), await todo('editor2'), await todo('officehead')]).toEqual([false, true, false])
    await act('editor2', made)
    expect([await todo('editor2'), await todo('officehead'), await todo('head2')]).toEqual([false, true, false])
    const turned = await told('head2', '待您审核：汛期安全提醒')
    expect(turned.filter(({ link }) => link === `/sign/${made.id}`)).toEqual([])
    expect((await told('officehead', '待您审核')).some(({ link }) => link === `/sign/${made.id}`)).toBe(true)
  })
})

describe('a 严重 finding', () => {
  it('is released at 三审 only, and the supervisor is told with the reason', async () => {
    const made = await submitted({ findings: [grave] })
    const reason = '引用历史文件原文，保留当时的名称'
    const releases = [{ key: grave.key, reason }]
    const elements = { ...passed(), politics: { verdict: 'pass' as const, note: '历史名称' } }
    expect(await refusal(act('editor2', made, { sheet: sheetOf({ elements }) }))).toMatch(/“旧机构名”/)
    expect(await refusal(act('editor2', made, { sheet: sheetOf({ elements, releases }) }))).toMatch(
      /^FORBIDDEN 只有三审/,
    )
    const request = { opinion: '历史文件原文如此，提请三审放行', sheet: sheetOf({ elements }) }
    await act('editor2', made, request)
    await act('officehead', made, request)
    expect(await refusal(act('unitleader', made))).toMatch(/须逐处写明放行理由/)
    expect((await told('supervisorofficer', '三审放行')).length).toBe(0)
    await act('unitleader', made, { sheet: sheetOf({ releases }) })
    const [news] = await told('supervisorofficer', '三审放行 1 处严重问题：汛期安全提醒')
    expect(news).toMatchObject({ kind: 'release.made', link: '/releases' })
    expect(news?.body).toContain(reason)
    const officer = await t.as('supervisorofficer')
    const listed = (await (await officer.get(`/api/finding-releases?q=${encodeURIComponent('旧机构')}`)).json()) as {
      rows: { subjectId: string; reason: string }[]
    }
    expect(listed.rows).toMatchObject([{ subjectId: made.subject, reason }])
    const sibling = await t.as('supervisorofficer.sibling')
    expect(await (await sibling.get('/api/finding-releases')).json()).toMatchObject({ rows: [] })
  })
})

describe('a right that ends between opening and signing', () => {
  /** Opens it, lets something happen, and signs with what was open. */
  async function signsAfter(who: string, happens: () => Promise<unknown>, made: Made) {
    const { version } = await reviewView(await t.ctxOf(who), made.id)
    await happens()
    const ctx = await t.ctxOf(who)
    return refusal(
      decide(ctx, subjects, made.id, { action: 'approve', opinion: '', sheet: sheetOf(), to: null, version }),
    )
  }

  it('no longer signs: the duty was taken away', async () => {
    const made = await submitted()
    await act('editor2', made)
    expect(await signsAfter('head2', () => duties('head2', 'responder'), made)).toMatch(/^FORBIDDEN/)
    await duties('head2', 'officeHead')
    await act('head2', made)
  })

  it('no longer signs: she was moved to another body', async () => {
    const made = await submitted()
    await act('editor2', made)
    const move = (unit: string) =>
      t.database.root
        .updateTable('app_user')
        .set({ unit_id: t.world.units[unit] ?? '' })
        .where('id', '=', idOf('head2'))
        .execute()
    expect(await signsAfter('head2', () => move('township'), made)).toMatch(/FORBIDDEN|NOT_FOUND/)
    await move('host')
  })

  it('no longer signs: named in the unit’s own route, she lost the duty', async () => {
    const officehead = await t.as('officehead')
    const level = (name: string, which: string, duty: Duty, ...reviewers: object[]) => ({
      ...{ name, level: which, duty, reviewers, workdays: 1 },
    })
    const body = {
      class: 'important',
      reason: '重要信息由指定人员二审',
      steps: [
        level('一审', 'first', 'editor'),
        level('二审', 'second', 'officeHead', { id: idOf('head2'), name: '测试head2' }),
        level('三审', 'final', 'unitLeader'),
      ],
    }
    const set = await officehead.post('/api/review-rules', body)
    expect([set.status, ((await set.json()) as { state: string }).state]).toEqual([200, 'active'])
    const made = await submitted({ class: 'important' })
    await act('editor2', made)
    expect(await refusal(act('officehead', made))).toMatch(/^FORBIDDEN/)
    expect(await signsAfter('head2', () => duties('head2', 'editor'), made)).toMatch(/^FORBIDDEN/)
    // And nobody can be asked to walk a route whose named reviewer is gone.
    expect(await refusal(submitted({ class: 'important' }))).toMatch(/“二审”没有人可以办理：指定的测试head2已不是/)
    await duties('head2', 'officeHead')
    expect((await officehead.post('/api/review-rules/resets', { class: 'important' })).status).toBe(200)
    await act('head2', made)
  })

  it('no longer signs: the deputy’s days are over, or were ended', async () => {
    const made = await submitted()
    const absent = await t.as('editor2')
    const days = { deputyId: idOf('responder'), startsOn: '2026-11-24', endsOn: '2026-11-25', reason: '参加培训' }
    const absence = (await (await absent.post('/api/review-absences', days)).json()) as { id: string }
    const { now } = t.clock
    const later = async () => {
      t.clock.now = new Date(now.getTime() + 2 * 86_400_000)
    }
    expect(await signsAfter('responder', later, made)).toMatch(/^FORBIDDEN/)
    t.clock.now = now
    const end = () => absent.delete(`/api/review-absences/${absence.id}`)
    expect(await signsAfter('responder', end, made)).toMatch(/^FORBIDDEN/)
  })

  it('no longer signs: disabled, she is not let in at all', async () => {
    const made = await submitted()
    await act('editor2', made)
    const head = await t.as('head2')
    const { version } = await reviewView(await t.ctxOf('head2'), made.id)
    const active = (is: boolean) =>
      t.database.root.updateTable('app_user').set({ active: is }).where('id', '=', idOf('head2')).execute()
    await active(false)
    const answer = await head.post(`/api/reviews/${made.id}/decisions`, {
      action: 'approve',
      version,
      sheet: sheetOf(),
    })
    expect([401, 403]).toContain(answer.status)
    await active(true)
  })
})

describe('a round', () => {
  it('does not begin where a level has nobody but the author', async () => {
    expect(await refusal(submitted({ barred: ['editor', 'editor2'] }))).toMatch(
      /^STATE_CONFLICT “一审”没有人可以办理：.*不能审核本人的稿件.*请联系安全管理员/,
    )
  })

  it('lets nobody sign away the only one for a later level', async () => {
    await duties('head2', 'officeHead', 'unitLeader')
    await duties('unitleader', 'responder')
    await duties('leader2', 'responder')
    const made = await submitted()
    await act('editor2', made)
    expect(await refusal(act('head2', made))).toMatch(/“三审”将没有另外的人可以办理/)
    await act('officehead', made)
    await act('head2', made)
    await duties('head2', 'officeHead')
    await duties('unitleader', 'unitLeader')
    await duties('leader2', 'unitLeader')
  })
})

describe('突发', () => {
  it('stands first, is told at once and by its own kind, and is due the same day, also on a day of rest', async () => {
    const ordinary = await submitted()
    const { now } = t.clock
    // A Saturday.
    t.clock.now = new Date('2026-11-28T10:00:00+08:00')
    const made = await submitted({ class: 'urgent' })
    const ctx = await t.ctxOf('editor2')
    const { rows } = await reviewPage(ctx, { box: 'todo', limit: 1 })
    expect(rows[0]).toMatchObject({ id: made.id, urgent: true, dueOn: '2026-11-28' })
    const listed: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await reviewPage(ctx, { box: 'todo', limit: 1, cursor })
      listed.push(...page.rows.map(({ id }) => id))
      if (!page.next) break
      cursor = page.next
    }
    expect(listed[0]).toBe(made.id)
    expect(listed).toContain(ordinary.id)
    expect(new Set(listed).size).toBe(listed.length)
    const [news] = await told('editor2', '突发，待您审核：汛期安全提醒')
    expect(news).toMatchObject({ kind: 'review.urgent', link: `/sign/${made.id}` })

    await remindReviewers({ ...(await t.ctxOf('system')), now: new Date('2026-11-28T12:00:00+08:00') })
    const reminded = await told('editor2', '请于 2026-11-28 前审核：汛期安全提醒')
    expect(reminded.map(({ link }) => link)).toEqual([`/sign/${made.id}`])
    // Late the next day, a Sunday: the supervisor of the host unit hears of it, not only the one above her.
    await remindReviewers({ ...(await t.ctxOf('system')), now: new Date('2026-11-29T09:00:00+08:00') })
    expect((await told('supervisorofficer', '审核逾期：汛期安全提醒')).length).toBe(1)
    expect((await told('supervisorofficer.city', '审核逾期：汛期安全提醒')).length).toBe(0)
    t.clock.now = now
  })
})

describe('分级分类审核', () => {
  const step = (name: string, level: string | null, duty: Duty) => ({ name, level, duty, reviewers: [], workdays: 1 })
  const two = [step('一审', 'first', 'editor'), step('三审', 'final', 'unitLeader')]

  it('holds without a level only when the supervisor consents, and is replaced and reset', async () => {
    const head = await t.as('officehead')
    const officer = await t.as('supervisorofficer')
    const body = { class: 'listedRepost', steps: two, reason: '转载稿源名单内单位的内容' }
    expect((await (await t.as('editor')).post('/api/review-rules', body)).status).toBe(403)
    const asked = (await (await head.post('/api/review-rules', body)).json()) as { id: string; state: string }
    expect(asked.state).toBe('inReview')
    expect((await head.post('/api/review-rules', body)).status).toBe(409)
    const seen = (await (await officer.get(`/api/review-rules/${asked.id}`)).json()) as {
      reviewId: string
      missing: string[]
    }
    expect(seen.missing).toEqual(['second'])
    const route = async () =>
      (
        await transact(await t.ctxOf('editor'), (work) =>
          routeForDraft(work, { hostUnitId: t.world.units.host ?? '', class: 'listedRepost' }),
        )
      ).map(({ level }) => level)
    expect(await route()).toEqual(['first', 'second', 'final'])
    const { version } = (await (await officer.get(`/api/reviews/${seen.reviewId}`)).json()) as { version: number }
    const decision = { action: 'approve', opinion: '同意', version }
    expect(
      (await (await t.as('supervisorofficer.sibling')).post(`/api/reviews/${seen.reviewId}/decisions`, decision))
        .status,
    ).toBe(404)
    expect((await officer.post(`/api/reviews/${seen.reviewId}/decisions`, decision)).status).toBe(200)
    expect(await route()).toEqual(['first', 'final'])
    const made = await submitted({ class: 'listedRepost' })
    await act('editor2', made)
    await act('unitleader', made)
    expect(settled.at(-1)).toBe('approve')

    const listed = async () =>
      ((await (await head.get('/api/review-rules')).json()) as { rows: { id: string; state: string }[] }).rows
    expect((await listed()).find(({ id }) => id === asked.id)?.state).toBe('active')
    expect((await head.post('/api/review-rules/resets', { class: 'listedRepost' })).status).toBe(200)
    expect((await head.post('/api/review-rules/resets', { class: 'listedRepost' })).status).toBe(409)
    expect((await listed()).find(({ id }) => id === asked.id)?.state).toBe('replaced')
    expect(await route()).toEqual(['first', 'second', 'final'])
  })

  it.each([
    ['without 三审', [step('一审', 'first', 'editor')], '不能省去三审'],
    [
      'out of order',
      [step('二审', 'second', 'officeHead'), step('一审', 'first', 'editor'), step('三审', 'final', 'unitLeader')],
      '并按次序',
    ],
    [
      'with a level in other hands',
      [step('一审', 'first', 'officeHead'), step('三审', 'final', 'unitLeader')],
      '一审由编辑负责',
    ],
    [
      'with people of another body',
      [
        { ...step('一审', 'first', 'editor'), reviewers: [{ id: newId(), name: '外人' }] },
        step('三审', 'final', 'unitLeader'),
      ],
      '外人不是本单位',
    ],
  ])('refuses a route %s', async (_what, steps, words) => {
    const answer = await (await t.as('officehead')).post('/api/review-rules', {
      class: 'personnel',
      steps,
      reason: '调整审核路线',
    })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(words)
  })
})
