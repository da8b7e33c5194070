import { sql } from 'kysely'
import type { Db } from '../db/transact.ts'
import type { Duty } from '../units/duties.rules.ts'

/** A user with unit, region, duties and whether a contract is in force on `today`: one statement, since every request asks it. */
export function selectPeople(db: Db, today: string) {
  return db
    .selectFrom('app_user')
    .innerJoin('unit', 'unit.id', 'app_user.unit_id')
    .innerJoin('region', 'region.code', 'unit.region_code')
    .select((eb) => [
      'app_user.id',
      'app_user.username',
      'app_user.name',
      'app_user.active',
      'app_user.must_change_password',
      'app_user.password_changed_at',
      'app_user.totp_enabled_at',
      'unit.id as unit_id',
      'unit.name as unit_name',
      'unit.kind as unit_kind',
      'unit.industry as unit_industry',
      'unit.active as unit_active',
      'unit.region_code',
      'unit.region_path',
      'region.name as region_name',
      sql<Duty[]>`array(select duty from user_duty where user_duty.user_id = app_user.id order by duty)`.as('duties'),
      eb
        .exists(
          eb
            .selectFrom('contract')
            .select('contract.id')
            .whereRef('contract.contractor_unit_id', '=', 'unit.id')
            .where('contract.ended_at', 'is', null)
            .where('contract.starts_on', '<=', today)
            .where('contract.ends_on', '>=', today)
            .where('contract.nda_signed_on', '<=', today)
            .where('contract.nda_ends_on', '>=', today),
        )
        .as('has_contract'),
    ])
}

export type Person = NonNullable<Awaited<ReturnType<typeof findPerson>>>

export function findPerson(db: Db, userId: string, today: string) {
  return selectPeople(db, today).where('app_user.id', '=', userId).executeTakeFirst()
}
