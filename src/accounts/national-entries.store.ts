import { type Insertable, type Selectable, type SqlBool, sql } from 'kysely'
import type { NationalEntryTable, NationalListTable } from '../db/schema.ts'
import { json } from '../db/sql.ts'
import type { Db } from '../db/transact.ts'

export type StoredEntry = Selectable<NationalEntryTable>

/** Accounts of a region that may be meant by rows with these IDs or names. Ask as the system: its plan may use the index of plain names. */
export async function possibleAccounts(
  db: Db,
  given: { regionPath: string; ids: readonly string[]; names: readonly string[] },
) {
  const { regionPath, ids, names } = given
  const found = await sql<{
    id: string
    platform: StoredEntry['platform']
    name: string
    platform_account_id: string | null
    host_name: string | null
    host_short_name: string | null
    region_path: string
    closed: boolean
  }>`
    select a.id, a.platform, a.name, a.platform_account_id, u.name as host_name, u.short_name as host_short_name,
      a.region_path, a.state = 'closed' as closed
    from account a left join unit u on u.id = a.host_unit_id
    where starts_with(a.region_path, ${regionPath})
      and (lower(a.platform_account_id) = any(${ids.map((id) => id.toLowerCase())}::text[])
        or plain_name(a.name) in (select plain_name(n) from unnest(${[...names]}::text[]) n))
    order by a.id`.execute(db)
  return found.rows
}

/** The bodies of these full names in a region; a name that several have is nobody's. */
export async function bodiesNamed(db: Db, regionPath: string, names: readonly string[]) {
  const found = await sql<{ id: string; name: string; region_path: string }>`
    select min(id::text) as id, name, min(region_path) as region_path from unit
    where kind <> 'contractor' and starts_with(region_path, ${regionPath}) and name = any(${[...names]}::text[])
    group by name having count(*) = 1`.execute(db)
  return new Map(found.rows.map((row) => [row.name, row]))
}

export function entriesKeyed(db: Db, listRegionPath: string, keys: readonly string[]): Promise<StoredEntry[]> {
  return db
    .selectFrom('national_entry')
    .selectAll()
    .where('list_region_path', '=', listRegionPath)
    .where(sql<SqlBool>`entry_key = any(${[...keys]}::text[])`)
    .execute()
}

/** The list of an import, made with its first rows. */
export async function openList(db: Db, list: Insertable<NationalListTable>): Promise<void> {
  await db
    .insertInto('national_list')
    .values(list)
    .onConflict((oc) => oc.column('id').doNothing())
    .execute()
}

export async function fileNameOf(db: Db, batchId: string): Promise<string> {
  const batch = await db.selectFrom('import_batch').select('file_name').where('id', '=', batchId).executeTakeFirst()
  return batch?.file_name ?? '核对名单'
}

type NewEntry = Omit<Insertable<NationalEntryTable>, 'dismissed_at' | 'dismissed_by' | 'dismissed_reason' | 'gone_at'>

/** Writes the rows of a list over what an earlier list said of the same accounts; what people decided stays. */
export async function putEntries(db: Db, entries: readonly NewEntry[]): Promise<void> {
  for (let at = 0; at < entries.length; at += 500) {
    await db
      .insertInto('national_entry')
      .values(entries.slice(at, at + 500))
      .onConflict((oc) =>
        oc.columns(['list_region_path', 'entry_key']).doUpdateSet((eb) => ({
          list_id: eb.ref('excluded.list_id'),
          name: eb.ref('excluded.name'),
          variant: eb.ref('excluded.variant'),
          platform_account_id: eb.ref('excluded.platform_account_id'),
          host_name: eb.ref('excluded.host_name'),
          certified_body: eb.ref('excluded.certified_body'),
          opened_on: eb.ref('excluded.opened_on'),
          url: eb.ref('excluded.url'),
          account_contact_name: eb.ref('excluded.account_contact_name'),
          account_contact_phone_cipher: eb.ref('excluded.account_contact_phone_cipher'),
          account_contact_phone_mask: eb.ref('excluded.account_contact_phone_mask'),
          unit_contact_name: eb.ref('excluded.unit_contact_name'),
          unit_contact_phone_cipher: eb.ref('excluded.unit_contact_phone_cipher'),
          unit_contact_phone_mask: eb.ref('excluded.unit_contact_phone_mask'),
          status: eb.ref('excluded.status'),
          account_id: eb.ref('excluded.account_id'),
          host_unit_id: eb.ref('excluded.host_unit_id'),
          region_path: eb.ref('excluded.region_path'),
          candidates: eb.ref('excluded.candidates'),
          gone_at: null,
          seen_at: eb.ref('excluded.seen_at'),
        })),
      )
      .execute()
  }
}

