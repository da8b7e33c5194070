import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { AppError } from '../core/error.ts'
import type { Job } from '../core/jobs.ts'
import { transact } from '../db/transact.ts'
import { startJob } from './jobs.service.ts'

let t: TestApp
const count: Job = {
  kind: 'test.count',
  zh: '计数',
  run: async (ctx, payload, progress) => {
    if (payload === 'refused') throw new AppError('INVALID_INPUT', { reason: '文件第 3 行有误' })
    await progress(2, 2)
    return { by: ctx.actor.username }
  },
}

beforeAll(async () => {
  t = await testApp({ jobs: [count] })
})
afterAll(() => t.close())

async function started(username: string, payload: unknown): Promise<string> {
  return transact(await t.ctxOf(username), (work) => startJob(work, { kind: count.kind, title: '计数', payload }))
}

describe('a job', () => {
  it('runs as the user who started it and keeps its result', async () => {
    const id = await started('editor', 1)
    await t.runJobs()
    const editor = await t.as('editor')
    expect(await (await editor.get(`/api/jobs/${id}`)).json()).toMatchObject({
      state: 'done',
      done: 2,
      total: 2,
      result: { by: 'editor' },
    })
  })

  it('keeps the reason of a refusal', async () => {
    const id = await started('editor', 'refused')
    await t.runJobs()
    const editor = await t.as('editor')
    expect(await (await editor.get(`/api/jobs/${id}`)).json()).toMatchObject({
      state: 'failed',
      error: '文件第 3 行有误',
    })
  })

  it('is nobody else’s', async () => {
    const id = await started('editor', 1)
    const other = await t.as('accountmanager')
    expect((await other.get(`/api/jobs/${id}`)).status).toBe(404)
    expect((await other.post(`/api/jobs/${id}/cancellation`)).status).toBe(404)
    expect((await t.anonymous.get(`/api/jobs/${id}`)).status).toBe(401)
    await t.runJobs()
  })

  it('does not run once it is cancelled, and cannot be cancelled once it has ended', async () => {
    const id = await started('editor', 1)
    const editor = await t.as('editor')
    expect((await editor.post(`/api/jobs/${id}/cancellation`)).status).toBe(200)
    await t.runJobs()
    expect(await (await editor.get(`/api/jobs/${id}`)).json()).toMatchObject({ state: 'cancelled', result: null })
    expect((await editor.post(`/api/jobs/${id}/cancellation`)).status).toBe(409)
  })
})
