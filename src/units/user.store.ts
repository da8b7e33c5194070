import { type ExpressionBuilder, type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { AppUserTable, Database, UnitTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'
import { adminDuties, type Duty } from './duties.rules.ts'
import { startsWith } from './region.store.ts'

type Columns = Pick<
  Selectable<AppUserTable>,
  | 'id'
  | 'username'
  | 'name'
  | 'unit_id'
  | 'phone_cipher'
  | 'phone_mask'
  | 'phone_index'
  | 'email'
  | 'active'
  | 'left_at'
  | 'totp_enabled_at'
  | 'locked_until'
  | 'last_login_at'
  | 'oidc_issuer'
  | 'oidc_subject'
  | 'version'
>
type OfUnit = Pick<Selectable<UnitTable>, 'region_code' | 'region_path'>
export type UserRow = Columns & OfUnit & { unit_name: string; unit_kind: UnitTable['kind']; duties: Duty[] }

export type UserQuestion = {
  unitId?: string | undefined
  regionPath?: string | undefined
  duties?: readonly Duty[] | undefined
  active?: boolean | undefined
  text?: string | undefined
}

function selectUsers(db: Db) {
  return db
    .selectFrom('app_user')
    .innerJoin('unit', 'unit.id', 'app_user.unit_id')
    .select([
      'app_user.id',
      'app_user.username',
      'app_user.name',
      'app_user.unit_id',
      'app_user.phone_cipher',
      'app_user.phone_mask',
      'app_user.phone_index',
      'app_user.email',
      'app_user.active',
      'app_user.left_at',
      'app_user.totp_enabled_at',
      'app_user.locked_until',
      'app_user.last_login_at',
      'app_user.oidc_issuer',
      'app_user.oidc_subject',
      'app_user.version',
      'unit.name as unit_name',
      'unit.kind as unit_kind',
      'unit.region_code',
      'unit.region_path',
      sql<Duty[]>`array(select duty from user_duty where user_duty.user_id = app_user.id order by duty)`.as('duties'),
    ])
}

/** Users one may see, by region and then by age; the page after `after`. */
export function listUsers(
  db: Db,
  question: UserQuestion & { limit: number; after: readonly [path: string, id: string] | null },
): Promise<UserRow[]> {
  const { after } = question
  let query = selectUsers(db)
    .where(matching(question))
    .orderBy('unit.region_path')
    .orderBy('app_user.id')
    .limit(question.limit + 1)
  if (after) query = query.where(sql<boolean>`(unit.region_path, app_user.id) > (${after[0]}, ${after[1]}::uuid)`)
  return query.execute()
}

export async function countUsers(db: Db, question: UserQuestion): Promise<number> {
  const row = await db
    .selectFrom('app_user')
    .innerJoin('unit', 'unit.id', 'app_user.unit_id')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(matching(question))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

function matching({ unitId, regionPath, duties, active, text }: UserQuestion) {
  return (eb: ExpressionBuilder<Database, 'app_user' | 'unit'>) =>
    eb.and([
      ...(unitId ? [eb('app_user.unit_id', '=', unitId)] : []),
      ...(regionPath ? [startsWith('unit.region_path', regionPath)] : []),
      ...(active === undefined ? [] : [eb('app_user.active', '=', active)]),
      ...(duties?.length
        ? [eb('app_user.id', 'in', eb.selectFrom('user_duty').select('user_id').where('duty', 'in', duties))]
        : []),
      ...(text
        ? [
            sql<boolean>`(strpos(app_user.name, ${text}) > 0 or strpos(app_user.username, ${text.toLowerCase()}) > 0
              or strpos(unit.name, ${text}) > 0)`,
          ]
        : []),
    ])
}

export function findUser(db: Db, id: string): Promise<UserRow | undefined> {
  return selectUsers(db).where('app_user.id', '=', id).executeTakeFirst()
}

export async function findUsersNamed(db: Db, usernames: readonly string[]): Promise<UserRow[]> {
  if (usernames.length === 0) return []
  return selectUsers(db).where('app_user.username', 'in', usernames).execute()
}

export async function takenUsernames(db: Db, usernames: readonly string[]): Promise<string[]> {
  if (usernames.length === 0) return []
  const rows = await db.selectFrom('app_user').select('username').where('username', 'in', usernames).execute()
  return rows.map((row) => row.username)
}

/** Active people of a unit, by name. */
export function listColleagues(db: Db, unitId: string): Promise<UserRow[]> {
  return selectUsers(db)
    .where('app_user.unit_id', '=', unitId)
    .where('app_user.active', '=', true)
    .orderBy('app_user.name')
    .orderBy('app_user.id')
    .execute()
}

export async function lockUser(db: Db, id: string): Promise<void> {
  await db.selectFrom('app_user').select('id').where('id', '=', id).forUpdate().execute()
}

/** Whether somebody else's active user with this telephone number is an administrator of another kind. */
export async function isOtherAdmin(db: Db, given: { phoneIndex: string; duty: Duty; exceptId: string }) {
  const row = await db
    .selectFrom('app_user')
    .innerJoin('user_duty', 'user_duty.user_id', 'app_user.id')
    .select('app_user.id')
    .where('phone_index', '=', given.phoneIndex)
    .where('active', '=', true)
    .where('app_user.id', '<>', given.exceptId)
    .where('duty', 'in', adminDuties)
    .where('duty', '<>', given.duty)
    .executeTakeFirst()
  return row !== undefined
}

export async function addUser(db: Db, user: Insertable<AppUserTable>): Promise<void> {
  await db.insertInto('app_user').values(user).execute()
}

/** Changes a user as its editor saw it; false when somebody has changed it since. */
export async function changeUser(
  db: Db,
  { id, version }: { id: string; version: number },
  change: Updateable<AppUserTable>,
): Promise<boolean> {
  const result = await db
    .updateTable('app_user')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function setDuties(db: Db, userId: string, given: readonly Duty[]): Promise<void> {
  await db.deleteFrom('user_duty').where('user_id', '=', userId).execute()
  await db
    .insertInto('user_duty')
    .values([...new Set(given)].map((duty) => ({ user_id: userId, duty })))
    .execute()
}
