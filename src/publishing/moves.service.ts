import type { Updateable } from 'kysely'
import type { Work } from '../core/context.ts'
import { newId } from '../core/ids.ts'
import type { PublicationTable } from '../db/schema.ts'
import { json } from '../db/sql.ts'
import { type PublicationAction, publicationAfter } from './publication.rules.ts'
import { addEvent, changePublication, type PublicationRow } from './publications.store.ts'

/**
 * Moves a publication that the caller has locked, by the table of its life, and keeps what happened among its events.
 * Refuses a move that the table does not have.
 */
export async function movePublication(
  work: Work,
  row: PublicationRow,
  given: {
    action: PublicationAction
    title: string
    detail?: unknown
    change?: Omit<Updateable<PublicationTable>, 'state' | 'version'>
  },
): Promise<void> {
  const state = publicationAfter(row.state, given.action)
  await changePublication(work.db, row.id, { ...given.change, state, version: row.version + 1 })
  await noteEvent(work, row.id, { kind: given.action, title: given.title, detail: given.detail })
}

export function noteEvent(
  work: Work,
  publicationId: string,
  given: { kind: string; title: string; detail?: unknown },
): Promise<void> {
  return addEvent(work.db, {
    id: newId(),
    publication_id: publicationId,
    kind: given.kind,
    title: given.title,
    detail: json(given.detail ?? {}),
    actor_name: work.actor.name,
    at: work.now,
  })
}
