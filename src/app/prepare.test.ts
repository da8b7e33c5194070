import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setDemoState } from '../demo/state.service.ts'
import { type Installation, openInstallation } from './installation.ts'
import { prepare } from './prepare.ts'
import { readSettings } from './settings.ts'

let dataDir = ''
let installation: Installation
const told: string[] = []
const settingsFor = (more: Record<string, string>) => readSettings({ DATA_DIR: dataDir, PORT: '0', ...more })
const production = { ZHENGMEI_MODE: 'production', ZHENGMEI_ROOT_REGION: '330100' }
const prepared = (more: Record<string, string>) => prepare(installation, settingsFor(more), (line) => told.push(line))

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'zhengmei-prepare-'))
  installation = await openInstallation(settingsFor(production), pino({ level: 'silent' }))
})
afterAll(async () => {
  await installation.close()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('an empty production database', () => {
  it('gets one body and three administrators, whose passwords are told once and must be changed', async () => {
    await prepared(production)
    const { root } = installation.database
    const users = await root
      .selectFrom('app_user')
      .innerJoin('user_duty', 'user_duty.user_id', 'app_user.id')
      .select(['username', 'duty', 'must_change_password', 'password_hash'])
      .orderBy('username')
      .execute()
    expect(users.map(({ username, duty }) => [username, duty])).toEqual([
      ['auditadmin', 'auditAdmin'],
      ['secadmin', 'securityAdmin'],
      ['sysadmin', 'systemAdmin'],
    ])
    expect(users.every(({ must_change_password }) => must_change_password)).toBe(true)
    const [line] = told.filter((text) => text.includes('sysadmin'))
    const password = line?.trim().split(/\s+/)[1] ?? ''
    expect(password).toHaveLength(14)
    expect(users.some(({ password_hash }) => password_hash.includes(password))).toBe(false)
    const units = await root.selectFrom('unit').select(['region_code', 'kind']).execute()
    expect(units).toEqual([{ region_code: '330100', kind: 'supervisor' }])
  })

  it('is not set up a second time', async () => {
    told.length = 0
    await prepared(production)
    expect(told).toEqual([])
  })

  it('is not opened as a demonstration once it is in use', async () => {
    await expect(prepared({ ZHENGMEI_MODE: 'demo' })).rejects.toThrow('ZHENGMEI_MODE=production')
  })

  it('refuses a database with demonstration data', async () => {
    await setDemoState(installation.database.root, 'done')
    await expect(prepared(production)).rejects.toThrow('演示数据')
  })
})
