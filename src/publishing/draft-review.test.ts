import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plantAccount } from '../accounts/testing.ts'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import type { ReviewSheetView } from './drafts.contract.ts'
import { answerOf, decided, refusalOf, saveChange, submitted, targetOf, viewedDraft, wholeDraft } from './testing.ts'

let t: TestApp
let writer: Caller
let first: Caller
let second: Caller
let third: Caller
let account: string
let wechat: string
beforeAll(async () => {
  t = await testApp()
  writer = await t.as('responder')
  first = await t.as('editor')
  second = await t.as('officehead')
  third = await t.as('unitleader')
  account = await plantAccount(t, { name: '临溪教育热线', platform: 'bilibili' })
  wechat = t.world.accounts.wechat
})
afterAll(() => t.close())

const submit = async (id: string, note = '') => {
  const { version } = await viewedDraft(writer, id)
  return refusalOf(await writer.post(`/api/drafts/${id}/submissions`, { note, version }))
}
const sheetOf = async (by: Caller, id: string) =>
  (await answerOf(await by.get(`/api/drafts/${id}/sheet`))) as ReviewSheetView
/** Words that the checker holds to be 严重. */
const grave = '<p>中国、台湾等国家的代表出席。</p>'

describe('a submission', () => {
  it('names everything that is missing, by field', async () => {
    const id = await wholeDraft(writer, account, {
      ...{ title: '', html: '', targets: [], scheduledAt: '2026-11-24T09:00:00+08:00' },
      origin: { kind: 'repost', sourceName: '', sourceUrl: null, licence: 'none' },
    })
    expect(await submit(id)).toMatchObject({
      status: 422,
      paths: ['title', 'html', 'targets', 'scheduledAt', 'origin.sourceName', 'origin.licence'],
    })
    expect((await viewedDraft(writer, id)).state).toBe('drafting')
  })

  it('wants what a platform wants, whether it is the manuscript’s or the account’s own', async () => {
    const id = await wholeDraft(writer, wechat, {
      ...{ title: '长'.repeat(65), author: '名'.repeat(17) },
      targets: [targetOf(wechat)],
    })
    expect((await submit(id)).paths).toEqual(['title', 'author', 'coverId'])
    await answerOf(
      await saveChange(writer, id, { title: '短', targets: [{ ...targetOf(wechat), title: '长'.repeat(65) }] }),
    )
    expect((await submit(id)).paths).toEqual(['targets.0.title', 'author', 'coverId'])
  })

  it('of listed sources takes only what is on the list', async () => {
    const origin = { kind: 'repost', sourceName: '某某财经说', sourceUrl: null, licence: 'granted' }
    const id = await wholeDraft(writer, account, { origin })
    await answerOf(await saveChange(writer, id, {}, { class: 'listedRepost' }))
    expect((await submit(id)).paths).toEqual(['origin.sourceName'])
    await answerOf(await saveChange(writer, id, { origin: { ...origin, sourceName: '新华网' } }))
    await submitted(writer, id)
  })

  it('with something 严重 goes only with a word on it, and says what is 严重', async () => {
    const id = await wholeDraft(writer, account, { html: grave })
    const refused = await submit(id)
    expect(refused.paths).toEqual(['note'])
    expect(refused.title).toMatch(/严重问题：“台湾等国家”/)
    await submitted(writer, id, '引用原文，提请三审核定')
    expect((await viewedDraft(writer, id)).state).toBe('inReview')
  })

  it('is not for an operator, nor twice', async () => {
    const id = await wholeDraft(writer, account)
    await submitted(writer, id)
    expect((await submit(id)).status).toBe(409)
    expect((await saveChange(writer, id, { title: '审核中修改' })).status).toBe(409)
  })
})

