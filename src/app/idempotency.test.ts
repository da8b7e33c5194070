import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOnce } from './idempotency.ts'
import { type TestApp, testApp } from './testing.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

const given = (key: string, requestHash = 'same') => ({ key, requestHash })

describe('a submission key', () => {
  it('gives the first answer again, and refuses another content', async () => {
    const ctx = await t.ctxOf('editor')
    let times = 0
    const answer = async () => ({ times: ++times })
    await answerOnce(ctx, given('a'), answer)
    expect(await (await answerOnce(ctx, given('a'), answer)).json()).toEqual({ times: 1 })
    await expect(answerOnce(ctx, given('a', 'other'), answer)).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' })
  })

  it('whose first request died may be used again after ten minutes, by one', async () => {
    const ctx = await t.ctxOf('editor')
    const begun = { user_id: ctx.actor.userId!, key: 'b', request_hash: 'same', created_at: ctx.now }
    await ctx.root.insertInto('idempotency_key').values(begun).execute()
    const later = (minutes: number) => ({ ...ctx, now: new Date(ctx.now.getTime() + minutes * 60_000) })
    const done = async () => ({ ok: true })
    await expect(answerOnce(later(10), given('b'), done)).rejects.toMatchObject({ code: 'BUSY' })
    await expect(answerOnce(later(11), given('b', 'other'), done)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    })

    let second: unknown
    const first = await answerOnce(later(11), given('b'), async () => {
      second = await answerOnce(later(11), given('b'), done).catch((error: unknown) => error)
      return { ok: true }
    })
    expect(second).toMatchObject({ code: 'BUSY' })
    expect(await first.json()).toEqual({ ok: true })
  })
})
