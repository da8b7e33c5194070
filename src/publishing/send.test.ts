import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { connect, type Planted, plantApproved, plantPicture } from './approved.fixture.ts'
import { publishDraft } from './publish.service.ts'
import { fault, type Scripted, scriptedPlatform } from './scripted-platform.fixture.ts'
import { sendDue } from './send.service.ts'

let t: TestApp
let platform: Scripted
let account: string
beforeAll(async () => {
  t = await testApp()
  account = t.world.accounts.wechat
})
afterAll(() => t.close())
beforeEach(async () => {
  platform = scriptedPlatform()
  await t.database.root.updateTable('publication').set({ next_at: null }).execute()
  await t.database.root.updateTable('account').set({ state: 'active' }).where('id', '=', account).execute()
  await connect(t, account, { baseUrl: 'http://127.0.0.1:9', token: true })
})

function minutes(count: number): void {
  t.clock.now = new Date(t.clock.now.getTime() + count * 60_000)
}

async function order(draft: Planted, now = false): Promise<string> {
  const { ids } = await publishDraft(await t.ctxOf('editor'), {
    draftId: draft.id,
    order: { hash: draft.hash, version: 1, now },
    publishers: platform.publishers,
  })
  return ids[0] as string
}
const run = async () => sendDue(await t.ctxOf('system'), { now: () => t.clock.now, publishers: platform.publishers })
const rowOf = (id: string) =>
  t.database.root.selectFrom('publication').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const kindsOf = async (id: string) =>
  (
    await t.database.root
      .selectFrom('publication_event')
      .select('kind')
      .where('publication_id', '=', id)
      .orderBy('id')
      .execute()
  ).map(({ kind }) => kind)
const told = (kind: string, id: string) =>
  t.database.root
    .selectFrom('message')
    .selectAll()
    .where('kind', '=', kind)
    .where('link', '=', `/publications/${id}`)
    .execute()

describe('sending', () => {
  it('sends what is due, keeps it among the posts of the account, and tells the unit', async () => {
    const picture = await plantPicture(t)
    const draft = await plantApproved(t, { html: `<p>开学通知</p><img data-picture="${picture}" alt="校门">` })
    const id = await order(draft)
    expect(await run()).toBe(1)
    const row = await rowOf(id)
    expect(row).toMatchObject({ state: 'published', published_at: t.clock.now, attempts: 0, fault: null })
    expect(await kindsOf(id)).toEqual(['order', 'begin', 'appear'])
    const post = await t.database.root
      .selectFrom('post')
      .innerJoin('post_text', 'post_text.post_id', 'post.id')
      .selectAll()
      .where('post.id', '=', row.post_id)
      .executeTakeFirstOrThrow()
    expect(post).toMatchObject({
      account_id: account,
      original: true,
      source: '平台接口',
      url: row.url,
      body: '开学通知',
    })
    const ledger = await t.database.root
      .selectFrom('account')
      .select('last_post_at')
      .where('id', '=', account)
      .executeTakeFirstOrThrow()
    expect(ledger.last_post_at).toEqual(row.published_at)
    expect(await told('publication.published', id)).toHaveLength(2)
    expect(platform.arrived).toEqual([id])
  })

  it('waits for the time that was signed', async () => {
    const at = new Date(t.clock.now.getTime() + 30 * 60_000)
    const id = await order(await plantApproved(t, { scheduledAt: at.toISOString() }))
    expect(await run()).toBe(0)
    minutes(30)
    await run()
    expect((await rowOf(id)).state).toBe('published')
  })

  it('asks the gate again at the moment of sending: an edited manuscript does not go out', async () => {
    const draft = await plantApproved(t)
    const id = await order(draft)
    await t.database.root
      .updateTable('draft')
      .set({ hash: 'f'.repeat(64), state: 'drafting' })
      .where('id', '=', draft.id)
      .execute()
    await run()
    expect(await rowOf(id)).toMatchObject({
      state: 'failed',
      fault: { code: 'gate', zh: expect.stringContaining('与三审通过的版本不一致') },
    })
    expect(platform.calls).toEqual([])
    expect(await told('publication.failed', id)).toHaveLength(2)
  })

  it.each([
    ['prepare', 'an edit'],
    ['prepare', 'a closed account'],
  ] as const)('asks the gate a last time after preparing: during %s came %s', async (_, what) => {
    const draft = await plantApproved(t)
    const id = await order(draft)
    platform.during.prepare = async () => {
      const { root } = t.database
      if (what === 'an edit')
        await root
          .updateTable('draft')
          .set({ hash: 'e'.repeat(64) })
          .where('id', '=', draft.id)
          .execute()
      else await root.updateTable('account').set({ state: 'stopping' }).where('id', '=', account).execute()
    }
    await run()
    expect((await rowOf(id)).state).toBe('failed')
    expect(platform.calls).toEqual(['prepare'])
    expect(await kindsOf(id)).toEqual(['order', 'fail'])
  })

  it('does not send a picture that is not the one that was signed', async () => {
    const picture = await plantPicture(t)
    const id = await order(await plantApproved(t, { html: `<p>开学通知</p><img data-picture="${picture}">` }))
    const { file_id } = await t.database.root
      .selectFrom('media')
      .select('file_id')
      .where('id', '=', picture)
      .executeTakeFirstOrThrow()
    await t.database.root
      .updateTable('file_piece')
      .set({ bytes: Buffer.alloc(67) })
      .where('file_id', '=', file_id)
      .execute()
    await run()
    expect(await rowOf(id)).toMatchObject({ state: 'failed', fault: { zh: expect.stringContaining('与三审时不同') } })
    expect(platform.arrived).toEqual([])
  })

  it('has no transaction open while the network is used', async () => {
    await order(await plantApproved(t))
    const free = async () => {
      // The embedded database has one connection: a transaction that was open would be waited for, and held.
      const answered = t.database.root.selectFrom('setting').select('key').limit(1).execute()
      await answered
    }
    platform.during.prepare = free
    platform.during.submit = free
    await run()
    expect(platform.arrived).toHaveLength(1)
  })
})

