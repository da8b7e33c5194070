import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { transact } from '../db/transact.ts'
import { tellUser } from './messages.service.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

async function tell(username: string, titles: readonly string[]) {
  await transact(await t.ctxOf('supervisorofficer'), async (work) => {
    for (const title of titles) {
      await tellUser(work, t.world.users[username]!, { kind: 'test.news', title, link: '/accounts' })
    }
  })
}

type Listed = { rows: { id: string; title: string; readAt: string | null }[]; next: string | null }

describe('messages', () => {
  it('come newest first, page by page, each once', async () => {
    await tell('editor', ['一', '二', '三'])
    const editor = await t.as('editor')
    const first: Listed = await (await editor.get('/api/messages?limit=2')).json()
    expect(first.rows.map((row) => row.title)).toEqual(['三', '二'])
    const second: Listed = await (await editor.get(`/api/messages?limit=2&cursor=${first.next}`)).json()
    expect(second).toMatchObject({ rows: [{ title: '一' }], next: null })
  })

  it('are counted until they are read, and reading again changes nothing', async () => {
    await tell('officehead', ['一', '二'])
    const head = await t.as('officehead')
    const unread = async () => ((await (await head.get('/api/messages/unread')).json()) as { count: number }).count
    expect(await unread()).toBe(2)
    const { rows }: Listed = await (await head.get('/api/messages')).json()
    const address = `/api/messages/${rows[0]!.id}/reading`
    expect((await head.put(address)).status).toBe(200)
    const readAt = ((await (await head.get('/api/messages')).json()) as Listed).rows[0]!.readAt
    t.clock.now = new Date(t.clock.now.getTime() + 60_000)
    expect((await head.put(address)).status).toBe(200)
    expect(((await (await head.get('/api/messages')).json()) as Listed).rows[0]!.readAt).toBe(readAt)
    expect(await unread()).toBe(1)
    const left: Listed = await (await head.get('/api/messages?unread=1')).json()
    expect(left.rows.map((row) => row.title)).toEqual(['一'])
    expect(await (await head.put('/api/messages/reading')).json()).toEqual({ count: 1 })
    expect(await unread()).toBe(0)
  })

  it('are nobody else’s to see or to mark', async () => {
    await tell('unitleader', ['仅本人'])
    const leader = await t.as('unitleader')
    const { rows }: Listed = await (await leader.get('/api/messages')).json()
    // The sender's own scope covers the receiver's unit, and still not the message.
    const sender = await t.as('supervisorofficer')
    expect(((await (await sender.get('/api/messages')).json()) as Listed).rows).toEqual([])
    expect((await sender.put(`/api/messages/${rows[0]!.id}/reading`)).status).toBe(404)
    await sender.put('/api/messages/reading')
    expect(await (await leader.get('/api/messages/unread')).json()).toEqual({ count: 1 })
    expect((await t.anonymous.get('/api/messages')).status).toBe(401)
  })

  it('vanish with what was undone', async () => {
    const attempt = transact(await t.ctxOf('supervisorofficer'), async (work) => {
      await tellUser(work, t.world.users.responder!, { kind: 'test.news', title: '未发生' })
      throw new RangeError('undone')
    })
    await expect(attempt).rejects.toThrow('undone')
    const responder = await t.as('responder')
    expect(await (await responder.get('/api/messages/unread')).json()).toEqual({ count: 0 })
  })

  it('never lead to another site', async () => {
    const ctx = await t.ctxOf('supervisorofficer')
    const told = transact(ctx, (work) =>
      tellUser(work, t.world.users.editor!, { kind: 'test.news', title: '外链', link: '//example.org' }),
    )
    await expect(told).rejects.toThrow(RangeError)
  })

  it('refuse a cursor that is not theirs', async () => {
    const editor = await t.as('editor')
    expect((await editor.get('/api/messages?cursor=abc')).status).toBe(422)
  })
})
