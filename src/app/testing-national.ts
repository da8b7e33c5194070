import type { TestApp } from './testing.ts'

type Given = {
  key: string
  name: string
  regionPath: string
  account: string
  nationalList: string
  nationalEntry: string
}

/** A list of the national system, an account that only it has, and the mark of the place's own account. */
export async function addNational(t: TestApp, given: Given): Promise<void> {
  const { root } = t.database
  const { now } = t.clock
  await root
    .insertInto('national_list')
    .values({
      id: given.nationalList,
      file_name: '名单.xlsx',
      region_path: given.regionPath,
      listed_on: '2026-11-20',
      complete: false,
      imported_by: '测试',
      imported_unit: '测试',
      imported_at: now,
    })
    .execute()
  await root
    .insertInto('national_entry')
    .values({
      id: given.nationalEntry,
      list_id: given.nationalList,
      list_region_path: given.regionPath,
      entry_key: `weibo:${given.key}`,
      name: `${given.name}的外系统账号`,
      platform: 'weibo',
      host_name: '某单位',
      region_path: given.regionPath,
      seen_at: now,
    })
    .execute()
  await root
    .insertInto('national_filing')
    .values({
      account_id: given.account,
      state: 'reported',
      reported_on: '2026-11-01',
      marked_by: '测试',
      marked_unit: '测试',
      marked_at: now,
    })
    .execute()
}
