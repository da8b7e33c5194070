import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { LexiconChangeTable } from '../db/schema.ts'
import { json } from '../db/sql.ts'
import type { Db } from '../db/transact.ts'
import type { ChangeState, EntryFacts, EntryKind, ItemAction } from './entry-kinds.rules.ts'
import type { Layer } from './layers.rules.ts'

export type ChangeRow = Selectable<LexiconChangeTable> & { region_name: string | null; unit_name: string | null }

/** One entry of a change: `before` is what was in force when it was proposed, with its version. */
export type Item = {
  entryId: string
  action: ItemAction
  title: string
  before: (EntryFacts & { version: number }) | null
  after: EntryFacts | null
}

export async function addChange(db: Db, row: Insertable<LexiconChangeTable>): Promise<void> {
  await db
    .insertInto('lexicon_change')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** Puts items after the ones that the change has. */
export async function addItems(db: Db, changeId: string, items: readonly Item[]): Promise<void> {
  if (items.length === 0) return
  const rows = items.map(({ entryId, ...item }) => ({ entry_id: entryId, ...item }))
  await sql`insert into lexicon_change_item (change_id, n, entry_id, action, title, before, after)
    select ${changeId}::uuid,
      (select coalesce(max(n), 0) from lexicon_change_item where change_id = ${changeId}::uuid)
        + row_number() over (order by ordinality),
      (x->>'entry_id')::uuid, x->>'action', x->>'title', nullif(x->'before', 'null'), nullif(x->'after', 'null')
    from jsonb_array_elements(${json(rows)}::jsonb) with ordinality as t (x, ordinality)`.execute(db)
}

export async function countItems(
  db: Db,
  changeId: string,
): Promise<{ count: number; grave: boolean; hintsOnly: boolean }> {
  const row = await db
    .selectFrom('lexicon_change_item')
    .select(sql<number>`count(*)::int`.as('count'))
    .select(
      sql<boolean>`coalesce(bool_or('grave' in (coalesce(after->>'severity', ''), coalesce(before->>'severity', ''))), false)`.as(
        'grave',
      ),
    )
    .select(
      sql<boolean>`coalesce(bool_and(coalesce(after->>'severity', 'hint') = 'hint' and coalesce(before->>'severity', 'hint') = 'hint'), false)`.as(
        'hintsOnly',
      ),
    )
    .where('change_id', '=', changeId)
    .executeTakeFirst()
  return row ?? { count: 0, grave: false, hintsOnly: false }
}

type Filter = {
  state?: ChangeState | undefined
  kind?: readonly EntryKind[] | undefined
  q?: string | undefined
}

export function listChanges(db: Db, filter: Filter, page: { before: string | undefined; limit: number }) {
  const like = `%${(filter.q ?? '').replace(/[\\%_]/g, '\\$&')}%`
  return named(db)
    .$if(filter.state !== undefined, (q) => q.where('c.state', '=', filter.state ?? 'proposed'))
    .$if(filter.kind !== undefined && filter.kind.length > 0, (q) => q.where('c.kind', 'in', filter.kind ?? []))
    .$if(filter.q !== undefined && filter.q !== '', (q) =>
      q.where((eb) => eb.or([eb('c.title', 'ilike', like), eb('c.reason', 'ilike', like)])),
    )
    .$if(page.before !== undefined, (q) => q.where('c.id', '<', page.before ?? ''))
    .orderBy('c.id', 'desc')
    .limit(page.limit)
    .execute()
}

export function findChange(db: Db, id: string): Promise<ChangeRow | undefined> {
  return named(db).where('c.id', '=', id).executeTakeFirst()
}

function named(db: Db) {
  return db
    .selectFrom('lexicon_change as c')
    .leftJoin('region', 'region.path', 'c.region_path')
    .leftJoin('unit', 'unit.id', 'c.unit_id')
    .selectAll('c')
    .select(['region.name as region_name', 'unit.name as unit_name'])
}

export function itemsOf(db: Db, changeId: string, page: { after: number; limit: number }) {
  return db
    .selectFrom('lexicon_change_item')
    .selectAll()
    .where('change_id', '=', changeId)
    .where('n', '>', page.after)
    .orderBy('n')
    .limit(page.limit)
    .execute()
}

/** Moves a change on if nobody was quicker: it still has the state and version that the caller saw. */
export async function moveChange(
  db: Db,
  at: { id: string; from: ChangeState; version: number },
  change: Updateable<LexiconChangeTable>,
): Promise<boolean> {
  const result = await db
    .updateTable('lexicon_change')
    .set({ ...change, version: at.version + 1 })
    .where('id', '=', at.id)
    .where('state', '=', at.from)
    .where('version', '=', at.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** What a change is told without being moved: its size, its replay. */
export async function noteChange(db: Db, id: string, change: Updateable<LexiconChangeTable>): Promise<boolean> {
  const result = await db.updateTable('lexicon_change').set(change).where('id', '=', id).executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function nextEffect(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select nextval('lexicon_effect_seq')::int as n`.execute(db)
  return rows[0]?.n ?? 0
}

/** Items that no longer fit what is stored: an entry that has since been added, changed or stopped. */
export async function conflicts(db: Db, changeId: string, layer: Layer): Promise<string[]> {
  const { rows } = await sql<{ title: string }>`
    select i.title from lexicon_change_item i
    left join lexicon_entry e on e.id = i.entry_id
    where i.change_id = ${changeId}::uuid and case
      when i.action = 'add' then false
      else e.id is null or e.state <> 'active' or e.version <> (i.before->>'version')::int end
    union all
    select i.title from lexicon_change_item i
    join lexicon_entry e on e.state = 'active' and e.region_path = ${layer.regionPath}
      and e.unit_id is not distinct from ${layer.unitId}::uuid
      and e.kind = i.after->>'kind' and md5(e.key) = md5(i.after->>'key') and e.id <> i.entry_id
    where i.change_id = ${changeId}::uuid
    limit 5`.execute(db)
  return rows.map(({ title }) => title)
}

/** Puts a change into force, all of it. An entry of a day gone by begins today. */
export async function applyItems(db: Db, changeId: string, at: { now: Date; today: string }): Promise<void> {
  const { now, today } = at
  await sql`insert into lexicon_entry (id, region_path, unit_id, kind, key, title, list, severity, category, payload,
      from_on, until_on, created_at, updated_at)
    select i.entry_id, c.region_path, c.unit_id, i.after->>'kind', i.after->>'key', i.after->>'title', i.after->>'list',
      i.after->>'severity', i.after->>'category', i.after->'payload',
      greatest((i.after->>'from')::date, ${today}::date),
      case when i.after->>'until' is not null then greatest((i.after->>'until')::date, ${today}::date) end, ${now}, ${now}
    from lexicon_change_item i join lexicon_change c on c.id = i.change_id
    where i.change_id = ${changeId}::uuid and i.action = 'add' order by i.n`.execute(db)
  await sql`update lexicon_entry e set key = i.after->>'key', title = i.after->>'title', list = i.after->>'list',
      severity = i.after->>'severity', category = i.after->>'category', payload = i.after->'payload',
      from_on = (i.after->>'from')::date, until_on = (i.after->>'until')::date,
      version = e.version + 1, updated_at = ${now}
    from lexicon_change_item i
    where i.change_id = ${changeId}::uuid and i.action = 'edit' and e.id = i.entry_id`.execute(db)
  await sql`update lexicon_entry e set state = 'stopped', version = e.version + 1, updated_at = ${now}
    from lexicon_change_item i
    where i.change_id = ${changeId}::uuid and i.action = 'stop' and e.id = i.entry_id`.execute(db)
}

/** What was ever proposed about an entry, the newest first. */
export function historyOf(db: Db, entryId: string) {
  return db
    .selectFrom('lexicon_change_item as i')
    .innerJoin('lexicon_change as c', 'c.id', 'i.change_id')
    .select([
      'c.id',
      'i.action',
      'c.state',
      'c.reason',
      'c.proposed_by',
      'c.proposed_at',
      'c.decided_by',
      'c.decided_at',
      'i.before',
      'i.after',
    ])
    .where('i.entry_id', '=', entryId)
    .orderBy('c.id', 'desc')
    .limit(200)
    .execute()
}
