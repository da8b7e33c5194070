import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import type { Finding } from '../checker/finding.ts'
import { newId } from '../core/ids.ts'
import { json } from '../db/sql.ts'
import { findingKeyIn } from '../review/elements.rules.ts'
import { connect, type Planted, plantApproved, plantPicture } from './approved.fixture.ts'
import type { FrozenOutgoing } from './publication.rules.ts'

let t: TestApp
let editor: Caller
beforeAll(async () => {
  t = await testApp()
  editor = await t.as('editor')
})
afterAll(() => t.close())

const orderOf = ({ hash }: Planted, more: object = {}) => ({ hash, version: 1, ...more })
const publish = (draft: Planted, more: object = {}, who = editor) =>
  who.post(`/api/drafts/${draft.id}/publications`, orderOf(draft, more))
const rowsOf = (draft: Planted) =>
  t.database.root.selectFrom('publication').selectAll().where('draft_id', '=', draft.id).orderBy('id').execute()
async function refused(answer: Response, status: number, words: string): Promise<void> {
  const text = await answer.text()
  expect([answer.status, text]).toEqual([status, expect.stringContaining(words)])
}
const review = (draft: Planted) => t.database.root.updateTable('review').where('id', '=', draft.reviewId)
const changed = (draft: Planted, change: object) =>
  t.database.root.updateTable('draft').set(change).where('id', '=', draft.id).execute()

const grave: Finding = {
  ...{ ruleId: 'r.1', category: 'leader', severity: 'grave', start: 3, end: 6, text: '某局长' },
  ...{ suggestions: [], message: '职务已变动', why: '', basis: '' },
}

