import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { transact } from '../db/transact.ts'
import type { Judgement } from '../imports/import-kind.ts'
import { accountColumns, closestNames, parseAccount } from './account-import.rules.ts'
import { accountImport } from './account-import.service.ts'

const today = '2026-11-24'
const sound = { name: '临溪发布', platform: '微信公众号', hostUnit: '临溪县教育局' }
const parse = (cells: Record<string, string>) => parseAccount({ ...sound, ...cells }, today)
const fault = (cells: Record<string, string>) => {
  const parsed = parse(cells)
  return 'errors' in parsed ? parsed.errors.map((error) => error.column) : []
}

describe('a row of accounts', () => {
  it('keeps only what is filled in, so that an empty cell changes nothing', () => {
    expect(parse({ openedOn: '2020年5月1日', tags: '重点，示范', intro: '' })).toEqual({
      row: {
        ledgerNo: null,
        name: '临溪发布',
        platform: 'wechat',
        hostUnit: '临溪县教育局',
        regionCode: null,
        facts: { openedOn: '2020-05-01', tags: ['重点', '示范'] },
      },
    })
  })

  test.each<[string, Record<string, string>, string[]]>([
    ['a sound one', {}, []],
    ['the last day before 2009', { openedOn: '2008-12-31' }, ['openedOn']],
    ['the first day of 2009', { openedOn: '2009-01-01' }, []],
    ['today', { openedOn: today }, []],
    ['tomorrow', { filedOn: '2026-11-25' }, ['filedOn']],
    ['a day that is not in the calendar', { openedOn: '2021-02-29' }, ['openedOn']],
    ['an unknown platform', { platform: '论坛' }, ['platform']],
    ['a platform by its common name', { platform: '新浪微博' }, []],
    ['a variant outside WeChat', { platform: '微博', variant: '服务号' }, ['variant']],
    ['no name and no host', { name: '', hostUnit: '' }, ['name', 'hostUnit']],
    ['half a number', { unitContactPhone: '138' }, ['unitContactPhone']],
    ['an address that runs', { url: 'javascript:alert(1)' }, ['url']],
  ])('%s', (_case, cells, columns) => expect(fault(cells)).toEqual(columns))

  it('has a column for everything that is told of an account', () => {
    expect(accountColumns.map((column) => column.zh)).toContain('认证主体')
    expect(accountColumns.filter((column) => column.required).map((column) => column.key)).toEqual([
      'name',
      'platform',
      'hostUnit',
    ])
  })

  it('is told which body was most likely meant', () => {
    expect(closestNames('临溪教育局', ['临溪县教育局', '望湖区水利局', '临溪县卫生局'])).toEqual(['临溪县教育局'])
  })
})

describe('importing accounts', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await testApp()
  })
  afterAll(() => app.close())

  const rowsOf = (...cells: Record<string, string>[]) =>
    cells.map((cell) => {
      const parsed = parse(cell)
      if ('errors' in parsed) throw new TypeError(JSON.stringify(parsed.errors))
      return parsed.row
    })
  const judge = async (...cells: Record<string, string>[]): Promise<Judgement[]> =>
    transact(await app.ctxOf('supervisorofficer'), (work) => accountImport.judge(work, rowsOf(...cells), {}))
  const apply = async (...cells: Record<string, string>[]) =>
    transact(await app.ctxOf('supervisorofficer'), (work) =>
      accountImport.apply(work, rowsOf(...cells), { batchId: 'b', options: {} }),
    )
  const outcomes = async (...cells: Record<string, string>[]) => (await judge(...cells)).map((j) => j.outcome)
  const message = async (cells: Record<string, string>) => {
    const [judgement] = await judge(cells)
    return judgement?.outcome === 'error' ? (judgement.errors[0]?.message ?? '') : ''
  }

  const fresh = { name: '新号', platform: '抖音', platformAccountId: 'dy-new', accountContactPhone: '13800001111' }

  it('finds the same rows the same the second time, whatever identifies them', async () => {
    const nameless = { name: '无号', platform: '快手' }
    expect(await outcomes(fresh, nameless)).toEqual(['new', 'new'])
    await apply(fresh, nameless)
    expect(await outcomes(fresh, nameless)).toEqual(['same', 'same'])
    expect(await outcomes({ ...fresh, name: '改了名' }, { ...nameless, intro: '有了简介' })).toEqual([
      'changed',
      'changed',
    ])
    expect(await outcomes({ ledgerNo: 'ZM000001', name: '临溪教育改名', platform: '微信公众号' })).toEqual(['changed'])
    const before = await app.database.root.selectFrom('account').select('id').execute()
    await apply(fresh, nameless)
    expect(await app.database.root.selectFrom('account').select('id').execute()).toHaveLength(before.length)
  })

  it('gives what is identified alike the same key, so that a file with both is refused', async () => {
    const [one, two] = await judge(
      { name: '甲', platform: '微博', platformAccountId: 'w9' },
      { name: '乙', platform: '微博', platformAccountId: 'w9' },
    )
    expect(one).toMatchObject({ outcome: 'new' })
    expect((one as { key: string }).key).toBe((two as { key: string }).key)
  })

  it('writes what has changed into the history, and leaves what the file does not say', async () => {
    await apply({ ledgerNo: 'ZM000002', name: '临溪教育', platform: '微博', certifiedBody: '临溪县教育局' })
    const account = await app.database.root
      .selectFrom('account')
      .select(['id', 'platform_account_id', 'certified_body', 'version'])
      .where('ledger_no', '=', 'ZM000002')
      .executeTakeFirstOrThrow()
    expect(account).toMatchObject({ platform_account_id: '1001', certified_body: '临溪县教育局', version: 2 })
    const [event] = await app.database.root
      .selectFrom('account_event')
      .select('detail')
      .where('account_id', '=', account.id)
      .execute()
    expect(event!.detail).toEqual({ changes: [{ field: '认证主体', before: null, after: '临溪县教育局' }] })
  })

  it('says what is wrong and what may have been meant', async () => {
    expect(await message({ hostUnit: '临溪教育局' })).toContain('是否为：临溪县教育局')
    expect(await message({ hostUnit: '望湖区教育局' })).toContain('没有找到单位')
    expect(await message({ regionCode: '990102' })).toContain('区划 990102')
    expect(await message({ ledgerNo: 'ZM999999' })).toContain('新账号请留空')
    expect(await message({ platformAccountId: 'gh_town', ledgerNo: 'ZM000001' })).toContain('ZM000003')
    expect(await message({ platformAccountId: 'gh_sibling' })).toContain('管理范围以外')
  })
})
