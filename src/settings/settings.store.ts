import { json } from '../db/sql.ts'
import type { Db } from '../db/transact.ts'

export async function readSettingValue(db: Db, key: string): Promise<unknown> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value
}

export async function writeSettingValue(db: Db, key: string, given: { value: unknown; at: Date }): Promise<void> {
  const row = { value: json(given.value), updated_at: given.at }
  await db
    .insertInto('setting')
    .values({ key, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute()
}

/** The regions of everybody who may change the installation's settings. */
export async function administeredRegions(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('app_user')
    .innerJoin('user_duty', 'user_duty.user_id', 'app_user.id')
    .innerJoin('unit', 'unit.id', 'app_user.unit_id')
    .select('unit.region_path')
    .distinct()
    .where('app_user.active', '=', true)
    .where('user_duty.duty', '=', 'systemAdmin')
    .execute()
  return rows.map((row) => row.region_path)
}
