import type { Ctx } from '../core/context.ts'
import { transact } from '../db/transact.ts'
import { permissionsOf } from '../units/permissions.rules.ts'
import { personOf } from './actor.service.ts'
import type { Person } from './actor.store.ts'
import type { Me } from './identity.contract.ts'
import { idleMinutes } from './session.rules.ts'
import type { SessionFacts } from './session.service.ts'

/** The signed-in person as the console needs it. */
export async function whoIsSignedIn(ctx: Ctx, session: SessionFacts): Promise<Me> {
  const person = await transact(ctx, (work) => personOf(work, ctx.actor.userId ?? ''))
  return meOf(ctx, person, session)
}

export function meOf(ctx: Ctx, person: Person, session: SessionFacts): Me {
  return {
    id: person.id,
    username: person.username,
    name: person.name,
    unit: {
      id: person.unit_id,
      name: person.unit_name,
      kind: person.unit_kind,
      regionCode: person.region_code,
      regionName: person.region_name,
    },
    duties: person.duties,
    permissions: permissionsOf(person.duties),
    mustChangePassword: session.mustChangePassword,
    secondFactor: person.totp_enabled_at !== null,
    csrfToken: session.csrfToken,
    idleMinutes,
    expiresAt: session.expiresAt.toISOString(),
    demo: ctx.demo,
  }
}
