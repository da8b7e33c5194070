import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { transact } from '../db/transact.ts'
import type { ImportKind } from '../imports/import-kind.ts'
import { parseRegionRow, parseUnitRow, parseUserRow } from './imports.rules.ts'
import { regionImport } from './region-import.service.ts'
import { unitImport } from './unit-import.service.ts'
import { userImport } from './user-import.service.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

const at = { today: '2026-11-24', options: {} }

/** Parses, judges and applies rows as that user, as the framework does, and tells each row's outcome or error. */
async function run(kind: ImportKind, username: string, rows: Record<string, string>[]): Promise<string[]> {
  const parsed = rows.map((row) => kind.parse(row, at))
  const sound = parsed.map((p) => {
    if ('errors' in p) throw new Error(p.errors[0]!.message)
    return p.row
  })
  return transact(await t.ctxOf(username), async (work) => {
    const judged = await kind.judge(work, sound, {})
    const toWrite = sound.filter((_, n) => ['new', 'changed'].includes(judged[n]!.outcome))
    if (toWrite.length > 0) await kind.apply(work, toWrite, { batchId: 'b', options: {} })
    return judged.map((j) => (j.outcome === 'error' ? `${j.errors[0]!.column}: ${j.errors[0]!.message}` : j.outcome))
  })
}

describe('rows as they are read', () => {
  test.each([
    ['a unit without a name', parseUnitRow({ kind: '主办单位', regionCode: '990101' }), ['name']],
    ['a unit of no known kind', parseUnitRow({ name: '某局', kind: '公司', regionCode: '990101' }), ['kind']],
    [
      'a unit with three faults',
      parseUnitRow({ name: '某局', kind: '主办单位', regionCode: '99', contactPhone: '1', creditCode: 'x' }),
      ['creditCode', 'regionCode', 'contactPhone'],
    ],
    [
      'a person with an unknown duty',
      parseUserRow({ username: 'a.b', name: '张三', unitName: '某局', duties: '编辑、国王' }),
      ['duties'],
    ],
    ['a person without anything', parseUserRow({}), ['username', 'name', 'unitName', 'duties']],
    [
      'residents that are negative',
      parseRegionRow({ code: '990101', name: '临溪县', residents: '-5', year: '2020', source: '公报' }, at),
      ['residents'],
    ],
    [
      'residents of a year to come',
      parseRegionRow({ code: '990101', name: '临溪县', residents: '5', year: '2030', source: '公报' }, at),
      ['year'],
    ],
    [
      'residents without a source',
      parseRegionRow({ code: '990101', name: '临溪县', residents: '5', year: '2020' }, at),
      ['source'],
    ],
    [
      'residents in words',
      parseRegionRow({ code: '990101', name: '临溪县', residents: '三十万', year: '2020', source: '公报' }, at),
      ['residents'],
    ],
  ])('%s', (_case, parsed, columns) => {
    expect('errors' in parsed && parsed.errors.map((e) => e.column)).toEqual(columns)
  })

  it('may say duties by their short words, in any order, with any separator', () => {
    const parsed = parseUserRow({
      username: 'Zhang.San',
      name: '张三',
      unitName: '某局',
      duties: '回复员, 编辑；账号管理员',
    })
    expect(parsed).toMatchObject({ row: { username: 'zhang.san', duties: ['accountManager', 'editor', 'responder'] } })
  })

  it('may write numbers as tables print them', () => {
    const parsed = parseRegionRow(
      { code: '990101', name: '临溪县', residents: '312,000人', year: '2020年', source: '公报' },
      at,
    )
    expect(parsed).toMatchObject({ row: { residents: 312_000, year: 2020 } })
  })
})

