import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { CleanupProposalTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'

export type ProposalRow = Selectable<CleanupProposalTable> & { file_name: string | null }

function proposals(db: Db) {
  return db
    .selectFrom('cleanup_proposal')
    .leftJoin('file_object', 'file_object.id', 'cleanup_proposal.statement_file_id')
    .selectAll('cleanup_proposal')
    .select('file_object.name as file_name')
}

export function proposalsOf(db: Db, accountId: string): Promise<ProposalRow[]> {
  return proposals(db).where('account_id', '=', accountId).orderBy('cleanup_proposal.id', 'desc').limit(50).execute()
}

/** Locked until the transaction ends: of two who decide at once the second finds what the first has done. */
export function lockProposal(db: Db, id: string): Promise<Selectable<CleanupProposalTable> | undefined> {
  return db.selectFrom('cleanup_proposal').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export function findProposal(db: Db, id: string) {
  return db.selectFrom('cleanup_proposal').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Accounts that were given an open proposal meanwhile are passed over; gives those that were added. */
export async function addProposals(db: Db, rows: readonly Insertable<CleanupProposalTable>[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const added = await db
    .insertInto('cleanup_proposal')
    .values(rows)
    .onConflict((oc) => oc.doNothing())
    .returning('account_id')
    .execute()
  return new Set(added.map(({ account_id }) => account_id))
}

/** Changes a proposal if nobody has touched it since the caller read it. */
export async function changeProposal(
  db: Db,
  at: { id: string; version: number },
  change: Updateable<CleanupProposalTable>,
): Promise<boolean> {
  const result = await db
    .updateTable('cleanup_proposal')
    .set({ ...change, version: at.version + 1 })
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** These accounts, locked in one order against being closed meanwhile. */
export async function lockAccountIds(db: Db, ids: readonly string[]): Promise<void> {
  await sql`select id from account where id = any(${[...ids]}::uuid[]) order by id for update`.execute(db)
}

/** Evidence that the person has uploaded. */
export function ownEvidence(db: Db, id: string, userId: string) {
  return db
    .selectFrom('file_object')
    .select('id')
    .where('id', '=', id)
    .where('purpose', '=', 'evidence')
    .where('owner_user_id', '=', userId)
    .executeTakeFirst()
}

/** The people of these bodies who answer for their accounts. */
export function peopleToHear(db: Db, unitIds: readonly string[]) {
  return db
    .selectFrom('app_user')
    .innerJoin('user_duty', 'user_duty.user_id', 'app_user.id')
    .select(['app_user.id', 'app_user.unit_id'])
    .distinct()
    .where('app_user.active', '=', true)
    .where('user_duty.duty', 'in', ['accountManager', 'unitLeader'])
    .where(sql<boolean>`app_user.unit_id = any(${[...unitIds]}::uuid[])`)
    .orderBy('app_user.id')
    .execute()
}
