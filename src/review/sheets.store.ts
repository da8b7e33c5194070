import { type Insertable, type Selectable, sql } from 'kysely'
import type { FindingReleaseTable, ReviewSheetTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'

export type StoredSheet = Selectable<ReviewSheetTable>

export async function addSheet(db: Db, sheet: Insertable<ReviewSheetTable>): Promise<void> {
  await db.insertInto('review_sheet').values(sheet).execute()
}

export async function addReleases(db: Db, releases: readonly Insertable<FindingReleaseTable>[]): Promise<void> {
  if (releases.length > 0) await db.insertInto('finding_release').values(releases).execute()
}

/** Of a subject, the oldest first. */
export function sheetsOf(db: Db, subjectId: string): Promise<StoredSheet[]> {
  return db
    .selectFrom('review_sheet')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** What was let pass for exactly this content. */
export function releasesFor(db: Db, subjectId: string, hash: string) {
  return db
    .selectFrom('finding_release')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where('hash', '=', hash)
    .orderBy('id')
    .execute()
}

type ReleaseFilter = { from?: string | undefined; to?: string | undefined; q?: string | undefined }

/** What third reviewers let pass within the caller's scope. */
function releasesWithin(db: Db, { from, to, q }: ReleaseFilter) {
  return db
    .selectFrom('finding_release')
    .innerJoin('unit', 'unit.id', 'finding_release.host_unit_id')
    .$if(from !== undefined, (query) => query.where(sql<boolean>`finding_release.at >= ${from}::timestamptz`))
    .$if(to !== undefined, (query) => query.where(sql<boolean>`finding_release.at < ${to}::timestamptz`))
    .$if(q !== undefined && q !== '', (query) =>
      query.where(
        sql<boolean>`(strpos(finding_release.title, ${q}) > 0 or strpos(finding_release.reason, ${q}) > 0
          or strpos(finding_release.finding ->> 'text', ${q}) > 0 or strpos(unit.name, ${q}) > 0)`,
      ),
    )
}

/** One page of them, the newest first. */
export function releasePage(
  db: Db,
  filter: ReleaseFilter,
  { after, limit }: { after: readonly [string, string] | null; limit: number },
) {
  return releasesWithin(db, filter)
    .selectAll('finding_release')
    .select('unit.name as host_unit_name')
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(finding_release.at, finding_release.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`,
      ),
    )
    .orderBy('finding_release.at', 'desc')
    .orderBy('finding_release.id', 'desc')
    .limit(limit)
    .execute()
}

/** How many there are. */
export async function countReleases(db: Db, filter: ReleaseFilter): Promise<number> {
  const row = await releasesWithin(db, filter).select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  return row.count
}

/** Officers of the nearest supervising body over a region path: they hear of what was let pass. */
export function supervisorsOver(db: Db, regionPath: string): Promise<{ id: string }[]> {
  return db
    .selectFrom('app_user')
    .innerJoin('user_duty', 'user_duty.user_id', 'app_user.id')
    .select('app_user.id')
    .where('user_duty.duty', '=', 'supervisorOfficer')
    .where('app_user.active', '=', true)
    .where('app_user.unit_id', '=', (eb) =>
      eb
        .selectFrom('unit')
        .select('unit.id')
        .where('unit.kind', '=', 'supervisor')
        .where('unit.active', '=', true)
        .where(sql<boolean>`starts_with(${regionPath}, unit.region_path)`)
        .orderBy(sql`length(unit.region_path) desc`)
        .orderBy('unit.id')
        .limit(1),
    )
    .orderBy('app_user.id')
    .execute()
}
