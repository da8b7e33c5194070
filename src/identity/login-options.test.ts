import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { loginOptionsOf } from './login-options.service.ts'

let t: TestApp
const dataDir = mkdtempSync(path.join(tmpdir(), 'zm-login-'))
const login = { username: 'demo', password: 'demo-password', name: '演示', role: '主管单位经办人', unit: '演示单位' }
beforeAll(async () => {
  t = await testApp()
})
afterAll(async () => {
  await t.close()
  rmSync(dataDir, { recursive: true })
})

describe('the login page', () => {
  it('offers the demonstration’s logins in demo mode only, once they have been made', async () => {
    const ctx = await t.ctxOf('system')
    expect(await loginOptionsOf({ ...ctx, demo: true }, { dataDir, oidc: null })).toEqual({
      demo: true,
      oidc: null,
      demoLogins: [],
    })
    writeFileSync(path.join(dataDir, 'demo-logins.json'), JSON.stringify([login]))
    expect((await loginOptionsOf({ ...ctx, demo: true }, { dataDir, oidc: null })).demoLogins).toEqual([login])
    expect((await loginOptionsOf(ctx, { dataDir, oidc: null })).demoLogins).toEqual([])
  })

  it('is answered to anyone', async () => {
    expect((await t.anonymous.get('/api/login-options')).status).toBe(200)
  })
})
