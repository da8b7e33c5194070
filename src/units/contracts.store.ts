import { type Insertable, type Selectable, sql } from 'kysely'
import type { ContractTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'
import { type ContractState, expiringDays } from './contracts.rules.ts'

export type ContractRow = Selectable<ContractTable> & { contractor_name: string; host_name: string }

export type ContractQuestion = {
  today: string
  state?: ContractState | undefined
  host?: string | undefined
  contractor?: string | undefined
}

const last = sql`least(contract.ends_on, contract.nda_ends_on)`
const first = sql`greatest(contract.starts_on, contract.nda_signed_on)`

/** The states of `contractState` as conditions on the same days; a test compares the two. */
const stateCondition: Record<ContractState, (today: string) => ReturnType<typeof sql<boolean>>> = {
  ended: () => sql<boolean>`contract.ended_at is not null`,
  lapsed: (today) => sql<boolean>`contract.ended_at is null and ${today}::date > ${last}`,
  notStarted: (today) =>
    sql<boolean>`contract.ended_at is null and ${today}::date <= ${last} and ${today}::date < ${first}`,
  expiring: (today) =>
    sql<boolean>`contract.ended_at is null and ${today}::date between ${first} and ${last} and ${last} - ${today}::date <= ${sql.lit(expiringDays)}`,
  valid: (today) =>
    sql<boolean>`contract.ended_at is null and ${today}::date between ${first} and ${last} and ${last} - ${today}::date > ${sql.lit(expiringDays)}`,
}

/** A contract with the names of its parties; a party that one may not see hides the contract too. */
function withParties(db: Db) {
  return db
    .selectFrom('contract')
    .innerJoin('unit as contractor', 'contractor.id', 'contract.contractor_unit_id')
    .innerJoin('unit as host', 'host.id', 'contract.host_unit_id')
    .selectAll('contract')
    .select(['contractor.name as contractor_name', 'host.name as host_name'])
}

/** Contracts one may see, the newest first; the page after `after`. */
export function listContracts(
  db: Db,
  question: ContractQuestion & { limit: number; after: string | undefined },
): Promise<ContractRow[]> {
  let query = withParties(db)
    .orderBy('contract.id', 'desc')
    .limit(question.limit + 1)
  if (question.state) query = query.where(stateCondition[question.state](question.today))
  if (question.host) query = query.where('contract.host_unit_id', '=', question.host)
  if (question.contractor) query = query.where('contract.contractor_unit_id', '=', question.contractor)
  if (question.after) query = query.where('contract.id', '<', question.after)
  return query.execute()
}

export async function countContracts(db: Db, { today, state, host, contractor }: ContractQuestion) {
  let query = db.selectFrom('contract').select((eb) => [
    eb.fn
      .countAll<number>()
      .filterWhere(state ? stateCondition[state](today) : sql<boolean>`true`)
      .as('total'),
    eb.fn.countAll<number>().filterWhere(stateCondition.expiring(today)).as('expiring'),
    eb.fn.countAll<number>().filterWhere(stateCondition.lapsed(today)).as('lapsed'),
  ])
  if (host) query = query.where('host_unit_id', '=', host)
  if (contractor) query = query.where('contractor_unit_id', '=', contractor)
  const row = await query.executeTakeFirstOrThrow()
  return { total: Number(row.total), expiring: Number(row.expiring), lapsed: Number(row.lapsed) }
}

export function findContract(db: Db, id: string): Promise<ContractRow | undefined> {
  return withParties(db).where('contract.id', '=', id).executeTakeFirst()
}

export async function addContract(db: Db, contract: Insertable<ContractTable>): Promise<void> {
  await db.insertInto('contract').values(contract).execute()
}

/** Ends a contract that has not ended; false when somebody was quicker. */
export async function endOpenContract(
  db: Db,
  { id, version }: { id: string; version: number },
  { at, reason }: { at: Date; reason: string },
): Promise<boolean> {
  const result = await db
    .updateTable('contract')
    .set({ ended_at: at, ended_reason: reason, updated_at: at, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Contracts in force whose last day is one of these, with the people of the host unit who look after them. */
export function listEnding(db: Db, days: readonly string[]) {
  return withParties(db)
    .innerJoin('app_user', 'app_user.unit_id', 'contract.host_unit_id')
    .innerJoin('user_duty', 'user_duty.user_id', 'app_user.id')
    .select('app_user.id as manager_id')
    .where('user_duty.duty', '=', 'accountManager')
    .where('app_user.active', '=', true)
    .where('contract.ended_at', 'is', null)
    .where(sql<boolean>`least(contract.ends_on, contract.nda_ends_on) = any(${days}::date[])`)
    .orderBy('contract.id')
    .execute()
}

/** Whether the person has had this very message. */
export async function hasBeenTold(db: Db, userId: string, { kind, title }: { kind: string; title: string }) {
  const row = await db
    .selectFrom('message')
    .select('id')
    .where('user_id', '=', userId)
    .where('kind', '=', kind)
    .where('title', '=', title)
    .executeTakeFirst()
  return row !== undefined
}
