import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plantAccount } from '../accounts/testing.ts'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import { newId } from '../core/ids.ts'
import { emptyContent } from './content.rules.ts'
import type { DraftView } from './drafts.contract.ts'

let t: TestApp
let editor: Caller
let account: string
beforeAll(async () => {
  t = await testApp()
  editor = await t.as('editor')
  account = await plantAccount(t, { name: '临溪教育' })
})
afterAll(() => t.close())

const added = async (by: Caller, body: object = {}) => {
  const answer = await by.post('/api/drafts', body)
  expect(answer.status, await answer.clone().text()).toBe(200)
  return ((await answer.json()) as { id: string }).id
}
const viewed = async (by: Caller, id: string) => (await (await by.get(`/api/drafts/${id}`)).json()) as DraftView
const target = (accountId: string) => ({ accountId, title: null, digest: null, html: null })

async function save(by: Caller, id: string, change: object, more: object = {}) {
  const { class: kind, columnId, campaignId, content, version } = await viewed(by, id)
  const body = { class: kind, columnId, campaignId, version, reason: 'manual', content: { ...content, ...change } }
  return by.put(`/api/drafts/${id}/content`, { ...body, ...more })
}

describe('a manuscript', () => {
  it('begins blank, with a number, and is kept as it was cleaned', async () => {
    const id = await added(editor)
    const before = await viewed(editor, id)
    expect(before).toMatchObject({ state: 'drafting', content: emptyContent, version: 1, hostUnitName: '临溪县教育局' })
    expect(before.number).toMatch(/^稿〔2026〕\d{6}号$/)

    const answer = await save(editor, id, {
      title: '开学\u202e通知',
      html: '<p onclick="x()">各位家长：</p><script>1</script>',
      targets: [target(account)],
    })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      html: '<p>各位家长：</p>',
      removed: ['脚本'],
      version: 2,
      state: 'drafting',
    })
    const after = await viewed(editor, id)
    expect(after.content).toMatchObject({ title: '开学通知', html: '<p>各位家长：</p>', targets: [target(account)] })
    expect(after.hash).not.toBe(before.hash)
  })

  it('refuses media and accounts that are not the unit’s own, by field', async () => {
    const id = await added(editor)
    const foreign = await plantAccount(t, { name: '望湖教育', host_unit_id: t.world.units.siblingHost! })
    const stopped = await plantAccount(t, { name: '停更的号', state: 'stopping' })
    const refused = async (change: object) => {
      const answer = await save(editor, id, change)
      expect(answer.status).toBe(422)
      return ((await answer.json()) as { errors: { path: string }[] }).errors.map(({ path }) => path)
    }
    expect(await refused({ targets: [target(foreign)] })).toEqual(['targets.0.accountId'])
    expect(await refused({ targets: [target(stopped)] })).toEqual(['targets.0.accountId'])
    expect(await refused({ targets: [target(account), target(account)] })).toEqual(['targets.1.accountId'])
    expect(await refused({ coverId: newId() })).toEqual(['coverId'])
    expect(await refused({ html: `<p><img data-picture="${newId()}" alt="图"></p>` })).toEqual(['html'])
    expect((await viewed(editor, id)).version).toBe(1)
  })

  it('is not overwritten by whoever was slower: she is told who saved when', async () => {
    const id = await added(editor)
    const head = await t.as('officehead')
    const { version } = await viewed(head, id)
    expect((await save(editor, id, { title: '先保存的' })).status).toBe(200)
    const late = await save(head, id, { title: '后保存的' }, { version })
    expect(late.status).toBe(409)
    expect(((await late.json()) as { title: string }).title).toMatch(/^.+已于 2026-11-24 10:00 保存了更新的内容/)
    expect((await viewed(editor, id)).content.title).toBe('先保存的')
  })
})
