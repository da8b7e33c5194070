import { newId } from '../core/ids.ts'
import { searchVector } from '../db/sql.ts'
import type { TestApp } from './testing.ts'

/** Administrators of a county, whose scope ends at its border, and a host unit in the other city. */
export async function addBodies(t: TestApp): Promise<void> {
  const { root } = t.database
  const stamp = { created_at: t.clock.now, updated_at: t.clock.now }
  t.world.units.farHost = newId()
  t.world.units.otherContractor = newId()
  const county = { region_code: '990201', region_path: '990000/990200/990201/', level: 'county' as const }
  await root
    .insertInto('unit')
    .values([
      {
        id: t.world.units.farHost,
        name: '沙洲县教育局',
        short_name: '沙洲县教育局',
        kind: 'hostUnit' as const,
        host_type: 'department' as const,
        search: searchVector('沙洲县教育局'),
        ...county,
        ...stamp,
      },
      {
        id: t.world.units.otherContractor,
        name: '白沙融媒运营公司',
        short_name: '白沙融媒',
        kind: 'contractor' as const,
        qualification: 'subsidiary' as const,
        search: searchVector('白沙融媒运营公司'),
        ...county,
        ...stamp,
      },
    ])
    .execute()
  const people = [
    ['systemadmin.county', 'county', 'systemAdmin'],
    ['securityadmin.county', 'county', 'securityAdmin'],
    ['auditadmin.county', 'county', 'auditAdmin'],
    ['accountmanager.far', 'farHost', 'accountManager'],
  ] as const
  for (const [username, unit, duty] of people) await addUser(t, { username, unit: t.world.units[unit] ?? '', duty })
}

export async function addUser(t: TestApp, given: { username: string; unit: string; duty: string }): Promise<string> {
  const id = newId()
  t.world.users[given.username] = id
  const { now } = t.clock
  await t.database.root
    .insertInto('app_user')
    .values({
      id,
      username: given.username,
      name: `测试${given.username}`,
      unit_id: given.unit,
      phone_cipher: t.ground.box.seal('13900001234', `app_user.phone_cipher.${id}`),
      phone_mask: '139****1234',
      password_hash: 'none',
      password_changed_at: now,
      must_change_password: false,
      created_at: now,
      updated_at: now,
    })
    .execute()
  await t.database.root.insertInto('user_duty').values({ user_id: id, duty: given.duty }).execute()
  return id
}
