import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

describe('saved views', () => {
  it('belong to one person and one page, each name once, and come back as they were saved', async () => {
    const mine = await app.as('supervisorofficer')
    const query = { platform: 'wechat,weibo', silentDays: '14' }
    const saved = await mine.post('/api/saved-views', { page: 'accounts', name: '十四天', query })
    expect(saved.status).toBe(200)
    const { id } = (await saved.json()) as { id: string }
    expect((await mine.post('/api/saved-views', { page: 'accounts', name: '十四天', query: {} })).status).toBe(409)
    expect((await mine.post('/api/saved-views', { page: 'findings', name: '十四天', query: {} })).status).toBe(200)
    expect(await (await mine.get('/api/saved-views?page=accounts')).json()).toEqual({
      rows: [{ id, name: '十四天', query }],
    })

    const other = await app.as('accountmanager')
    expect(await (await other.get('/api/saved-views?page=accounts')).json()).toEqual({ rows: [] })
    expect((await other.delete(`/api/saved-views/${id}`)).status).toBe(404)
    expect((await mine.delete(`/api/saved-views/${id}`)).status).toBe(200)
    expect(await (await mine.get('/api/saved-views?page=accounts')).json()).toEqual({ rows: [] })
  })
})
