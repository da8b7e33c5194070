import type { Work } from '../core/context.ts'
import { asSystem } from '../db/transact.ts'
import type { Duty } from '../units/duties.rules.ts'
import { peopleOfUnit as find } from './notices.store.ts'

/** The active people of a body who hold one of these duties, whoever asks; for telling them. */
export function peopleOfUnit(work: Work, unitId: string, duties: readonly Duty[]): Promise<string[]> {
  return asSystem(work, ({ db }) => find(db, unitId, duties))
}
