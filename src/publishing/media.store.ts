import { type Insertable, type Selectable, sql } from 'kysely'
import type { MediaTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'

export type StoredMedia = Selectable<MediaTable>

export async function addMediaRow(db: Db, row: Insertable<MediaTable>): Promise<void> {
  await db.insertInto('media').values(row).execute()
}

/** Also one that was removed from the store: manuscripts of before still show it. */
export function findMediaRow(db: Db, id: string): Promise<StoredMedia | undefined> {
  return db.selectFrom('media').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function changeMedia(db: Db, id: string, change: { alt?: string; removed_at?: Date }): Promise<void> {
  await db.updateTable('media').set(change).where('id', '=', id).execute()
}

type Question = { kind?: StoredMedia['kind'] | undefined; q?: string | undefined; hostUnitId?: string | undefined }

/** The newest first. */
export function listMediaRows(
  db: Db,
  { kind, q, hostUnitId }: Question,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<StoredMedia[]> {
  return db
    .selectFrom('media')
    .selectAll()
    .where('removed_at', 'is', null)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'picture'))
    .$if(hostUnitId !== undefined, (query) => query.where('host_unit_id', '=', hostUnitId ?? ''))
    .$if(q !== undefined && q !== '', (query) =>
      query.where(sql<boolean>`(strpos(name, ${q}) > 0 or strpos(alt, ${q}) > 0)`),
    )
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** The title of a manuscript or the name of a template of the unit that shows it; undefined when none does. */
export async function userOf(db: Db, media: Pick<StoredMedia, 'id' | 'host_unit_id'>): Promise<string | undefined> {
  const { rows } = await sql<{ title: string }>`
    select title from draft where host_unit_id = ${media.host_unit_id} and state <> 'discarded'
      and strpos(content::text, ${media.id}) > 0
    union all
    select name as title from draft_template where host_unit_id = ${media.host_unit_id} and state = 'active'
      and strpos(content::text, ${media.id}) > 0
    limit 1`.execute(db)
  return rows[0]?.title
}
