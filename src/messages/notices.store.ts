import type { Db } from '../db/transact.ts'
import type { Duty } from '../units/duties.rules.ts'

/** What a new finding is about, for the sentence that tells of it. */
export function findingForNotice(db: Db, id: string) {
  return db
    .selectFrom('finding')
    .innerJoin('account', 'account.id', 'finding.account_id')
    .select(['finding.kind', 'finding.title', 'account.id as account_id', 'account.name', 'account.host_unit_id'])
    .where('finding.id', '=', id)
    .executeTakeFirst()
}

export function runForNotice(db: Db, id: string) {
  return db
    .selectFrom('assessment_run')
    .innerJoin('region', 'region.code', 'assessment_run.region_code')
    .select(['assessment_run.period', 'assessment_run.region_path', 'region.name as region_name'])
    .where('assessment_run.id', '=', id)
    .executeTakeFirst()
}

/** The active people of a body who hold one of these duties. */
export async function peopleOfUnit(db: Db, unitId: string, duties: readonly Duty[]): Promise<string[]> {
  const rows = await db
    .selectFrom('app_user')
    .innerJoin('user_duty', 'user_duty.user_id', 'app_user.id')
    .select('app_user.id')
    .distinct()
    .where('app_user.unit_id', '=', unitId)
    .where('app_user.active', '=', true)
    .where('user_duty.duty', 'in', duties)
    .execute()
  return rows.map((row) => row.id)
}

/** The supervisors of a region and below it, and the account managers of every body that was assessed in a run. */
export async function peopleOfRun(db: Db, runId: string, regionPath: string): Promise<string[]> {
  const rows = await db
    .selectFrom('app_user')
    .innerJoin('user_duty', 'user_duty.user_id', 'app_user.id')
    .innerJoin('unit', 'unit.id', 'app_user.unit_id')
    .select('app_user.id')
    .distinct()
    .where('app_user.active', '=', true)
    .where((eb) =>
      eb.or([
        eb('user_duty.duty', '=', 'supervisorOfficer').and(
          eb.fn<boolean>('starts_with', ['unit.region_path', eb.val(regionPath)]),
        ),
        eb('user_duty.duty', '=', 'accountManager').and(
          'unit.id',
          'in',
          eb.selectFrom('assessment_score').select('host_unit_id').where('run_id', '=', runId),
        ),
      ]),
    )
    .execute()
  return rows.map((row) => row.id)
}
