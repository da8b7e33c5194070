import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Hono } from 'hono'
import { afterAll, describe, expect, it } from 'vitest'
import { readSettings } from './settings.ts'
import { mountStandIn, standInAddress } from './stand-in.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'stand-in-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const settings = (environment: Record<string, string>) => readSettings({ DATA_DIR: folder, ...environment })

describe('the demonstration’s platforms', () => {
  it.each([
    [{ HOST: '::', PORT: '8080' }, 'http://127.0.0.1:8080/emulator'],
    [{ HOST: '0.0.0.0', PORT: '81' }, 'http://127.0.0.1:81/emulator'],
    [{ HOST: '127.0.0.1', PORT: '8080' }, 'http://127.0.0.1:8080/emulator'],
    [{ HOST: '::1', PORT: '8080' }, 'http://[::1]:8080/emulator'],
    [{ PORT: '0' }, undefined],
  ])('are this program itself, listening as %j', (environment, address) => {
    expect(standInAddress(settings(environment))).toBe(address)
  })

  it('answer nothing in production, where accounts are published on the real ones', async () => {
    const production = settings({ ZHENGMEI_MODE: 'production', PORT: '8080' })
    expect(standInAddress(production)).toBeUndefined()
    const app = new Hono()
    mountStandIn(app, production)
    expect((await app.request('/emulator/emulator/published')).status).toBe(404)
  })

  it('know the accounts that the demonstration connects', async () => {
    const app = new Hono()
    mountStandIn(app, settings({ PORT: '8080' }))
    const token = { grant_type: 'client_credential', appid: 'wx-yanshi-linxi-jiaoyu', secret: 'yanshi-wechat-secret' }
    const body = JSON.stringify(token)
    const answer = await app.request('/emulator/wechat/cgi-bin/stable_token', { method: 'POST', body })
    expect(await answer.json()).toMatchObject({ access_token: expect.any(String) })
  })
})
