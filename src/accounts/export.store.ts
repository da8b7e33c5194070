import type { Db } from '../db/transact.ts'

export async function regionName(db: Db, code: string): Promise<string | undefined> {
  const region = await db.selectFrom('region').select('name').where('code', '=', code).executeTakeFirst()
  return region?.name
}