describe('a platform that refuses', () => {
  it('is tried again after the minutes of the table, and then it has failed', async () => {
    const id = await order(await plantApproved(t))
    for (const wait of [1, 3, 10, 30, 60, 120, 240]) {
      platform.script.submit.push({ state: 'refused', fault: fault('transient') })
      await run()
      const row = await rowOf(id)
      expect([wait, row.state, row.next_at]).toEqual([
        wait,
        'scheduled',
        new Date(t.clock.now.getTime() + wait * 60_000),
      ])
      expect(await run()).toBe(0)
      minutes(wait)
    }
    platform.script.submit.push({ state: 'refused', fault: fault('transient') })
    await run()
    expect((await rowOf(id)).state).toBe('failed')
  })

  it('rests until the next Beijing day when the quota is used up, also for what comes after', async () => {
    const first = await order(await plantApproved(t))
    platform.script.submit.push({ state: 'refused', fault: fault('quotaDay') })
    await run()
    const second = await order(await plantApproved(t))
    await run()
    const midnight = new Date(
      `${new Date(t.clock.now.getTime() + 8 * 3_600_000 + 86_400_000).toISOString().slice(0, 10)}T00:00:00+08:00`,
    )
    for (const id of [first, second]) {
      expect(await rowOf(id)).toMatchObject({ state: 'scheduled', next_at: midnight, attempts: 0 })
    }
    expect(platform.arrived).toEqual([])
    t.clock.now = new Date(midnight.getTime() + 1000)
    await run()
    expect(platform.arrived.sort()).toEqual([first, second].sort())
  })

  it.each(['reauthorise', 'noCapability', 'banned', 'config', 'input'] as const)(
    'fails at once on %s',
    async (name) => {
      const id = await order(await plantApproved(t))
      platform.script.submit.push({ state: 'refused', fault: fault(name, '请处理') })
      await run()
      expect(await rowOf(id)).toMatchObject({ state: 'failed', next_at: null, fault: { zh: '请处理' } })
      expect(await told('publication.failed', id)).toHaveLength(2)
      const { state } = await t.database.root
        .selectFrom('platform_connection')
        .select('state')
        .where('account_id', '=', account)
        .executeTakeFirstOrThrow()
      expect(state).toBe(name === 'reauthorise' ? 'reauthorise' : 'ready')
    },
  )

  it('fails with what to do when the connection is gone', async () => {
    const id = await order(await plantApproved(t))
    await t.database.root.deleteFrom('platform_connection').where('account_id', '=', account).execute()
    await run()
    expect(await rowOf(id)).toMatchObject({ state: 'failed', fault: { class: 'config' } })
  })
})