describe('three people', () => {
  it('sign exactly this content; one changed letter undoes it', async () => {
    const id = await wholeDraft(writer, account)
    await submitted(writer, id)
    expect((await decided(second, id)).status).toBe(403)
    expect((await decided(writer, id)).status).toBe(403)
    for (const by of [first, second]) await answerOf(await decided(by, id))
    expect((await viewedDraft(writer, id)).gate.map(({ code }) => code)).toContain('notApproved')
    await answerOf(await decided(third, id))
    const approved = await viewedDraft(writer, id)
    expect(approved).toMatchObject({ state: 'approved', approvedHash: approved.hash, gate: [] })
    const { rows } = (await answerOf(await writer.get(`/api/drafts/${id}/versions`))) as {
      rows: { reason: string; signedBy: string[] }[]
    }
    expect(rows[0]).toMatchObject({
      reason: 'submit',
      signedBy: ['一审 测试editor', '二审 测试officehead', '三审 测试unitleader'],
    })
    expect((await viewedDraft(await t.as('accountmanager'), id)).may.publish).toBe(true)

    // Where it stands in the plan is not what was signed; nor is a save that changes nothing.
    await answerOf(await saveChange(writer, id, {}))
    expect((await viewedDraft(writer, id)).state).toBe('approved')
    await answerOf(await saveChange(writer, id, { title: '关于开学的通告' }))
    const changed = await viewedDraft(writer, id)
    expect(changed).toMatchObject({ state: 'drafting', approvedHash: approved.hash, may: { publish: false } })
    expect(changed.gate.map(({ code }) => code)).toContain('changed')
  })

  it('send back with words that the author reads, and later see what changed since', async () => {
    const id = await wholeDraft(writer, account)
    await submitted(writer, id)
    await answerOf(await decided(first, id))
    expect((await sheetOf(second, id)).changedSince).toBeNull()
    const back = { action: 'sendBack', opinion: '开学日期有误', failed: 'business' }
    await answerOf(await decided(second, id, back))
    expect((await viewedDraft(writer, id)).state).toBe('returned')
    const { rows } = (await answerOf(await writer.get('/api/drafts?state=returned'))) as {
      rows: { id: string; returnedWith: string }[]
    }
    expect(rows.find((row) => row.id === id)?.returnedWith).toBe('开学日期有误')
    await answerOf(await saveChange(writer, id, { html: '<p>各位家长：</p><p>新学期将于九月二日开学。</p>' }))
    await submitted(writer, id)
    const sheet = await sheetOf(first, id)
    expect(sheet).toMatchObject({
      level: 'first',
      targets: [{ id: account, way: 'handOver', title: '关于开学的通知' }],
    })
    expect(sheet.changedSince?.parts).toMatchObject([{ part: 'body' }])
    expect(sheet.changedSince?.parts[0]?.pieces.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: '一日' },
      { kind: 'added', text: '二日' },
    ])
    expect(sheet.sheets.map(({ stepName, action, current }) => [stepName, action, current])).toEqual([
      ['一审', 'approve', false],
      ['二审', 'sendBack', false],
    ])
  })

  it.each([
    { action: 'refuse', by: () => first, state: 'refused', failed: 'politics' },
    { action: 'withdraw', by: () => writer, state: 'drafting', failed: undefined },
  ])('$action: the manuscript is $state and may be changed', async ({ action, by, state, failed }) => {
    const id = await wholeDraft(writer, account)
    await submitted(writer, id)
    await answerOf(await decided(by(), id, { action, opinion: '不宜发布', ...(failed ? { failed } : {}) }))
    expect(await viewedDraft(writer, id)).toMatchObject({ state, may: { edit: true, submit: true } })
  })

  it('are never among those who wrote it', async () => {
    const id = await wholeDraft(writer, account)
    await answerOf(await saveChange(first, id, { author: '编辑部' }))
    // The unit has no other editor, and says so before anybody waits.
    const refused = await submit(id)
    expect([refused.status, refused.title]).toEqual([409, expect.stringContaining('“一审”没有人可以办理')])
    expect((await viewedDraft(writer, id)).state).toBe('drafting')
  })
})

describe('what is 严重', () => {
  it('fills in its element, and goes out only when the third lets it pass for this very content', async () => {
    const id = await wholeDraft(writer, account, { html: grave })
    await submitted(writer, id, '引用原文，提请三审核定')
    const sheet = await sheetOf(first, id)
    expect(sheet.elements.politics).toMatchObject({ state: 'failed' })
    expect(sheet.elements.business).toEqual({ state: 'person', count: 0 })
    const keys = sheet.check.parts
      .flatMap((part) => part.findings)
      .filter(({ severity }) => severity === 'grave')
      .map(({ key }) => key)
    expect(keys[0]).toMatch(/^body\|/)
    const asks = { opinion: '属于引用的原文标题，提请三审放行' }
    await answerOf(await decided(first, id, asks))
    await answerOf(await decided(second, id, asks))
    expect((await decided(third, id)).status).toBe(422)
    const releases = keys.map((key) => ({ key, reason: '系引用他人原文，已在文中说明' }))
    await answerOf(await decided(third, id, { releases }))
    expect(await viewedDraft(writer, id)).toMatchObject({ state: 'approved', gate: [] })
    expect((await sheetOf(third, id)).releases).toHaveLength(keys.length)
    expect((await sheetOf(third, id)).elements.politics.state).toBe('look')
  })
})
