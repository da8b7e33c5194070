import { sql } from 'kysely'
import type { Db } from '../db/transact.ts'

/** `from`, `until`: the first instant of the first day, and that after the last. `first`, `last`: the days themselves. */
export type CalendarQuestion = {
  from: Date
  until: Date
  first: string
  last: string
  hostUnitId: string | undefined
  limit: number
}

export function campaignsBetween(db: Db, { first, last, hostUnitId, limit }: CalendarQuestion) {
  return db
    .selectFrom('campaign')
    .select(['id', 'name', 'starts_on', 'ends_on'])
    .where('state', '=', 'active')
    .where(sql<boolean>`starts_on <= ${last}::date and ends_on >= ${first}::date`)
    .$if(hostUnitId !== undefined, (query) => query.where('host_unit_id', '=', hostUnitId ?? ''))
    .orderBy('starts_on')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Manuscripts planned for a time that have not gone out yet: what has is told by its publications. */
export function draftsBetween(db: Db, { from, until, hostUnitId, limit }: CalendarQuestion) {
  return db
    .selectFrom('draft')
    .select(['id', 'title', 'state', 'scheduled_at'])
    .where('scheduled_at', '>=', from)
    .where('scheduled_at', '<', until)
    .where('state', 'not in', ['discarded', 'published'])
    .$if(hostUnitId !== undefined, (query) => query.where('host_unit_id', '=', hostUnitId ?? ''))
    .orderBy('scheduled_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

export function publicationsBetween(db: Db, { from, until, hostUnitId, limit }: CalendarQuestion) {
  return db
    .selectFrom('publication')
    .select(['id', 'title', 'state', 'scheduled_at', 'published_at', 'account_name', 'platform'])
    .where('scheduled_at', '>=', from)
    .where('scheduled_at', '<', until)
    .where('state', '<>', 'cancelled')
    .$if(hostUnitId !== undefined, (query) => query.where('host_unit_id', '=', hostUnitId ?? ''))
    .orderBy('scheduled_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}
