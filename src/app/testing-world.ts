import { hash } from '@node-rs/argon2'
import { sql } from 'kysely'
import { newId } from '../core/ids.ts'
import { searchVector } from '../db/sql.ts'
import type { Db } from '../db/transact.ts'
import type { Duty, UnitKind } from '../units/duties.rules.ts'

/** An invented province: two cities, three counties, one township. Codes begin with 99. */
const regions = [
  ['990000', '云岚省', 'province', null, '990000/'],
  ['990100', '青屿市', 'city', '990000', '990000/990100/'],
  ['990200', '白沙市', 'city', '990000', '990000/990200/'],
  ['990101', '临溪县', 'county', '990100', '990000/990100/990101/'],
  ['990102', '望湖区', 'county', '990100', '990000/990100/990102/'],
  ['990201', '沙洲县', 'county', '990200', '990000/990200/990201/'],
  ['990101001', '竹溪镇', 'township', '990101', '990000/990100/990101/990101001/'],
] as const

type UnitRow = {
  key: string
  name: string
  kind: UnitKind
  region: string
  host?: 'department' | 'township' | 'enterprise'
  industry?: string
}

const units: readonly UnitRow[] = [
  { key: 'province', name: '云岚省人民政府办公厅', kind: 'supervisor', region: '990000' },
  { key: 'city', name: '青屿市人民政府办公室', kind: 'supervisor', region: '990100' },
  { key: 'otherCity', name: '白沙市人民政府办公室', kind: 'supervisor', region: '990200' },
  { key: 'county', name: '临溪县人民政府办公室', kind: 'supervisor', region: '990101' },
  { key: 'sibling', name: '望湖区人民政府办公室', kind: 'supervisor', region: '990102' },
  { key: 'publicity', name: '临溪县委宣传部', kind: 'publicityOffice', region: '990101' },
  { key: 'business', name: '青屿市文化局', kind: 'businessAuthority', region: '990100' },
  { key: 'industry', name: '临溪县水利局', kind: 'industryRegulator', region: '990101', industry: '供水' },
  { key: 'host', name: '临溪县教育局', kind: 'hostUnit', region: '990101', host: 'department' },
  { key: 'township', name: '竹溪镇人民政府', kind: 'hostUnit', region: '990101001', host: 'township' },
  {
    key: 'enterprise',
    name: '临溪县自来水公司',
    kind: 'hostUnit',
    region: '990101',
    host: 'enterprise',
    industry: '供水',
  },
  { key: 'siblingHost', name: '望湖区教育局', kind: 'hostUnit', region: '990102', host: 'department' },
  { key: 'contractor', name: '青屿融媒运营公司', kind: 'contractor', region: '990100' },
]

/** One user per duty where the duty is at home, and some at the neighbours'. The user name is `duty` or `duty.unit`. */
const users: readonly { username: string; unit: string; duties: readonly Duty[] }[] = [
  { username: 'supervisorofficer', unit: 'county', duties: ['supervisorOfficer'] },
  { username: 'supervisorofficer.city', unit: 'city', duties: ['supervisorOfficer'] },
  { username: 'supervisorofficer.province', unit: 'province', duties: ['supervisorOfficer'] },
  { username: 'supervisorofficer.sibling', unit: 'sibling', duties: ['supervisorOfficer'] },
  { username: 'supervisorofficer.othercity', unit: 'otherCity', duties: ['supervisorOfficer'] },
  { username: 'publicityofficer', unit: 'publicity', duties: ['publicityOfficer'] },
  { username: 'businessofficer', unit: 'business', duties: ['businessOfficer'] },
  { username: 'industryofficer', unit: 'industry', duties: ['industryOfficer'] },
  { username: 'accountmanager', unit: 'host', duties: ['accountManager'] },
  { username: 'editor', unit: 'host', duties: ['editor'] },
  { username: 'officehead', unit: 'host', duties: ['officeHead'] },
  { username: 'unitleader', unit: 'host', duties: ['unitLeader'] },
  { username: 'responder', unit: 'host', duties: ['responder'] },
  { username: 'accountmanager.sibling', unit: 'siblingHost', duties: ['accountManager'] },
  { username: 'contractorstaff', unit: 'contractor', duties: ['contractorStaff'] },
  { username: 'systemadmin', unit: 'province', duties: ['systemAdmin'] },
  { username: 'securityadmin', unit: 'province', duties: ['securityAdmin'] },
  { username: 'auditadmin', unit: 'province', duties: ['auditAdmin'] },
]

