import { type Kysely, sql } from 'kysely'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import type { Scope } from '../core/scope.ts'
import type { Database } from './schema.ts'

/** Inside a transaction: what stores are given. */
export type Db = Kysely<Database>

const serialization = '40001'
const deadlock = '40P01'
const abortedTransaction = '25P02'
const attempts = 3

/**
 * Runs one use case in one transaction, as the unprivileged role and within the actor's scope: from here on the
 * database itself shows only what the actor may see. A use case called inside another joins its transaction.
 * Two transactions that met in a deadlock are tried again.
 */
export async function transact<T>(ctx: Ctx, work: (work: Work) => Promise<T>): Promise<T> {
  if (ctx.db) return work(ctx as Work)
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.root.transaction().execute(async (db) => {
        await enterScope(db, ctx)
        return await work({ ...ctx, db })
      })
    } catch (error) {
      const code = (error as { code?: string }).code
      if (code !== serialization && code !== deadlock) throw error
      if (attempt === attempts) throw new AppError('DATABASE_BUSY')
    }
  }
}

/**
 * Runs a part as the system, for what no one's scope covers: signing in, jobs, telling others. Inside a
 * transaction it widens the scope and narrows it again, and still commits with the whole.
 */
export async function asSystem<T>(ctx: Ctx, work: (work: Work) => Promise<T>): Promise<T> {
  const wide: Ctx = { ...ctx, actor: { ...ctx.actor, scope: { kind: 'system' } } }
  if (!ctx.db) return transact(wide, work)
  await enterScope(ctx.db, wide)
  try {
    return await work(wide as Work)
  } finally {
    await leaveScope(ctx.db, ctx)
  }
}

/** Narrows again, also when the part was refused. A transaction that the database has aborted shows nothing any more. */
async function leaveScope(db: Db, ctx: Ctx): Promise<void> {
  await enterScope(db, ctx).catch((error: { code?: string }) => {
    if (error.code !== abortedTransaction) throw error
  })
}

async function enterScope(db: Db, ctx: Ctx): Promise<void> {
  const given = settingsOf(ctx.actor.scope)
  // Row security makes plans look dear, and compiling them would take longer than running them.
  await sql`select set_config('role', ${roleOf(ctx.actor.scope)}, true), set_config('jit', 'off', true),
    set_config('app.scope', ${given.scope}, true),
    set_config('app.region_path', ${given.regionPath}, true),
    set_config('app.unit_id', ${given.unitId}, true),
    set_config('app.industry', ${given.industry}, true),
    set_config('app.user_id', ${ctx.actor.userId ?? ''}, true),
    set_config('app.audit', ${ctx.actor.duties.includes('auditAdmin') ? 'on' : ''}, true),
    set_config('app.today', ${beijingDay(ctx.now)}, true)`.execute(db)
}

/** Two unprivileged roles (0005): for the system's the policies say nothing, so that its plans are free of them. */
function roleOf(scope: Scope): string {
  return scope.kind === 'system' ? 'zhengmei_system' : 'zhengmei_app'
}

function settingsOf(scope: Scope) {
  return {
    scope: scope.kind,
    regionPath: 'regionPath' in scope ? scope.regionPath : '',
    unitId: 'unitId' in scope ? scope.unitId : '',
    industry: 'industry' in scope ? scope.industry : '',
  }
}
