import { sql } from 'kysely'
import { systemCtx } from '../core/context.ts'
import { demoLogins, ensureDemo } from '../demo/demo.service.ts'
import { demoState } from '../demo/state.service.ts'
import { firstSetUp } from './first-set-up.ts'
import { importKinds } from './import-kinds.ts'
import type { Installation } from './installation.ts'
import { jobs } from './jobs-list.ts'
import type { Settings } from './settings.ts'

/** Any number that all our processes agree on. */
const lockKey = 7_226_522

/**
 * Brings an opened installation to where people can sign in: the demonstration province in demo mode, the three
 * administrators in production. Neither mode opens the other's data.
 */
export async function prepare(
  installation: Installation,
  settings: Settings,
  tell: (line: string) => void,
): Promise<void> {
  if (settings.demo) await alone(installation, () => prepareDemo(installation, settings, tell))
  else await prepareProduction(installation, settings, tell)
}

async function prepareDemo({ ground }: Installation, { dataDir }: Settings, tell: (line: string) => void) {
  const found = await ensureDemo(ground, { now: new Date(), dataDir, kinds: importKinds, jobs, tell })
  if (found === 'foreign') {
    throw new Error(
      '数据库中已有正式数据，不能以演示模式打开。\n  正式使用请设置 ZHENGMEI_MODE=production；要看演示，请换一个空的 DATA_DIR 或数据库。',
    )
  }
  tell('')
  tell('演示登录（数据均为虚构，密码相同，仅演示模式有效）：')
  for (const { username, password, role, unit } of demoLogins) {
    tell(`  ${username.padEnd(18)} ${password.padEnd(13)} ${role}（${unit}）`)
  }
  tell('')
}

async function prepareProduction(installation: Installation, settings: Settings, tell: (line: string) => void) {
  if ((await demoState(installation.database.root)) !== 'none') {
    throw new Error(
      '数据库中是演示数据，不能以正式模式（ZHENGMEI_MODE=production）打开。\n  请换一个空的 DATA_DIR 或空的数据库；演示数据不能转为正式数据。',
    )
  }
  const regionCode = settings.rootRegion
  const logins = await firstSetUp(systemCtx(installation.ground, new Date()), { regionCode })
  if (!logins) return
  tell('')
  tell('首次启动：已建立三名管理员。以下临时密码只显示这一次，首次登录时须修改：')
  for (const { username, role, temporaryPassword } of logins) {
    tell(`  ${username.padEnd(12)} ${temporaryPassword}  ${role}`)
  }
  tell('')
}

/** Several processes may start on one PostgreSQL at once; the embedded database has one process anyway. */
async function alone({ database }: Installation, work: () => Promise<void>): Promise<void> {
  if (database.engine.kind === 'pglite') return work()
  await database.root.connection().execute(async (held) => {
    await sql`select pg_advisory_lock(${sql.lit(lockKey)})`.execute(held)
    try {
      await work()
    } finally {
      await sql`select pg_advisory_unlock(${sql.lit(lockKey)})`.execute(held)
    }
  })
}
