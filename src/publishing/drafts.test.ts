import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plantAccount } from '../accounts/testing.ts'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import { newId } from '../core/ids.ts'
import { emptyContent } from './content.rules.ts'
import type { DraftView } from './drafts.contract.ts'
import { addedDraft, answerOf, refusalOf, saveChange, targetOf, viewedDraft, wholeDraft } from './testing.ts'

let t: TestApp
let editor: Caller
let head: Caller
let operator: Caller
let account: string
beforeAll(async () => {
  t = await testApp()
  editor = await t.as('editor')
  head = await t.as('officehead')
  operator = await t.as('contractorstaff')
  account = await plantAccount(t, { name: '临溪教育热线', platform: 'bilibili' })
})
afterAll(() => t.close())

const paths = async (answer: Response) => (await refusalOf(answer)).paths
const json = async <T>(answer: Response) => (await answerOf(answer)) as T

describe('a manuscript', () => {
  it('begins blank, with a number, and is kept as it was cleaned', async () => {
    const id = await addedDraft(editor)
    const before = await viewedDraft(editor, id)
    expect(before).toMatchObject({ state: 'drafting', content: emptyContent, version: 1, hostUnitName: '临溪县教育局' })
    expect(before.number).toMatch(/^稿〔2026〕\d{6}号$/)
    expect(before.may).toEqual({ edit: true, submit: true, discard: true, publish: false, precheck: false })

    const answer = await saveChange(editor, id, {
      title: '开学\u202e通知',
      html: '<p onclick="x()">各位家长：</p><script>1</script>',
      targets: [targetOf(account)],
    })
    expect(await answerOf(answer)).toMatchObject({
      ...{ html: '<p>各位家长：</p>', removed: ['脚本'], version: 2, state: 'drafting' },
    })
    const after = await viewedDraft(editor, id)
    expect(after.content).toMatchObject({
      title: '开学通知',
      html: '<p>各位家长：</p>',
      targets: [targetOf(account)],
    })
    expect(after.hash).not.toBe(before.hash)
  })

  it('refuses media and accounts that are not the unit’s own, by field', async () => {
    const id = await addedDraft(editor)
    const foreign = await plantAccount(t, { name: '望湖教育', host_unit_id: t.world.units.siblingHost! })
    const stopped = await plantAccount(t, { name: '停更的号', state: 'stopping' })
    const refused = async (change: object) => paths(await saveChange(editor, id, change))
    expect(await refused({ targets: [targetOf(foreign)] })).toEqual(['targets.0.accountId'])
    expect(await refused({ targets: [targetOf(stopped)] })).toEqual(['targets.0.accountId'])
    expect(await refused({ targets: [targetOf(account), targetOf(account)] })).toEqual(['targets.1.accountId'])
    expect(await refused({ coverId: newId() })).toEqual(['coverId'])
    expect(await refused({ videoId: newId(), attachmentIds: [newId()] })).toEqual(['videoId', 'attachmentIds.0'])
    expect(await refused({ html: `<p><img data-picture="${newId()}" alt="图"></p>` })).toEqual(['html'])
    expect(await paths(await saveChange(editor, id, {}, { columnId: newId(), campaignId: newId() }))).toEqual([
      'columnId',
      'campaignId',
    ])
    expect((await viewedDraft(editor, id)).version).toBe(1)
  })

  it('is not overwritten by whoever was slower: she is told who saved when', async () => {
    const id = await addedDraft(editor)
    const { version } = await viewedDraft(head, id)
    await answerOf(await saveChange(editor, id, { title: '先保存的' }))
    const late = await refusalOf(await saveChange(head, id, { title: '后保存的' }, { version }))
    expect(late).toMatchObject({
      ...{ status: 409, code: 'VERSION_CONFLICT' },
      title: '测试editor已于 2026-11-24 10:00 保存了更新的内容，请核对后再保存',
    })
    expect((await viewedDraft(editor, id)).content.title).toBe('先保存的')
  })

  it('takes exactly one of two that are saved at the same moment', async () => {
    const id = await addedDraft(editor)
    const answers = await Promise.all([
      saveChange(editor, id, { title: '甲' }, { version: 1 }),
      saveChange(head, id, { title: '乙' }, { version: 1 }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await viewedDraft(editor, id)).version).toBe(2)
  })

  it('says nothing new when nothing has changed, and remembers everybody who wrote on it', async () => {
    const id = await wholeDraft(editor, account)
    const { version } = await viewedDraft(editor, id)
    expect(await answerOf(await saveChange(head, id, {}))).toMatchObject({ version })
    const authors = () =>
      t.database.root.selectFrom('draft').select('author_ids').where('id', '=', id).executeTakeFirst()
    expect((await authors())?.author_ids).toEqual([t.world.users.editor])
    await answerOf(await saveChange(head, id, { author: '办公室' }))
    expect((await authors())?.author_ids).toEqual([t.world.users.editor, t.world.users.officehead])
  })

  it('is begun like another or by a template, without its accounts and its time', async () => {
    const id = await wholeDraft(editor, account, { scheduledAt: '2027-01-01T08:00:00+08:00' })
    const copy = await viewedDraft(editor, await addedDraft(editor, { copyOfId: id, class: 'important' }))
    expect(copy).toMatchObject({
      class: 'important',
      content: { title: '关于开学的通知', targets: [], scheduledAt: null },
    })
    const { id: templateId } = await json<{ id: string }>(
      await editor.post('/api/draft-templates', { name: '通知模板', content: { title: '关于××的通知' } }),
    )
    const made = await viewedDraft(editor, await addedDraft(editor, { templateId }))
    expect(made.content.title).toBe('关于××的通知')
    expect((await editor.post('/api/drafts', { templateId: newId() })).status).toBe(404)
    expect((await editor.post('/api/drafts', { copyOfId: newId() })).status).toBe(404)
  })

  it('is discarded with a reason, and then rests', async () => {
    const id = await addedDraft(editor)
    expect((await editor.post(`/api/drafts/${id}/discards`, { reason: '', version: 1 })).status).toBe(422)
    await answerOf(await editor.post(`/api/drafts/${id}/discards`, { reason: '不再需要', version: 1 }))
    expect(await viewedDraft(editor, id)).toMatchObject({ state: 'discarded', may: { edit: false, submit: false } })
    expect((await saveChange(editor, id, { title: '再写' })).status).toBe(409)
  })
})

describe('an operator', () => {
  it('writes for the host unit under contract, and says for which', async () => {
    expect(await refusalOf(await operator.post('/api/drafts', {}))).toMatchObject({
      status: 422,
      paths: ['hostUnitId'],
    })
    expect((await operator.post('/api/drafts', { hostUnitId: t.world.units.siblingHost })).status).toBe(404)
    const id = await addedDraft(operator, { hostUnitId: t.world.units.host })
    expect(await viewedDraft(editor, id)).toMatchObject({
      hostUnitName: '临溪县教育局',
      authorName: '测试contractorstaff',
    })
    await answerOf(await saveChange(operator, id, { title: '运营机构撰写' }))
    expect((await viewedDraft(operator, id)).may).toEqual({
      ...{ edit: true, submit: false, discard: false, publish: false, precheck: true },
    })
    expect((await operator.post(`/api/drafts/${id}/submissions`, { version: 2 })).status).toBe(403)
  })

  it('notes what it saw beforehand; a later change shows that the note is older', async () => {
    const id = await wholeDraft(editor, account)
    await answerOf(await operator.post(`/api/drafts/${id}/prechecks`, { note: '第二段的日期请核对' }))
    expect((await editor.post(`/api/drafts/${id}/prechecks`, { note: '自己也看看' })).status).toBe(403)
    const noted = { userName: '测试contractorstaff', note: '第二段的日期请核对' }
    expect((await viewedDraft(editor, id)).prechecks).toEqual([expect.objectContaining({ ...noted, current: true })])
    await answerOf(await saveChange(editor, id, { title: '关于开学的通告' }))
    expect((await viewedDraft(editor, id)).prechecks).toEqual([expect.objectContaining({ ...noted, current: false })])
  })
})

describe('versions', () => {
  type Rows = { rows: { n: number; title: string; reason: string }[] }
  const versionsOf = async (id: string) =>
    (await json<Rows>(await editor.get(`/api/drafts/${id}/versions`))).rows.map(({ n, title, reason }) => [
      n,
      title,
      reason,
    ])

  it('write one person’s running save over within ten minutes, and keep what was saved by hand', async () => {
    const id = await addedDraft(editor)
    const auto = { reason: 'auto' }
    await answerOf(await saveChange(editor, id, { title: '一' }, auto))
    await answerOf(await saveChange(editor, id, { title: '二' }, auto))
    expect(await versionsOf(id)).toEqual([[1, '二', 'auto']])
    await answerOf(await saveChange(editor, id, {}))
    expect(await versionsOf(id)).toEqual([[1, '二', 'manual']])
    await answerOf(await saveChange(editor, id, { title: '三' }, auto))
    await answerOf(await saveChange(head, id, { title: '四' }, auto))
    t.clock.now = new Date(t.clock.now.getTime() + 10 * 60_000)
    await answerOf(await saveChange(head, id, { title: '五' }, auto))
    expect(await versionsOf(id)).toEqual([
      [4, '五', 'auto'],
      [3, '四', 'auto'],
      [2, '三', 'auto'],
      [1, '二', 'manual'],
    ])
  })

  it('are compared word for word, and taken up again as a new one', async () => {
    const id = await wholeDraft(editor, account)
    await answerOf(await saveChange(editor, id, { title: '关于放假的通知' }))
    const { parts } = await json<{ parts: object[] }>(await editor.get(`/api/drafts/${id}/diff?from=2&to=3`))
    expect(parts).toEqual([
      {
        ...{ part: 'title', zh: '标题' },
        pieces: [
          { kind: 'same', text: '关于' },
          { kind: 'removed', text: '开学' },
          { kind: 'added', text: '放假' },
          { kind: 'same', text: '的通知' },
        ],
      },
    ])
    const { version } = await viewedDraft(editor, id)
    await answerOf(await editor.post(`/api/drafts/${id}/restorations`, { n: 2, version }))
    expect((await viewedDraft(editor, id)).content.title).toBe('关于开学的通知')
    expect((await versionsOf(id))[0]).toEqual([4, '关于开学的通知', 'restore'])
    const second = await json<{ content: DraftView['content'] }>(await editor.get(`/api/drafts/${id}/versions/3`))
    expect(second.content.title).toBe('关于放假的通知')
    expect((await editor.get(`/api/drafts/${id}/versions/99`)).status).toBe(404)
  })
})

describe('the list', () => {
  type Page = { rows: { id: string; title: string; accountNames: string[] }[]; next: string | null }
  const titles = async (query: string) =>
    (await json<Page>(await editor.get(`/api/drafts?${query}`))).rows.map(({ title }) => title)

  it('finds by words, state, account and author, and counts what it lists', async () => {
    const id = await wholeDraft(head, account, { title: '防汛值班安排', html: '<p>汛期值守须知</p>' })
    await wholeDraft(editor, account, { title: '防汛物资储备' })
    expect(await titles('q=防汛')).toEqual(expect.arrayContaining(['防汛值班安排', '防汛物资储备']))
    expect(await titles('q=值守须知')).toEqual(['防汛值班安排'])
    expect(await titles('q=防汛&mine=1')).toEqual(['防汛物资储备'])
    expect(await titles(`q=防汛&accountId=${newId()}`)).toEqual([])
    expect(await titles(`q=防汛值班&accountId=${account}`)).toEqual(['防汛值班安排'])
    expect(await titles('q=防汛&state=approved')).toEqual([])
    const { version } = await viewedDraft(head, id)
    await answerOf(await head.post(`/api/drafts/${id}/discards`, { reason: '不再需要', version }))
    expect(await json(await editor.get('/api/drafts/counts?q=防汛&state=drafting'))).toMatchObject({
      ...{ listed: 1, byState: { drafting: 1, discarded: 1, approved: 0 } },
    })
  })

  it('is read page by page without losing or repeating any', async () => {
    const all = (await json<Page>(await editor.get('/api/drafts?limit=200'))).rows.map(({ id }) => id)
    const read: string[] = []
    let cursor = ''
    do {
      const page = await json<Page>(await editor.get(`/api/drafts?limit=3${cursor && `&cursor=${cursor}`}`))
      read.push(...page.rows.map(({ id }) => id))
      cursor = page.next ?? ''
    } while (cursor)
    expect(read).toEqual(all)
    expect(all.length).toBeGreaterThan(3)
  })
})