/** After a complete list: what it does not have is gone there. Gives the accounts that were meant. */
export async function markGone(
  db: Db,
  given: { regionPath: string; listId: string; now: Date },
): Promise<{ gone: number; accountIds: string[] }> {
  const gone = await db
    .updateTable('national_entry')
    .set({ gone_at: given.now })
    .where('gone_at', 'is', null)
    .where('list_id', '<>', given.listId)
    .where(sql<SqlBool>`starts_with(list_region_path, ${given.regionPath})`)
    .returning('account_id')
    .execute()
  return { gone: gone.length, accountIds: gone.flatMap((row) => row.account_id ?? []) }
}

export async function closeList(db: Db, id: string, goneCount: number): Promise<void> {
  await db
    .updateTable('national_list')
    .set({
      gone_count: goneCount,
      entry_count: sql<number>`(select count(*)::integer from national_entry where list_id = ${id})`,
    })
    .where('id', '=', id)
    .execute()
}

export function lockEntry(db: Db, id: string): Promise<StoredEntry | undefined> {
  return db.selectFrom('national_entry').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function changeEntry(
  db: Db,
  id: string,
  change: Partial<
    Pick<
      StoredEntry,
      'account_id' | 'candidates' | 'region_path' | 'dismissed_at' | 'dismissed_by' | 'dismissed_reason'
    >
  >,
): Promise<void> {
  await db.updateTable('national_entry').set(change).where('id', '=', id).execute()
}

/** Entries that belonged to nobody and mean one of these new accounts: by ID, or by name and host. */
export async function linkEntered(db: Db, accountIds: readonly string[]): Promise<void> {
  const ids = json(accountIds)
  await sql`
    with fresh as (
      select a.id, a.platform, a.platform_account_id, plain_name(a.name) as plain, a.region_path, u.name as host, u.short_name as host_short
      from account a left join unit u on u.id = a.host_unit_id
      where a.id in (select value::uuid from jsonb_array_elements_text(${ids}::jsonb))
    ), open as (select * from national_entry where account_id is null and gone_at is null)
    update national_entry e set account_id = found.account_id, region_path = found.region_path, candidates = '{}'
    from (
      select o.id, f.id as account_id, f.region_path from open o join fresh f
        on o.platform = f.platform and lower(o.platform_account_id) = lower(f.platform_account_id)
      union
      select o.id, f.id, f.region_path from open o join fresh f on o.platform = f.platform and plain_name(o.name) = f.plain
        and plain_name(o.host_name) in (plain_name(f.host), plain_name(f.host_short))
    ) as found
    where e.id = found.id`.execute(db)
}

type EntryFilter = {
  kind: 'onlyThere' | 'ambiguous' | 'dismissed'
  q?: string | undefined
  regionPath?: string | undefined
}

function openEntries(db: Db, { kind, q, regionPath }: EntryFilter) {
  const like = `%${(q ?? '').replace(/[\\%_]/g, '\\$&')}%`
  return db
    .selectFrom('national_entry')
    .where('national_entry.account_id', 'is', null)
    .where('gone_at', 'is', null)
    .where('dismissed_at', kind === 'dismissed' ? 'is not' : 'is', null)
    .$if(kind === 'ambiguous', (qb) => qb.where(sql<SqlBool>`cardinality(candidates) > 0`))
    .$if(q !== undefined && q !== '', (qb) =>
      qb.where((eb) =>
        eb.or([
          eb('national_entry.name', 'ilike', like),
          eb('host_name', 'ilike', like),
          eb('national_entry.platform_account_id', 'ilike', like),
        ]),
      ),
    )
    .$if(regionPath !== undefined, (qb) =>
      qb.where(sql<SqlBool>`starts_with(national_entry.region_path, ${regionPath ?? ''})`),
    )
}

export function listEntries(db: Db, filter: EntryFilter, page: { after: string | undefined; limit: number }) {
  return openEntries(db, filter)
    .innerJoin('national_list', 'national_list.id', 'national_entry.list_id')
    .selectAll('national_entry')
    .select(['national_list.file_name', 'national_list.listed_on'])
    .$if(page.after !== undefined, (qb) => qb.where('national_entry.id', '>', page.after ?? ''))
    .orderBy('national_entry.id')
    .limit(page.limit)
    .execute()
}

export async function countEntries(db: Db, filter: EntryFilter): Promise<number> {
  const found = await openEntries(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirst()
  return found?.count ?? 0
}

/** Accounts that an ambiguous entry may mean, as a person tells them apart. */
export function candidateAccounts(db: Db, ids: readonly string[]) {
  return db
    .selectFrom('account')
    .leftJoin('unit', 'unit.id', 'account.host_unit_id')
    .select([
      'account.id',
      'account.ledger_no',
      'account.name',
      'account.platform',
      'account.platform_account_id',
      'account.region_path',
    ])
    .select('unit.name as host_name')
    .where(sql<SqlBool>`account.id = any(${[...ids]}::uuid[])`)
    .orderBy('account.ledger_no')
    .execute()
}

export function newestList(db: Db) {
  return db.selectFrom('national_list').selectAll().orderBy('imported_at', 'desc').limit(1).executeTakeFirst()
}
