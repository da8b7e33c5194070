import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { DraftCheckTable, DraftPrecheckTable, DraftTable, DraftVersionTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'

export type StoredDraft = Selectable<DraftTable>
export type StoredVersion = Selectable<DraftVersionTable>

/** The manuscript, if the actor may see it; locked until the transaction ends. */
export function lockDraft(db: Db, id: string): Promise<StoredDraft | undefined> {
  return db.selectFrom('draft').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export function findDraft(db: Db, id: string) {
  return db
    .selectFrom('draft')
    .innerJoin('unit', 'unit.id', 'draft.host_unit_id')
    .selectAll('draft')
    .select('unit.name as host_unit_name')
    .where('draft.id', '=', id)
    .executeTakeFirst()
}
export type NamedDraft = NonNullable<Awaited<ReturnType<typeof findDraft>>>

export async function nextNumber(db: Db, year: string): Promise<string> {
  const { rows } = await sql<{ n: number }>`select nextval('draft_seq') as n`.execute(db)
  return `稿〔${year}〕${String(rows[0]?.n ?? 0).padStart(6, '0')}号`
}

export async function addDraftRow(db: Db, row: Insertable<DraftTable>): Promise<void> {
  await db.insertInto('draft').values(row).execute()
}

export async function changeDraft(db: Db, id: string, change: Updateable<DraftTable>): Promise<void> {
  await db.updateTable('draft').set(change).where('id', '=', id).execute()
}

/** A host unit that the actor may write for: row security shows her own, and to a contractor those under contract. */
export function findHost(db: Db, id: string) {
  return db
    .selectFrom('unit')
    .select(['id', 'name', 'region_path', 'active'])
    .where('id', '=', id)
    .where('kind', '=', 'hostUnit')
    .executeTakeFirst()
}

export function lastVersion(db: Db, draftId: string): Promise<StoredVersion | undefined> {
  return db
    .selectFrom('draft_version')
    .selectAll()
    .where('draft_id', '=', draftId)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function addVersion(db: Db, row: Insertable<DraftVersionTable>): Promise<void> {
  await db.insertInto('draft_version').values(row).execute()
}

export async function changeVersion(
  db: Db,
  { draftId, n }: { draftId: string; n: number },
  change: Updateable<DraftVersionTable>,
): Promise<void> {
  await db.updateTable('draft_version').set(change).where('draft_id', '=', draftId).where('n', '=', n).execute()
}

/** What the content of a unit's manuscript may refer to: its media, and its accounts. */
export function mediaOf(db: Db, hostUnitId: string, ids: readonly string[]) {
  if (ids.length === 0) return Promise.resolve([])
  return db
    .selectFrom('media')
    .select(['id', 'kind', 'name', 'sha256', 'size'])
    .where('host_unit_id', '=', hostUnitId)
    .where('removed_at', 'is', null)
    .where('id', 'in', ids)
    .execute()
}

export function accountsOf(db: Db, hostUnitId: string) {
  return db
    .selectFrom('account')
    .leftJoin('platform_connection', 'platform_connection.account_id', 'account.id')
    .select(['account.id', 'account.name', 'account.platform', 'account.variant', 'account.state'])
    .select(['platform_connection.state as connection', 'platform_connection.link_domain'])
    .where('account.host_unit_id', '=', hostUnitId)
    .where('account.state', '!=', 'closed')
    .orderBy('account.platform')
    .orderBy('account.ledger_no')
    .execute()
}

/** A series and a topic of the unit in which a manuscript may stand. */
export async function placesOf(
  db: Db,
  hostUnitId: string,
  given: { columnId: string | null; campaignId: string | null },
) {
  const find = (table: 'content_column' | 'campaign', id: string | null) =>
    id === null
      ? null
      : db
          .selectFrom(table)
          .select(['id', 'state'])
          .where('id', '=', id)
          .where('host_unit_id', '=', hostUnitId)
          .executeTakeFirst()
  return {
    column: await find('content_column', given.columnId),
    campaign: await find('campaign', given.campaignId),
  }
}

export function findTemplate(db: Db, id: string, hostUnitId: string) {
  return db
    .selectFrom('draft_template')
    .select(['content', 'name'])
    .where('id', '=', id)
    .where('host_unit_id', '=', hostUnitId)
    .where('state', '=', 'active')
    .executeTakeFirst()
}

export function prechecksOf(db: Db, draftId: string) {
  return db
    .selectFrom('draft_precheck')
    .selectAll()
    .where('draft_id', '=', draftId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

export async function countPublications(db: Db, draftId: string): Promise<number> {
  const row = await db
    .selectFrom('publication')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('draft_id', '=', draftId)
    .executeTakeFirst()
  return row?.count ?? 0
}

/** The review of a manuscript, if the actor may see it. */
export function reviewOf(db: Db, draftId: string) {
  return db
    .selectFrom('review')
    .select(['id', 'state', 'step', 'steps'])
    .where('subject_type', '=', 'draft')
    .where('subject_id', '=', draftId)
    .executeTakeFirst()
}

export function findCheck(db: Db, { draftId, hash }: { draftId: string; hash: string }) {
  return db
    .selectFrom('draft_check')
    .selectAll()
    .where('draft_id', '=', draftId)
    .where('hash', '=', hash)
    .executeTakeFirst()
}

export async function keepCheck(db: Db, row: Insertable<DraftCheckTable>): Promise<void> {
  const { lexicon_version, findings, checked_at } = row
  await db
    .insertInto('draft_check')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['draft_id', 'hash']).doUpdateSet({ lexicon_version, findings, checked_at }),
    )
    .execute()
}

/** Names by id, also of accounts that have closed. */
export async function accountNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('account').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Names by id, also of media that have been removed. */
export async function mediaNames(db: Db, hostUnitId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('media')
    .select(['id', 'name'])
    .where('host_unit_id', '=', hostUnitId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export async function addPrecheck(db: Db, row: Insertable<DraftPrecheckTable>): Promise<void> {
  await db.insertInto('draft_precheck').values(row).execute()
}