describe('an answer that was lost', () => {
  it('is looked for, and what is found is not sent again', async () => {
    const id = await order(await plantApproved(t))
    const sentAt = t.clock.now
    platform.script.submit.push({ state: 'unsure', fault: fault('unreachable') })
    await run()
    expect((await rowOf(id)).state).toBe('unsure')
    minutes(5)
    await run()
    expect(await rowOf(id)).toMatchObject({ state: 'published', published_at: sentAt })
    expect(platform.arrived).toEqual([id])
    expect(await kindsOf(id)).toEqual(['order', 'begin', 'doubt', 'appear'])
  })

  it('is believed to be absent only after everything of ours has settled, and then sent again', async () => {
    const id = await order(await plantApproved(t))
    platform.script.submit.push({ state: 'unsure', fault: fault('unreachable') })
    await run()
    platform.arrived.length = 0 // it never got there
    minutes(1)
    await run()
    expect((await rowOf(id)).state).toBe('unsure')
    minutes(2)
    platform.arrived.length = 0
    await run()
    expect(await kindsOf(id)).toEqual(['order', 'begin', 'doubt', 'absent', 'begin', 'appear'])
    expect(platform.arrived).toEqual([id])
  })

  it('is asked about ever less often while the platform does not know, and people hear of it once', async () => {
    const id = await order(await plantApproved(t))
    platform.script.submit.push({ state: 'unsure', fault: fault('unreachable') })
    await run()
    const waits: number[] = []
    for (let n = 0; n < 20; n++) {
      platform.script.find.push({ state: 'unknown', fault: fault('notReady') })
      const { next_at } = await rowOf(id)
      waits.push(Math.round(((next_at?.getTime() ?? 0) - t.clock.now.getTime()) / 1000))
      t.clock.now = next_at ?? t.clock.now
      await run()
    }
    expect(waits.every((wait, n) => n === 0 || wait >= (waits[n - 1] ?? 0))).toBe(true)
    expect([waits[0], waits.at(-1)]).toEqual([15, 1800])
    expect(await told('publication.failed', id)).toHaveLength(2)
    expect(platform.arrived).toEqual([id])
  })

  it('of a process that was cut off after the intent is never sent by another', async () => {
    const id = await order(await plantApproved(t))
    // What it would have recorded never comes.
    const { root } = t.database
    await root
      .updateTable('publication')
      .set({ state: 'sending', submitted_at: t.clock.now, next_at: new Date(t.clock.now.getTime() + 120_000) })
      .where('id', '=', id)
      .execute()
    platform.arrived.push(id)
    expect(await run()).toBe(0)
    minutes(3)
    await run()
    expect(await rowOf(id)).toMatchObject({ state: 'published' })
    expect(platform.calls).toEqual(['find'])
  })
})

describe('several processes', () => {
  it('race for the same publications and send each once', async () => {
    const ids: string[] = []
    for (let n = 0; n < 8; n++) ids.push(await order(await plantApproved(t)))
    await Promise.all([run(), run(), run(), run()])
    await run()
    expect(platform.arrived.sort()).toEqual(ids.sort())
    for (const id of ids) expect((await rowOf(id)).state).toBe('published')
  })

  it('do not undo each other: one whose claim ran out while it prepared sends nothing', async () => {
    const id = await order(await plantApproved(t))
    let inner = 0
    platform.during.prepare = async () => {
      if (inner++ > 0) return
      minutes(11)
      await run() // another process, which takes it over and sends it
    }
    await run()
    expect(platform.arrived).toEqual([id])
    expect(platform.calls.filter((call) => call === 'submit')).toHaveLength(1)
  })

  it('keep an answer that comes late, after another has come to doubt it', async () => {
    const id = await order(await plantApproved(t))
    platform.during.submit = async () => {
      platform.during.submit = async () => {}
      minutes(3)
      platform.script.find.push({ state: 'unknown', fault: fault('notReady') })
      await run()
      expect((await rowOf(id)).state).toBe('unsure')
    }
    await run()
    expect((await rowOf(id)).state).toBe('published')
    expect(platform.arrived).toEqual([id])
  })
})

describe('one that is out', () => {
  async function published(): Promise<string> {
    const id = await order(await plantApproved(t))
    platform.script.submit.push({ state: 'accepted', kept: { draft: id } })
    await run()
    expect((await rowOf(id)).state).toBe('accepted')
    minutes(1)
    await run()
    expect((await rowOf(id)).state).toBe('published')
    return id
  }

  it('is followed for a week and then left alone', async () => {
    const id = await published()
    const hours: number[] = []
    for (let row = await rowOf(id); row.next_at; row = await rowOf(id)) {
      hours.push((row.next_at.getTime() - (row.published_at?.getTime() ?? 0)) / 3_600_000)
      t.clock.now = row.next_at
      await run()
    }
    expect(hours).toEqual([1, 6, 24, 72, 168])
  })

  it('is marked and told of when the platform takes it away', async () => {
    const id = await published()
    minutes(61)
    platform.script.follow.push({ state: 'removed', by: 'platform', zh: '违反平台规则' })
    await run()
    expect(await rowOf(id)).toMatchObject({ state: 'removed', next_at: null })
    expect(await told('publication.removed', id)).toHaveLength(2)
  })

  it('has failed when the platform refuses it after it was accepted', async () => {
    const id = await order(await plantApproved(t))
    platform.script.submit.push({ state: 'accepted', kept: {} })
    await run()
    minutes(1)
    platform.script.follow.push({ state: 'failed', fault: fault('input', '平台审核不通过') })
    await run()
    expect(await rowOf(id)).toMatchObject({ state: 'failed', fault: { zh: '平台审核不通过' } })
  })
})
