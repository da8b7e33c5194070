import { type Selectable, sql } from 'kysely'
import type { LexiconEntryTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'
import type { EntryKind, EntryState } from './entry-kinds.rules.ts'
import type { Layer } from './layers.rules.ts'

export type EntryRow = Selectable<LexiconEntryTable> & { region_name: string | null; unit_name: string | null }

/** `seat`: where the reader sits, from which own, above and below are told. */
export type Question = {
  seat: Layer
  kind?: readonly EntryKind[] | undefined
  reach?: 'own' | 'above' | 'below' | undefined
  state?: EntryState | undefined
  severity?: readonly string[] | undefined
  category?: readonly string[] | undefined
  list?: string | undefined
  q?: string | undefined
  ids?: readonly string[] | undefined
}

function matching(db: Db, question: Question) {
  const { seat, kind, reach, state, severity, category, list, q, ids } = question
  const like = `%${(q ?? '').replace(/[\\%_]/g, '\\$&')}%`
  return db
    .selectFrom('lexicon_entry as e')
    .$if(kind !== undefined && kind.length > 0, (sel) => sel.where('e.kind', 'in', kind ?? []))
    .$if(reach !== undefined, (sel) => sel.where(reachOf(seat), '=', reach ?? 'own'))
    .$if(state !== undefined, (sel) => sel.where('e.state', '=', state ?? 'active'))
    .$if(severity !== undefined && severity.length > 0, (sel) =>
      sel.where(sql<boolean>`e.severity = any(${[...(severity ?? [])]}::text[])`),
    )
    .$if(category !== undefined && category.length > 0, (sel) =>
      sel.where(sql<boolean>`e.category = any(${[...(category ?? [])]}::text[])`),
    )
    .$if(list !== undefined && list !== '', (sel) => sel.where('e.list', '=', list ?? ''))
    .$if(q !== undefined && q !== '', (sel) =>
      sel.where((eb) => eb.or([eb('e.title', 'ilike', like), eb('e.list', 'ilike', like)])),
    )
    .$if(ids !== undefined, (sel) => sel.where(sql<boolean>`e.id = any(${[...(ids ?? [])]}::uuid[])`))
}

function reachOf({ regionPath, unitId }: Layer) {
  return sql<'own' | 'above' | 'below'>`case
    when e.region_path = ${regionPath} and e.unit_id is not distinct from ${unitId}::uuid then 'own'
    when e.unit_id is null and starts_with(${regionPath}, e.region_path) then 'above' else 'below' end`
}

export function listEntries(db: Db, question: Question, page: { before: string | undefined; limit: number }) {
  return named(
    matching(db, question)
      .$if(page.before !== undefined, (q) => q.where('e.id', '<', page.before ?? ''))
      .orderBy('e.id', 'desc')
      .limit(page.limit),
    question.seat,
  )
}

export function findEntry(db: Db, id: string, seat: Layer) {
  return named(matching(db, { seat, ids: [id] }), seat).then(([row]) => row)
}

function named(query: ReturnType<typeof matching>, seat: Layer) {
  return query
    .leftJoin('region', 'region.path', 'e.region_path')
    .leftJoin('unit', 'unit.id', 'e.unit_id')
    .selectAll('e')
    .select(['region.name as region_name', 'unit.name as unit_name'])
    .select(reachOf(seat).as('reach'))
    .execute()
}

export async function countEntries(db: Db, question: Question): Promise<{ count: number; own: number }> {
  const own = sql<number>`count(*) filter (where ${reachOf(question.seat)} = 'own' and e.state = 'active')::int`
  const row = await matching(db, question)
    .select(sql<number>`count(*)::int`.as('count'))
    .select(own.as('own'))
    .executeTakeFirst()
  return { count: row?.count ?? 0, own: row?.own ?? 0 }
}

/** The names of the term lists that there are, for the filter and for whoever adds a term. */
export async function listNames(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('lexicon_entry')
    .select('list')
    .distinct()
    .where('kind', '=', 'term')
    .where('state', '=', 'active')
    .orderBy('list')
    .limit(200)
    .execute()
  return rows.flatMap(({ list }) => (list === null ? [] : [list]))
}

/** The layers whose entries hold for somebody: the regions she lies in, and units whose own lists she works by. */
export type Reach = { paths: readonly string[]; unitIds: readonly string[] }

function holding(db: Db, { paths, unitIds }: Reach) {
  return db
    .selectFrom('lexicon_entry')
    .where((eb) =>
      eb.or([
        eb.and([eb('unit_id', 'is', null), sql<boolean>`region_path = any(${[...paths]}::text[])`]),
        sql<boolean>`unit_id = any(${[...unitIds]}::uuid[])`,
      ]),
    )
    .where('state', '=', 'active')
}

/** What holds on a day, the higher layers first. */
export function entriesInForce(db: Db, reach: Reach, today: string) {
  return holding(db, reach)
    .select(['id', 'kind', 'payload', 'from_on', 'until_on', 'region_path', 'unit_id'])
    .where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>=', today)]))
    .where((eb) => eb.or([eb('kind', '=', 'term'), eb('from_on', '<=', today)])) // terms carry their own days
    .orderBy('region_path')
    .orderBy('unit_id', (o) => o.asc().nullsFirst())
    .orderBy('id')
    .execute()
}

export function rulesOff(db: Db, reach: Reach, today: string) {
  return holding(db, reach)
    .leftJoin('region', 'region.path', 'lexicon_entry.region_path')
    .select(['lexicon_entry.id', 'key', 'payload', 'from_on', 'region_path', 'unit_id', 'region.name as region_name'])
    .where('kind', '=', 'rule')
    .where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>=', today)]))
    .orderBy('region_path')
    .execute()
}

/** The turn of the newest change that took effect, and how many did: two that end out of turn still make a new pair. */
export async function revisionOf(db: Db, { paths, unitIds }: Reach): Promise<string> {
  const row = await db
    .selectFrom('lexicon_change')
    .select(sql<string>`coalesce(max(effect_seq), 0) || '.' || count(*)`.as('revision'))
    .where('effect_seq', 'is not', null)
    .where((eb) =>
      eb.or([
        eb.and([eb('unit_id', 'is', null), sql<boolean>`region_path = any(${[...paths]}::text[])`]),
        sql<boolean>`unit_id = any(${[...unitIds]}::uuid[])`,
      ]),
    )
    .executeTakeFirst()
  return row?.revision ?? '0.0'
}

/** The entries in force of one layer that are about these things. */
export function findByKeys(db: Db, layer: Layer, kind: EntryKind, keys: readonly string[]) {
  return db
    .selectFrom('lexicon_entry')
    .selectAll()
    .where('region_path', '=', layer.regionPath)
    .where(sql<boolean>`unit_id is not distinct from ${layer.unitId}::uuid`)
    .where('kind', '=', kind)
    .where('state', '=', 'active')
    .where(sql<boolean>`key = any(${[...keys]}::text[])`)
    .execute()
}

/** The units for which a contractor works today, with their regions. */
export async function hostsOf(db: Db): Promise<{ id: string; path: string }[]> {
  const { rows } = await sql<{ id: string; path: string }>`
    select id, region_path as path from unit where id in (select app_contract_hosts()) order by id`.execute(db)
  return rows
}
