import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { PlatformConnectionTable } from '../db/schema.ts'
import { searchQuery } from '../db/sql.ts'
import type { Db } from '../db/transact.ts'

export type ConnectionRow = Selectable<PlatformConnectionTable>

const listed = (db: Db) =>
  db
    .selectFrom('account')
    .innerJoin('unit', 'unit.id', 'account.host_unit_id')
    .leftJoin('platform_connection as c', 'c.account_id', 'account.id')
    .selectAll('c')
    .select([
      'account.id as id',
      'account.name',
      'account.platform',
      'account.host_unit_id',
      'account.ledger_no',
      'account.state as account_state',
      'unit.name as host_unit_name',
    ])
export type ConnectionLine = Awaited<ReturnType<ReturnType<typeof listed>['execute']>>[number]

/** The accounts in the actor's scope that are not closed, by number, with what connects them. */
export function connectionLines(
  db: Db,
  given: {
    platform?: string | undefined
    state?: ConnectionRow['state'] | 'none' | undefined
    q?: string | undefined
    after: string | null
    limit: number
  },
): Promise<ConnectionLine[]> {
  const { platform, state, q, after, limit } = given
  const words = q ? searchQuery(q) : undefined
  return listed(db)
    .where('account.state', '<>', 'closed')
    .$if(platform !== undefined, (query) => query.where(sql<boolean>`account.platform = ${platform}`))
    .$if(state === 'none', (query) => query.where('c.account_id', 'is', null))
    .$if(state !== undefined && state !== 'none', (query) => query.where(sql<boolean>`c.state = ${state}`))
    .$if(words === null, (query) => query.where(sql<boolean>`false`))
    .$if(typeof words === 'string', (query) => query.where(sql<boolean>`account.search @@ ${words}::tsquery`))
    .$if(after !== null, (query) => query.where('account.ledger_no', '>', after as string))
    .orderBy('account.ledger_no')
    .limit(limit)
    .execute()
}

export function connectionLine(db: Db, accountId: string): Promise<ConnectionLine | undefined> {
  return listed(db).where('account.id', '=', accountId).executeTakeFirst()
}

export function findConnection(db: Db, accountId: string): Promise<ConnectionRow | undefined> {
  return db.selectFrom('platform_connection').selectAll().where('account_id', '=', accountId).executeTakeFirst()
}

/** The row held until the transaction ends; tokens are changed under this lock only. */
export function lockConnection(db: Db, accountId: string): Promise<ConnectionRow | undefined> {
  return db
    .selectFrom('platform_connection')
    .selectAll()
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
}

export async function addConnection(db: Db, row: Insertable<PlatformConnectionTable>): Promise<boolean> {
  const made = await db
    .insertInto('platform_connection')
    .values(row)
    .onConflict((conflict) => conflict.column('account_id').doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

export async function changeConnection(
  db: Db,
  accountId: string,
  change: Updateable<PlatformConnectionTable>,
): Promise<void> {
  await db.updateTable('platform_connection').set(change).where('account_id', '=', accountId).execute()
}

export async function deleteConnection(db: Db, accountId: string): Promise<void> {
  await db.deleteFrom('platform_connection').where('account_id', '=', accountId).execute()
}

/** Connections in use whose authorisation ends before `until`, of which nobody was told today. */
export function endingConnections(db: Db, given: { until: Date; today: string }) {
  return listed(db)
    .where('c.state', '=', 'ready')
    .where((eb) => eb.or([eb('c.token_expires_at', '<', given.until), eb('c.refresh_expires_at', '<', given.until)]))
    .where((eb) => eb.or([eb('c.reminded_on', 'is', null), eb('c.reminded_on', '<', given.today)]))
    .orderBy('account.id')
    .execute()
}
