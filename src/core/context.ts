import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { Duty, UnitKind } from '../units/duties.rules.ts'
import type { Queue } from './jobs.ts'
import type { Scope } from './scope.ts'
import type { SecretBox } from './secret-box.ts'

/** Who acts: a signed-in user, or the system itself in a job. */
export type Actor = {
  userId: string | null
  username: string
  name: string
  unitId: string | null
  unitName: string
  unitKind: UnitKind | null
  regionCode: string | null
  duties: readonly Duty[]
  scope: Scope
}

/** Where a request came from, for the audit entry. */
export type Origin = { ip: string; userAgent: string; requestId: string; sessionId: string | null }

/**
 * What a use case may touch. Built once per request or job. `root` is only for `transact`, which gives the
 * use case a `Work`: the same with `db`, a transaction within the actor's scope.
 */
export type Ctx = {
  root: Kysely<Database>
  db?: Kysely<Database>
  now: Date
  actor: Actor
  origin: Origin
  /** Seals personal data at rest. */
  box: SecretBox
  /** Hands work to the workers in the same transaction. */
  queue: Queue
  /** Demonstration data: said on every page and in every export. */
  demo: boolean
  /** The address under which emulated platforms answer instead of the real ones; only in a demonstration. */
  standIn?: string | undefined
}
export type Work = Ctx & { db: Kysely<Database> }

/** The actor of jobs and of the command line. */
const systemActor: Actor = {
  userId: null,
  username: 'system',
  name: '系统',
  unitId: null,
  unitName: '系统',
  unitKind: null,
  regionCode: null,
  duties: [],
  scope: { kind: 'system' },
}

/** The parts of a context that are the same for every request and job of a process. */
export type Ground = Pick<Ctx, 'root' | 'box' | 'queue' | 'demo' | 'standIn'>

export function systemCtx(ground: Ground, now: Date): Ctx {
  return { ...ground, now, actor: systemActor, origin: { ip: '', userAgent: 'system', requestId: '', sessionId: null } }
}
