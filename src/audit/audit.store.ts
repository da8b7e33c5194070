import type { Insertable, Selectable } from 'kysely'
import type { AuditEntryTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'

/** Locks the end of the chain until this transaction ends: entries are added one after another. */
export function lockHead(db: Db) {
  return db.selectFrom('audit_head').selectAll().forUpdate().executeTakeFirstOrThrow()
}

export async function addEntry(db: Db, entry: Insertable<AuditEntryTable>): Promise<void> {
  await db.insertInto('audit_entry').values(entry).execute()
  await db.updateTable('audit_head').set({ seq: entry.seq, hash: entry.hash }).execute()
}

export type AuditRow = Selectable<AuditEntryTable>