describe('residents from a table', () => {
  const row = { code: '990101', name: '临溪县', residents: '312000', year: '2020', source: '演示公报' }
  it('are new, then the same, then changed', async () => {
    expect(await run(regionImport, 'systemadmin', [row])).toEqual(['new'])
    expect(await run(regionImport, 'systemadmin', [row])).toEqual(['same'])
    expect(await run(regionImport, 'systemadmin', [{ ...row, year: '2021' }])).toEqual(['changed'])
    const region = await t.database.root
      .selectFrom('region')
      .selectAll()
      .where('code', '=', '990101')
      .executeTakeFirst()
    expect(region).toMatchObject({ residents: 312_000, residents_year: 2021, residents_source: '演示公报' })
  })

  it('are refused for another name, an unknown region and one outside one’s own', async () => {
    expect(
      await run(regionImport, 'systemadmin', [
        { ...row, name: '望湖区' },
        { ...row, code: '990199' },
      ]),
    ).toEqual([expect.stringContaining('“临溪县”'), expect.stringContaining('code:')])
    expect(await run(regionImport, 'supervisorofficer.sibling', [row])).toEqual([expect.stringContaining('管辖范围')])
  })
})

describe('units from a table', () => {
  const row = {
    name: '临溪县水务局',
    kind: '主办单位',
    regionCode: '990101',
    hostType: '部门',
    contactPhone: '0571-88001234',
  }
  it('are new, then the same; an empty cell leaves what is stored', async () => {
    expect(await run(unitImport, 'supervisorofficer', [row])).toEqual(['new'])
    expect(await run(unitImport, 'supervisorofficer', [row])).toEqual(['same'])
    const { contactPhone: _, ...rest } = row
    expect(await run(unitImport, 'supervisorofficer', [{ ...rest, contactName: '李某' }])).toEqual(['changed'])
    const unit = await t.database.root.selectFrom('unit').selectAll().where('name', '=', row.name).executeTakeFirst()
    expect(unit).toMatchObject({ contact_name: '李某', contact_phone_mask: '057****1234', host_type: 'department' })
  })

  it('are refused by the same rules as one by one', async () => {
    const told = await run(unitImport, 'supervisorofficer', [
      { ...row, name: '临溪县水务局办公室' },
      { ...row, name: '临溪县林业局', hostType: '' },
      { ...row, regionCode: '990102' },
      { ...row, kind: '行业主管部门', hostType: '', industry: '供水' },
    ])
    expect(told).toEqual([
      expect.stringContaining('内设机构'),
      expect.stringContaining('hostType'),
      expect.stringContaining('管辖范围'),
      expect.stringContaining('类别不能变更'),
    ])
  })
})

describe('people from a table', () => {
  const row = { username: 'zhangsan', name: '张三', unitName: '临溪县教育局', duties: '编辑', phone: '13912345678' }
  it('are new with a password that nobody knows, then the same, then changed', async () => {
    expect(await run(userImport, 'securityadmin', [row])).toEqual(['new'])
    expect(await run(userImport, 'securityadmin', [row])).toEqual(['same'])
    expect(await run(userImport, 'securityadmin', [{ ...row, duties: '编辑、回复员' }])).toEqual(['changed'])
    const user = await t.database.root
      .selectFrom('app_user')
      .selectAll()
      .where('username', '=', 'zhangsan')
      .executeTakeFirst()
    expect(user).toMatchObject({ phone_mask: '139****5678', must_change_password: true })
  })

  it('are refused with a duty of another kind of body, an unknown unit, another unit than theirs, or more for oneself', async () => {
    const told = await run(userImport, 'securityadmin', [
      { ...row, username: 'wangwu', duties: '主管单位经办人' },
      { ...row, username: 'wangwu', unitName: '没有这个局' },
      { ...row, unitName: '竹溪镇人民政府' },
      { ...row, username: 'securityadmin', unitName: '云岚省人民政府办公厅', duties: '系统管理员' },
    ])
    expect(told).toEqual([
      expect.stringContaining('duties'),
      expect.stringContaining('unitName'),
      expect.stringContaining('调动单位'),
      expect.stringContaining('本人'),
    ])
  })

  it('cannot take a user name that is taken where one does not see it', async () => {
    const { securityadmin } = t.world.users
    await t.database.root
      .updateTable('app_user')
      .set({ unit_id: t.world.units.sibling! })
      .where('id', '=', securityadmin!)
      .execute()
    const told = await run(userImport, 'securityadmin', [{ ...row, username: 'editor', unitName: '望湖区教育局' }])
    expect(told).toEqual([expect.stringContaining('已被使用')])
  })
})
