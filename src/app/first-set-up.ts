import { sql } from 'kysely'
import type { Ctx } from '../core/context.ts'
import { transact } from '../db/transact.ts'
import { isEmpty } from '../demo/state.service.ts'
import { adminDuties, duties } from '../units/duties.rules.ts'
import { readRegionTree } from '../units/region.service.ts'
import { createUnit } from '../units/unit.service.ts'
import { createUser } from '../units/user.service.ts'
import { loadZhejiangRegions } from '../units/zhejiang.service.ts'

/** A key that all our processes agree on, so that only one of several sets up. */
const lockKey = 7_226_521
const usernames = { systemAdmin: 'sysadmin', securityAdmin: 'secadmin', auditAdmin: 'auditadmin' } as const

export type FirstLogin = { username: string; role: string; temporaryPassword: string }

/**
 * What an empty installation begins with: Zhejiang's regions, one supervising body in the region it serves, and the
 * three administrators. Their passwords are given this once and must be changed at the first sign-in; only hashes
 * are kept. Null when somebody has been here before.
 */
export function firstSetUp(ctx: Ctx, { regionCode }: { regionCode: string }): Promise<FirstLogin[] | null> {
  return transact(ctx, async (work) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(lockKey)})`.execute(work.db)
    if (!(await isEmpty(work.db))) return null
    await loadZhejiangRegions(work, { census2020: false })
    const { rows } = await readRegionTree(work, { counts: false })
    const region = rows.find(({ code }) => code === regionCode)
    if (!region) {
      throw new Error(`ZHENGMEI_ROOT_REGION 应为浙江省、设区市或县（市、区）的 6 位区划代码，没有找到 ${regionCode}。`)
    }
    const unit = await createUnit(work, {
      kind: 'supervisor',
      // Its real name is for the system administrator to fill in.
      name: `${region.name}政务新媒体主管单位`,
      shortName: null,
      hostType: null,
      regionCode,
      industry: null,
      creditCode: null,
      qualification: null,
      contactName: null,
    })
    const logins: FirstLogin[] = []
    for (const duty of adminDuties) {
      const username = usernames[duty]
      const role = duties[duty].zh
      const made = await createUser(work, {
        username,
        unitId: unit.id,
        name: role,
        duties: [duty],
        email: null,
        oidcIssuer: null,
        oidcSubject: null,
      })
      logins.push({ username, role, temporaryPassword: made.temporaryPassword })
    }
    return logins
  })
}
