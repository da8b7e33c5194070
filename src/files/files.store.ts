import type { Insertable, Selectable } from 'kysely'
import type { FileObjectTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'
import type { FilePurpose } from './files.rules.ts'

export type FileRow = Selectable<FileObjectTable>

export async function addFile(db: Db, file: Insertable<FileObjectTable>): Promise<void> {
  await db.insertInto('file_object').values(file).execute()
}

export async function addPiece(db: Db, fileId: string, n: number, bytes: Uint8Array): Promise<void> {
  await db.insertInto('file_piece').values({ file_id: fileId, n, bytes }).execute()
}

export async function closeFile(db: Db, id: string, written: { size: number; sha256: string }): Promise<void> {
  await db.updateTable('file_object').set(written).where('id', '=', id).execute()
}

/** A file that the actor may see: row-level security shows their own, and evidence of findings in their scope. */
export function findFile(db: Db, id: string, now: Date): Promise<FileRow | undefined> {
  return db
    .selectFrom('file_object')
    .selectAll()
    .where('id', '=', id)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .executeTakeFirst()
}

export async function findPiece(db: Db, fileId: string, n: number): Promise<Uint8Array | undefined> {
  const piece = await db
    .selectFrom('file_piece')
    .select('bytes')
    .where('file_id', '=', fileId)
    .where('n', '=', n)
    .executeTakeFirst()
  return piece?.bytes
}

type Page = { ownerId: string; purpose: FilePurpose | undefined; before: string | undefined; now: Date; limit: number }

/** A person's own files, newest first. */
export function ownFiles(db: Db, { ownerId, purpose, before, now, limit }: Page): Promise<FileRow[]> {
  return db
    .selectFrom('file_object')
    .selectAll()
    .where('owner_user_id', '=', ownerId)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .$if(purpose !== undefined, (qb) => qb.where('purpose', '=', purpose as FilePurpose)) // $if has checked it
    .$if(before !== undefined, (qb) => qb.where('id', '<', before as string))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function deleteFile(db: Db, id: string): Promise<void> {
  await db.deleteFrom('file_object').where('id', '=', id).execute()
}

/** Removes files past their time that nothing refers to; gives how many. */
export async function deleteExpired(db: Db, now: Date): Promise<number> {
  const gone = await db
    .deleteFrom('file_object')
    .where('expires_at', '<=', now)
    .where('purpose', '<>', 'evidence')
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}
