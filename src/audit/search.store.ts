import { sql } from 'kysely'
import type { Db } from '../db/transact.ts'

export type AuditQuery = {
  from: Date | null
  before: Date | null
  username?: string | undefined
  unitId?: string | undefined
  action?: string | undefined
  subjectType?: string | undefined
  subjectId?: string | undefined
  text?: string | undefined
}

/** Entries that fit, newest first, at most `limit` of them older than `below`. Row security keeps to the auditor's region. */
export function searchEntries(db: Db, query: AuditQuery, page: { below: number | null; limit: number }) {
  let found = db.selectFrom('audit_entry').selectAll()
  if (query.from) found = found.where('at', '>=', query.from)
  if (query.before) found = found.where('at', '<', query.before)
  if (query.username) found = found.where('username', '=', query.username)
  if (query.unitId) found = found.where('unit_id', '=', query.unitId)
  if (query.action?.endsWith('.')) found = found.where(sql<boolean>`starts_with(action, ${query.action})`)
  else if (query.action) found = found.where('action', '=', query.action)
  if (query.subjectType) found = found.where('subject_type', '=', query.subjectType)
  if (query.subjectId) found = found.where('subject_id', '=', query.subjectId)
  if (query.text) found = found.where(sql<boolean>`position(${query.text} in title) > 0`)
  if (page.below !== null) found = found.where('seq', '<', page.below)
  return found.orderBy('seq', 'desc').limit(page.limit).execute()
}

export function findEntry(db: Db, seq: number) {
  return db.selectFrom('audit_entry').selectAll().where('seq', '=', seq).executeTakeFirst()
}
