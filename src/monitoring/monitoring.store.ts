import type { Insertable, Selectable } from 'kysely'
import { sql } from 'kysely'
import type { FindingTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'

type Kind = FindingTable['kind']
type Filter = {
  kind?: readonly Kind[] | undefined
  state?: FindingTable['state'] | undefined
  account?: string | undefined
  regionPath?: string | undefined
  from?: string | undefined
  to?: string | undefined
  words?: string | undefined
}

export type FindingRow = Selectable<FindingTable> & {
  account_name: string
  platform: string
  host_unit_name: string | null
  evidence_file_name: string | null
}

function matching(db: Db, filter: Filter) {
  const { kind, state, account, regionPath, from, to, words } = filter
  const like = `%${(words ?? '').replace(/[\\%_]/g, '\\$&')}%`
  return db
    .selectFrom('finding')
    .innerJoin('account', 'account.id', 'finding.account_id')
    .$if(kind !== undefined && kind.length > 0, (q) => q.where('finding.kind', 'in', kind ?? []))
    .$if(state !== undefined, (q) => q.where('finding.state', '=', state ?? 'confirmed'))
    .$if(account !== undefined, (q) => q.where('finding.account_id', '=', account ?? ''))
    .$if(regionPath !== undefined, (q) => q.where(sql<boolean>`starts_with(account.region_path, ${regionPath ?? ''})`))
    .$if(from !== undefined, (q) => q.where('finding.occurred_on', '>=', from ?? ''))
    .$if(to !== undefined, (q) => q.where('finding.occurred_on', '<=', to ?? ''))
    .$if(words !== undefined && words !== '', (q) =>
      q.where((eb) =>
        eb.or([
          eb('finding.title', 'ilike', like),
          eb('finding.detail', 'ilike', like),
          eb('account.name', 'ilike', like),
        ]),
      ),
    )
}

export function listFindings(
  db: Db,
  filter: Filter,
  page: { after: readonly [day: string, id: string] | null; limit: number },
): Promise<FindingRow[]> {
  const { after, limit } = page
  return withNames(
    matching(db, filter)
      .$if(after !== null, (q) =>
        q.where(sql<boolean>`(finding.occurred_on, finding.id) < (${after?.[0]}::date, ${after?.[1]}::uuid)`),
      )
      .orderBy('finding.occurred_on', 'desc')
      .orderBy('finding.id', 'desc')
      .limit(limit),
  )
}

export function findFinding(db: Db, id: string): Promise<FindingRow | undefined> {
  return withNames(matching(db, {}).where('finding.id', '=', id)).then(([row]) => row)
}

function withNames(query: ReturnType<typeof matching>): Promise<FindingRow[]> {
  return query
    .leftJoin('unit', 'unit.id', 'account.host_unit_id')
    .leftJoin('file_object', 'file_object.id', 'finding.evidence_file_id')
    .selectAll('finding')
    .select([
      'account.name as account_name',
      'account.platform',
      'unit.name as host_unit_name',
      'file_object.name as evidence_file_name',
    ])
    .execute()
}

export function countFindings(db: Db, filter: Filter) {
  return matching(db, filter)
    .select((eb) => ['finding.kind', eb.fn.countAll<number>().as('count')])
    .groupBy('finding.kind')
    .orderBy('finding.kind')
    .execute()
}

export async function addFindings(db: Db, findings: readonly Insertable<FindingTable>[]): Promise<void> {
  if (findings.length > 0) await db.insertInto('finding').values(findings).execute()
}

/** Withdraws a finding if nobody has touched it since the caller read it. */
export async function withdraw(
  db: Db,
  given: { id: string; version: number; at: Date; reason: string },
): Promise<boolean> {
  const result = await db
    .updateTable('finding')
    .set({ state: 'withdrawn', withdrawn_at: given.at, withdrawn_reason: given.reason, version: given.version + 1 })
    .where('id', '=', given.id)
    .where('version', '=', given.version)
    .where('state', '=', 'confirmed')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Confirmed findings of these accounts on these days, to recognise what is recorded already. */
export function findAlike(db: Db, accountIds: readonly string[], days: readonly string[]) {
  return db
    .selectFrom('finding')
    .select(['account_id', 'kind', 'occurred_on', 'title'])
    .where('account_id', '=', sql<string>`any(${[...accountIds]}::uuid[])`)
    .where('occurred_on', '=', sql<string>`any(${[...days]}::date[])`)
    .where('state', '=', 'confirmed')
    .execute()
}

export function findAccount(db: Db, id: string) {
  return db.selectFrom('account').select(['id', 'name', 'ledger_no']).where('id', '=', id).executeTakeFirst()
}

export function regionPathOf(db: Db, code: string) {
  return db.selectFrom('region').select('path').where('code', '=', code).executeTakeFirst()
}

/** Evidence that the person has uploaded; the post that the finding is about. */
export function ownEvidence(db: Db, id: string, userId: string) {
  return db
    .selectFrom('file_object')
    .select('id')
    .where('id', '=', id)
    .where('purpose', '=', 'evidence')
    .where('owner_user_id', '=', userId)
    .executeTakeFirst()
}

export function postOfAccount(db: Db, postId: string, accountId: string) {
  return db
    .selectFrom('post')
    .select('id')
    .where('id', '=', postId)
    .where('account_id', '=', accountId)
    .limit(1)
    .executeTakeFirst()
}