describe('an order to publish', () => {
  it('is refused without three signatures of three people under exactly this content', async () => {
    const unapproved = await plantApproved(t)
    await changed(unapproved, { approved_hash: null })
    await refused(await publish(unapproved), 409, '尚未通过三审')

    const edited = await plantApproved(t)
    await changed(edited, { hash: 'a'.repeat(64), version: 2 })
    await refused(await publish({ ...edited, hash: 'a'.repeat(64) }, { version: 2 }), 409, '与三审通过的版本不一致')
    await refused(await publish(edited), 409, '')

    const steppedBack = await plantApproved(t)
    const { steps } = await t.database.root
      .selectFrom('review')
      .select('steps')
      .where('id', '=', steppedBack.reviewId)
      .executeTakeFirstOrThrow()
    await review(steppedBack)
      .set({ steps: json(steps.map((step, n) => (n === 1 ? { ...step, signedBy: [] } : step))) })
      .execute()
    await refused(await publish(steppedBack), 409, '没有二审')

    const byAuthor = await plantApproved(t)
    await changed(byAuthor, { author_ids: [t.world.users.editor] })
    await refused(await publish(byAuthor), 409, '撰稿人不能审核')

    for (const draft of [unapproved, edited, steppedBack, byAuthor]) expect(await rowsOf(draft)).toEqual([])
  })

  it('is offered while an account lacks it, and no longer when it is everywhere or on its way', async () => {
    const draft = await plantApproved(t)
    const offered = async () => {
      const view = (await (await editor.get(`/api/drafts/${draft.id}`)).json()) as { may: { publish: boolean } }
      return view.may.publish
    }
    expect(await offered()).toBe(true)
    expect((await publish(draft)).status).toBe(200)
    expect(await offered()).toBe(false)
    const [row] = await rowsOf(draft)
    const reason = '改期后再发布'
    await editor.post(`/api/publications/${row?.id}/cancellations`, { version: row?.version, reason })
    expect(await offered()).toBe(true)
  })

  it('is refused while something 严重 is open, or was never looked for, and taken when it was released', async () => {
    const draft = await plantApproved(t, { findings: [grave] })
    await refused(await publish(draft), 409, '1 处严重问题')
    const { region_path, host_unit_id } = await t.database.root
      .selectFrom('draft')
      .select(['region_path', 'host_unit_id'])
      .where('id', '=', draft.id)
      .executeTakeFirstOrThrow()
    await t.database.root
      .insertInto('finding_release')
      .values({
        ...{ id: newId(), review_id: draft.reviewId, subject_id: draft.id, host_unit_id, region_path },
        ...{
          title: draft.content.title,
          hash: draft.hash,
          finding_key: findingKeyIn('body', grave),
          finding: json(grave),
        },
        ...{ reason: '引用原文，已核实', released_by: t.world.users.unitleader as string },
        ...{ released_by_name: '测试unitleader', at: t.clock.now },
      })
      .execute()
    const taken = await publish(draft)
    expect([taken.status, await taken.text()]).toEqual([200, expect.stringContaining('ids')])

    const unchecked = await plantApproved(t)
    await t.database.root.deleteFrom('draft_check').where('draft_id', '=', unchecked.id).execute()
    await refused(await publish(unchecked), 409, '未经文本检查')
  })

  it('is refused for accounts that no longer publish or are another unit’s, and without any', async () => {
    const other = await plantApproved(t, { targets: [{ accountId: t.world.accounts.sibling }] })
    await refused(await publish(other), 409, '不是本单位的账号')
    const none = await plantApproved(t, { targets: [] })
    await refused(await publish(none), 422, '没有选择发布账号')
    const { root } = t.database
    await root.updateTable('account').set({ state: 'stopping' }).where('id', '=', t.world.accounts.weibo).execute()
    const stopping = await plantApproved(t, { targets: [{ accountId: t.world.accounts.weibo }] })
    await refused(await publish(stopping), 409, '停更公告中')
    await root.updateTable('account').set({ state: 'active' }).where('id', '=', t.world.accounts.weibo).execute()
  })

  it('keeps to the time that was signed: neither before it nor silently after it', async () => {
    const past = await plantApproved(t, { scheduledAt: '2026-11-24T09:00:00+08:00' })
    await refused(await publish(past), 409, '已过')
    expect((await publish(past, { now: true })).status).toBe(200)
    expect((await rowsOf(past))[0]?.scheduled_at).toEqual(t.clock.now)
    const future = await plantApproved(t, { scheduledAt: '2026-11-25T09:00:00+08:00' })
    await refused(await publish(future, { now: true }), 409, '须提前发布的')
    expect((await publish(future)).status).toBe(200)
    expect((await rowsOf(future))[0]?.scheduled_at).toEqual(new Date('2026-11-25T01:00:00Z'))
  })

  it('is the unit’s own: another unit does not find it, a reviewer of the unit has no such right', async () => {
    const draft = await plantApproved(t)
    expect((await publish(draft, {}, await t.as('accountmanager.sibling'))).status).toBe(404)
    expect((await publish(draft, {}, await t.as('unitleader'))).status).toBe(403)
    expect((await publish(draft, {}, await t.as('supervisorofficer'))).status).toBe(403)
  })

  it('given twice, also at once, makes one entry for each account and names the same ones', async () => {
    const { wechat, weibo } = t.world.accounts
    const draft = await plantApproved(t, { targets: [{ accountId: wechat }, { accountId: weibo }] })
    const answers = await Promise.all([publish(draft), publish(draft)])
    const third = await publish(draft)
    const ids = await Promise.all(
      [...answers, third].map(async (answer) => ((await answer.json()) as { ids: string[] }).ids),
    )
    expect(ids[0]).toHaveLength(2)
    expect(ids[1]).toEqual(ids[0])
    expect(ids[2]).toEqual(ids[0])
    expect(await rowsOf(draft)).toHaveLength(2)
    const { state, version } = await t.database.root
      .selectFrom('draft')
      .select(['state', 'version'])
      .where('id', '=', draft.id)
      .executeTakeFirstOrThrow()
    expect([state, version]).toEqual(['published', 1])
  })

  it('freezes each account’s own version, its pictures by their hash, and who signed', async () => {
    const [first, second, cover] = [
      await plantPicture(t, '甲.png'),
      await plantPicture(t, '乙.png'),
      await plantPicture(t),
    ]
    const draft = await plantApproved(t, {
      html: `<p>正文</p><img data-picture="${second}" alt="操场"><img data-picture="${first}">`,
      coverId: cover,
      origin: { kind: 'repost', sourceName: '云岚日报', licence: 'publicAuthority' },
      targets: [
        { accountId: t.world.accounts.wechat },
        { accountId: t.world.accounts.weibo, title: '短标题', html: '<p>短正文</p>' },
      ],
    })
    expect((await publish(draft)).status).toBe(200)
    const [long, short] = await rowsOf(draft)
    expect(long?.outgoing).toMatchObject({
      title: draft.content.title,
      text: '正文',
      pictures: [
        { id: second, alt: '操场', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        { id: first, alt: '校园' },
      ],
      cover: { id: cover },
      origin: { kind: 'repost', sourceName: '云岚日报' },
    } satisfies { [K in keyof FrozenOutgoing]?: unknown })
    expect(short?.outgoing).toMatchObject({ title: '短标题', text: '短正文', pictures: [] })
    expect(long?.number).toMatch(/^发〔2026〕\d{6}号$/)
    expect(long?.signatures.map(({ level, userId, opinion }) => [level, userId, opinion])).toEqual([
      ['first', t.world.users.editor, ''],
      ['second', t.world.users.officehead, ''],
      ['final', t.world.users.unitleader, '同意发布'],
    ])
    expect(long).toMatchObject({ draft_version: 1, hash: draft.hash, review_id: draft.reviewId })
  })

  it('goes by a person where the account is not connected or the platform would not take it, and says why', async () => {
    const { root } = t.database
    const plain = await plantApproved(t)
    await publish(plain)
    expect((await rowsOf(plain))[0]).toMatchObject({ way: 'handOver', state: 'handOver', next_at: null })
    await connect(t, t.world.accounts.wechat, { baseUrl: 'http://127.0.0.1:9' })
    const without = await plantApproved(t)
    const { ids } = (await (await publish(without)).json()) as { ids: string[] }
    expect((await rowsOf(without))[0]?.way).toBe('handOver')
    const [event] = await root
      .selectFrom('publication_event')
      .selectAll()
      .where('publication_id', '=', ids[0] as string)
      .execute()
    expect(event?.title).toContain('封面')
    const told = await root.selectFrom('message').selectAll().where('link', '=', `/publications/${ids[0]}`).execute()
    expect(told.map(({ kind }) => kind)).toEqual(['publication.handOver', 'publication.handOver'])
    const whole = await plantApproved(t, { coverId: await plantPicture(t) })
    await publish(whole)
    expect((await rowsOf(whole))[0]).toMatchObject({ way: 'api', state: 'scheduled', next_at: t.clock.now })
    await root.deleteFrom('platform_connection').execute()
  })
})
