import { beijingDay } from '../core/clock.rules.ts'
import type { Actor, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { asSystem } from '../db/transact.ts'
import { scopeOf } from '../units/scope.rules.ts'
import { findPerson, type Person } from './actor.store.ts'

/** The user as an actor with the scope of today; refuses one who, or whose unit, has been disabled. */
export async function actorOf(work: Work, userId: string): Promise<Actor> {
  const person = await personOf(work, userId)
  return toActor(person)
}

/** What is known of a user who may sign in. */
export async function personOf(work: Work, userId: string): Promise<Person> {
  const person = await asSystem(work, ({ db, now }) => findPerson(db, userId, beijingDay(now)))
  if (!person?.active || !person.unit_active) throw new AppError('USER_DISABLED')
  return person
}

/** A contractor without a contract and an NDA in force sees nothing (§5.2.5). */
export function toActor(person: Person): Actor {
  const unit = {
    id: person.unit_id,
    kind: person.unit_kind,
    regionPath: person.region_path,
    industry: person.unit_industry,
  }
  const entrusted = person.unit_kind !== 'contractor' || person.has_contract
  return {
    userId: person.id,
    username: person.username,
    name: person.name,
    unitId: person.unit_id,
    unitName: person.unit_name,
    unitKind: person.unit_kind,
    regionCode: person.region_code,
    duties: person.duties,
    scope: entrusted ? scopeOf(unit) : { kind: 'none' },
  }
}