const accounts = [
  { key: 'wechat', name: '临溪教育', platform: 'wechat', unit: 'host', id: 'gh_host' },
  { key: 'weibo', name: '临溪教育', platform: 'weibo', unit: 'host', id: '1001' },
  { key: 'township', name: '竹溪发布', platform: 'wechat', unit: 'township', id: 'gh_town' },
  { key: 'water', name: '临溪自来水', platform: 'douyin', unit: 'enterprise', id: 'dy_water' },
  { key: 'sibling', name: '望湖教育', platform: 'wechat', unit: 'siblingHost', id: 'gh_sibling' },
] as const

export const testPassword = 'Lin-Xi 2026 测试'
let passwordHash: Promise<string> | undefined

export type World = {
  units: Record<string, string>
  users: Record<string, string>
  accounts: Record<(typeof accounts)[number]['key'], string>
}

/** Fills an empty database, as the system, with the smallest world in which every duty and every kind of scope exists. */
export async function buildWorld(db: Db, now: Date): Promise<World> {
  passwordHash ??= hash(testPassword, { memoryCost: 1024, timeCost: 1, parallelism: 1 })
  const stamp = { created_at: now, updated_at: now }
  await db
    .insertInto('region')
    .values(
      regions.map(([code, name, level, parent_code, path]) => ({
        code,
        name,
        short_name: name,
        level,
        parent_code,
        path,
      })),
    )
    .execute()
  const regionOf = (code: string) => regions.find((r) => r[0] === code)!

  const world: World = { units: {}, users: {}, accounts: {} as World['accounts'] }
  for (const unit of units) {
    const [, , level, , path] = regionOf(unit.region)
    world.units[unit.key] = newId()
    await db
      .insertInto('unit')
      .values({
        id: world.units[unit.key]!,
        name: unit.name,
        short_name: unit.name,
        kind: unit.kind,
        host_type: unit.host ?? null,
        region_code: unit.region,
        region_path: path,
        level,
        industry: unit.industry ?? null,
        qualification: unit.kind === 'contractor' ? 'subsidiary' : null,
        search: searchVector(unit.name),
        ...stamp,
      })
      .execute()
  }
  for (const user of users) {
    const id = newId()
    world.users[user.username] = id
    await db
      .insertInto('app_user')
      .values({
        id,
        username: user.username,
        name: `测试${user.username}`,
        unit_id: world.units[user.unit]!,
        password_hash: await passwordHash,
        password_changed_at: now,
        must_change_password: false,
        ...stamp,
      })
      .execute()
    await db
      .insertInto('user_duty')
      .values(user.duties.map((duty) => ({ user_id: id, duty })))
      .execute()
  }
  await db
    .insertInto('contract')
    .values({
      id: newId(),
      contractor_unit_id: world.units.contractor!,
      host_unit_id: world.units.host!,
      duties: '协助编辑与预审',
      starts_on: '2025-01-01',
      ends_on: '2027-12-31',
      nda_signed_on: '2025-01-01',
      nda_ends_on: '2028-12-31',
      ...stamp,
    })
    .execute()
  for (const [index, account] of accounts.entries()) {
    const unit = units.find((u) => u.key === account.unit)!
    const [code, , level, , path] = regionOf(unit.region)
    world.accounts[account.key] = newId()
    await db
      .insertInto('account')
      .values({
        id: world.accounts[account.key],
        ledger_no: `ZM${String(index + 1).padStart(6, '0')}`,
        name: account.name,
        platform: account.platform,
        variant: account.platform === 'wechat' ? 'subscription' : null,
        platform_account_id: account.id,
        host_unit_id: world.units[account.unit]!,
        region_code: code,
        region_path: path,
        level,
        state: 'active',
        opened_on: '2020-05-01',
        search: searchVector(account.name, unit.name),
        ...stamp,
      })
      .execute()
  }
  // The numbers above were given by hand; the next account gets the next one.
  await sql`select nextval('account_ledger_seq') from generate_series(1, ${sql.lit(accounts.length)})`.execute(db)
  return world
}
